"""The house around the pages: the menu, the switch of languages, and what is said of failures."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.pages_manager import PagesManager

from schema.term import Term, TermError, load_term
from store import StoreError
from ui import address
from ui.filters import choose_language
from ui.language import DEFAULT, LANGUAGES, STATE, gettext, language, lazy
from ui.links import PAGES

_ = gettext
_log = logging.getLogger("ruqi")
_ICON = Path(__file__).with_name("icon.png")
_MENU = (
    ("overview", lazy("总览"), ":material/dashboard:"),
    ("unit", lazy("学院"), ":material/account_balance:"),
    ("first_week", lazy("首周"), ":material/view_week:"),
    ("first_month", lazy("首月"), ":material/calendar_month:"),
    ("submit", lazy("上报"), ":material/upload_file:"),
    ("export", lazy("导出"), ":material/download:"),
)
_inside: ContextVar[bool] = ContextVar("inside the house", default=False)


def enter() -> None:
    """Show the house and, inside it, the page that was asked for."""
    _leave_the_older_kind()
    page = _house()
    mark = _inside.set(True)
    try:
        page.run()
    finally:
        _inside.reset(mark)


def show(main: Callable[[Term], None]) -> None:
    """Run a page with the configured term; say in a sentence what goes wrong.

    A page that is run by itself puts up the house around it.
    """
    if not _inside.get():
        _leave_the_older_kind()
        _house()
    with explained():
        main(load_term())
        address.write()


def _leave_the_older_kind() -> None:
    """Start the run again as an app with ``st.navigation``, if this is none yet.

    Until some script of the server has called it, Streamlit takes the folder ``pages/`` for an
    app of its older kind, in which widgets have other identities: a page opened by a link came
    without menu and language, and the first choice of the first visitor was lost.
    """
    if PagesManager.uses_pages_directory:
        _menu()
        st.rerun()


def _house() -> Page:
    """The menu and the switch of languages; gives the page that was asked for."""
    st.set_page_config(page_title="如期 Ruqi", page_icon=_ICON, layout="wide")
    address.begin()
    address.recall(STATE, DEFAULT, address.one_of(LANGUAGES))
    page = _menu()
    address.turn_to(page.url_path)
    choose_language(st.sidebar)
    return page


def _menu() -> Page:
    return st.navigation(
        [st.Page(PAGES / f"{name}.py", title=_(title), icon=icon) for name, title, icon in _MENU]
    )


@contextmanager
def explained() -> Iterator[None]:
    """Say in the reader's words what went wrong inside; the details go to the server's log."""
    try:
        yield
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
