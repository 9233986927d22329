"""What became of merged requests: the end of a chain of mergers decides; and rulings that fit nothing any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from pembinaan_lib import findings

WAITING, MERGED, REFUSED = "diajukan", "digabung", "ditolak"


def settled(requests: pd.DataFrame, ruled: Collection[str]) -> pd.DataFrame:
    """The requests as their mergers leave them.

    Parameters
    ----------
    requests : DataFrame
        One row per ``usulan_id``: ``kompetensi, status, jawaban, digabung_ke``.
    ruled : collection of str
        The requests that the planner decided about.

    Returns
    -------
    DataFrame
        The same rows. A merged request is about what the last one of its chain is about; where that one is refused, it
        is refused with it, for the same reason unless it has its own. One merged in a circle, or into a request that
        is not there, is *diajukan*: nobody has decided about it yet (``NED-100``). One that a file calls merged
        without saying into which stays as the file says.
    """
    aimed = (requests["digabung_ke"].fillna("") != "") | requests["usulan_id"].isin(list(ruled))
    merged = ((requests["status"] == MERGED) & aimed).to_numpy()
    onward = dict(zip(requests.loc[merged, "usulan_id"], requests.loc[merged, "digabung_ke"], strict=True))
    known = set(requests["usulan_id"])
    end = requests["usulan_id"].map({key: _end(key, onward, known) for key in onward}).astype("str")
    last = requests.set_index("usulan_id").reindex(end).set_axis(requests.index)
    moved, refused = end.notna(), end.notna() & (last["status"] == REFUSED)
    status = requests["status"].mask(merged & end.isna(), WAITING).mask(refused, REFUSED)
    return requests.assign(
        kompetensi=requests["kompetensi"].mask(moved, last["kompetensi"]), status=status,
        jawaban=requests["jawaban"].mask(refused & (requests["jawaban"].fillna("") == ""), last["jawaban"]),
    )


def _end(key: str, onward: Mapping[str, str | float], known: Collection[str]) -> str | None:
    """The request at the end of the chain that begins at `key`; none where it has no end."""
    seen, at = {key}, onward[key]
    while at in onward and at not in seen:
        seen.add(str(at))
        at = onward[str(at)]
    return str(at) if at in known and at not in seen else None


def ruling_notes(
    requests: pd.DataFrame, putusan: Mapping[str, Mapping[str, str]], kompetensi: Collection[str]
) -> pd.DataFrame:
    """What the planner decided about requests and cannot mean.

    Parameters
    ----------
    requests : DataFrame
        From :func:`pembinaan_lib.needs.recognised_requests`.
    putusan : mapping
        The planner's choices by ``usulan_id``.
    kompetensi : collection of str
        The agency's competencies.

    Returns
    -------
    DataFrame
        Findings NED-100 (merged into nothing, or in a circle), NED-101 (the request is gone) and NED-102 (a competency
        that is not in the list), sorted by code and request.
    """
    return findings.frame(_notes(requests, putusan, set(kompetensi)))


def _notes(
    requests: pd.DataFrame, putusan: Mapping[str, Mapping[str, str]], skills: Collection[str]
) -> Iterator[dict[str, str]]:
    known = dict(zip(requests["usulan_id"], requests["status"], strict=True))
    unmerged = [key for key in sorted(putusan) if putusan[key].get("status") == MERGED and known.get(key) == WAITING]
    gone = sorted(set(putusan) - set(known))
    named = {key: said.get("kompetensi", "") for key, said in putusan.items() if key in known}
    for key in unmerged:
        yield _note("NED-100", key, "status")
    for key in gone:
        yield _note("NED-101", key, "usulan_id")
    for key in sorted(key for key, name in named.items() if name and name not in skills):
        yield _note("NED-102", key, "kompetensi", kompetensi=named[key])


def _note(code: str, key: str, column: str, **values: str) -> dict[str, str]:
    severity = "informasi" if code == "NED-101" else "perlu_dicek"
    return findings.finding(code, severity, table="usulan", row_id=key, column=column, usulan=key, **values)
