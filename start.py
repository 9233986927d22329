#!/usr/bin/env python3
"""Set the workbook up once and start it: ``python3 start.py``; every test: ``python3 start.py test``.

Standard library only, and written so that an old Python can still read it and say what is missing. Makes ``.venv``,
installs the hashed ``requirements.lock`` and then the project itself, and remembers what was installed in
``.venv/pembinaan-fingerprint``, so that nothing is done twice and an interrupted run is carried on. Any other words
are passed to the command ``pembinaan``; without words it shows the sample agency.
"""

import argparse
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
MINIMUM = (3, 11)
NEEDED_BYTES = 2000 * 1000 * 1000  # the packages take 1.3 GB, pip's downloads the rest

# Exit statuses: what went wrong can be told apart by a script too.
OLD_PYTHON, NO_VENV, NO_NETWORK, NO_DISK, BROKEN, LONG_PATH, IN_USE, INTERRUPTED = 3, 4, 5, 6, 7, 8, 9, 130

WORDS = {
    "id": {
        "python": "Python 3.11 atau lebih baru diperlukan; yang dipakai sekarang {found}. "
                  "Pasang dari python.org (Windows: juga lewat Microsoft Store), lalu jalankan start.py lagi.",
        "novenv": "Bagian 'venv' dari Python belum terpasang. Di Debian/Ubuntu: sudo apt install python3-venv. "
                  "Di sistem lain: pasang Python lengkap dari python.org. Lalu jalankan start.py lagi.",
        "venvfail": "Folder .venv tidak dapat dibuat di {folder}. Pastikan folder ini boleh ditulisi "
                    "(bukan CD atau folder milik pengguna lain), lalu jalankan start.py lagi.",
        "disk": "Ruang disk kurang: perlu sekitar {needed} GB di {folder}, tersedia {free} GB. "
                "Kosongkan ruang, lalu jalankan start.py lagi; yang sudah terpasang tidak diulang.",
        "network": "Paket tidak dapat diunduh: sambungan internet putus atau diblokir. Periksa sambungan "
                   "(atau proxy kantor), lalu jalankan start.py lagi; pemasangan dilanjutkan.",
        "hash": "Berkas yang diunduh tidak sama dengan yang tercatat di requirements.lock, jadi tidak dipasang. "
                "Biasanya unduhan terpotong: jalankan start.py lagi. Jika berulang, laporkan.",
        "long": "Nama folder {folder} terlalu panjang untuk Windows (batasnya 260 huruf sampai nama berkas terdalam). "
                "Pindahkan folder ini ke tempat yang pendek, misalnya C:\\buku, lalu jalankan start.py lagi.",
        "inuse": "Berkas di {folder} sedang dipakai atau ditahan program lain, biasanya pemindai virus atau OneDrive. "
                 "Tutup program yang membuka folder ini, tunggu sebentar, lalu jalankan start.py lagi; "
                 "jika berulang, minta pengelola komputer mengecualikan folder ini dari pemindaian.",
        "pip": "Pemasangan gagal. Rincian ada di {log}. Jalankan start.py lagi; "
               "jika berulang, hapus folder .venv dan coba sekali lagi.",
        "interrupted": "Dihentikan. Jalankan start.py lagi kapan saja; pemasangan dilanjutkan.",
        "making": "Menyiapkan buku kerja (sekali saja, beberapa menit; perlu internet).",
        "again": "Melanjutkan penyiapan buku kerja.",
        "broken": "Folder .venv rusak atau dari Python lain; dibuat ulang.",
        "step1": "1/3 Membuat lingkungan Python di .venv ...",
        "step2": "2/3 Memasang {count} paket ...",
        "step3": "3/3 Memasang buku kerja ...",
        "downloaded": "    {done} dari sekitar {count} paket",
        "unpacking": "    memasang berkas (sekitar satu menit) ...",
        "ready": "Siap.",
        "close": "Tekan Enter untuk menutup jendela ini.",
    },
    "en": {
        "python": "Python 3.11 or newer is needed; this one is {found}. "
                  "Install it from python.org (Windows: Microsoft Store works too), then run start.py again.",
        "novenv": "Python's 'venv' part is not installed. On Debian/Ubuntu: sudo apt install python3-venv. "
                  "Elsewhere: install the full Python from python.org. Then run start.py again.",
        "venvfail": "The folder .venv cannot be made in {folder}. See that the folder can be written to, "
                    "then run start.py again.",
        "disk": "Not enough disk space: about {needed} GB needed in {folder}, {free} GB free. "
                "Make room, then run start.py again; what is installed is not done twice.",
        "network": "Packages cannot be downloaded: no internet, or it is blocked. Check the connection "
                   "(or the office proxy), then run start.py again; it carries on.",
        "hash": "A downloaded file differs from the one in requirements.lock and was not installed. "
                "Usually a cut download: run start.py again. If it happens again, please report it.",
        "long": "The folder name {folder} is too long for Windows (at most 260 letters down to the deepest file). "
                "Move this folder to a short place such as C:\\buku, then run start.py again.",
        "inuse": "A file in {folder} is in use or held by another program, usually a virus scanner or OneDrive. "
                 "Close what has this folder open, wait a moment, then run start.py again; "
                 "if it happens again, ask whoever manages the computer to leave this folder out of scanning.",
        "pip": "Installing failed. Details are in {log}. Run start.py again; "
               "if it fails again, remove the folder .venv and try once more.",
        "interrupted": "Stopped. Run start.py again at any time; it carries on.",
        "making": "Setting the workbook up (once, some minutes; needs internet).",
        "again": "Carrying on with the set-up of the workbook.",
        "broken": "The folder .venv is broken or from another Python; making it again.",
        "step1": "1/3 Making the Python environment in .venv ...",
        "step2": "2/3 Installing {count} packages ...",
        "step3": "3/3 Installing the workbook ...",
        "downloaded": "    {done} of about {count} packages",
        "unpacking": "    putting the files in place (about a minute) ...",
        "ready": "Ready.",
        "close": "Press Enter to close this window.",
    },
}

# What pip writes when ... ; the first that is found names the sentence and the exit status.
SYMPTOMS = (
    ("disk", NO_DISK, r"No space left on device|Errno 28|WinError 112|Disk quota exceeded"),
    ("hash", BROKEN, r"DO NOT MATCH THE HASHES"),
    ("long", LONG_PATH, r"WinError 206|[Ff]ilename or extension is too long|Windows Long Path support"
                        r"|(Errno|WinError) [23]\b[^\n]*['\"][^'\"\n]{240,}['\"]"),
    ("inuse", IN_USE, r"WinError (5|32)\b"),
    ("network", NO_NETWORK, r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError"
                            r"|Connection(Reset|Refused|Aborted)?Error|Connection (aborted|broken|refused|to \S+ timed)"
                            r"|Name or service not known|getaddrinfo failed|Network is unreachable|IncompleteRead"
                            r"|Could not fetch URL|No matching distribution found"),
)


class SetupError(Exception):
    """Set-up cannot go on; `key` names the sentence, `status` is the exit status."""

    def __init__(self, key, status, **values):
        super().__init__(key)
        self.key, self.status, self.values = key, status, values


def say(lang, key, **values):
    print(WORDS[lang][key].format(**values), flush=True)


def check_python(version):
    """Refuse a Python that cannot run the workbook."""
    if tuple(version[:2]) < MINIMUM:
        raise SetupError("python", OLD_PYTHON, found=".".join(str(part) for part in version[:3]))


def check_disk(folder, free, installed):
    """Refuse to begin what cannot be finished; `installed` bytes are there from an earlier run."""
    if free + installed < NEEDED_BYTES:
        raise SetupError("disk", NO_DISK, folder=folder, needed=gigabytes(NEEDED_BYTES), free=gigabytes(free))


def gigabytes(size):
    return "{:.1f}".format(size / 1e9)


def fingerprint(root, version):
    """What an installation depends on: the lock, the project's own table, this Python and this place."""
    parts = [(root / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    parts += [".".join(str(part) for part in version[:3]).encode(), str(root).encode()]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def lock_count(lock):
    """How many packages the lock names (some are for other systems: the count is rough)."""
    return len({line.split("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith((" ", "#"))})


def venv_python(venv):
    """The interpreter inside `venv`, where this system puts it."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def works(venv, version):
    """Whether the interpreter of `venv` starts, is of this version, and has pip."""
    script = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        found = subprocess.run([str(venv_python(venv)), "-c", script], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return found.returncode == 0 and found.stdout.decode().strip() == "%d.%d" % tuple(version[:2])


def make_venv(venv):
    """Make an empty environment; only a Python without ``venv`` or a folder that refuses stops us."""
    try:
        import ensurepip  # noqa: F401  Debian leaves this out unless python3-venv is installed
        import venv as _  # noqa: F401
    except ImportError:
        raise SetupError("novenv", NO_VENV) from None
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([base, "-m", "venv", str(venv)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode:
        raise diagnosis(made.stdout.decode(errors="replace"), "venvfail", NO_VENV, folder=venv.parent)


def remove_half_installed(venv):
    """Forget packages that an interrupted pip left half written, so that it installs them again."""
    for info in venv.glob("**/site-packages/*.dist-info"):
        if not (info / "RECORD").is_file() or not (info / "INSTALLER").is_file():
            shutil.rmtree(str(info), ignore_errors=True)


def diagnosis(output, otherwise, status, **values):
    """The plain sentence for what a failed command wrote."""
    for key, found_status, pattern in SYMPTOMS:
        if re.search(pattern, output):
            free = shutil.disk_usage(str(ROOT)).free
            return SetupError(key, found_status, folder=ROOT, needed=gigabytes(NEEDED_BYTES), free=gigabytes(free))
    return SetupError(otherwise, status, **values)


def run_pip(arguments, venv, lang="id", count=0):
    """Run pip with its words in ``.venv/pasang.log`` and a rough progress on the screen."""
    log = venv / "pasang.log"
    command = [str(venv_python(venv)), "-m", "pip", "--disable-pip-version-check", "--no-input"] + arguments
    environment = dict(os.environ, PYTHONIOENCODING="utf-8", PIP_PROGRESS_BAR="off")
    lines = []
    with open(str(log), "a", encoding="utf-8") as file:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
        try:
            for raw in running.stdout:
                line = raw.decode("utf-8", errors="replace")
                file.write(line)
                lines.append(line)
                show_progress(line, sum(is_package(each) for each in lines), count, lang)
        finally:
            running.stdout.close()
            status = running.wait()
    if status:
        raise diagnosis("".join(lines[-200:]), "pip", BROKEN, log=log)


def is_package(line):
    return line.startswith(("Collecting ", "Processing ", "Requirement already satisfied: "))


def show_progress(line, done, count, lang):
    """A line every twenty packages, and one before the long silent copying."""
    if count and is_package(line) and done % 20 == 0:
        say(lang, "downloaded", done=done, count=count)
    elif count and line.startswith("Installing collected packages"):
        say(lang, "unpacking")


def install(venv, lang):
    """Lock first, then the project: pip refuses hashes and an editable project in one call."""
    count = lock_count((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    say(lang, "step2", count=count)
    remove_half_installed(venv)
    run_pip(["install", "--require-hashes", "--no-deps", "-r", str(ROOT / "requirements.lock")], venv, lang, count)
    say(lang, "step3")
    run_pip(["install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)], venv)
    run_pip(["check"], venv)


def set_up(lang, version, install=install):
    """Make or repair ``.venv`` until its fingerprint is that of the lock; nothing to do is silent."""
    venv = VENV
    mark, wanted = venv / "pembinaan-fingerprint", fingerprint(ROOT, version)
    usable = works(venv, version)
    if usable and mark.is_file() and mark.read_text().strip() == wanted:
        return
    check_disk(ROOT, shutil.disk_usage(str(ROOT)).free, installed_bytes(venv))
    say(lang, "again" if usable else "making")
    if not usable:
        remove_broken(venv, lang)
        say(lang, "step1")
        make_venv(venv)
    if mark.is_file():
        mark.unlink()
    install(venv, lang)
    mark.write_text(wanted + "\n")
    say(lang, "ready")


def remove_broken(venv, lang):
    if venv.exists():
        say(lang, "broken")
        shutil.rmtree(str(venv))


def installed_bytes(venv):
    """What an earlier run has already put on the disk."""
    return sum(path.lstat().st_size for path in venv.glob("**/*") if path.is_file()) if venv.is_dir() else 0


def run(arguments):
    """Run the workbook's Python and hand back its exit status; Ctrl+C is the child's to answer."""
    child = subprocess.Popen([str(venv_python(VENV))] + arguments)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def command(words, lang):
    """What to run after the set-up."""
    if words[:1] == ["test"]:
        return ["-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-q"] + words[1:]
    return ["-m", "pembinaan_lib.cli", "--lang", lang] + (words or ["contoh"])


def read_arguments(arguments, environment):
    """``(lang, words)``; only ``--lang`` in front is ours, the rest belongs to the command."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", choices=sorted(WORDS), default=None)
    known, words = parser.parse_known_args(arguments)
    lang = known.lang or environment.get("PEMBINAAN_LANG", "id")
    return (lang if lang in WORDS else "id"), words


def main(arguments=None, version=sys.version_info):
    lang, words = read_arguments(sys.argv[1:] if arguments is None else arguments, os.environ)
    try:
        check_python(version)
        set_up(lang, version)
    except SetupError as error:
        say(lang, error.key, **error.values)
        return error.status
    except OSError as error:
        refused = diagnosis(str(error), "venvfail", NO_VENV, folder=ROOT)
        say(lang, refused.key, **refused.values)
        return refused.status
    except KeyboardInterrupt:
        say(lang, "interrupted")
        return INTERRUPTED
    if words[:1] == ["test"]:
        os.chdir(str(ROOT))
    return run(command(words, lang))


def keep_window_open(lang):
    """After a double click on Windows the window would close before anybody has read it."""
    if os.name == "nt" and len(sys.argv) == 1 and sys.stdin and sys.stdin.isatty():
        input(WORDS[lang]["close"])


if __name__ == "__main__":
    exit_status = main()
    keep_window_open(read_arguments(sys.argv[1:], os.environ)[0])
    sys.exit(exit_status)
