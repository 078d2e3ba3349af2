"""What people said of something, and the field in which one more thing is said."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from access import Denied
from schema.term import Term
from store import StoreError
from ui.identity import name_of
from ui.language import gettext, language
from ui.words import escaped, headings, moment_of

_ = gettext


def line(said: pd.Series, term: Term) -> str:
    """One comment: who said it when, of which row or cell, and what."""
    place = ""
    if not pd.isna(said["row"]):
        cell = "" if pd.isna(said["cell"]) else f"“{headings([said['cell']])[said['cell']]}”"
        place = " · " + _("第 {row} 行").format(row=said["row"]) + cell
    who = f"{moment_of(said['made_at'], term)} · {escaped(name_of(said['name'], {}))}{place}"
    return f"{who}：{escaped(said['text'])}" if said["text"] else who


def write(key: str, say: Callable[[str], None], label: str = "") -> None:
    """A field, and a button that says what is in it; a refusal stands below."""
    with st.form(f"comment {key}", clear_on_submit=True, border=False):
        text = st.text_input(label or _("留言"), key=f"comment text {key}")
        pressed = st.form_submit_button(_("留言"), icon=":material/add_comment:")
    if pressed:
        try:
            say(text)
        except (StoreError, Denied) as error:
            st.error(error.message(language()), icon=":material/block:")
        else:
            st.rerun()
