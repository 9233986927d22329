"""How long the register of needs takes with all its parts: ``python benchmarks/needs.py [people]``.

Tables are invented in memory, as an import leaves them (5,000 ASN × 30 competencies assessed, and with them ratings of
performance, sanctions, a needs survey, two questionnaires, satisfaction and messages of citizens, goals, indicators and
requests; the same on every run), and then measured in processes of their own:

- *whole*: every part of stage 1 once, as a ratio of one pandas merge and group of the same long table of assessments,
  medians of three, alternating;
- *growth*: the whole for ten times the people against the whole;
- *weight*: what depends on the weights (register, its notes and steps, 2,000 draws, smallest changes) against the
  whole;
- *memory*: the largest resident set of a process that computes the whole for ten times the people once.

The last lines are one per target: ``name: figure, bound, ok|short``. The exit status is 1 where one is short.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PEOPLE, COMPETENCIES, OFFICES, PLACES = 5_000, 30, 40, 200
WHOLE_BOUND, GROWTH_BOUND, WEIGHT_BOUND, MEMORY_BOUND_MB = 60.0, 11.0, 1 / 20, 2_000.0
REPEATS, SEED = 3, 2027
TODAY = date(2026, 11, 21)
MATTERS = (
    "antrean loket lambat panjang nomor tunggu berdiri", "petugas ramah sopan marah kasar senyum jawab",
    "berkas syarat biaya surat izin lengkap bolak", "obat dokter jadwal pasien rujukan kartu ruang",
    "aplikasi daring rusak galat unggah laman masuk", "jalan lampu parkir kotor sampah gelap banjir",
)
QUESTIONNAIRES = ("kesiapan perubahan", "literasi digital")
WORDS = tuple(word for matter in MATTERS for word in matter.split())


def seconds(work: Callable[[], Any]) -> float:
    """Processor time of one run, of all threads: what else the machine does is not counted, a second core is."""
    start = time.process_time()
    work()
    return time.process_time() - start


class Agency:
    """An invented agency of `people` ASN: who is where, and the tables about it."""

    def __init__(self, people: int) -> None:
        import numpy as np

        from pembinaan_lib import rules

        self.law, self.people, self.chance = rules.load(), people, np.random.default_rng(SEED)
        general = list(self.law.value("kompetensi.manajerial_sosial", TODAY).value)
        self.technical = [f"Kompetensi Teknis {number}" for number in range(1, COMPETENCIES - len(general) + 1)]
        self.names = np.array([*general, *self.technical], dtype=object)
        self.ids = np.array([f"p{number:06d}" for number in range(people)], dtype=object)
        self.place = self.chance.integers(0, PLACES, people)
        self.units = np.array([f"Unit {number:03d}" for number in range(PLACES)], dtype=object)
        self.offices = np.array([f"Dinas {number % OFFICES:02d}" for number in range(PLACES)], dtype=object)
        self.asked = np.flatnonzero(self.chance.random(people) < 0.2)

    def days(self, count: int, back: int) -> Any:
        """Days of the last `back` days."""
        import numpy as np

        ago = self.chance.integers(0, back, count).astype("timedelta64[D]")
        return (np.datetime64("2026-11-01") - ago).astype("datetime64[s]")

    def people_tables(self) -> dict[str, Any]:
        """Staff, standards, assessments, ratings, sanctions and hours."""
        import numpy as np
        import pandas as pd

        chance, count, ids = self.chance, self.people, self.ids
        posts = np.array(["Ahli Pertama", "Ahli Muda", "Pengawas", "Pelaksana"], dtype=object)
        rated = ["sesuai ekspektasi", "di atas ekspektasi", "di bawah ekspektasi"]
        punished = chance.integers(0, count, count // 50)
        return {
            "pegawai": made(
                "pegawai", pegawai_id=ids, jenis_pegawai=chance.choice(["PNS", "PPPK"], count),
                unit_kerja=self.units[self.place], perangkat_daerah=self.offices[self.place],
                jenjang=posts[chance.integers(0, 4, count)], jenis_jabatan=["Fungsional"] * count,
                urusan=["Umum"] * count, jenis_kelamin=chance.choice(["L", "P"], count),
                golongan=chance.choice(["III/a", "IV/a"], count), tahun_lahir=chance.integers(1966, 2003, count),
                kedudukan_hukum=["Aktif"] * count,
            ),
            "unit_kerja": made("unit_kerja", unit_kerja=self.units, perangkat_daerah=self.offices),
            "kompetensi": pd.DataFrame({"kompetensi": self.names}, dtype="str"),
            "standar": made("standar_kompetensi", kompetensi=self.technical, level=[3] * len(self.technical)),
            "dituju": made(
                "jabatan_dituju", pegawai_id=ids[:count // 20], jenjang_dituju=["Ahli Muda"] * (count // 20),
            ),
            "penilaian": made(
                "penilaian_kompetensi", pegawai_id=np.repeat(ids, COMPETENCIES), kompetensi=np.tile(self.names, count),
                level=chance.integers(0, 5, count * COMPETENCIES),
                tanggal=np.repeat(self.days(count, 700), COMPETENCIES),
                sumber=chance.choice(["atasan", "asesmen", "360", "diri"], count * COMPETENCIES),
            ),
            "kinerja": made(
                "kinerja", pegawai_id=np.tile(ids, 2), tahun=np.repeat([2024, 2025], count),
                hasil_kerja=chance.choice(rated, count * 2), perilaku_kerja=chance.choice(rated, count * 2),
            ),
            "disiplin": made(
                "disiplin", pegawai_id=ids[punished], tanggal_mulai=self.days(len(punished), 700),
                tingkat=chance.choice(["ringan", "sedang", "berat"], len(punished)),
            ),
            "jam": pd.DataFrame({
                "pegawai_id": ids, "tahun": 2026, "wajib_jp": 20.0, "selesai_jp": chance.uniform(0, 30, count),
                "kurang_jp": chance.uniform(0, 20, count),
            }),
        }

    def answers(self) -> dict[str, Any]:
        """The needs survey, two questionnaires and requests."""
        import numpy as np

        from pembinaan_lib import tables

        chance, count = self.chance, len(self.asked)
        where, rows, wished = self.units[self.place[self.asked]], count * COMPETENCIES, self.people // 20
        return {
            "survei": made(
                "survei_kebutuhan", responden_id=np.repeat(self.ids[self.asked], COMPETENCIES),
                kompetensi=np.tile(self.names, count), unit_kerja=np.repeat(where, COMPETENCIES),
                peran=np.repeat(chance.choice(["pegawai", "atasan"], count), COMPETENCIES),
                tingkat_kepentingan=chance.integers(1, 6, rows), tingkat_kemampuan=chance.integers(1, 6, rows),
                tanggal=np.repeat(self.days(count, 200), COMPETENCIES),
            ),
            "kesiapan": self._questionnaire("kesiapan_perubahan", 25),
            "literasi": self._questionnaire("literasi_digital", 20),
            "butir": tables.reference("butir"),
            "usulan": made(
                "usulan", usulan_id=[f"u{n:05d}" for n in range(wished)], tanggal=self.days(wished, 200),
                unit_kerja=self.units[chance.integers(0, PLACES, wished)], pengusul=["unit"] * wished,
                kompetensi=chance.choice(self.names, wished),
                kegiatan=["Pelatihan " + name for name in chance.choice(self.names, wished)],
                jumlah_peserta=chance.integers(1, 30, wished),
            ),
        }

    def _questionnaire(self, name: str, items: int) -> Any:
        import numpy as np

        count = len(self.asked)
        return made(
            name, responden_id=np.repeat(self.ids[self.asked], items), butir=[f"b{n}" for n in range(items)] * count,
            unit_kerja=np.repeat(self.units[self.place[self.asked]], items),
            tanggal=np.repeat(self.days(count, 200), items), skor=self.chance.integers(1, 6, count * items),
        )

    def services(self) -> dict[str, Any]:
        """Satisfaction and messages of citizens, indicators, goals, and what leads from them to competencies."""
        import numpy as np

        from pembinaan_lib import tables

        chance, messages, goals = self.chance, self.people // 2, OFFICES * 3
        quarters = np.array(["2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30"], dtype="datetime64[s]")
        months = np.arange("2025-12", "2026-12", dtype="datetime64[M]").astype("datetime64[s]")
        known = {"unit_kerja", "layanan", "tanggal", "jumlah_responden"}
        elements = [name for name in tables.empty("skm_ringkas").columns if name not in known]
        signs = [
            *(("unsur", name) for name in elements), *(("topik", word) for word in WORDS),
            ("predikat", "di bawah ekspektasi"),
            *(("indikator", name) for name in ("Waktu layanan", "Layanan selesai", *QUESTIONNAIRES)),
        ]
        return {
            "skm_ringkas": made(
                "skm_ringkas", unit_kerja=np.repeat(self.units, 4), layanan=["Layanan utama"] * PLACES * 4,
                tanggal=np.tile(quarters, PLACES), jumlah_responden=chance.integers(20, 400, PLACES * 4),
                **{name: chance.uniform(2.2, 3.9, PLACES * 4).round(2) for name in elements},
            ),
            "skm_respons": tables.empty("skm_respons"),
            "suara": made(
                "suara_masyarakat", pesan_id=[f"m{number:05d}" for number in range(messages)],
                tanggal=self.days(messages, 360), unit_kerja=self.units[chance.integers(0, PLACES, messages)],
                isi_pesan=[self._message() for _ in range(messages)],
            ),
            "forum": made("forum", forum_id=["f1"], tanggal=self.days(1, 100), kesepakatan=["Loket dibuka lebih pagi"]),
            "indikator": made(
                "indikator_layanan", unit_kerja=np.repeat(self.units, 24), bulan=np.tile(months, PLACES * 2),
                indikator=np.tile(np.repeat(["Waktu layanan", "Layanan selesai"], 12), PLACES),
                arah=np.tile(np.repeat(["turun", "naik"], 12), PLACES), nilai=chance.uniform(50, 110, PLACES * 24),
                target=[90.0] * PLACES * 24,
            ),
            "sasaran": made(
                "sasaran_strategis", sasaran=[f"Sasaran {n % 20}" for n in range(goals)],
                indikator=[f"Indikator {n}" for n in range(goals)], unit_kerja=self.offices[np.arange(goals)],
                tahun=[2026] * goals, target=[100.0] * goals, realisasi=chance.uniform(40, 110, goals),
            ),
            "sasaran_kompetensi": made(
                "sasaran_kompetensi", sasaran=[f"Sasaran {n % 20}" for n in range(60)],
                kompetensi=chance.permutation(np.tile(self.names, 2)), bobot=chance.uniform(0.2, 1, 60),
            ).drop_duplicates(["sasaran", "kompetensi"]),
            "pemetaan": made(
                "pemetaan_kompetensi", asal=[kind for kind, _ in signs], nama_asal=[name for _, name in signs],
                kompetensi=self.names[np.arange(len(signs)) % COMPETENCIES], bobot=[0.5] * len(signs),
            ),
        }


    def _message(self) -> str:
        """A message about one matter, with a few words about anything."""
        matter = MATTERS[self.chance.integers(0, len(MATTERS))].split()
        return " ".join([*self.chance.choice(matter, 5), *self.chance.choice(WORDS, 2)])


def made(name: str, **columns: Any) -> Any:
    """A table of the dictionary with these columns; the others are empty."""
    import pandas as pd

    from pembinaan_lib import tables

    shape = tables.empty(name)
    rows = len(next(iter(columns.values())))
    frame = pd.DataFrame({column: columns.get(column, [None] * rows) for column in shape.columns})
    return frame.astype(shape.dtypes.to_dict())


def invented(people: int) -> dict[str, Any]:
    """The rules and all input tables of stage 1 for an agency of `people` ASN."""
    agency = Agency(people)
    return {"rules": agency.law, **agency.people_tables(), **agency.answers(), **agency.services()}


def bare(world: dict[str, Any]) -> None:
    """The peer: the long table of assessments with the unit of each person, grouped."""
    joined = world["penilaian"].merge(world["pegawai"][["pegawai_id", "perangkat_daerah"]], on="pegawai_id")
    joined.groupby(["perangkat_daerah", "kompetensi"])["level"].agg(["size", "mean"])


def gathered(world: dict[str, Any]) -> dict[str, Any]:
    """Everything that does not depend on the weights."""
    from pembinaan_lib import needs

    law = {"rules": world["rules"], "tanggal": TODAY}
    staff, units, ways = world["pegawai"], world["unit_kerja"], world["pemetaan"]
    where = {"unit_kerja": units, "pegawai": staff}
    required = needs.required_levels(staff, world["standar"], **law)
    gap = needs.competency_gap(staff, world["penilaian"], world["standar"], **law)
    needs.target_gap(staff, world["dituju"], world["penilaian"], world["standar"], **law)
    units_gap = needs.unit_gap(gap, staff, required=required, level=0.95)
    needs.coverage(gap, staff, required=required)
    needs.notes(staff, world["penilaian"], gap, required=required, **law)
    rated = needs.performance(staff, world["kinerja"], **law)
    conduct = needs.integrity(staff, world["disiplin"], world["suara"], units, kinerja=world["kinerja"], **law)
    links = needs.strategic_links(world["sasaran"], world["sasaran_kompetensi"], units)
    needs.unlinked(world["sasaran"], world["sasaran_kompetensi"], world["kompetensi"], units)
    heard, response = needs.survey(world["survei"], staff, **law), needs.survey_response(world["survei"], staff, **law)
    needs.survey_reliability(world["survei"], **law)
    ready = needs.readiness(world["kesiapan"], world["butir"], **law)
    needs.readiness_segments(world["kesiapan"], world["butir"], **law)
    digital = needs.digital_literacy(world["literasi"], world["butir"], **law)
    sides = needs.questionnaire_dimensions(world["kesiapan"], world["butir"], questionnaire="kesiapan", **law)
    needs.company(ready, digital, dimensions=sides, pegawai=staff, **law)
    satisfied = needs.skm_need(world["skm_ringkas"], world["skm_respons"], **law)
    found = needs.topics(needs.messages(world["suara"], world["forum"]), seed=SEED, **law)
    needs.forums(world["forum"], tanggal=TODAY)
    requests = needs.recognised_requests(world["usulan"], world["kompetensi"], **where, tanggal=TODAY)
    needs.fairness(staff, gap, world["jam"], None, **law)
    needs.people_behind(gap, staff)
    evidence = needs.joined_evidence([
        needs.gap_evidence(units_gap, **law), needs.performance_evidence(rated, world["indikator"], units, ways, **law),
        needs.survey_evidence(heard, response, units_gap, **law), needs.voice_evidence(satisfied, found, ways, **where, **law),
        needs.strategy_evidence(links, tanggal=TODAY), needs.integrity_evidence(conduct, **law),
        needs.readiness_evidence(ready, ways, **where, **law), needs.digital_evidence(digital, ways, **where, **law),
        needs.requests_evidence(requests, **law),
    ])
    voice = needs.voice_links(world["suara"], ways, units, staff, tanggal=TODAY)
    counted = needs.counted_evidence(evidence, **law)
    needs.counted_notes(counted)
    listed = needs.listed_needs(counted, units_gap)
    needs.thread(listed, links, voice, units_gap)
    needs.broken_threads(listed, links, voice, units_gap)
    return {"evidence": counted, "unit_gap": units_gap, "requests": requests}


def weighed(world: dict[str, Any], known: dict[str, Any], bobot: dict[str, float]) -> Any:
    """All that a changed weight changes: what the steps *register* and *kepekaan* of the plan make."""
    from pembinaan_lib import needs

    law = {"rules": world["rules"], "tanggal": TODAY}
    order = needs.register(known["evidence"], known["unit_gap"], world["pegawai"], bobot=bobot, **law)
    needs.for_heads(needs.causes(order, {}))
    needs.cause_notes(order, {})
    needs.register_explanation(known["evidence"], known["unit_gap"], bobot=bobot, **law)
    needs.match_requests(known["requests"], order, bobot=bobot)
    needs.register_notes(order, known["evidence"], bobot=bobot)
    needs.sensitivity(order, bobot=bobot, seed=SEED)
    needs.swaps(order, bobot=bobot)
    return order


def whole(world: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """All parts of stage 1, once."""
    from pembinaan_lib import needs

    known = gathered(world)
    call = {"dibuka": date(2026, 9, 1), "ditutup": date(2026, 10, 31)}
    needs.campaign(known["requests"], world["pegawai"], **call, tanggal=TODAY)
    return known, weighed(world, known, lawful(world))


def lawful(world: dict[str, Any]) -> dict[str, float]:
    """The first weights, as the rule has them."""
    weights = world["rules"].value("kebutuhan.bobot_bukti", TODAY).value
    return {source: float(weight) for source, weight in weights.items()}


def speed(people: int) -> dict[str, float]:
    """Medians in seconds; the runs alternate, so that a busy machine slows all alike."""
    world = invented(people)
    known, order = whole(world)
    changed = lawful(world) | {"survei": 0.4}
    times: dict[str, list[float]] = {"bare": [], "whole": [], "weight": []}
    for _ in range(REPEATS):
        times["bare"].append(statistics.median(seconds(lambda: bare(world)) for _ in range(3)))
        times["whole"].append(seconds(lambda: whole(world)))
        times["weight"].append(statistics.median(seconds(lambda: weighed(world, known, changed)) for _ in range(3)))
    told = known["evidence"]
    return {"rows": float(len(order)), "evidence": float(len(told)), "sources": float(told["bukti"].nunique()),
            **{name: statistics.median(taken) for name, taken in times.items()}}


def memory(people: int) -> dict[str, float]:
    """Largest resident set in MB of one whole; 0 where the system does not tell."""
    whole(invented(people))
    try:
        import resource
    except ImportError:  # Windows
        return {"memory": 0.0}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"memory": peak / (2**20 if sys.platform == "darwin" else 2**10)}


def child(task: str, people: int) -> dict[str, float]:
    """One measurement in a fresh process."""
    run = [sys.executable, __file__, "--child", task, str(people)]
    return json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def main(people: int) -> int:
    small, large, peak = child("speed", people), child("speed", 10 * people), child("memory", 10 * people)
    for size, found in ((people, small), (10 * people, large)):
        print(f"{size:>6} ASN x {COMPETENCIES}: {found['evidence']:.0f} pieces of evidence from "
              f"{found['sources']:.0f} sources, {found['rows']:.0f} needs; merge and group {found['bare']:.3f} s, "
              f"whole {found['whole']:.2f} s "
              f"(x{found['whole'] / found['bare']:.1f}), changed weight {found['weight']:.3f} s")
    targets = (
        (f"all parts for {people} ASN, times one merge and group", small["whole"] / small["bare"], WHOLE_BOUND),
        ("all parts, growth for 10 times the people", large["whole"] / small["whole"], GROWTH_BOUND),
        (f"changed weight for {people} ASN, share of all parts", small["weight"] / small["whole"], WEIGHT_BOUND),
        (f"peak memory at {10 * people} ASN, MB", peak["memory"], MEMORY_BOUND_MB),
    )
    for name, figure, bound in targets:
        print(f"{name}: {figure:.3f}, {bound:g}, {'short' if figure > bound else 'ok'}")
    return int(any(figure > bound for _, figure, bound in targets))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps({"speed": speed, "memory": memory}[sys.argv[2]](int(sys.argv[3]))))
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else PEOPLE))
