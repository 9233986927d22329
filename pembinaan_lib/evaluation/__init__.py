"""Stage 4, evaluation: what participants said, what they learnt, what citizens noticed, and what cannot be told.

Pure functions over frames; imports rules, tables and statistics, never another stage. Start with
:func:`learning_gain`, :func:`skm` and :func:`indicators`. Verdicts are *meningkat*, *belum terlihat perubahan*,
*menurun* and *belum dapat disimpulkan*; a column ``alasan`` names the sentence that says why the last one.
"""

from pembinaan_lib.evaluation.notes import notes
from pembinaan_lib.evaluation.participants import learning_gain, reaction, reaction_summary
from pembinaan_lib.evaluation.readiness import readiness_change
from pembinaan_lib.evaluation.satisfaction import skm, skm_change, skm_elements
from pembinaan_lib.evaluation.services import indicators, service_change
from pembinaan_lib.evaluation.trained import trained_units
from pembinaan_lib.evaluation.verdict import VERDICTS

__all__ = [
    "VERDICTS", "indicators", "learning_gain", "notes", "reaction", "reaction_summary", "readiness_change", "service_change", "skm",
    "skm_change", "skm_elements", "trained_units",
]
