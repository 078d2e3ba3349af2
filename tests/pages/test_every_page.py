from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages.board import news
from schema.term import load_term
from services import turns
from store import open_store
from store.signature import Signature
from store.submissions import read_submissions
from store.withdrawals import add_withdrawal
from tests.pages.opening import PAGES, ROOT, WITHOUT_FIGURES, charts, opened, words
from ui import page as around_page
from ui.links import page as page_file

Look = Callable[..., AppTest]
TITLES = {
    "overview": ("总览", "Overview"),
    "tasks": ("任务", "Tasks"),
    "campuses": ("多校", "Campuses"),
    "unit": ("学院", "Unit"),
    "preparation": ("准备", "Preparation"),
    "first_day": ("首日", "First day"),
    "first_week": ("首周", "First week"),
    "first_month": ("首月", "First month"),
    "meeting": ("汇报", "Meeting"),
    "left_out": ("一个不少", "Nobody left out"),
    "contingency": ("预案", "Contingencies"),
    "obstacles": ("技术障碍", "Technical obstacles"),
    "agreement": ("核对", "Agreement"),
    "trace": ("溯源", "Trace"),
    "deadlines": ("期限", "Deadlines"),
    "messages": ("自动提醒", "Reminders"),
    "tonight": ("今晚", "Tonight"),
    "submit": ("上报", "Submit"),
    "history": ("报送记录", "History"),
    "export": ("导出", "Export"),
    "people": ("人员", "People"),
    "tokens": ("接口", "Interface"),
    "audit": ("审计", "Audit log"),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What stays Chinese in English: the term's name, which is an identifier.
NAMES = re.compile("2020春")
RATE = re.compile(r"([\d.]+) % *[（(]([\d,]+) / ([\d,]+)")


@pytest.mark.parametrize("page", PAGES)
def test_opens_in_chinese(looked_at: Look, page: str) -> None:
    """Every page opens in Chinese without a failure."""
    app = looked_at(page)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == TITLES[page][0]


@pytest.mark.parametrize("page", PAGES)
def test_opens_in_english_and_leaves_no_chinese(looked_at: Look, page: str) -> None:
    """Every page opens in English by the address alone, and none of its words stays Chinese."""
    app = looked_at(page, lang="en")
    assert not app.exception
    assert not app.error
    assert app.title[0].value == TITLES[page][1]
    assert [line for line in words(app).splitlines() if CHINESE.search(NAMES.sub("", line))] == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("choice", [{}, {"lang": "en"}], ids=["zh", "en"])
def test_every_chart_is_described(looked_at: Look, page: str, choice: dict[str, str]) -> None:
    """No chart is without a description for people who do not see it."""
    descriptions = [chart.proto.alt for chart in charts(looked_at(page, **choice))]
    assert all(descriptions)
    assert len(descriptions) == len(set(descriptions))


@pytest.mark.parametrize("page", [page for page in PAGES if page not in WITHOUT_FIGURES])
def test_every_figure_says_what_it_covers_and_all_and_none_are_what_they_say(
    looked_at: Look, page: str
) -> None:
    """Up to which day, in words and in every description; 100.0 % is all of its denominator, 0.0 % none."""
    app = looked_at(page)
    said, described = words(app), [chart.proto.alt for chart in charts(app)]
    tables = [element.proto.body for element in app.get("html")]
    assert "截至" in said
    assert all("截至" in alt for alt in described)
    drawn = [json.loads(chart.proto.spec) for chart in charts(app)]
    listed = [str(cell) for frame in app.dataframe for cell in frame.value.to_numpy().ravel()]
    everything = "\n".join([said, *described, *tables, *listed, *strings(drawn)])
    rates = RATE.findall(everything.replace("*", ""))
    assert rates or page not in {"overview", "unit", "first_day", "first_week", "first_month"}
    for percentage, n, d in rates:
        assert (percentage == "100.0") == (n == d), (percentage, n, d)
        assert (percentage == "0.0") == (n == "0"), (percentage, n, d)
    # A figure that says nothing is not reported, not due, unknown or not applicable: it says which.
    assert "无数据" not in everything


def strings(spec: object) -> Iterator[str]:
    """Every text in the drawing of a chart."""
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict):
        yield from (text for value in spec.values() for text in strings(value))
    elif isinstance(spec, list):
        yield from (text for value in spec for text in strings(value))


@pytest.mark.parametrize("page", PAGES)
def test_says_what_to_do_when_nothing_was_submitted(empty: str, page: str) -> None:
    """An empty database gives no page of zeros but what to do next; some pages need no plan."""
    app = opened(page)
    assert not app.exception
    assert not app.error
    if page not in {*WITHOUT_FIGURES, "deadlines", "contingency", "obstacles"}:
        assert "开课计划" in app.info[0].value
        assert not app.metric


def test_the_menu_leads_to_every_page_and_choices_go_along(sample: str) -> None:
    """Turning from page to page keeps the day, the units and the language."""
    app = opened(on="2020-02-23", units=["理学院"], lang="en")
    for page in (*PAGES, "overview"):
        app.switch_page(str(page_file(page).relative_to(ROOT))).run()
        assert app.title[0].value == TITLES[page][1]
        if page not in WITHOUT_FIGURES:
            assert app.date_input(key="on").value == dt.date(2020, 2, 23)
            assert app.query_params["on"] == "2020-02-23"
            assert app.query_params["units"] == "理学院"
            assert app.query_params["lang"] == "en"


def test_a_choice_on_one_page_is_found_on_the_next(sample: str) -> None:
    """What is chosen on a page holds on the others."""
    app = opened("obstacles")
    app.date_input(key="on").set_value(dt.date(2020, 2, 26)).run()
    app.segmented_control(key="lang").set_value("en").run()
    app.switch_page("pages/topics/contingency.py").run()
    assert app.title[0].value == "Contingencies"
    assert app.date_input(key="on").value == dt.date(2020, 2, 26)


def test_a_link_to_another_page_gives_all_of_it_in_the_language_that_it_names(empty: str) -> None:
    """Whoever has read English and follows a Chinese link reads the page that it opens in Chinese."""
    app = opened("tokens", lang="en")
    app.query_params["lang"] = "zh"
    app.switch_page("pages/admin/audit.py").run()
    assert app.title[0].value == "审计"


@pytest.fixture
def goes_on(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each turn that is taken from now on, whether it goes before pages that are opened."""
    taken, noted = turns.taken, list[bool]()

    def note(*, goes_on: bool = False) -> AbstractContextManager[None]:
        noted.append(goes_on)
        return taken(goes_on=goes_on)

    monkeypatch.setattr(turns, "taken", note)
    return noted


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Which page the browser asks for: outside a server nobody tells pages apart."""
    asks = SimpleNamespace(page_script_hash="tasks")
    monkeypatch.setattr(around_page, "get_script_run_ctx", lambda **_said: asks)
    return asks


def test_a_click_on_a_page_goes_before_pages_that_are_opened(
    sample: str, goes_on: list[bool], browser: SimpleNamespace
) -> None:
    """A page that is opened, by an address or from another page, begins; what is done on it goes on."""
    app = opened("tasks")
    opens = goes_on.pop(0)
    app.run()
    clicked = goes_on.pop()
    browser.page_script_hash = "history"
    goes_on.clear()
    app.run()
    assert (opens, clicked, goes_on[0]) == (False, True, False)


def test_a_page_that_is_made_anew_by_itself_goes_before_nobody(
    sample: str, goes_on: list[bool], browser: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The overview follows what comes; nobody has clicked on it, and whoever has need not wait for it."""
    app = opened()
    shown, not_yet = news.news, [True]
    monkeypatch.setattr(news, "news", lambda filters: not_yet.pop() if not_yet else shown(filters))
    with open_store(sample) as store:
        sent = read_submissions(store, load_term().name)["submission"]
        add_withdrawal(store, int(sent.iloc[-1]), Signature(dt.datetime.now(dt.UTC), "test"))
    goes_on.clear()
    app.run()
    assert goes_on == [True, False]
