"""The first ten figures of the golden campus, worked out by hand, before any was computed.

A line is an indicator with ``n/d`` of 甲学院, 乙学院, 丙系, 丁部 and the campus. 甲学院 has the
classes 001 (40 students), 002 (30) and 003 (45, from the restated plan 50); 乙学院 011 (20), 012
(25) and 013 (35), together 80; 丙系 021 (10) and 022 (15), together 25; 丁部 none.
Numbers with # are those of the submissions in ``golden``.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from metrics import compute_figures
from metrics.indicators import FIRST
from schema.figures import CAMPUS
from tests.metrics.golden import SUBMISSIONS, TERM, UNITS
from tests.metrics.making import at, feb, frames_of, relations_of

NOW = None  # as known with all that has been received
TEN = [indicator.id for indicator in FIRST]

EVE_OF_PLAN = """
# Before the plan came (20th 09:00) nothing is due; units and sheets are still expected of all.
group_creation        0/0  0/0  0/0  0/0  0/0
counselor_presence    0/0  0/0  0/0  0/0  0/0
assistant_assignment  0/0  0/0  0/0  0/0  0/0
enrollment            0/0  0/0  0/0  0/0  0/0
notification          0/0  0/0  0/0  0/0  0/0
material_receipt      0/0  0/0  0/0  0/0  0/0
material_coverage     0/0  0/0  0/0  0/0  0/0
visit_arrangement     0/1  0/1  0/1  0/1  0/4
visit_coverage        0/0  0/0  0/0  0/0  0/0
reporting             0/4  0/4  0/4  0/4  0/16
"""

DAY_21_AS_KNOWN_THEN = """
# Standing: the plan #1 and the first groups of 甲学院 #3.
# 001 and 002 have groups of the 21st, 003 is reported without one.
group_creation        2/3  0/3  0/2  0/0  2/8
# Of the three classes 001 has its counsellor; of the two groups that of 001 an assistant, that of 002 neither.
counselor_presence    1/3  0/3  0/2  0/0  1/8
assistant_assignment  1/2  0/0  0/0  0/0  1/2
# No snapshots: 0 of the plan's numbers, 003 still with 45: 40 + 30 + 45 = 115; 115 + 80 + 25 = 220.
enrollment            0/115  0/80  0/25  0/0  0/220
notification          0/115  0/80  0/25  0/0  0/220
material_receipt      0/115  0/80  0/25  0/0  0/220
material_coverage     0/3  0/3  0/2  0/0  0/8
visit_arrangement     0/1  0/1  0/1  0/1  0/4
visit_coverage        0/3  0/3  0/2  0/0  0/8
# 甲学院: groups.
reporting             1/4  0/4  0/4  0/4  1/16
"""

DAY_22_AS_KNOWN_THEN = """
# Standing: #1 #2 (003 has 50), #3, #7, #14, #15.
group_creation        2/3  0/3  0/2  0/0  2/8
counselor_presence    1/3  0/3  0/2  0/0  1/8
assistant_assignment  1/2  0/0  0/0  0/0  1/2
# 001: 30 of 40. 002: 10 of 30. 003: 0 of 50. Together 40 of 120; 120 + 80 + 25 = 225.
enrollment            40/120  0/80  0/25  0/0  40/225
# 001: 40 notified; 002 left it blank and nothing earlier gives it: 0.
notification          40/120  0/80  0/25  0/0  40/225
# Blank for both classes, nothing earlier.
material_receipt      0/120  0/80  0/25  0/0  0/225
# 甲学院 sends its materials on the 23rd only. 乙学院: 012, an item of the 21st (#14, not yet withdrawn).
material_coverage     0/3  1/3  0/2  0/0  1/8
# The visits of 甲学院 planned for the 25th and 26th are known since the 22nd.
visit_arrangement     1/1  0/1  0/1  0/1  1/4
visit_coverage        0/3  0/3  0/2  0/0  0/8
# 甲学院: groups, enrollment, visits. 乙学院: materials.
reporting             3/4  1/4  0/4  0/4  4/16
"""

DAY_22_AS_KNOWN_NOW = """
# Standing: all but the withdrawn #4, #11, #14.
# 甲学院: 001 and 002 of the 21st. 乙学院: 011 of the 22nd; 012 is of the 24th. 999 is in no plan.
group_creation        2/3  1/3  0/2  0/0  3/8
# 甲学院 by #3: 001 has its counsellor. 乙学院: that of 011 joins on the 24th only.
counselor_presence    1/3  0/3  0/2  0/0  1/8
# 甲学院: 001. 乙学院: 011 has none.
assistant_assignment  1/2  0/1  0/0  0/0  1/3
# 001 restated by #9: 25 of 40; 002: 10 of 30; 003: 0 of 50: 35 of 120.
# 乙学院: 011 stands by its roster, s1 joined on the 22nd: 1 of the 20 of the plan, though four are listed;
# 012 and 013: 0 of 25 + 35. Campus: 120 + 80 + 25 = 225.
enrollment            35/120  1/80  0/25  0/0  36/225
# 001 restated: 35. The marks of the roster count from its receipt on the 24th.
notification          35/120  0/80  0/25  0/0  35/225
material_receipt      0/120  0/80  0/25  0/0  0/225
# 甲学院: 001 has an item of the 22nd; that of 002 is of the 23rd. 乙学院 has taken its sheet back.
material_coverage     1/3  0/3  0/2  0/0  1/8
# 003 is planned since #15 of the 22nd.
visit_arrangement     1/1  0/1  0/1  0/1  1/4
visit_coverage        0/3  0/3  0/2  0/0  0/8
# 甲学院: groups, enrollment, visits; its materials came on the 23rd. 乙学院: nothing before the 24th.
reporting             3/4  0/4  0/4  0/4  3/16
"""

DAY_23_AS_KNOWN_THEN = """
# Standing: #1 #2, #3 #4, #7 #8, #12, #14, #15.
# 002 (21st) and 003 (23rd) by #4, 001 by #3.
group_creation        3/3  0/3  0/2  0/0  3/8
# 001 on the 21st, 002 on the 23rd; 003 blank.
counselor_presence    2/3  0/3  0/2  0/0  2/8
# 张, 李, 王.
assistant_assignment  3/3  0/0  0/0  0/0  3/3
# 001 by the snapshot of the 23rd: 38 of 41; 002 by that of the 22nd: 10 of 30; 003: 0 of 50.
# Together 48 of 121; 121 + 80 + 25 = 226.
enrollment            48/121  0/80  0/25  0/0  48/226
# 001 blank on the 23rd, 40 on the 22nd; 002 never.
notification          40/121  0/80  0/25  0/0  40/226
# 001: 20; 002 never.
material_receipt      20/121  0/80  0/25  0/0  20/226
# 甲学院: 001; what 002 sent counts 0 pieces. 乙学院: 012, withdrawn only on the 24th.
material_coverage     1/3  1/3  0/2  0/0  2/8
visit_arrangement     1/1  0/1  0/1  0/1  1/4
visit_coverage        0/3  0/3  0/2  0/0  0/8
# 甲学院: all four, the materials at 23:59. 乙学院: materials.
reporting             4/4  1/4  0/4  0/4  5/16
"""

DAY_23_AS_KNOWN_ON_THE_26TH = """
# Standing at 26th 12:00: all but #4, #11 (withdrawn at 10:00) and #14.
# With #4 withdrawn, #3 stands: 003 has no group. 乙学院: 011; 012 is of the 24th.
group_creation        2/3  1/3  0/2  0/0  3/8
counselor_presence    1/3  0/3  0/2  0/0  1/8
assistant_assignment  1/2  0/1  0/0  0/0  1/3
# 甲学院 as then: 48 of 121; the restated 22nd of 001 lies under the snapshot of the 23rd.
# 乙学院: of the roster of 011 s1 (22nd); s2 counts from the 24th, s3 says 否 though dated, s4 is of the 24th.
# 1 of 20 + 25 + 35 = 80; 121 + 80 + 25 = 226.
enrollment            48/121  1/80  0/25  0/0  49/226
# 001: blank on the 23rd, on the 22nd 35 by the restatement.
notification          35/121  0/80  0/25  0/0  35/226
material_receipt      20/121  0/80  0/25  0/0  20/226
# 甲学院: 001, and 002 by #13, uploaded on the 23rd. 乙学院: withdrawn.
material_coverage     2/3  0/3  0/2  0/0  2/8
# 003 is planned since the 22nd (the row of 001 that stands came on the 25th).
visit_arrangement     1/1  0/1  0/1  0/1  1/4
visit_coverage        0/3  0/3  0/2  0/0  0/8
# What 乙学院 has sent came on the 24th and later, or is withdrawn.
reporting             4/4  0/4  0/4  0/4  4/16
"""

DAY_25_AS_KNOWN_THEN = """
# Standing at 25th 24:00: #1 #2, #3, #5, #7 #8 #9, #10 #11, #12 #13, #15 #16.
# 甲学院: 001, 002. 乙学院: 011, 012.
group_creation        2/3  2/3  0/2  0/0  4/8
# 甲学院: 001. 乙学院: 011 on the 24th; 012 on the 23rd, its group on the 24th.
counselor_presence    1/3  2/3  0/2  0/0  3/8
# 甲学院: 001. 乙学院: 012.
assistant_assignment  1/2  1/2  0/0  0/0  2/4
# 乙学院: the counts #11 came after the roster #10 and stand alone: 12 of 20; 012, 013: 0 of 60.
enrollment            48/121  12/80  0/25  0/0  60/226
# #11 says 0 notified: that is no blank.
notification          35/121  0/80  0/25  0/0  35/226
material_receipt      20/121  0/80  0/25  0/0  20/226
material_coverage     2/3  0/3  0/2  0/0  2/8
visit_arrangement     1/1  0/1  0/1  0/1  1/4
# 001 on the 25th, 002 on the 24th without a plan.
visit_coverage        2/3  0/3  0/2  0/0  2/8
# 乙学院: groups and enrollment, both on the 24th.
reporting             4/4  2/4  0/4  0/4  6/16
"""

DAY_26_AS_KNOWN_NOW = """
# Standing: all but #4, #11, #14; so 011 is back to its roster.
group_creation        2/3  2/3  0/2  0/0  4/8
counselor_presence    1/3  2/3  0/2  0/0  3/8
assistant_assignment  1/2  1/2  0/0  0/0  2/4
# 乙学院: s1 of the 22nd, s2 since the receipt on the 24th, s4 of the 24th: 3 of 20; 3 of 80 with the others.
enrollment            48/121  3/80  0/25  0/0  51/226
# 乙学院: s1, s2.
notification          35/121  2/80  0/25  0/0  37/226
# 乙学院: s1.
material_receipt      20/121  1/80  0/25  0/0  21/226
material_coverage     2/3  0/3  0/2  0/0  2/8
# The visit that 乙学院 plans is to a class that is not in the plan.
visit_arrangement     1/1  0/1  0/1  0/1  1/4
visit_coverage        2/3  0/3  0/2  0/0  2/8
# 乙学院: groups, enrollment, and visits of the 26th, though of no class due.
reporting             4/4  3/4  0/4  0/4  7/16
"""

BY_HAND = {
    "eve of the plan": (20, at(20, 8), EVE_OF_PLAN),
    "21st as known then": (21, at(22, 0), DAY_21_AS_KNOWN_THEN),
    "22nd as known then": (22, at(23, 0), DAY_22_AS_KNOWN_THEN),
    "22nd as known now": (22, NOW, DAY_22_AS_KNOWN_NOW),
    "23rd as known then": (23, at(24, 0), DAY_23_AS_KNOWN_THEN),
    "23rd as known on the 26th": (23, at(26, 12), DAY_23_AS_KNOWN_ON_THE_26TH),
    "25th as known then": (25, at(26, 0), DAY_25_AS_KNOWN_THEN),
    "26th as known now": (26, NOW, DAY_26_AS_KNOWN_NOW),
}


def worked_out(table: str, on: dt.date) -> pd.DataFrame:
    """The figures table of one hand-made table."""
    rows = []
    for line in table.strip().splitlines():
        if not line.startswith("#"):
            indicator, *figures = line.split()
            for unit, figure in zip((*UNITS, CAMPUS), figures, strict=True):
                n, d = map(int, figure.split("/"))
                rows.append((indicator, unit, on, n, d, n / d if d else float("nan")))
    columns = ["indicator", "unit", "on", "n", "d", "rate"]
    types = {"indicator": "str", "unit": "str", "on": "datetime64[us]", "rate": "float64"}
    return pd.DataFrame(rows, columns=columns).astype(types)


@pytest.mark.parametrize(("day", "known_at", "table"), BY_HAND.values(), ids=list(BY_HAND))
def test_every_figure_is_the_one_worked_out_by_hand(
    day: int, known_at: dt.datetime | None, table: str
) -> None:
    """All ten indicators of four units and the campus are what the hand-made table says."""
    asked = {"term": TERM, "days": [feb(day)], "known_at": known_at, "indicators": TEN}
    figures = compute_figures(frames_of(SUBMISSIONS), **asked)
    pd.testing.assert_frame_equal(figures, worked_out(table, feb(day)))


def test_duckdb_gives_the_figures_worked_out_by_hand(tmp_path: Path) -> None:
    """A DuckDB file with the same facts gives the same tables."""
    with duckdb.connect(tmp_path / "golden.duckdb") as connection:
        relations = relations_of(frames_of(SUBMISSIONS), connection)
        for day, known_at, table in BY_HAND.values():
            asked = {"term": TERM, "days": [feb(day)], "known_at": known_at, "indicators": TEN}
            figures = compute_figures(relations, **asked)
            pd.testing.assert_frame_equal(figures, worked_out(table, feb(day)))


def test_a_series_is_made_of_its_days() -> None:
    """Days asked for together, in any order and twice, are the days asked for one by one."""
    facts = frames_of(SUBMISSIONS)
    series = compute_figures(facts, term=TERM, days=[feb(26), feb(22), feb(22)], indicators=TEN)
    hand = pd.concat([worked_out(DAY_22_AS_KNOWN_NOW, feb(22)), worked_out(DAY_26_AS_KNOWN_NOW, feb(26))])
    keys = ["indicator", "unit", "on"]
    assert list(series["on"].unique()) == [pd.Timestamp(feb(22)), pd.Timestamp(feb(26))]
    pd.testing.assert_frame_equal(
        series.sort_values(keys, ignore_index=True), hand.sort_values(keys, ignore_index=True)
    )


def test_the_hand_made_tables_leave_no_indicator_out() -> None:
    """Each table has a line for every one of the ten, in the order of the register."""
    for _, _, table in BY_HAND.values():
        lines = [line.split()[0] for line in table.strip().splitlines() if not line.startswith("#")]
        assert lines == TEN
