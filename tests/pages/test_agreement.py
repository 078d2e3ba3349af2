from __future__ import annotations

import datetime as dt

from metrics.agreement.agreement import agreement
from metrics.agreement.spot_checks import HIGHER, LOWER, spot_checks
from schema.figures import CAMPUS
from schema.term import load_term
from services.cache import of_facts
from tests.pages.opening import charts, opened, words
from ui import session

TERM = load_term()
DAY = dt.date(2020, 3, 22)


def test_the_page_shows_every_difference_and_what_is_behind_it(sample: str) -> None:
    """As many comparisons differ as are said to, and the list is as long as its number."""
    app = opened("agreement", on=DAY.isoformat(), comparison="enrolled.aggregate")
    found, checked = (of_facts(session.store(), TERM, work, DAY, None) for work in (agreement, spot_checks))
    campus = found.sums[found.sums["unit"] == CAMPUS]
    assert f"{(campus['state'] == 'differs').sum()} 项不一致" in words(app)
    listed = found.pairs[(found.pairs["comparison"] == "enrolled") & (found.pairs["part"] == "aggregate")]
    assert f"明细 {len(listed)} 处" in words(app)
    assert any(len(table.value) == len(listed) for table in app.dataframe)
    against = checked.classes["verdict"].isin([HIGHER, LOWER]).sum()
    assert against
    assert f"所报与核查不符的教学班 {against}" in words(app)
    assert len(charts(app)) == 1


def test_a_reporter_sees_the_sums_of_all_and_the_list_of_their_own(sample: str) -> None:
    """What is behind the figures of other units stays with them."""
    app = opened("agreement", on=DAY.isoformat(), comparison="enrolled.aggregate", **{"as": "reporter"})
    assert "项不一致" in words(app)
    units = {unit for table in app.dataframe if "item" in table.value for unit in table.value["unit"]}
    assert len(units) == 1
    network = opened("agreement", on=DAY.isoformat(), **{"as": "network"})
    assert sum("只对本单位" in info.value for info in network.info) == 2
