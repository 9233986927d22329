"""Small invented cases for the tests of the design room, and two strangers that solve them without our code."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from pembinaan_lib.design import Catalogue, Limits, People

LIMITS = Limits(jp_minimum=20.0, celah_rasio=0.0)


def catalogue(rows: list[dict], effects: list[tuple] = (), costs: list[tuple] = ()) -> Catalogue:
    """Activities with sensible defaults; `effects` (id, kompetensi, level_target, rasio); `costs` (id, tetap, per)."""
    base = {
        "bentuk": "Bimbingan teknis", "pola": "sendiri", "durasi_jp": 10.0, "kapasitas_min": 1, "kapasitas_maks": 10,
        "angkatan_maks": 1, "penyelenggara": "BKPSDM", "bulan": 3, "jenis_wajib": "", "urusan": "", "sumber": "uji",
        "status": "belum_diverifikasi",
    }
    bangkom = pd.DataFrame([{"nama": f"Kegiatan {row['bangkom_id']}", **base, **row} for row in rows])
    kompetensi = pd.DataFrame(list(effects), columns=["bangkom_id", "kompetensi", "level_target", "dampak_rasio"])
    about = ("Belanja Barang dan Jasa", "uji", "belum_diverifikasi")
    money = [(name, "Biaya", fixed, each, *about) for name, fixed, each in costs]
    biaya = pd.DataFrame(
        money, columns=["bangkom_id", "komponen", "tetap_rp", "per_peserta_rp", "jenis_belanja", "sumber", "status"]
    )
    return Catalogue(bangkom, kompetensi.assign(dampak_sd=0.1), biaya)


def people(
    ids: list[str], gaps: list[tuple] = (), hours: list[tuple] = (), duties: list[tuple] = (), **more: pd.DataFrame
) -> People:
    """`gaps` (id, kompetensi, standar, level); `hours` (id, kurang_jp, sisa_batas_jp); `duties` (id, duty, tenggat)."""
    gap = pd.DataFrame(list(gaps), columns=["pegawai_id", "kompetensi", "standar", "level"])
    owed = {name: (kurang, sisa) for name, kurang, sisa in hours}
    values = {
        "pegawai": pd.DataFrame({
            "pegawai_id": ids, "perangkat_daerah": [f"PD{number % 2}" for number in range(len(ids))], "urusan": "Umum",
        }),
        "gap": gap.assign(kesenjangan=(gap["standar"] - gap["level"]).clip(lower=0)),
        "hours": pd.DataFrame({
            "pegawai_id": ids, "wajib_jp": 20.0, "kurang_jp": [owed.get(name, (0.0, None))[0] for name in ids],
            "sisa_batas_jp": pd.Series([owed.get(name, (0.0, None))[1] for name in ids], dtype="float64"),
        }),
        "availability": pd.DataFrame({"pegawai_id": ids, "boleh_dikirim": True, "boleh_mahal": True}),
        "obligations": pd.DataFrame(list(duties), columns=["pegawai_id", "kewajiban", "tenggat"]),
    }
    return People(**{**values, **more})


def random_case(seed: int, *, persons: int, activities: int) -> tuple[People, Catalogue, int]:
    """People, catalogue and a budget that binds."""
    r = np.random.default_rng(seed)
    ids, names = [f"p{i:02d}" for i in range(persons)], [f"BK-{a:03d}" for a in range(activities)]
    rows = [
        {"bangkom_id": name, "durasi_jp": float(r.integers(4, 25)), "kapasitas_min": int(low := r.integers(1, 4)),
         "kapasitas_maks": int(low + r.integers(0, 3)), "angkatan_maks": int(r.integers(1, 4))}
        for name in names
    ]
    effects = [
        (name, kompetensi, float(r.integers(1, 5)), float(r.choice([0.2, 0.4, 0.6, 0.9])))
        for name in names for kompetensi in ("A", "B") if r.random() < 0.7
    ]
    costs = [(name, int(r.integers(0, 9)) * 1_000_000, int(r.integers(0, 5)) * 100_000) for name in names]
    gaps = [
        (who, kompetensi, float(r.integers(2, 5)), float(r.integers(0, 4)))
        for who in ids for kompetensi in ("A", "B") if r.random() < 0.7
    ]
    hours = [(who, float(r.choice([0, 6, 12, 20])), float(r.choice([24, np.nan]))) for who in ids]
    return people(ids, gaps, hours), catalogue(rows, effects, costs), int(r.integers(2, 20)) * 1_000_000


def pieces(who: People, what: Catalogue) -> dict:
    """The numbers of a case as plain dictionaries, taken from its frames by hand."""
    gap = {(r.pegawai_id, r.kompetensi): (r.standar, r.level) for r in who.gap.itertuples() if r.kesenjangan > 0}
    hours = who.hours.fillna({"sisa_batas_jp": np.inf})
    owed = {r.pegawai_id: (r.kurang_jp, r.sisa_batas_jp) for r in hours.itertuples()}
    kinds = {r.bangkom_id: r for r in what.bangkom.itertuples()}
    money = {r.bangkom_id: (r.tetap_rp, r.per_peserta_rp) for r in what.biaya.itertuples()}
    closes = {}
    for (p, k), (standar, level) in gap.items():
        for r in what.kompetensi.itertuples():
            points = r.dampak_rasio * max(0.0, min(standar, r.level_target) - level)
            if r.kompetensi == k and points > 0:
                closes[p, r.bangkom_id, k] = points
    return {"gap": gap, "owed": owed, "kinds": kinds, "money": money, "closes": closes}


def worth_of(case: dict, person: str, picks: tuple[str, ...]) -> float:
    """Points of one person by the words of the model: never more than the gap, never more than the hours owed."""
    total = 0.0
    for (p, k), (standar, level) in case["gap"].items():
        if p == person:
            total += min(standar - level, sum(case["closes"].get((p, a, k), 0.0) for a in picks))
    jp = sum(case["kinds"][a].durasi_jp for a in picks)
    return total + 0.5 * min(case["owed"][person][0], jp) / 20.0


def best_by_enumeration(who: People, what: Catalogue, budget: int) -> float:
    """The best plan of all there are."""
    case = pieces(who, what)
    sets = []
    for person in who.pegawai["pegawai_id"]:
        kurang, sisa = case["owed"][person]
        useful = [a for a in case["kinds"] if kurang > 0 or any((person, a, k) in case["closes"] for k in "AB")]
        sets.append([
            (worth_of(case, person, picks), picks)
            for length in range(4) for picks in combinations(useful, length)
            if sum(case["kinds"][a].durasi_jp for a in picks) <= sisa
        ])
    return max(
        sum(value for value, _ in plan)
        for plan in product(*sets) if _affordable(case, [a for _, picks in plan for a in picks], budget)
    )


def _affordable(case: dict, seats: list[str], budget: int) -> bool:
    spent = 0
    for a in set(seats):
        kind, n = case["kinds"][a], seats.count(a)
        batches = -(-n // kind.kapasitas_maks)
        if batches > kind.angkatan_maks or batches * kind.kapasitas_min > n:
            return False
        spent += batches * case["money"][a][0] + n * case["money"][a][1]
    return spent <= budget


def best_by_milp(who: People, what: Catalogue, budget: int) -> float:
    """The best worth by scipy's own interface, in the other formulation: one binary per person and activity."""
    case = pieces(who, what)
    ids, kinds = list(who.pegawai["pegawai_id"]), list(case["kinds"])
    pairs = [
        (p, a) for p in ids for a in kinds
        if (case["owed"][p][0] > 0 or any((p, a, k) in case["closes"] for k in "AB"))
        and case["kinds"][a].durasi_jp <= case["owed"][p][1]
    ]
    names = [("x", *pair) for pair in pairs] + [("y", a) for a in kinds]
    names += [("u", *key) for key in case["gap"]] + [("z", p) for p in ids]
    at = {name: i for i, name in enumerate(names)}
    value, upper, whole = np.zeros(len(names)), np.ones(len(names)), np.zeros(len(names))
    rows: list[tuple[dict, float]] = [({}, float(budget))]
    for a in kinds:
        upper[at["y", a]], whole[at["y", a]] = case["kinds"][a].angkatan_maks, 1
        rows[0][0][at["y", a]] = case["money"][a][0]
        mine = [at["x", p, b] for p, b in pairs if b == a]
        rows.append(({**dict.fromkeys(mine, 1.0), at["y", a]: -case["kinds"][a].kapasitas_maks}, 0.0))
        rows.append(({**dict.fromkeys(mine, -1.0), at["y", a]: case["kinds"][a].kapasitas_min}, 0.0))
    for p, a in pairs:
        whole[at["x", p, a]] = 1
        rows[0][0][at["x", p, a]] = case["money"][a][1]
    for p in ids:
        mine = {at["x", q, a]: case["kinds"][a].durasi_jp for q, a in pairs if q == p}
        kurang, sisa = case["owed"][p]
        value[at["z", p]], upper[at["z", p]] = 0.5 / 20, kurang
        rows.append(({**{i: -jp for i, jp in mine.items()}, at["z", p]: 1.0}, 0.0))
        rows.append((dict.fromkeys(mine, 1.0), 3.0))
        if np.isfinite(sisa):
            rows.append((mine, sisa))
    for (p, k), (standar, level) in case["gap"].items():
        value[at["u", p, k]], upper[at["u", p, k]] = 1.0, standar - level
        some = [a for a in kinds if (p, a, k) in case["closes"] and ("x", p, a) in at]
        gives = {at["x", p, a]: -case["closes"][p, a, k] for a in some}
        rows.append(({**gives, at["u", p, k]: 1.0}, 0.0))
    matrix, top = np.zeros((len(rows), len(names))), np.array([limit for _, limit in rows])
    for number, (entries, _) in enumerate(rows):
        for column, number_in in entries.items():
            matrix[number, column] = number_in
    solved = milp(-value, constraints=LinearConstraint(matrix, ub=top), bounds=Bounds(0, upper), integrality=whole,
                  options={"mip_rel_gap": 0.0})
    return float(-solved.fun)
