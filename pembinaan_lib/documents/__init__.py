"""What is printed, signed or sent: plan and AKPK report as Word, the register as Excel, the leader's page as picture.

Takes frames and the published edition, never plans; the same input gives the same bytes on every machine. May be
imported by workbook. Start with :func:`word_plan`, :func:`word_akpk`, :func:`register_excel`, :func:`leader_picture`
and :func:`leader_pdf`. Only
:func:`people_list` and :func:`form_list` name people: a planner's own working lists.
"""

from pembinaan_lib.documents.akpk import word_akpk
from pembinaan_lib.documents.lists import form_list, people_list, table_list
from pembinaan_lib.documents.page import leader_pdf, leader_picture
from pembinaan_lib.documents.register_excel import register_excel
from pembinaan_lib.documents.word import word_plan

__all__ = ["form_list", "leader_pdf", "leader_picture", "people_list", "register_excel", "table_list", "word_akpk",
    "word_plan",
]
