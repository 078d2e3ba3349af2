"""自动提醒: each person's own list and mail; for academic affairs the rules, a preview, and what was sent."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from access import Action
from pages.reporting import own_mail, reminder_rules, sent_messages
from schema.term import Term, load_term
from services import reminding
from services.desk import Desk
from ui import address
from ui.identity import desk as desk_
from ui.language import gettext
from ui.show import head
from ui.words import escaped, moment_of

_ = gettext


def main(term: Term) -> None:
    """One's own first; academic affairs sees the rules beside it."""
    head(_("自动提醒"))
    here = desk_()
    if not here.may(Action.SET_REMINDERS):
        own(here)
        return
    mine, rules, sent = st.tabs([_("我的提醒"), _("规则和预览"), _("发送记录")])
    with mine:
        own(here)
    with rules:
        reminder_rules.rules(here)
    with sent:
        sent_messages.sent(here, term)


def own(here: Desk) -> None:
    """The list, then where mail goes and which briefing is sent."""
    listed = reminding.own_list(here)
    if listed.empty:
        st.info(_("还没有发给您的提醒。"), icon=":material/notifications_off:")
    for row in listed.itertuples():
        with st.container(border=True, gap="xsmall"):
            st.markdown(_line(row, here.term))
    own_mail.own_mail(here)


def _line(row: pd.Series, term: Term) -> str:
    page, _mark, query = row.page.lstrip("/").partition("?")
    asked = dict(part.split("=", 1) for part in query.split("&") if part)
    link = f"[{_('去处理')}]({address.to(page, **asked)})"
    return f"{escaped(row.text)}　{link}　:small[{moment_of(row.kept_at, term)}]"


main(load_term())
