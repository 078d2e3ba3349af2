"""What was sent to whom, what failed and is tried again, what was skipped and why."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.reporting.reminder_rules import CHANNEL_WORDS, EVENT_WORDS
from schema.language import chosen
from schema.reminders import BRIEFING
from schema.term import Term
from services import reminding
from services.desk import Desk
from store.messages import FAILED, GIVEN_UP, SENT, SKIPPED
from ui.language import gettext, lazy, ngettext
from ui.show import table
from ui.words import moment_of

_ = gettext
# Outcome → its icon and its word; none yet is still to be sent.
_OUTCOMES = {
    SENT: ("✓", lazy("已发出")),
    FAILED: ("↻", lazy("没有发出，还会再试")),
    GIVEN_UP: ("×", lazy("没有发出，不再试")),
    SKIPPED: ("–", lazy("没有发")),
    "": ("◷", lazy("待发")),
}
_EVENTS = {**EVENT_WORDS, BRIEFING: lazy("简报")}


def sent(here: Desk, term: Term) -> None:
    """The latest messages, what failed said first."""
    listed = reminding.sent(here)
    if listed.empty:
        st.info(_("还没有发过。"), icon=":material/outgoing_mail:")
        return
    for outcome, say in ((GIVEN_UP, st.error), (FAILED, st.warning)):
        count = int((listed["outcome"] == outcome).sum())
        if count:
            sentence = ngettext("{count} 条：{outcome}", count)
            say(sentence.format(count=count, outcome=_(_OUTCOMES[outcome][1])))
    rows = list(listed.itertuples())
    worded = pd.DataFrame(
        {
            "kept_at": [moment_of(row.kept_at, term) for row in rows],
            "event": [_(_EVENTS[row.event]) for row in rows],
            "channel": [_(CHANNEL_WORDS[row.channel]) for row in rows],
            "name": [row.name for row in rows],
            "outcome": [_outcome(row) for row in rows],
            "text": [row.text for row in rows],
            "tries": [row.tries for row in rows],
        }
    )
    words = {"kept_at": _("时间"), "event": _("事由"), "channel": _("方式"), "name": _("发给")}
    words |= {"outcome": _("结果"), "text": _("内容"), "tries": _("试了几次")}
    table(worded, words, name=_("发送记录"))
    if len(listed) == reminding.MOST_SHOWN:
        st.caption(ngettext("只列出最近 {count} 条。", len(listed)).format(count=len(listed)))


def _outcome(row: pd.Series) -> str:
    icon, word = _OUTCOMES["" if pd.isna(row.outcome) else row.outcome]
    reason = "" if pd.isna(row.reason) else f"：{chosen(*row.reason.split(chr(10), 1))}"
    return f"{icon} {_(word)}{reason}"
