"""Stage 2: which activities, for whom, at what cost. Obligations first, then the best choice the money allows.

Pure functions over frames; only this room knows a solver. It may import errors, findings, words and nothing of the
other stages. Start with :func:`propose` (solves), :func:`check` (verifies without solving) and :func:`lines` (explains
why each line is there).
"""

from pembinaan_lib.design.catalogue import Catalogue, costs, done_before, usable
from pembinaan_lib.design.check import check
from pembinaan_lib.design.company import company_cost
from pembinaan_lib.design.compare import Comparison, compare, lost_seats
from pembinaan_lib.design.lines import explanation, lines, pasal_207, told_reasons
from pembinaan_lib.design.obligatory import Obligatory, obligatory
from pembinaan_lib.design.options import Options, options
from pembinaan_lib.design.people import Limits, People
from pembinaan_lib.design.proposal import Proposal, nothing
from pembinaan_lib.design.propose import SHARES, propose

__all__ = [
    "SHARES", "Catalogue", "Comparison", "Limits", "Obligatory", "Options", "People", "Proposal", "check",
    "company_cost", "compare", "costs", "done_before", "explanation", "lines", "lost_seats", "nothing", "obligatory",
    "options", "pasal_207", "propose", "told_reasons", "usable",
]
