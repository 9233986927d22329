"""Every set of activities that one person may attend in a year, with its exact worth, for all groups of people.

Given a price for a seat in each activity, the best set of each group is a look through these arrays: a person is a tiny
problem of its own once seats have prices. That is what lets the choice for thousands of people be solved in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from pembinaan_lib.design.groups import Group

MOST = 20_000_000       # sets in memory at once; beyond, people are offered fewer activities each
_BLOCK = 2_000_000      # sets priced at once
_EPS = 1e-9


@dataclass(frozen=True, eq=False)
class Bundles:
    """Sets of activities, group after group.

    Parameters
    ----------
    worth : ndarray of float
        Weighted points of one person attending the set.
    kegiatan : ndarray of int, at most three x sets
        Activities of the set; where it has fewer, the number after the last activity.
    owner : ndarray of int
        Group number.
    first : ndarray of int
        Where each group begins; one more at the end.
    """

    worth: np.ndarray
    kegiatan: np.ndarray
    owner: np.ndarray
    first: np.ndarray

    def surplus(self, price: np.ndarray) -> np.ndarray:
        """The most any set is worth above its `price` per seat, by group."""
        parts = []
        for begin, end in self._blocks():
            first = self.first[begin:end + 1]
            parts.append(np.maximum.reduceat(self._left(slice(first[0], first[-1]), price), first[:-1] - first[0]))
        return np.concatenate(parts)

    def best(self, price: np.ndarray, groups: np.ndarray) -> np.ndarray:
        """The set that is worth most above its `price`, the first of equals, for each of the `groups`."""
        spans = [slice(self.first[group], self.first[group + 1]) for group in groups]
        return np.array([span.start + int(self._left(span, price).argmax()) for span in spans], dtype="int64")

    def _left(self, rows: slice, price: np.ndarray) -> np.ndarray:
        seat, left = np.append(price, 0.0), self.worth[rows].copy()
        for column in self.kegiatan:
            left -= seat.take(column[rows])
        return left

    def _blocks(self) -> list[tuple[int, int]]:
        """Runs of whole groups with about `_BLOCK` sets each."""
        cuts = np.searchsorted(self.first, np.arange(0, self.first[-1], _BLOCK), side="left")
        ends = np.unique(np.append(cuts, len(self.first) - 1))
        return list(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))


def slots_for(alike: tuple[Group, ...], wanted: int) -> int:
    """The largest number of activities per person, up to `wanted`, whose sets fit in memory."""
    for slots in range(wanted, 1, -1):
        if sum(_ways(group, slots) for group in alike) <= MOST:
            return slots
    return 1


def bundles(alike: tuple[Group, ...], *, activities: int, slots: int, jp_worth: float) -> Bundles:
    """List the sets of all groups.

    Parameters
    ----------
    alike : tuple of Group
    activities : int
        How many activities there are.
    slots : int
        Most activities per person.
    jp_worth : float
        Worth of one hour that was owed.
    """
    worth, kegiatan, counts = [np.zeros(0)], [np.zeros((slots, 0), dtype="int16")], []
    known: dict[tuple[int, int], np.ndarray] = {}
    for group in alike:
        shape = (len(group.kegiatan), min(group.slots, slots))
        if shape not in known:
            known[shape] = _sets(*shape, width=slots)
        picks = known[shape]
        hours = np.append(group.jp, 0.0)[picks].sum(axis=1)
        picks, hours = picks[hours <= group.sisa + _EPS], hours[hours <= group.sisa + _EPS]
        worth.append(_worth(group, picks, hours, jp_worth))
        kegiatan.append(np.append(group.kegiatan, activities)[picks.T].astype("int16"))
        counts.append(len(picks))
    owner = np.repeat(np.arange(len(alike)), counts)
    first = np.concatenate([[0], np.cumsum(counts, dtype="int64")]).astype("int64")
    return Bundles(np.concatenate(worth), np.concatenate(kegiatan, axis=1), owner, first)


def _worth(group: Group, picks: np.ndarray, hours: np.ndarray, jp_worth: float) -> np.ndarray:
    worth = jp_worth * np.minimum(hours, group.kurang)
    for poin, batas in zip(group.poin, group.batas, strict=True):
        worth = worth + np.minimum(np.append(poin, 0.0)[picks].sum(axis=1), batas)
    return worth


def _sets(size: int, slots: int, *, width: int) -> np.ndarray:
    rows = [
        (*picks, *[size] * (width - length))
        for length in range(1, slots + 1) for picks in combinations(range(size), length)
    ]
    return np.array(rows, dtype="int16").reshape(-1, width)


def _ways(group: Group, slots: int) -> int:
    return sum(comb(len(group.kegiatan), length) for length in range(1, min(group.slots, slots) + 1))
