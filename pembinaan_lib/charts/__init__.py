"""Frames of results → Vega-Lite specifications that say what they show, in two languages.

Each module answers one question with one or two pictures; a :class:`Picture` holds a specification for a wide and for
a narrow window, with title (the finding), subtitle, source, text reading and table. Takes frames, never plans; may be
imported by documents and workbook. Start with :func:`gap_heatmap`, :func:`frontier` and :func:`published`, which puts
a whole published edition together after hiding small cells.
"""

from pembinaan_lib.charts.activities import activities, frontier
from pembinaan_lib.charts.capacity import counted, nine_box, professionalism
from pembinaan_lib.charts.gaps import gap_heatmap
from pembinaan_lib.charts.people import jp_shortfall, overdue
from pembinaan_lib.charts.picture import Picture, listed
from pembinaan_lib.charts.progress import attendance, budget_use
from pembinaan_lib.charts.published import PRINT, published
from pembinaan_lib.charts.register import contributions, steadiness
from pembinaan_lib.charts.results import learning_gain, satisfaction

__all__ = [
    "PRINT", "Picture", "activities", "attendance", "budget_use", "contributions", "counted", "frontier",
    "gap_heatmap", "jp_shortfall", "learning_gain", "listed", "nine_box", "overdue", "professionalism", "published",
    "satisfaction", "steadiness",
]
