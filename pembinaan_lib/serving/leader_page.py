"""The leader's Voila: ``python -m pembinaan_lib.serving.leader_page``.

With kernels kept warm, Voila answers on ``/voila/query/<kernel>`` to anybody who names a kernel (the list of processes
does) and tells the request that opened the page, key included. Our dashboard never asks for it, so nobody gets it.
"""

from __future__ import annotations

from typing import Any

from voila.app import Voila
from voila.request_info_handler import RequestInfoSocketHandler


class LeaderPage(Voila):  # type: ignore[misc]
    """Voila without the place that tells a page's request to whoever asks."""

    def init_handlers(self) -> list[Any]:
        """Voila's own, less that one."""
        return [each for each in super().init_handlers() if each[1] is not RequestInfoSocketHandler]


if __name__ == "__main__":
    LeaderPage.launch_instance()
