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
_LANGUAGE = (STATE, DEFAULT, address.one_of(LANGUAGES))
_INSIDE = "house"
_inside: ContextVar[bool] = ContextVar(_INSIDE, default=False)


def enter() -> None:
    """Show the menu and the page that was asked for, which is run by :func:`show`."""
    page = _menu()
    mark = _inside.set(True)
    try:
        page.run()
    finally:
        _inside.reset(mark)


def show(main: Callable[[Term], None]) -> None:
    """Run the page whose file holds ``main`` with the configured term; say what goes wrong.

    Until some script of the server has called ``st.navigation``, Streamlit takes the folder
    ``pages/`` for an app of its older kind: a first visitor who follows a link to a page gets it
    without the house. So the page declares the menu and starts again inside.
    """
    if not _inside.get():
        if address.is_new():
            _menu()
            address.turn_to(_INSIDE)
            st.rerun()
        address.begin()
    address.turn_to(Path(inspect.getfile(main)).stem)
    # The switch belongs to the page: a widget outside would be another one in the first run of a
    # fresh server, and the first choice of its first visitor would be lost.
    address.recall(*_LANGUAGE)
    choose_language(st.sidebar)
    with explained():
        main(load_term())
        address.write()


def _menu() -> Page:
    st.set_page_config(page_title="如期 Ruqi", page_icon=_ICON, layout="wide")
    address.begin()
    address.recall(*_LANGUAGE)
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
