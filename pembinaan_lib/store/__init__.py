"""The workbook's memory: imported tables, the journal of choices, proposals, and who is behind a ``pegawai_id``.

One SQLite file (``buku-kerja.db``) by default, PostgreSQL by URL for a team, with the same code. May be imported by
``workbook`` and what stands outside it. Start with :class:`Store`, :class:`NewDataset` and :func:`restore`.
"""

from pembinaan_lib.store.files import restore
from pembinaan_lib.store.store import Store
from pembinaan_lib.store.values import Decision, NewDataset, Proposal, Written

__all__ = ["Decision", "NewDataset", "Proposal", "Store", "Written", "restore"]
