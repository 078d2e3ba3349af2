"""The house around the pages: the menu, the switch of languages, and what is said of failures."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from access import Action, Denied, Person, reach
from access.complaints import Misconfigured
from schema.term import Term, TermError, load_term
from store import StoreError
from ui import address, demonstration, door, gates, identity
from ui.filters import choose_language
from ui.language import DEFAULT, LANGUAGES, STATE, gettext, language, lazy
from ui.links import PAGES

_ = gettext
_log = logging.getLogger("ruqi")
_ICON = Path(__file__).with_name("icon.png")
_LOGO = Path(__file__).with_name("logo.svg")
# Every page under its heading, and what somebody must be allowed to do, for one unit at least, to be
# shown it.
_MENU = {
    lazy("看板"): (
        ("overview", lazy("总览"), ":material/dashboard:", Action.SEE_RATES),
        ("tasks", lazy("任务"), ":material/assignment_turned_in:", Action.SEE_RATES),
        ("unit", lazy("学院"), ":material/account_balance:", Action.SEE_RATES),
        ("export", lazy("导出"), ":material/download:", Action.SEE_RATES),
    ),
    lazy("阶段"): (
        ("preparation", lazy("准备"), ":material/checklist:", Action.SEE_RATES),
        ("first_day", lazy("首日"), ":material/wb_sunny:", Action.SEE_RATES),
        ("first_week", lazy("首周"), ":material/view_week:", Action.SEE_RATES),
        ("first_month", lazy("首月"), ":material/calendar_month:", Action.SEE_RATES),
    ),
    lazy("专题"): (
        ("left_out", lazy("一个不少"), ":material/person_search:", Action.SEE_RATES),
        ("contingency", lazy("预案"), ":material/health_and_safety:", Action.SEE_RATES),
        ("obstacles", lazy("障碍"), ":material/build:", Action.SEE_RATES),
        ("agreement", lazy("核对"), ":material/balance:", Action.SEE_RATES),
        ("trace", lazy("溯源"), ":material/account_tree:", Action.SEE_RATES),
    ),
    lazy("报送"): (
        ("submit", lazy("上报"), ":material/upload_file:", Action.SUBMIT),
        ("deadlines", lazy("期限"), ":material/event:", Action.SEE_RATES),
        ("history", lazy("报送记录"), ":material/history:", Action.SEE_SUBMISSIONS),
    ),
    lazy("管理"): (
        ("people", lazy("人员"), ":material/group:", Action.MANAGE_PEOPLE),
        ("audit", lazy("审计"), ":material/fact_check:", Action.SEE_AUDIT),
    ),
}
# What lets somebody in who may not do all that a page is for.
_ALSO = {"submit": Action.SUBMIT_FAULTS, "history": Action.SEE_FAULTS}
_NEEDED = {name: action for pages in _MENU.values() for name, _title, _icon, action in pages}
_LANGUAGE = (STATE, DEFAULT, address.one_of(LANGUAGES))
_INSIDE = "house"
_inside: ContextVar[bool] = ContextVar(_INSIDE, default=False)


def enter() -> None:
    """Show the menu and the page that was asked for, which is run by :func:`show`."""
    _begin()
    person = None
    with explained(), identity.known() as visit:
        person = visit.person
        page = _menu(person)
        mark = _inside.set(True)
        try:
            page.run()
        finally:
            _inside.reset(mark)
    if person is None:  # nobody can be told who comes; every page has to have its address all the same
        _menu(None)


def show(main: Callable[[Term], None]) -> None:
    """Run the page whose file holds ``main`` with the configured term; say what goes wrong.

    Until some script of the server has called ``st.navigation``, Streamlit takes the folder
    ``pages/`` for an app of its older kind: a first visitor who follows a link to a page gets it
    without the house. So the page declares the menu and starts again inside.
    """
    if not _inside.get():
        if address.is_new():
            _begin()
            _menu(None)
            address.turn_to(_INSIDE)
            st.rerun()
        address.begin()
    name = Path(inspect.getfile(main)).stem
    address.turn_to(name)
    # The switch belongs to the page: a widget outside would be another one in the first run of a
    # fresh server, and the first choice of its first visitor would be lost.
    address.recall(*_LANGUAGE)
    address.recall(*demonstration.RECALLED)
    with explained(), identity.known() as visit:
        door.keep_apart(visit)
        if visit.problem:
            door.turn_away(visit, load_term())
            return
        choose_language(st.sidebar)
        term = load_term()
        door.greet(visit, term)
        door.banner()
        _require(visit.person, name)
        main(term)
        address.write()
        gates.keep(term)  # whoever comes first after a gate has it frozen, once the page is there


def _begin() -> None:
    st.set_page_config(page_title="如期 Ruqi", page_icon=_ICON, layout="wide")
    st.logo(_LOGO, size="large", icon_image=_ICON)
    address.begin()
    address.recall(*_LANGUAGE)
    address.recall(*demonstration.RECALLED)


def _menu(person: Person | None) -> Page:
    """Declare every page, so that its address is known, and list those that ``person`` may see."""
    pages = {
        _(heading): [
            st.Page(
                PAGES / f"{name}.py",
                title=_(title),
                icon=icon,
                visibility="visible" if person and _lets_in(name, person) else "hidden",
            )
            for name, title, icon, _action in listed
        ]
        for heading, listed in _MENU.items()
    }
    position = "top" if person and person.role else "hidden"
    return st.navigation(pages, position=position)


def _require(person: Person, page: str) -> None:
    """Raise ``Denied`` for a page that ``person`` may not see, and for one that nobody listed."""
    if not _lets_in(page, person):
        raise Denied(person.login, f"page {page}")


def _lets_in(page: str, person: Person) -> bool:
    actions = (_NEEDED.get(page), _ALSO.get(page))
    return any(action is not None and reach(person, action) for action in actions)


@contextmanager
def explained() -> Iterator[None]:
    """Say in the reader's words what went wrong inside; the details go to the server's log."""
    try:
        yield
    except Denied as error:
        _log.warning("denied: %s, %s", error.login, error.action)
        st.error(error.message(language()), icon=":material/lock:")
    except Misconfigured as error:
        _log.error("the sign-in is not configured: %s", error)
        st.error(error.message(language()))
    except TermError as error:
        _log.exception("the term cannot be used")
        st.error(_("学期配置文件无法使用，请管理员检查 term.toml（或 RUQI_TERM_FILE 所指的文件）。"))
        st.caption(str(error))
    except StoreError as error:
        _log.exception("the store refuses")
        st.error(error.message(language()))
    except Exception:  # noqa: BLE001 - no reader is left with a traceback; the log has it
        _log.exception("a page failed")
        st.error(_("这一页暂时无法显示，详情已记入服务器日志。请刷新重试；若仍不行，请联系管理员。"))
