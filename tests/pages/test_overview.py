from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest

from access import Person, Role
from charts import wording
from metrics import gaps
from metrics.indicators import FIRST
from pages.board.overview_verdict import held_back
from schema.figures import CAMPUS
from schema.term import load_term
from services import cache, figures, intake
from services.desk import Desk
from store import open_store
from store.intake import Envelope
from tests.pages.opening import opened, words
from tests.pages.workbooks import UNIT, messy_groups
from ui.filters import Filters

TERM = load_term()
EVE = dt.date(2020, 2, 23)
ADMIN = Person("jiaowu", "教务", Role.ADMIN)
CARD = "<section[^>]*>" + "<div[^>]*>(.*?)</div>" * 3
HEADLINES = [indicator for indicator in FIRST if indicator.headline]


def rates(url: str, on: dt.date, known_at: dt.datetime | None = None) -> dict[str, str]:
    """The campus's rates of a day by title, as they are written."""
    with open_store(url) as store:
        table = figures.table(Desk(store, TERM, ADMIN), days=[on], known_at=known_at, units=[CAMPUS])
    return {
        wording.indicator_title(row.indicator): wording.format_figure(row, counts=False)
        for row in table.itertuples()
    }


def cards(app) -> dict[str, str]:
    """What the cards say, by title."""
    body = next(html.proto.body for html in app.get("html") if "data-card" in html.proto.body)
    return {card[0]: card[1] for card in re.findall(CARD, body)}


def test_cards_say_what_was_reckoned_for_the_last_day_with_data(sample: str) -> None:
    """Without a chosen day the overview is about the last day of the phases on which anything happened."""
    app = opened()
    assert app.date_input(key="on").value == dt.date(2020, 3, 22)
    assert len(cards(app)) == len(HEADLINES)
    assert cards(app).items() <= rates(sample, dt.date(2020, 3, 22)).items()
    changes = [html.proto.body for html in app.get("html") if "data-card" in html.proto.body]
    assert not any(card[2] == "持平" for card in re.findall(CARD, changes[0]))


def test_a_link_opens_the_day_and_the_knowledge_it_names(sample: str) -> None:
    """A view is a link: day and known-at in the address give the figures of that view."""
    app = opened(on="2020-02-23", known_at="2020-02-23")
    assert cards(app).items() <= rates(sample, EVE, TERM.end_of(EVE)).items()
    assert not cards(app).items() <= rates(sample, EVE).items()


def test_choosing_another_day_changes_the_figures_and_the_address(sample: str) -> None:
    """A filter changes what is shown, and the address with it."""
    app = opened()
    app.date_input(key="on").set_value(EVE).run()
    assert cards(app).items() <= rates(sample, EVE).items()


def test_chosen_units_are_in_the_address_by_their_names_in_either_language(sample: str) -> None:
    """Units in a link mean the same in Chinese and in English, and only they are in the table."""
    for language in ("zh", "en"):
        app = opened(lang=language, units=["理学院", "新能源学院"])
        assert app.multiselect(key="units").value == ["理学院", "新能源学院"]
        assert len(rows(app)) == 3  # and the campus
        assert app.query_params["units"] == ["理学院", "新能源学院"]


def test_what_a_link_names_wrongly_is_left_out(sample: str) -> None:
    """A unit, a day or a language that does not exist gives the usual view, not a failure."""
    app = opened(lang="fr", on="2020-02-31", units="没有的学院")
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "总览"
    assert app.multiselect(key="units").value == []


def rows(app) -> list[list[str]]:
    """The rows of the heat table, each with the name of the unit and its figures."""
    table, _reports = (html.proto.body for html in app.get("html") if "<table" in html.proto.body)
    lines = re.findall(r"<tr>(.*?)</tr>", table)[1:]
    return [[re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", line)] for line in lines]


def test_the_heat_table_shows_every_unit_and_indicator(sample: str) -> None:
    """Both tables have a row a unit: a figure an indicator with its ratio and trace, a state a sheet."""
    app = opened()
    table = rows(app)
    assert [line[0] for line in table] == [*TERM.unit_names, CAMPUS]
    assert {len(line) for line in table} == {1 + len(FIRST)}
    html, reports = (html.proto.body for html in app.get("html") if "<table" in html.proto.body)
    words = [
        re.findall(r"<span[^>]*>. (.*?)</span>", line) for line in re.findall(r"<tr>(.*?)</tr>", reports)
    ]
    with open_store(sample) as store:
        status = figures.reporting(Desk(store, TERM, ADMIN), dt.date(2020, 3, 22)).status
    states = {"on_time": "按时", "late": "迟报", "missing": "未报", "pending": "未到期"}
    by_unit = status.assign(word=status["status"].map(states)).groupby("unit")["word"]
    assert words == [[], *(list(by_unit.get_group(unit)) for unit in TERM.unit_names)]
    assert "trace?on=2020-03-22&amp;indicator=group_creation&amp;place=" in html
    assert re.search(r'title="[\d,]+ / [\d,]+"', html)
    assert 'href="unit?unit=' in html


def test_units_stand_from_the_lowest_where_an_indicator_is_chosen(sample: str) -> None:
    """Who is behind stands first, the campus last, and the link keeps it."""
    app = opened(sort="visit_coverage")
    names = [line[0] for line in rows(app)]
    assert (names[0], names[-1]) == ("土木工程系", CAMPUS)
    assert app.query_params["sort"] == "visit_coverage"


def test_the_verdict_says_how_ready_who_what_changed_and_how_far_to_trust_it(sample: str) -> None:
    """In the first words of the page, with one baseline; who is behind is of all indicators, with the way there."""
    said = words(opened())
    verdict = said[said.index("全校 10 项指标") :]
    assert re.match(r"全校 10 项指标：.*最低 听课覆盖率 [\d.]+ %。", verdict)
    assert "所有指标中欠得最多的是**" in verdict
    assert "与第三周末（3月15日）相比：听课覆盖率 :green[▲ " in verdict
    assert re.search(r"抽查 [\d,]+ 次，\[\d+ 个数字与抽查不符\]\(agreement", verdict)
    behind = said[said.index("谁落后") :]
    assert behind.index("听课覆盖率") < behind.index("听课安排")
    assert re.search(r":gray\[听课覆盖率\]　土木工程系 \[未报、差 \d+ 个教学班\]\(trace\?", behind)
    assert re.search(r" · 迟 \d+ 天", behind)
    assert re.search(r"其余 \d+ 个缺口", behind)
    assert "[催报](deadlines" in behind
    assert "较昨日" not in said


def test_nobody_is_named_where_all_are_as_far_behind(sample: str) -> None:
    """On the second day all fourteen owe the same few things: to name the first of them would be unfair."""
    said = words(opened(on="2020-02-21", known_at="2020-02-21"))
    assert re.search(r"所有指标中欠得最多的有 14 个学院\(系、部\)，各欠 \d+ 项。", said)
    assert "学院首周总结" not in said


@pytest.mark.parametrize(
    ("owed", "said"),
    [
        ([3, 2, 1, 1], "**计算机科学与技术学院**（3 项），其次 信息科学与工程学院 2，其余 2 个。"),
        (
            [3, 3, 2, 1],
            "**计算机科学与技术学院、信息科学与工程学院**（各 3 项），其次 汽车工程学院 2、船舶与海洋工程学院 1。",
        ),
        ([3, 1, 1, 1, 1], "**计算机科学与技术学院**（3 项），其次 4 个学院(系、部) 1。"),
        ([3], "**计算机科学与技术学院**（3 项），其次 无。"),
    ],
)
def test_who_is_next_is_named_with_all_who_owe_as_much(owed: list[int], said: str) -> None:
    """Of units that are level none comes before the others, at the first place as at the next."""
    units = [unit for unit, count in zip(TERM.unit_names, owed, strict=False) for _ in range(count)]
    filters = Filters(TERM, EVE, None, ())
    assert held_back(pd.DataFrame({"unit": units}), filters) == f"所有指标中欠得最多的是{said}"


def test_an_indicator_of_which_many_lack_as_much_names_none_of_them(sample: str) -> None:
    """Of units that are level up to three are named, of more how many there are, with the way to the campus."""
    said = words(opened(on="2020-02-23", known_at="2020-02-21"))
    behind = said[said.index("谁落后") :]
    assert re.search(
        r":gray\[\S+\]　\d+ 个学院\(系、部\) \[未报、共差 [\d,]+ \S+\]\(trace\?\S+place=%E5%85%A8", behind
    )


def test_on_the_first_day_nothing_is_said_of_changes(sample: str) -> None:
    """There is no earlier day to compare with, and to compare a day with itself says nothing."""
    app = opened(on="2020-02-20", known_at="2020-02-20")
    said = words(app)
    assert "没有变化" not in said
    body = next(html.proto.body for html in app.get("html") if "data-card" in html.proto.body)
    assert {card[2] for card in re.findall(CARD, body)} == {""}
    assert "变化都与" not in said
    assert "变化都与2月20日相比" in words(opened(on="2020-02-21", known_at="2020-02-21"))


def test_units_behind_and_silent_are_named(sample: str) -> None:
    """On the eve of teaching the overview names who is behind and who has not reported."""
    said = words(opened(on="2020-02-23", known_at="2020-02-23"))
    assert "个未报" in said
    assert "语言文学学院" in said
    before = words(opened(on="2020-02-21", known_at="2020-02-21"))
    assert "○ 10 个未到期" in before
    assert "已报齐" not in before


@pytest.mark.parametrize("day", ["2020-02-20", "2020-02-24", "2020-03-22"])
def test_the_current_phases_are_marked(sample: str, day: str) -> None:
    """The phases in which the day lies stand out from the others."""
    on = dt.date.fromisoformat(day)
    badges = words(opened(on=day))
    for phase in TERM.phases:
        mark = ":primary-badge[{} " if phase.starts <= on <= phase.ends else ":gray-badge[{}]"
        assert mark.format(phase.name) in badges


def test_the_language_switch_turns_the_page_and_keeps_the_day(sample: str) -> None:
    """Switching the language changes the words and nothing else."""
    app = opened(on="2020-02-23")
    before = cards(app)
    app.segmented_control(key="lang").set_value("en").run()
    assert app.title[0].value == "Overview"
    assert list(cards(app).values()) == list(before.values())
    assert app.query_params["lang"] == "en"


def test_a_figure_that_moved_says_so_and_by_what(sample: str) -> None:
    """While the page is open a sheet comes: the next run tells from where to where, and whose it was."""
    app = opened("overview")
    assert not app.info
    send_groups(sample)
    app.run()
    told = app.info[0].value
    assert "语言文学学院 课程建群" in told
    assert re.search(r"\*\*建群率\*\* [\d.]+ % → [\d.]+ %（:green\[▲ [\d.]+ 百分点\]）", told)


def test_a_past_moment_has_no_news(sample: str) -> None:
    """What was known then stays what it was."""
    app = opened("overview", known_at="2020-02-24")
    send_groups(sample)
    assert not app.run().info


def send_groups(url: str) -> None:
    """A college sends the groups of some classes that had none."""
    with open_store(url) as store:
        facts = cache.facts(store, TERM)
        missing = gaps(facts, TERM, dt.date(2020, 3, 22), unit=UNIT, lists=["no_group"])["no_group"]
        content = messy_groups(list(missing["class_id"][:3]))
        now = dt.datetime.now(dt.UTC)
        desk = Desk(store, TERM, ADMIN)
        readings = intake.read(desk, content, "补报.xlsx", intake.Arrival(now))
        intake.record(store, readings, content, Envelope(TERM.name, None, now))


def test_the_slider_moves_through_the_days_as_known_then_or_today(sample: str) -> None:
    """Each position is the day, and with the switch the knowledge, of the address; the table follows."""
    app = opened()
    app.select_slider[0].set_value(EVE).run()
    assert app.query_params["on"] == "2020-02-23"
    assert cards(app).items() <= rates(sample, EVE).items()
    app.toggle(key="slid as then").set_value(True).run()
    assert app.query_params["known_at"] == "2020-02-23"
    assert cards(app).items() <= rates(sample, EVE, TERM.end_of(EVE)).items()
    app.select_slider[0].set_value(dt.date(2020, 2, 24)).run()
    assert (app.query_params["on"], app.query_params["known_at"]) == ("2020-02-24", "2020-02-24")
