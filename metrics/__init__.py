"""Every indicator, defined once: facts in, figures out, on pandas frames and on DuckDB relations."""

from metrics.figures import compute_figures
from metrics.gaps import LISTS, gaps
from metrics.periods import Period, periods_of, reports_by_period
from metrics.reporting import reporting_rates, reporting_timeliness, timeliness_shares
from metrics.secondary import mean_material_kinds, visit_counts
from metrics.standing import Facts
from metrics.steady import Judgement, judge
from metrics.windows import Week, spread, weekly, weeks_of, windows

__all__ = [
    "LISTS",
    "Facts",
    "Judgement",
    "Period",
    "Week",
    "compute_figures",
    "gaps",
    "judge",
    "mean_material_kinds",
    "periods_of",
    "reporting_rates",
    "reporting_timeliness",
    "reports_by_period",
    "spread",
    "timeliness_shares",
    "visit_counts",
    "weekly",
    "weeks_of",
    "windows",
]
