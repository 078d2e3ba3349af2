from __future__ import annotations

import datetime as dt

from metrics import gaps
from schema.term import load_term
from services import cache
from store import open_store
from tests.pages.opening import opened

TERM = load_term()
EVE = dt.date(2020, 2, 23)


def test_a_link_opens_a_unit(sample: str) -> None:
    """The unit in the address is the one whose figures are shown."""
    app = opened("unit", unit="理学院")
    assert app.selectbox(key="unit").value == "理学院"
    assert app.query_params["unit"] == "理学院"


def test_every_gap_has_the_list_behind_it(sample: str) -> None:
    """The number on each tab is the length of the list behind that gap."""
    app = opened("unit", unit="语言文学学院", on="2020-02-23")
    with open_store(sample) as store:
        found = gaps(cache.facts(store, TERM), TERM, EVE, unit="语言文学学院")
    counts = {tab.label.rsplit(" ", 1)[0]: tab.label.rsplit(" ", 1)[1] for tab in app.tabs}
    assert counts["未建群"] == str(len(found["no_group"]))
    assert counts["无资料"] == str(len(found["no_material"]))
    assert counts["未听课"] == str(len(found["not_visited"]))
    shown = app.tabs[1].dataframe[0].value
    assert list(shown["class_id"]) == list(found["no_group"]["class_id"])


def test_every_list_can_be_taken_along(sample: str) -> None:
    """Each list that is not empty is offered as a workbook and as csv."""
    app = opened("unit", unit="语言文学学院", on="2020-02-23")
    filled = [tab for tab in app.tabs if not tab.label.endswith(" 0")]
    assert filled
    for tab in filled:
        labels = [button.label for button in tab.download_button]
        assert labels == ["下载 Excel", "下载 CSV"]


def test_a_list_that_is_empty_says_what_that_means(sample: str) -> None:
    """No list is an empty table."""
    app = opened("unit", unit="理学院", on="2020-03-22")
    empty = [tab for tab in app.tabs if tab.label.endswith(" 0")]
    assert empty
    assert all(len(tab.success) == 1 and not tab.dataframe for tab in empty)
