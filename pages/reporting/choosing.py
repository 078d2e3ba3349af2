"""For which unit files are sent, and the files: they are let go of by the uploader once they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from access import Action
from charts import wording
from pages.reporting import review
from services.desk import Desk
from ui.language import gettext, language

_ = gettext
UNIT = "submitting_unit"  # where the session keeps it
_ROUND = "round"


def chosen_unit(desk: Desk) -> str | None:
    """The submitting unit; where several may be, the sheets may say whose rows they are."""
    units = desk.units(Action.SUBMIT_FAULTS)
    if len(units) == 1:
        return units[0]
    chosen = st.session_state.get(UNIT)
    return chosen if chosen in units else None


def choose_unit(desk: Desk) -> None:
    """Let the person choose :func:`chosen_unit`, where there is a choice."""
    units = desk.units(Action.SUBMIT_FAULTS)
    title = partial(wording.unit_title, term=desk.term, language=language())
    if len(units) == 1:
        st.selectbox(_("上报单位"), units, format_func=title, disabled=True)
        return
    everywhere = desk.may(Action.SUBMIT)
    if st.session_state.get(UNIT) not in units:
        st.session_state[UNIT] = None
    st.selectbox(
        _("上报单位"),
        units,
        index=None,
        placeholder=_("按表中写明的学院(系、部)（教务处汇总表请选此项）")
        if everywhere
        else _("按表中写明的学院(系、部)"),
        format_func=title,
        key=UNIT,
        persist_state="session",
        help=_("选定学院后，表中其他学院的行不会收下。"),
    )


def choose_files() -> list[UploadedFile]:
    """The uploaded workbooks; any file is let through, the loaders say what is wrong with it."""
    uploads = st.file_uploader(
        _("工作簿（xlsx、xls、xlsb、ods、csv，每个不超过 20 MB）"),
        accept_multiple_files=True,
        key=_uploader_key(),
    )
    return list(uploads)


def _uploader_key() -> str:
    """Where the session keeps what was dropped and not taken yet."""
    return f"workbooks {st.session_state.setdefault(_ROUND, 0)}"


def keep_files(desk: Desk, pending: review.Review, unit: str | None, uploads: Sequence[UploadedFile]) -> None:
    """Keep what was dropped, if anything was."""
    if uploads:
        keep(desk, pending, unit, [(file.name, file.getvalue()) for file in uploads])


def keep(desk: Desk, pending: review.Review, unit: str | None, files: Sequence[tuple[str, bytes]]) -> None:
    """Let files wait for the person, and make the page anew with them.

    The uploaded bytes are let go of: a new uploader knows nothing of the old one's files.
    """
    review.keep(desk, pending, files, unit)
    st.session_state[_ROUND] += 1
    st.rerun()


def dropped() -> list[UploadedFile]:
    """What was dropped and not taken yet."""
    return st.session_state.get(_uploader_key()) or []
