"""Stage 1, needs: what each employee must be able to do, what is missing, how we know, and what comes first.

Pure functions over frames; imports profile, tables, rules and statistics, never another stage. Start with
:func:`competency_gap`, :func:`unit_gap` and :func:`priority`; :func:`data_ladder` says what the next file would add.
"""

from pembinaan_lib.needs.berakhlak import berakhlak, berakhlak_values
from pembinaan_lib.needs.causes import CAUSES, cause_key, cause_notes, causes, for_heads
from pembinaan_lib.needs.company import company
from pembinaan_lib.needs.confirmed import confirmed_topics
from pembinaan_lib.needs.counted import SOURCES, counted_evidence, joined_evidence, listed_needs
from pembinaan_lib.needs.evidence import evidence_frame, mapped, offices, together
from pembinaan_lib.needs.evidence_notes import (
    indicator_notes, integrity_notes, mapping_notes, other_posts_notes, performance_notes, strategy_notes, target_notes,
)
from pembinaan_lib.needs.fairness import fairness
from pembinaan_lib.needs.gap import competency_gap, coverage, gap_evidence, target_gap, unit_gap
from pembinaan_lib.needs.heard import forum_notes, questionnaire_notes, survey_notes, voice_notes
from pembinaan_lib.needs.integrity import integrity, integrity_evidence
from pembinaan_lib.needs.integrity_zone import lke_gap
from pembinaan_lib.needs.ladder import data_ladder, open_answers
from pembinaan_lib.needs.notes import notes
from pembinaan_lib.needs.obstacles import obstacles, only_obstacles
from pembinaan_lib.needs.performance import indicator_gap, performance, performance_evidence
from pembinaan_lib.needs.readiness import (
    digital_evidence, digital_literacy, lowest_sides, questionnaire_dimensions, questionnaire_reliability, readiness,
    readiness_evidence, readiness_segments,
)
from pembinaan_lib.needs.register import register, register_explanation
from pembinaan_lib.needs.register_notes import campaign_notes, counted_notes, register_notes, request_notes
from pembinaan_lib.needs.requests import campaign, match_requests, recognised_requests, requests_evidence
from pembinaan_lib.needs.sensitivity import sensitivity, swaps
from pembinaan_lib.needs.rounds import questionnaire_rounds
from pembinaan_lib.needs.skm import skm_need, skm_notes, skm_services, skm_waiting
from pembinaan_lib.needs.standards import required_levels, target_levels
from pembinaan_lib.needs.strategy import strategic_links, strategy_evidence, unlinked
from pembinaan_lib.needs.survey import survey, survey_agency, survey_evidence, survey_reliability, survey_response
from pembinaan_lib.needs.thread import broken_threads, people_behind, thread, thread_of, voice_links
from pembinaan_lib.needs.topics import Topics, labelled, messages, stale_labels, topics
from pembinaan_lib.needs.voice import forums, message_labels, topic_ways, voice_evidence
from pembinaan_lib.needs.weights import Comparison, ahp

__all__ = [
    "CAUSES", "Comparison", "SOURCES", "Topics", "ahp", "berakhlak", "berakhlak_values", "broken_threads",
    "campaign", "campaign_notes", "cause_key", "cause_notes", "causes", "company", "competency_gap",
    "confirmed_topics", "counted_evidence", "counted_notes", "coverage", "data_ladder", "digital_evidence", "digital_literacy",
    "evidence_frame", "fairness", "for_heads", "forum_notes", "forums", "gap_evidence", "indicator_gap",
    "indicator_notes", "integrity", "integrity_evidence", "integrity_notes", "joined_evidence", "labelled",
    "listed_needs", "lke_gap", "lowest_sides", "mapped", "mapping_notes", "match_requests", "message_labels", "messages", "notes",
    "obstacles", "offices", "only_obstacles", "other_posts_notes", "open_answers", "people_behind", "performance", "performance_evidence", "performance_notes",
    "questionnaire_dimensions", "questionnaire_notes", "questionnaire_reliability", "questionnaire_rounds", "readiness",
    "readiness_evidence", "readiness_segments", "recognised_requests", "register", "register_explanation",
    "register_notes", "request_notes", "requests_evidence", "required_levels", "sensitivity", "skm_need",
    "skm_notes", "skm_services", "skm_waiting", "stale_labels", "strategic_links", "strategy_evidence", "strategy_notes", "survey",
    "survey_agency", "survey_evidence", "survey_notes", "survey_reliability", "survey_response", "swaps",
    "target_gap", "target_levels", "target_notes", "thread", "thread_of", "together", "topic_ways", "topics",
    "unit_gap", "unlinked", "voice_evidence", "voice_links", "voice_notes",
]
