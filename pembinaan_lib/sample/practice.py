"""How do staff see the seven BerAKHLAK values lived in their unit? An anonymous form, answered by a part of them.

Planted: in one office good practice is rarely seen, and one value least of all; nobody else complains about it.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import NamedTuple

from pembinaan_lib.sample.people import Person
from pembinaan_lib.sample.sheets import Cell, Sheet, sheet
from pembinaan_lib.sample.surveys import GROUP, UNIT, group

ITEMS = {
    "Berorientasi Pelayanan": ("Siapa pun yang meminta layanan unit kami mendapat jawaban yang jelas",
                               "Keluhan yang masuk ke unit kami dipakai untuk memperbaiki cara kerja"),
    "Akuntabel": ("Hasil kerja unit kami dicatat apa adanya, juga bila kurang baik",
                  "Di unit kami barang milik negara biasa dipakai untuk keperluan pribadi"),
    "Kompeten": ("Di unit kami ada waktu untuk mempelajari hal baru yang dibutuhkan pekerjaan",
                 "Di unit kami yang lebih tahu mengajari yang lain"),
    "Harmonis": ("Di unit kami setiap orang dihargai apa pun latar belakangnya",
                 "Perbedaan pendapat di unit kami diselesaikan dengan baik"),
    "Loyal": ("Rahasia jabatan dan data warga dijaga di unit kami, juga di grup percakapan",
              "Di unit kami kepentingan negara didahulukan daripada kepentingan kelompok"),
    "Adaptif": ("Unit kami cepat menyesuaikan cara kerja bila keadaan berubah",
                "Usul perbaikan di unit kami biasanya berhenti sebagai usul"),
    "Kolaboratif": ("Unit kami mudah diajak bekerja sama oleh unit lain",
                    "Di unit kami pendapat pelaksana didengar sebelum keputusan diambil"),
}
REVERSED = (ITEMS["Akuntabel"][1], ITEMS["Adaptif"][1])
_USUAL, _WEAK, _LOWEST = 4.15, 3.0, -0.8


class Practice(NamedTuple):
    """What is an agency's own: the office where practice is weak, the value that is weakest there, who answers.

    ``shares`` are those of schools and of everybody else.
    """

    weak: str
    value: str
    shares: tuple[float, float]


def berakhlak(people: list[Person], own: Practice, rng: Random) -> Sheet:
    """30: Google Forms with a linear scale of 1 to 5."""
    rows: list[list[Cell]] = []
    for person in people:
        weak = person.office == own.weak
        share = 0.6 if weak else own.shares[person.unit.kind != "sekolah"]
        if rng.random() > share:
            continue
        day = dt.date(2026, 9, 7) + dt.timedelta(days=rng.randint(0, 18))
        stamp = f"{day:%d/%m/%Y} {rng.randint(8, 16):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        rows.append([stamp, person.unit.name, group(person), *_scores(own.value if weak else "", weak, rng)])
    rng.shuffle(rows)
    items = tuple(item for both in ITEMS.values() for item in both)
    headers = ("Timestamp", UNIT, GROUP, *items)
    return sheet("30_survei_berakhlak.xlsx", "Form Responses 1", headers, rows, value_columns=items)


def _scores(lowest: str, weak: bool, rng: Random) -> list[Cell]:
    mood = rng.gauss(_WEAK if weak else _USUAL, 0.35)
    scores: list[Cell] = []
    for value, items in ITEMS.items():
        for item in items:
            score = max(1, min(5, round(rng.gauss(mood + (_LOWEST if value == lowest else 0), 0.65))))
            scores.append(6 - score if item in REVERSED else score)
    return scores
