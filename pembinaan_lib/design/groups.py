"""People who are alike for the choice, counted instead of named.

Two people with the same open activities, the same points, the same hours and the same limits can be exchanged in any
plan. Counting them loses nothing and makes the programme small: a thousand people who only owe hours are a few groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pembinaan_lib.design.options import Options
from pembinaan_lib.design.people import Limits


@dataclass(frozen=True, eq=False)
class Group:
    """People alike.

    Parameters
    ----------
    members : tuple of int
        Row numbers in ``Options.pegawai_id``, ascending.
    kegiatan : ndarray of int
        Activities that would close something, ascending.
    poin : ndarray of float, gaps x kegiatan
        Weighted levels that each closes alone.
    batas : ndarray of float, gaps
        Weighted levels there are to close.
    jp : ndarray of float, kegiatan
        Hours of each activity.
    kurang, sisa : float
        Hours owed and hours allowed (infinite without a ceiling).
    slots : int
        Activities per person.
    """

    members: tuple[int, ...]
    kegiatan: np.ndarray
    poin: np.ndarray
    batas: np.ndarray
    jp: np.ndarray
    kurang: float
    sisa: float
    slots: int

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.members)


def groups(choice: Options, limits: Limits) -> tuple[Group, ...]:
    """Sort people into groups; those for whom nothing would do anything are left out.

    Returns
    -------
    tuple of Group
        In the order of their first member.
    """
    useful, points = choice.useful, choice.points
    jp = choice.table["durasi_jp"].to_numpy(dtype="float64")
    celah, kegiatan = points["celah"].to_numpy(), points["kegiatan"].to_numpy()
    weight = limits.bobot.get("kesenjangan", 0.0) * choice.gap["bobot"].to_numpy()[celah]
    poin, batas = points["poin"].to_numpy() * weight, choice.gap["sisa"].to_numpy()[celah] * weight
    ends = np.searchsorted(points["orang"].to_numpy(), np.arange(len(choice.pegawai_id) + 1))
    found: dict[tuple[bytes, ...], tuple[list[int], tuple[np.ndarray, ...]]] = {}
    for person in np.flatnonzero(useful.any(axis=1)):
        rows = slice(ends[person], ends[person + 1])
        made = _person(np.flatnonzero(useful[person]), celah[rows], kegiatan[rows], poin[rows], batas[rows])
        about = np.array([choice.kurang_jp[person], choice.sisa_jp[person], choice.slots[person]])
        key = tuple(part.tobytes() for part in (*made, about))
        found.setdefault(key, ([], (*made, about)))[0].append(int(person))
    return tuple(
        Group(tuple(members), own, table, top, jp[own], float(about[0]), float(about[1]), int(about[2]))
        for members, (own, table, top, about) in found.values()
    )


def _person(
    own: np.ndarray, celah: np.ndarray, kegiatan: np.ndarray, poin: np.ndarray, batas: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    kinds, row = np.unique(celah, return_inverse=True)
    table, top = np.zeros((len(kinds), len(own))), np.zeros(len(kinds))
    table[row, np.searchsorted(own, kegiatan)] = poin.round(9)
    top[row] = batas.round(9)
    return own, table, top
