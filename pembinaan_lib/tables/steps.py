"""How far a long reading has come, told as it goes, and the moments at which the planner's stop is heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pembinaan_lib.errors import Cancelled

STOPPED = "WBK-006"


class Steps:
    """A stretch of work, from share `start` to share `end` of the whole.

    Parameters
    ----------
    progress : callable, optional
        Told the share of the whole that is done, 0 to 1.
    cancelled : callable, optional
        Asked at every step; where it says yes the work ends with :class:`Cancelled`.
    start, end : float
        Where in the whole this stretch lies.
    """

    def __init__(
        self, progress: Callable[[float], None] | None = None, cancelled: Callable[[], bool] | None = None, *,
        start: float = 0.0, end: float = 1.0,
    ) -> None:
        self._progress, self._cancelled, self._start, self._end = progress, cancelled, start, end
        self._reached = start
        self._listen()

    def reach(self, share: float) -> None:
        """`share` of this stretch is done.

        Raises
        ------
        Cancelled
            The planner has pressed stop.
        """
        self._listen()
        self._reached = self._start + (self._end - self._start) * share
        if self._progress:
            self._progress(self._reached)

    def parts(self, sizes: Sequence[int]) -> list[Steps]:
        """What is left of the stretch, divided by the sizes of what is to be done."""
        total, before, parts = max(sum(sizes), 1), 0, []
        for size in sizes:
            ends = [self._reached + (self._end - self._reached) * share / total for share in (before, before + size)]
            parts.append(Steps(self._progress, self._cancelled, start=ends[0], end=ends[1]))
            before += size
        return parts

    def _listen(self) -> None:
        if self._cancelled and self._cancelled():
            raise Cancelled(STOPPED)
