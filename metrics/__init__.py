"""Every indicator, defined once: facts in, figures out, on pandas frames and on DuckDB relations."""

from metrics.behind import behind
from metrics.counts import COUNTS, counts
from metrics.distinct import distinct_teachers, group_numbers
from metrics.figures import compute_figures
from metrics.lists.gaps import LISTS, gaps
from metrics.lists.missing import missing_students
from metrics.lists.obstacles import obstacle_hours
from metrics.modes import by_mode
from metrics.periods import Period, periods_of, reports_by_period
from metrics.received import Facts
from metrics.reporting import reporting_rates, reporting_timeliness, timeliness_shares
from metrics.secondary import mean_material_kinds, visit_counts
from metrics.steady import Judgement, judge
from metrics.windows import Week, daily, spread, weekly, weeks_of, windows

__all__ = [
    "COUNTS",
    "LISTS",
    "Facts",
    "Judgement",
    "Period",
    "Week",
    "behind",
    "by_mode",
    "compute_figures",
    "counts",
    "daily",
    "distinct_teachers",
    "gaps",
    "group_numbers",
    "judge",
    "mean_material_kinds",
    "missing_students",
    "obstacle_hours",
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
