"""How long the whole path takes, against a peer measured in the same run: ``python benchmarks/pipeline.py [sizes]``.

For each size an invented agency is written, and then measured in processes of their own:

- *import*: reading, checking and storing all files through the front door, as a ratio of a bare
  ``pandas.read_excel(engine="calamine", dtype=object)`` of the same files, medians of three;
- *compute*: all steps of a plan without the solver, and how it grows with the people;
- *memory*: the largest resident set of a process that imports and computes once.

The last lines are one per target: ``name: figure, bound, ok|short``. The exit status is 1 where one is short.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SIZES = (2_600, 26_000)
IMPORT_BOUND, GROWTH_BOUND, MEMORY_BOUND_MB = 3.0, 12.0, 2_000.0
REPEATS = 3
NOW = datetime(2026, 11, 21, 10, 42, tzinfo=timezone(timedelta(hours=7)))


def seconds(work: Callable[[], Any]) -> float:
    """Time of one run on the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def workbook(folder: Path) -> Any:
    """A new workbook with seeded ids."""
    from pembinaan_lib.workbook import Workbook

    chance = random.Random(1)
    return Workbook.create(
        folder, instansi="Pemerintah Kota Sibolga", tahun=2027, who="benchmark", clock=lambda: NOW,
        draw=lambda: f"{chance.getrandbits(64):016x}", contoh=True,
    )


def bare_read(files: list[Path]) -> None:
    """The peer: the first sheet of every file into pandas, nothing understood."""
    import pandas as pd

    for path in files:
        pd.read_excel(path, engine="calamine", dtype=object)


def imported(files: list[Path], folder: Path) -> Any:
    """The workbook after importing `files`."""
    book = workbook(folder)
    book.import_files(files)
    return book


def speed(files: list[Path]) -> dict[str, float]:
    """Medians in seconds; the runs of peer and workbook alternate, so that a busy machine slows both."""
    from pembinaan_lib import plan

    bare, whole, compute = [], [], []
    with tempfile.TemporaryDirectory() as place:
        for number in range(REPEATS):
            bare.append(seconds(lambda: bare_read(files)))
            whole.append(seconds(lambda: imported(files, Path(place, str(number)))))  # noqa: B023  called at once
        with workbook(Path(place, "hitung")) as book:
            book.import_files(files)
            inputs, decisions = book.inputs(), book.decisions()
        compute = [seconds(lambda: plan.compute(inputs, decisions)) for _ in range(REPEATS)]
    return {"bare": statistics.median(bare), "import": statistics.median(whole), "compute": statistics.median(compute)}


def memory(files: list[Path]) -> dict[str, float]:
    """Largest resident set in MB after one import and one computing; 0 where the system does not tell."""
    with tempfile.TemporaryDirectory() as place, imported(files, Path(place, "buku")) as book:
        book.compute()
    try:
        import resource
    except ImportError:  # Windows
        return {"memory": 0.0}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"memory": peak / (2**20 if sys.platform == "darwin" else 2**10)}


def child(task: str, folder: Path) -> dict[str, float]:
    """One measurement in a fresh process."""
    run = [sys.executable, __file__, "--child", task, str(folder)]
    return json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def measured(size: int) -> dict[str, float]:
    """All figures of an agency of `size` people."""
    from pembinaan_lib import sample

    with tempfile.TemporaryDirectory() as place:
        sample.write(Path(place), people=size)
        return {"people": size, **child("speed", Path(place)), **child("memory", Path(place))}


def targets(found: list[dict[str, float]]) -> list[tuple[str, float, float]]:
    """Name, figure and bound of each target, for the smallest and the largest size."""
    small, large = found[0], found[-1]
    growth = large["compute"] / small["compute"] * 10 / (large["people"] / small["people"])
    return [
        (f"import at {large['people']:.0f} ASN, times a bare read", large["import"] / large["bare"], IMPORT_BOUND),
        ("compute, growth for 10 times the people", growth, GROWTH_BOUND),
        (f"peak memory at {large['people']:.0f} ASN, MB", large["memory"], MEMORY_BOUND_MB),
    ]


def main(sizes: list[int]) -> int:
    found = []
    for size in sizes:
        found.append(row := measured(size))
        print(
            f"{size:>6} ASN: bare read {row['bare']:.2f} s, import {row['import']:.2f} s "
            f"(x{row['import'] / row['bare']:.2f}), compute {row['compute']:.2f} s, peak memory {row['memory']:.0f} MB", flush=True,
        )
    short = False
    for name, figure, bound in targets(found):
        short |= figure > bound
        print(f"{name}: {figure:.2f}, {bound:g}, {'short' if figure > bound else 'ok'}")
    return int(short)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps({"speed": speed, "memory": memory}[sys.argv[2]](sorted(Path(sys.argv[3]).glob("*.xlsx")))))
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
