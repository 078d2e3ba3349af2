"""Charts: a figures table in, a Plotly figure out, one theme; no arithmetic on indicators.

Every chart carries a title, its unit of measure, an as-of line, numerator and denominator on
hover, and a description for people who do not see it (:func:`alt_text`).
"""

from charts.bars import bars
from charts.burn_down import burn_down
from charts.calendar import reports_calendar
from charts.canvas import Look, alt_text, modebar
from charts.dumbbell import against_campus, restatement
from charts.heat import heat_by_day, heat_by_indicator
from charts.intervals import intervals
from charts.movers import movers
from charts.obstacles import open_by_day, time_to_solve
from charts.panels import small_multiples
from charts.reporting import reporting_grid
from charts.trend import trend
from charts.waterfall import Ends, Step, waterfall
from charts.weekly import weekly_spread

__all__ = [
    "Ends",
    "Look",
    "Step",
    "against_campus",
    "alt_text",
    "bars",
    "burn_down",
    "heat_by_day",
    "heat_by_indicator",
    "intervals",
    "modebar",
    "movers",
    "open_by_day",
    "reporting_grid",
    "reports_calendar",
    "restatement",
    "small_multiples",
    "time_to_solve",
    "trend",
    "waterfall",
    "weekly_spread",
]
