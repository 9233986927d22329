"""Groups side by side by hand; whoever is few stays unseen, also by subtraction."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pembinaan_lib import needs, tables
from pembinaan_lib.needs.fairness import DIMENSIONS, age_group, rank_group
from tests.needs.frames import LAW, TODAY, frame, same

COUNTS = ("asn", "dinilai", "dihitung_jp", "wajib_jp", "sasaran")


def people(*groups: tuple[int, str, int, str, str, str]) -> pd.DataFrame:
    """Groups of (how many, sex, year of birth, rank, kind, unit)."""
    rows = [(f"p{g}{n:03d}", *group[1:], "u") for g, group in enumerate(groups) for n in range(group[0])]
    return frame("pegawai", "pegawai_id jenis_kelamin tahun_lahir golongan jenis_pegawai perangkat_daerah unit_kerja", *rows)


def gaps(staff: pd.DataFrame, below: list[bool | None]) -> pd.DataFrame:
    rows = [(p, "K", float(b), True) for p, b in zip(staff["pegawai_id"], below, strict=True) if b is not None]
    rows += [(p, "L", 0.0, True) for p, *_ in rows] + [("p0000", "M", None, False)]
    return pd.DataFrame(rows, columns=["pegawai_id", "kompetensi", "kesenjangan", "berlaku"])


def hours(staff: pd.DataFrame, done: list[float], floor: float = 20.0) -> pd.DataFrame:
    frame_ = pd.DataFrame({"pegawai_id": staff["pegawai_id"], "selesai_jp": done, "wajib_jp": floor})
    return frame_.assign(kurang_jp=(frame_["wajib_jp"] - frame_["selesai_jp"]).clip(lower=0))


def of(staff: pd.DataFrame, gap: pd.DataFrame, jp: pd.DataFrame, seats: pd.DataFrame | None = None) -> pd.DataFrame:
    return needs.fairness(staff, gap, jp, seats, rules=LAW, tanggal=TODAY)


STAFF = people((20, "L", 1980, "III/b", "PNS", "A"), (30, "P", 1990, "II/c", "PNS", "B"))
BELOW = [True] * 5 + [False] * 15 + [True] * 24 + [None] * 6
DONE = [20.0 + n % 3 for n in range(20)] + [4.0 + n % 3 for n in range(30)]
FOUND = of(STAFF, gaps(STAFF, BELOW), hours(STAFF, DONE), STAFF.tail(6))


def group(found: pd.DataFrame, dimension: str, name: str) -> pd.Series:
    return found[(found["dimensi"] == dimension) & (found["kelompok"] == name)].iloc[0]


def test_groups_by_hand() -> None:
    men, women = group(FOUND, "jenis_kelamin", "L"), group(FOUND, "jenis_kelamin", "P")
    assert (men["asn"], men["dinilai"], men["butuh"], men["butuh_rasio"]) == (20, 20, 5, 0.25)
    assert (women["asn"], women["dinilai"], women["butuh"], women["butuh_rasio"]) == (30, 24, 24, 1.0)
    assert women["jp_rerata"] == pytest.approx(5.0)
    assert (men["kurang_jp"], women["kurang_jp"], women["kurang_jp_rasio"]) == (0, 30, 1.0)
    assert (women["sasaran"], women["sasaran_rasio"]) == (6, 0.2)
    t = stats.t.interval(0.95, 29, loc=5.0, scale=stats.sem(DONE[20:]))
    assert (women["jp_bawah"], women["jp_atas"]) == (pytest.approx(t[0]), pytest.approx(t[1]))


def test_more_need_and_fewer_hours_is_named_and_only_that() -> None:
    assert group(FOUND, "jenis_kelamin", "P")["tertinggal"]
    assert not group(FOUND, "jenis_kelamin", "L")["tertinggal"]
    same_hours = of(STAFF, gaps(STAFF, BELOW), hours(STAFF, [20.0] * 50))
    assert not same_hours["tertinggal"].any()


def test_every_dimension_holds_everybody_once() -> None:
    assert set(FOUND["dimensi"]) == {"semua", *DIMENSIONS}
    assert (FOUND.groupby("dimensi")["asn"].sum() == 50).all()
    assert FOUND["dimensi"].iloc[0] == "semua"


def test_without_a_plan_there_are_no_seats_and_not_none() -> None:
    found = of(STAFF, gaps(STAFF, BELOW), hours(STAFF, DONE))
    assert found[["sasaran", "sasaran_rasio"]].isna().all(axis=None)
    assert found.dtypes.to_dict() == FOUND.dtypes.to_dict()


def test_four_people_are_hidden_and_the_next_group_with_them() -> None:
    staff = people((4, "L", 1980, "III/b", "PNS", "A"), (10, "P", 1980, "III/b", "PNS", "B"), (9, "P", 1980, "III/b", "PNS", "C"))
    found = of(staff, gaps(staff, [True] * 23), hours(staff, [5.0] * 23))
    assert found.loc[found["dimensi"] == "perangkat_daerah", "asn"].fillna(-1).tolist() == [-1, 10, -1]
    assert found.loc[found["dimensi"] == "jenis_kelamin", "asn"].isna().all()
    hidden = found[found["disembunyikan"] & found["asn"].isna()]
    rest = [name for name in found.columns if name not in ("dimensi", "kelompok", "tertinggal", "disembunyikan", "rule_id", "rule_from")]
    assert hidden[rest].isna().all(axis=None)
    assert (found["rule_id"] == "perlindungan_data.sel_minimum").all()


def test_few_measured_hide_the_need_alone() -> None:
    staff = people((20, "L", 1980, "III/b", "PNS", "A"), (20, "P", 1980, "III/b", "PNS", "A"))
    found = of(staff, gaps(staff, [True] * 3 + [None] * 17 + [False] * 20), hours(staff, [5.0] * 40))
    men = group(found, "jenis_kelamin", "L")
    assert pd.isna(men["butuh_rasio"])
    assert pd.isna(men["dinilai"])
    assert (men["asn"], men["jp_rerata"]) == (20, 5.0)


@pytest.mark.parametrize(("rank", "wanted"), [
    ("III/b", "Golongan III"), ("IV/e", "Golongan IV"), ("IX", "PPPK IX"), (None, ""), (" II/a ", "Golongan II"),
])
def test_ranks_of_pns_and_pppk_are_not_mixed(rank: str | None, wanted: str) -> None:
    assert rank_group(pd.Series([rank], dtype="str")).tolist() == [wanted]


def test_ages_at_their_edges() -> None:
    born = pd.Series([1997, 1996, 1987, 1986, 1977, 1976, 1930, None, 2030])
    wanted = ["di bawah 30", "30-39", "30-39", "40-49", "40-49", "50 ke atas", "50 ke atas", "", "di bawah 30"]
    assert age_group(born, tahun=2026).tolist() == wanted
    young = people((6, "L", 2000, "III/a", "PNS", "A"), (6, "L", 1960, "III/a", "PNS", "A"), (6, "L", None, "III/a", "PNS", "A"))
    found = of(young, gaps(young, [None] * 18), hours(young, [1.0] * 18))
    assert found.loc[found["dimensi"] == "kelompok_umur", "kelompok"].tolist() == ["", "di bawah 30", "50 ke atas"]


def test_nobody_at_all_is_empty_with_the_same_types() -> None:
    nobody = tables.empty("pegawai")
    none = of(nobody, gaps(nobody, []).head(0).astype({"berlaku": "bool"}), hours(nobody, []))
    assert none.empty
    assert none.dtypes.to_dict() == FOUND.dtypes.to_dict()


def test_nothing_known_of_anybody_is_missing_and_not_zero() -> None:
    row = of(STAFF, gaps(STAFF, [None] * 50), hours(STAFF, DONE).head(0)).iloc[0]
    assert (row["asn"], row["dinilai"]) == (50, 0)
    assert row[["butuh_rasio", "jp_rerata", "kurang_jp_rasio"]].isna().all()


GROUPS = st.lists(st.tuples(
    st.integers(0, 12), st.sampled_from(["L", "P", None]), st.sampled_from([1970, 1985, 1999, None]),
    st.sampled_from(["III/a", "IX", None]), st.sampled_from(["PNS", "PPPK"]), st.sampled_from(["A", "B", None]),
), max_size=5)


@settings(max_examples=8)
@given(GROUPS, st.randoms(use_true_random=False))
def test_what_always_holds_of_groups(groups: list[tuple[int, str, int, str, str, str]], chance) -> None:
    staff = people(*groups)
    gap = gaps(staff, [chance.choice([True, False, None]) for _ in range(len(staff))])
    jp = hours(staff, [float(chance.randrange(40)) for _ in range(len(staff))])
    found = of(staff, gap, jp, staff.sample(frac=0.3, random_state=1))
    assert not found.duplicated(["dimensi", "kelompok"]).any()
    for count in COUNTS:
        assert not found[count].between(1, 4).any()
        seen = found.groupby("dimensi")[count].agg(["sum", "count", "size"])
        parted = seen[(seen["count"] < seen["size"]) & (seen.index != "semua")]
        missing = (found[count].iloc[0] - parted["sum"]) if len(found) and pd.notna(found[count].iloc[0]) else pd.Series([], dtype="Int64")
        assert not missing.between(1, 4).any()  # nor can anybody find it by subtraction
    shares = found[["butuh_rasio", "kurang_jp_rasio", "sasaran_rasio"]]
    assert (shares.isna() | ((shares >= 0) & (shares <= 1))).all(axis=None)
    same(found, of(staff[::-1], gap[::-1], jp[::-1], staff.sample(frac=0.3, random_state=1)[::-1]))
