from __future__ import annotations

import datetime as dt

import pytest

from access import Person, Role
from schema.term import load_term
from services import tracing
from services.desk import Desk
from services.tracing import items_of
from store import open_store
from tests.pages.opening import charts, opened, words

DAY = dt.date(2020, 2, 24)


def test_a_figure_goes_down_to_the_cell(sample: str) -> None:
    """Who presses an item is told its submission, file and row, and each cell as it was read."""
    asked = {"indicator": "assistant_assignment", "place": "船舶与海洋工程学院", "on": "2020-02-24"}
    app = opened("trace", **{"as": "leader"}, **asked)
    listed = app.dataframe[0].value
    assert list(listed["lacking"]) == [1] * len(listed)
    assert app.metric[0].value.endswith("%")
    assert "与指标相同" in words(app)
    key = first_item(sample, "assistant_assignment", "船舶与海洋工程学院")
    app = opened("trace", **{"as": "leader"}, item=key, **asked)
    cells = app.table[0].value
    assert "建群日期" in list(cells.iloc[:, 0])
    assert all(cell == "—" or cell[-1].isdigit() for cell in cells.index)
    assert "下载原表" in [button.label for button in app.download_button]


def first_item(url: str, indicator: str, unit: str) -> str:
    """The key of the first item of a figure, as the page lists them."""
    leader = Person("leader", "领导", Role.LEADER)
    with open_store(url) as store:
        behind = tracing.behind(Desk(store, load_term(), leader), indicator, unit, DAY)
        return str(items_of(behind, store.secret)["key"][0])


@pytest.mark.parametrize(("who", "sees"), [("network", False), ("reporter", False), ("admin", True)])
def test_what_is_behind_a_figure_of_the_campus_is_for_some(sample: str, who: str, sees: bool) -> None:
    """Everybody is told the figure and those of the units; the items behind it only who may see details."""
    app = opened("trace", **{"as": who}, indicator="group_creation", on="2020-02-24")
    assert not app.error
    assert len(app.dataframe) == 1 + sees
    assert ("名单只对" in "".join(info.value for info in app.info)) is not sees


def test_why_a_figure_changed_is_drawn_and_its_moves_add_up(sample: str) -> None:
    """From a day of the address to the chosen one: a bar a move, each with the way to its submission."""
    app = opened("trace", indicator="group_creation", place="理学院", on="2020-02-26", since="2020-02-22")
    (drawn,) = [chart.proto.alt for chart in charts(app)]
    assert drawn.startswith("建群率：2月22日 → 2月26日 为什么变了。瀑布图")
    moves = next(frame.value for frame in app.dataframe if "rate" in frame.value and "what" in frame.value)
    assert any("收到 理学院 课程建群" in words for words in moves["what"])
    assert any(str(link).startswith("history?") for link in moves["link"])
    before, after = (
        int(
            opened("trace", indicator="group_creation", place="理学院", on=day)
            .caption[1]
            .value.split(" / ")[0]
        )
        for day in ("2020-02-22", "2020-02-26")
    )
    assert sum(int(n) for n in moves["n"]) == after - before
