"""The record (*arsip rencana*): a plan frozen as named bytes, so that anyone can verify and re-run it.

Two editions: *pemeriksa* (inputs, decisions, rules, proposal, results; pseudonymised, for those who may see them) and
*publik* (aggregates only). May be imported by ``workbook`` and what stands outside it; it computes nothing itself:
who verifies passes in how to compute. Start with :func:`freeze`, :func:`verify` and :func:`verify_public`.
"""

from pembinaan_lib.record.chain import check_chain, last, records
from pembinaan_lib.record.contents import RecordContents, read, unpack
from pembinaan_lib.record.editions import Record, freeze
from pembinaan_lib.record.privacy import places_of_persons
from pembinaan_lib.record.verification import VerifyReport, beside, check_hashes, verify, verify_public

__all__ = [
    "Record", "RecordContents", "VerifyReport", "beside", "check_chain", "check_hashes", "freeze", "last",
    "places_of_persons", "read", "records", "unpack", "verify", "verify_public",
]
