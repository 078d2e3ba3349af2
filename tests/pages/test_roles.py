"""Who is shown which page: in the menu, and by an address that somebody guessed."""

from __future__ import annotations

import pytest
from streamlit.runtime.pages_manager import PagesManager

import dashboard
from access import Denied, Person, Role
from tests.pages.opening import PAGES, ROOT, opened, words

EVERYBODY = (
    "left_out overview tasks trace unit preparation first_day first_week first_month meeting deadlines export"
    " contingency obstacles agreement messages tokens"
)
READER = f"{EVERYBODY} history"
REPORTER = f"{READER} submit tonight"
# Sample identity → the pages that it sees; all others are refused.
SEEN = {
    "admin": f"{REPORTER} audit people campuses",
    "leader": f"{READER} audit campuses",
    "reporter": REPORTER,
    "reporter-2": REPORTER,
    "reporter-both": REPORTER,
    "student-affairs": READER,
    "network": f"{EVERYBODY} history submit",
}
REFUSED = [(who, page) for who, seen in SEEN.items() for page in PAGES if page not in seen.split()]
SCREENS = [
    file
    for file in (ROOT / "pages").glob("*/*.py")
    if "main(load_term())" in file.read_text(encoding="utf-8")
]
ROLES = {
    Role.ADMIN: SEEN["admin"],
    Role.LEADER: SEEN["leader"],
    Role.REPORTER: SEEN["reporter"],
    Role.STUDENT_AFFAIRS: SEEN["student-affairs"],
    Role.NETWORK: SEEN["network"],
    None: "",
}


def test_every_page_is_in_the_menu_table() -> None:
    """A page that nobody listed would be shown to nobody."""
    screens = {file.stem for file in SCREENS}
    assert screens == set(dashboard._RIGHTS) == set(PAGES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_for_the_roles_of_the_table(role: Role | None, page: str) -> None:
    """Each role passes the door of its own pages and of no other."""
    units = ("理学院",) if role is Role.REPORTER else ()
    person = Person("somebody", "somebody", role, units)
    if page in ROLES[role].split():
        dashboard.require(person, page)
    else:
        with pytest.raises(Denied):
            dashboard.require(person, page)


def test_a_page_that_is_not_listed_is_for_nobody() -> None:
    """What the table does not name is denied, even to an admin."""
    with pytest.raises(Denied):
        dashboard.require(Person("t01", "t01", Role.ADMIN), "backdoor")


@pytest.mark.parametrize(
    ("who", "page"), [each for each in REFUSED if each[0] in {"leader", "reporter", "network"}]
)
def test_a_guessed_address_gives_a_sentence_and_nothing_else(empty: str, who: str, page: str) -> None:
    """Whoever follows the address of a page that is not theirs reads why it stays shut."""
    app = opened(page, **{"as": who})
    assert not app.exception
    assert "没有权限" in app.error[0].value
    assert not app.title
    assert not app.dataframe
    assert not app.file_uploader


@pytest.mark.parametrize("who", SEEN)
def test_every_sample_person_opens_the_overview(sample: str, who: str) -> None:
    """All sample identities see the figures of the campus, and the banner says that it is a demonstration."""
    app = opened(on="2020-03-22", **{"as": who})
    assert not app.exception
    assert not app.error
    assert "演示模式" in words(app)
    (cards,) = (html.proto.body for html in app.get("html") if "data-card" in html.proto.body)
    assert cards.count("<section") > 3


@pytest.mark.parametrize(
    ("who", "title"),
    [("leader", "总览"), ("reporter", "今晚"), ("student-affairs", "一个不少"), ("network", "技术障碍")],
)
def test_whoever_asks_for_no_page_arrives_at_their_own(sample: str, who: str, title: str) -> None:
    """At what they come for, once: afterwards the menu leads to the overview like to any other page."""
    app = opened(**{"as": who})
    assert not app.exception
    assert app.title[0].value == title
    assert app.switch_page("pages/board/overview.py").run().title[0].value == "总览"


def test_no_page_is_run_but_by_the_menu() -> None:
    """Streamlit finds no script of its own to run in pages/: every screen is opened by the guard alone."""
    assert list((ROOT / "pages").glob("*.py")) == []
    assert PagesManager.uses_pages_directory is False


def test_another_person_starts_with_nothing_of_the_one_before(sample: str) -> None:
    """Changing the sample identity keeps how the page is looked at, and lets go of all else."""
    app = opened(on="2020-02-23")
    app.session_state["something of theirs"] = "secret"
    app.run()
    app.selectbox(key="as").set_value("reporter").run()
    assert "something of theirs" not in app.session_state
    assert not app.exception
    assert app.query_params["on"] == "2020-02-23"


def test_while_there_is_no_plan_only_who_may_send_one_is_led_there(empty: str) -> None:
    """Everybody is told what comes first; a link that leads to a refusal is worse than none."""
    for who, leads in (("admin", True), ("leader", False), ("reporter", False)):
        app = opened("unit", **{"as": who})
        assert "还没有开课计划" in words(app)
        assert bool(app.get("page_link")) is leads
