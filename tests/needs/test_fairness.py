"""Groups side by side by hand; whoever is few stays unseen, also by subtraction."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pembinaan_lib import needs, profile, tables
from pembinaan_lib.needs.fairness import DIMENSIONS, age_group, rank_group
from tests.needs.frames import LAW, TODAY, frame, same

COUNTS = ("asn", "dinilai", "butuh", "dihitung_jp", "wajib_jp", "kurang_jp")


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


def of(staff: pd.DataFrame, gap: pd.DataFrame, jp: pd.DataFrame, done: pd.DataFrame | None = None) -> pd.DataFrame:
    return needs.fairness(staff, gap, jp, done, rules=LAW, tanggal=TODAY)


def history(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    """Activities of (who, first day, last day)."""
    return frame("riwayat_bangkom", "pegawai_id kegiatan tanggal_mulai tanggal_selesai",
                 *[(who, f"k{place}", *days) for place, (who, *days) in enumerate(rows)])


STAFF = people((20, "L", 1980, "III/b", "PNS", "A"), (30, "P", 1990, "II/c", "PNS", "B"))
BELOW = [True] * 5 + [False] * 15 + [True] * 24 + [None] * 6
DONE = [20.0 + n % 3 for n in range(20)] + [4.0 + n % 3 for n in range(30)]
COURSES = history(*[(person, None, f"202{4 + n % 3}-05-01") for n, person in enumerate(STAFF["pegawai_id"].tail(30)) if n % 2])
FOUND = of(STAFF, gaps(STAFF, BELOW), hours(STAFF, DONE), COURSES)


def group(found: pd.DataFrame, dimension: str, name: str) -> pd.Series:
    return found[(found["dimensi"] == dimension) & (found["kelompok"] == name)].iloc[0]


def test_groups_by_hand() -> None:
    men, women = group(FOUND, "jenis_kelamin", "L"), group(FOUND, "jenis_kelamin", "P")
    assert (men["asn"], men["dinilai"], men["butuh"], men["butuh_rasio"]) == (20, 20, 5, 0.25)
    assert (women["asn"], women["dinilai"], women["butuh"], women["butuh_rasio"]) == (30, 24, 24, 1.0)
    assert women["jp_rerata"] == pytest.approx(5.0)
    assert (men["kurang_jp"], women["kurang_jp"], women["kurang_jp_rasio"]) == (0, 30, 1.0)
    assert (men["kegiatan_rerata"], women["kegiatan_rerata"]) == (0, 0.5)
    low, high = stats.t.interval(0.95, 29, loc=0.5, scale=stats.sem([0, 1] * 15))
    assert (women["kegiatan_bawah"], women["kegiatan_atas"]) == (pytest.approx(low), pytest.approx(high))
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


def test_without_a_history_nobody_knows_how_many_activities_and_an_empty_one_is_none() -> None:
    found, none = (of(STAFF, gaps(STAFF, BELOW), hours(STAFF, DONE), done) for done in (None, COURSES.head(0)))
    assert found[["kegiatan_rerata", "kegiatan_bawah", "kegiatan_atas"]].isna().all(axis=None)
    assert (none["kegiatan_rerata"] == 0).all()
    assert found.dtypes.to_dict() == none.dtypes.to_dict() == FOUND.dtypes.to_dict()


def test_activities_count_that_ended_in_the_years_of_the_rule() -> None:
    """Three years up to 21 November 2026; without a last day the first stands, without any an activity never counts."""
    first = STAFF["pegawai_id"].iloc[0]
    for days, counted in (
        (("2023-11-01", "2023-11-21"), 0), (("2023-11-01", "2023-11-22"), 1), ((None, "2026-11-21"), 1),
        (("2026-11-20", "2026-11-22"), 0), (("2026-01-01", None), 1), ((None, None), 0),
    ):
        found = of(STAFF, gaps(STAFF, BELOW), hours(STAFF, DONE), history((first, *days), ("nobody", None, "2026-01-01")))
        assert found["kegiatan_rerata"].iloc[0] == counted / 50, days


def test_entry_training_is_no_opportunity_but_still_counts_for_what_is_owed() -> None:
    """A CPNS with 500 JP of Latsar and 4 JP of something else has 4 JP of opportunity."""
    staff = people((10, "L", 1998, "III/a", "CPNS", "A"), (10, "L", 1980, "III/b", "PNS", "A"))
    rows = [(who, kind, float(jp), "2026-03-01", "2026-06-01") for who in staff["pegawai_id"].head(10)
            for kind, jp in (("Latsar", 500), ("Teknis", 4))]
    done = frame("riwayat_bangkom", "pegawai_id jenis_diklat durasi_jp tanggal_mulai tanggal_selesai", *rows)
    jp = profile.training_hours(staff, done, rules=LAW, tahun=2026)
    found = of(staff, gaps(staff, [None] * 20), jp, done)
    new, old = group(found, "jenis_pegawai", "CPNS"), group(found, "jenis_pegawai", "PNS")
    assert set(jp["selesai_jp"]) == {0.0, 504.0} and new["jp_rerata"] == 4.0 and old["jp_rerata"] == 0.0
    assert new["kurang_jp"] == 0  # hours owed are counted with it
    last_year = of(staff, gaps(staff, [None] * 20), profile.training_hours(staff, done, rules=LAW, tahun=2025), done)
    assert group(last_year, "jenis_pegawai", "CPNS")["jp_rerata"] == 0.0


@pytest.mark.parametrize("few", [1, 4])
def test_few_in_need_are_as_hidden_as_few_who_are_not(few: int) -> None:
    staff = people((20, "L", 1980, "III/b", "PNS", "A"), (20, "P", 1980, "III/b", "PNS", "B"), (20, "P", 1980, "III/b", "PNS", "C"))
    for below in ([True] * few + [False] * (20 - few), [False] * few + [True] * (20 - few)):
        found = of(staff, gaps(staff, below + ([True] * 9 + [False] * 11) + ([True] * 7 + [False] * 13)), hours(staff, [5.0] * 60))
        small, partner, open_ = (group(found, "perangkat_daerah", unit) for unit in "ACB")
        partner, open_ = (partner, open_) if below[0] else (open_, partner)  # the next smallest of those who are few
        assert small[["butuh", "butuh_rasio", "butuh_bawah", "butuh_atas"]].isna().all() and small["dinilai"] == 20
        assert partner[["butuh", "butuh_rasio"]].isna().all() and partner["disembunyikan"]
        assert open_["butuh"] in (7, 9) and found["butuh"].iloc[0] == sum(below) + 16


def test_few_who_lack_hours_are_hidden_and_nobody_is_not() -> None:
    staff = people((20, "L", 1980, "III/b", "PNS", "A"), (20, "P", 1980, "III/b", "PNS", "B"), (20, "P", 1980, "III/b", "PNS", "C"))
    found = of(staff, gaps(staff, [None] * 60), hours(staff, [5.0] * 3 + [30.0] * 37 + [5.0] * 8 + [30.0] * 12))
    lacking = [group(found, "perangkat_daerah", unit)["kurang_jp"] for unit in "ABC"]
    assert pd.isna(lacking[0]) and lacking[1] == 0 and pd.isna(lacking[2])
    assert found["kurang_jp"].iloc[0] == 11


def test_behind_only_where_the_need_is_surely_larger() -> None:
    """Women lack more often (12 of 30 against 6 of 20) and learn less, but so small a difference may be chance."""
    below = [True] * 6 + [False] * 14 + [True] * 12 + [False] * 18
    row = group(of(STAFF, gaps(STAFF, below), hours(STAFF, DONE)), "jenis_kelamin", "P")
    whole = (6 + 12) / 50
    assert row["butuh_rasio"] > whole > row["butuh_bawah"] and row["jp_atas"] < 20
    assert not row["tertinggal"]


def test_behind_only_where_the_hours_are_surely_fewer() -> None:
    """All women lack and learn a little less on average, but their own hours differ far more than that."""
    done = [21.0] * 20 + [0.0, 38.0] * 15
    found = of(STAFF, gaps(STAFF, BELOW), hours(STAFF, done))
    row, whole = group(found, "jenis_kelamin", "P"), found.iloc[0]
    assert row["butuh_bawah"] > whole["butuh_rasio"] and row["jp_rerata"] < whole["jp_rerata"] < row["jp_atas"]
    assert not row["tertinggal"]


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
    done = history(*[(person, None, "2026-01-01") for person in staff["pegawai_id"].sample(frac=0.3, random_state=1)])
    found = of(staff, gap, jp, done)
    assert not found.duplicated(["dimensi", "kelompok"]).any()
    counts = found[[*COUNTS]].assign(mampu=found["dinilai"] - found["butuh"], cukup=found["wajib_jp"] - found["kurang_jp"])
    for count in counts:
        assert not counts[count].between(1, 4).any()
        seen = counts[count].groupby(found["dimensi"]).agg(["sum", "count", "size"])
        parted = seen[(seen["count"] < seen["size"]) & (seen.index != "semua")]
        missing = (counts[count].iloc[0] - parted["sum"]) if len(found) and pd.notna(counts[count].iloc[0]) else pd.Series([], dtype="Int64")
        assert not missing.between(1, 4).any()  # nor can anybody find it by subtraction
    shares = found[["butuh_rasio", "kurang_jp_rasio", "kegiatan_rerata"]]
    assert (shares.isna() | ((shares >= 0) & (shares <= 1))).all(axis=None)
    same(found, of(staff[::-1], gap[::-1], jp[::-1], done[::-1]))
