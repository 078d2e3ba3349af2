"""Around every page: what is set up before it, who is let in, what is said of failures."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access import Denied
from access.complaints import Misconfigured
from access.visits import Visit
from schema.term import TermError, load_term
from services import turns
from store import StoreError
from ui import address, checkpoints, identity, sign_in
from ui.filters import choose_language
from ui.language import DEFAULT, LANGUAGES, STATE, gettext, language

_ = gettext
_log = logging.getLogger("ruqi")
_ICON = Path(__file__).with_name("icon.png")
_CAME, MADE = "came before", "page made"


def begin() -> None:
    """Begin a run, of which the page is not known yet."""
    st.set_page_config(page_title="如期 Ruqi", page_icon=_ICON, layout="wide")
    st.logo(_ICON.with_name("logo.svg"), size="large", icon_image=_ICON)
    address.begin()
    _recall()


def has_just_come() -> bool:
    """Whether a session begins with this run, at an address that says at most who, in which language."""
    came_before = st.session_state.get(_CAME, False)
    st.session_state[_CAME] = True
    return not came_before and set(st.query_params) <= {STATE, identity.STATE}


def turn_to(name: str) -> None:
    """Say which page is run, and take up what was chosen for all pages."""
    st.session_state[MADE] = _asked_for()
    address.turn_to(name)
    _recall()


def let_in(visit: Visit) -> bool:
    """Greet whoever comes; say to those who are not let in what they can do, and give ``False``."""
    sign_in.keep_apart(visit)
    if visit.problem:
        sign_in.turn_away(visit, load_term())
        return False
    choose_language(st.sidebar)
    sign_in.greet(visit, load_term())
    sign_in.banner()
    return True


def end() -> None:
    """When the page is there: its address says what was chosen, and what is due is frozen."""
    address.write()
    checkpoints.keep(load_term())  # whoever comes first after a checkpoint has it frozen


def _asked_for() -> object:
    """What Streamlit calls the page that is asked for: as before, where somebody clicked on it."""
    return getattr(get_script_run_ctx(suppress_warning=True), "page_script_hash", None)


def _recall() -> None:
    address.recall(STATE, DEFAULT, address.one_of(LANGUAGES))
    address.recall(*identity.RECALLED)


@contextmanager
def explained() -> Iterator[None]:
    """Have a turn at the server's work, and say in the reader's words what goes wrong in it.

    The details go to the server's log.
    """
    try:
        with turns.taken(goes_on=st.session_state.get(MADE) == _asked_for()):
            yield
    except Denied as error:
        _log.warning("denied", extra={"said": {"action": str(error.action)}})
        st.error(error.message(language()), icon=":material/lock:")
    except Misconfigured as error:
        _log.exception("the sign-in is not configured")
        st.error(error.message(language()))
    except TermError as error:
        _log.exception("the term cannot be used")
        st.error(_("学期配置文件无法使用，请管理员检查 term.toml（或 RUQI_TERM_FILE 所指的文件）。"))
        st.caption(str(error))
    except StoreError as error:
        _log.exception("the store refuses", extra={"said": {"code": error.code}})
        st.error(error.message(language()), icon=":material/cloud_off:")
    except Exception:  # noqa: BLE001 - no reader is left with a traceback; the log has it
        _log.exception("a page failed")
        st.error(_("这一页暂时无法显示，详情已记入服务器日志。请刷新重试；若仍不行，请联系管理员。"))
