"""Questionnaires out: as an XLSForm for phones, a printable Word form, and a text and a script for Google Forms.

Purpose: a planner picks one of :data:`QUESTIONNAIRES` and gets files that can be handed out at once; what comes back is
known again by :mod:`pembinaan_lib.tables.answers`, since both sides read ``data/reference/butir.csv``.
It imports words, errors and tables; the workbook may import it. Nothing here writes a file: every writer gives bytes
or text, the same for the same questionnaire.
Start with :func:`questionnaire` and :func:`written`.
"""

from pembinaan_lib.forms.google import google_script, google_text
from pembinaan_lib.forms.model import QUESTIONNAIRES, Questionnaire, questionnaire
from pembinaan_lib.forms.paper import word_form
from pembinaan_lib.forms.xlsform import xlsform

__all__ = [
    "QUESTIONNAIRES", "Questionnaire", "google_script", "google_text", "questionnaire", "word_form", "written",
    "xlsform",
]


def written(asked: Questionnaire) -> dict[str, bytes]:
    """Every file of a questionnaire by its name, in the language in use (the XLSForm speaks both)."""
    return {
        f"kuesioner_{asked.name}.xlsx": xlsform(asked), f"kuesioner_{asked.name}.docx": word_form(asked),
        f"kuesioner_{asked.name}.txt": google_text(asked).encode(),
        f"kuesioner_{asked.name}.gs": google_script(asked).encode(),
    }
