"""The planner's widgets: each panel shows the workbook and acts through it; the store keeps what is chosen.

Imported by notebooks only. Start with :func:`open_session`, then show panels:
``panels.Files(session)``, ``panels.Gaps(session)``.
"""

from pembinaan_lib.panels.archive import Answer, Archive, Choices
from pembinaan_lib.panels.blanks import Blanks
from pembinaan_lib.panels.capacity import JobMatch, NineBox, Professionalism, Ratings, TargetPosts
from pembinaan_lib.panels.causes import Causes
from pembinaan_lib.panels.changes import WhatChanges
from pembinaan_lib.panels.design import Choices as DesignChoices
from pembinaan_lib.panels.design import Lines, Propose
from pembinaan_lib.panels.fairness import Fairness
from pembinaan_lib.panels.files import Files, Notes
from pembinaan_lib.panels.forum import Forum
from pembinaan_lib.panels.home import FirstLook, Strip, ThisWeek
from pembinaan_lib.panels.indicators import Indicators
from pembinaan_lib.panels.integrity import Integrity
from pembinaan_lib.panels.law import ConfirmRules, OwnRules, Rules
from pembinaan_lib.panels.lists import BelowStandard, DutyList, ParticipantList
from pembinaan_lib.panels.monthly import NotInSiasn, RosterChange, SectorLearning
from pembinaan_lib.panels.needs import Duties, Gaps, Ladder
from pembinaan_lib.panels.needs_papers import NeedsPapers
from pembinaan_lib.panels.readiness import Readiness
from pembinaan_lib.panels.register import Register
from pembinaan_lib.panels.requests import Requests
from pembinaan_lib.panels.results import Citizens, Delivery, Learning, NextSteps
from pembinaan_lib.panels.rough import RoughPlan
from pembinaan_lib.panels.session import Session, open_session
from pembinaan_lib.panels.thread import Thread
from pembinaan_lib.panels.tools import NewWorkbook, Tools
from pembinaan_lib.panels.topics import Topics
from pembinaan_lib.panels.voice import Satisfaction, Survey
from pembinaan_lib.panels.weights import Weights

__all__ = [
    "Answer", "Archive", "BelowStandard", "Blanks", "Causes", "Choices", "Citizens", "ConfirmRules", "Delivery", "DesignChoices",
    "Duties", "DutyList", "Fairness", "Files", "FirstLook", "Forum", "Gaps", "Indicators", "Integrity", "JobMatch", "Ladder", "Learning", "Lines",
    "NeedsPapers", "NewWorkbook", "NextSteps", "NineBox", "NotInSiasn", "Notes", "OwnRules", "ParticipantList", "Professionalism",
    "Propose", "Ratings", "Readiness", "Register", "Requests", "RosterChange", "RoughPlan", "Rules", "Satisfaction",
    "SectorLearning", "Session", "Strip", "Survey", "TargetPosts", "ThisWeek", "Thread", "Tools", "Topics", "Weights",
    "WhatChanges", "open_session",
]
