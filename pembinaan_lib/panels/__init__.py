"""The planner's widgets: each panel shows the workbook and acts through it; the store keeps what is chosen.

Imported by notebooks only. Start with :func:`open_session`, then show panels:
``panels.Files(session)``, ``panels.Gaps(session)``.
"""

from pembinaan_lib.panels.archive import Answer, Archive, Choices
from pembinaan_lib.panels.blanks import Blanks
from pembinaan_lib.panels.changes import WhatChanges
from pembinaan_lib.panels.design import Choices as DesignChoices
from pembinaan_lib.panels.design import Lines, Propose
from pembinaan_lib.panels.files import Files, Notes
from pembinaan_lib.panels.home import FirstLook, Strip, ThisWeek
from pembinaan_lib.panels.law import ConfirmRules, OwnRules, Rules
from pembinaan_lib.panels.lists import BelowStandard, DutyList, ParticipantList
from pembinaan_lib.panels.needs import Duties, Gaps, Ladder, Order, People, Readiness
from pembinaan_lib.panels.results import Citizens, Delivery, Learning, NextSteps
from pembinaan_lib.panels.rough import RoughPlan
from pembinaan_lib.panels.session import Session, open_session
from pembinaan_lib.panels.tools import NewWorkbook, Tools

__all__ = [
    "Answer", "Archive", "BelowStandard", "Blanks", "Choices", "Citizens", "ConfirmRules", "Delivery", "DesignChoices", "Duties", "DutyList",
    "Files", "FirstLook", "Gaps", "Ladder", "Learning", "Lines", "NewWorkbook", "NextSteps", "Notes", "Order", "OwnRules",
    "ParticipantList", "People", "Propose", "Readiness", "RoughPlan", "Rules", "Session", "Strip", "ThisWeek",
    "Tools", "WhatChanges", "open_session",
]
