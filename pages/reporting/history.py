"""报送记录: every submission with its state, what it changed, and what is decided about it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from access import Action
from charts import wording
from pages.reporting import (
    asked,
    decisions,
    returned,
    returning,
    row_changes,
    submission,
    submissions,
    together,
)
from pages.reporting.unusual_words import reason_words
from schema.kinds import UNIT_KINDS
from schema.term import Term, load_term
from services import approving, submission_history
from services import submissions as filed
from services.desk import Desk
from store.decisions import RETURNED, SUBMITTED
from ui.identity import desk as desk_
from ui.language import gettext
from ui.links import SUBMIT
from ui.show import head

_ = gettext


def main(term: Term) -> None:
    """The page: what waits for somebody, the list, and one submission in full."""
    head(_("报送记录"))
    desk = desk_()
    listed, names = filed.visible(desk), submission_history.names(desk)
    submissions.recall_opened()
    if submissions.opened() is None:
        decisions.say()
    if listed.empty:
        st.info(_("还没有收到任何上报。"), icon=":material/inbox:")
        if desk.units(Action.SUBMIT_FAULTS):
            st.page_link(SUBMIT, label=_("去上报"), icon=":material/arrow_forward:")
        return
    is_together = desk.may(Action.DECIDE) and together.recall()
    if desk.may(Action.DECIDE):
        waiting(listed, term)
    else:
        sent_back(desk, listed, names, term)
    asked.section(desk, term)
    decisions.exceptions(desk, names, term)
    filtered = submissions.choose(desk, listed, term)
    if is_together:
        together.show(desk, filtered, term)
    elif filtered.empty:
        st.info(_("没有符合筛选条件的上报。"), icon=":material/filter_alt_off:")
    else:
        submissions.table(filtered, names, term)
        st.caption(_("共 {count} 份，点一行看详情。").format(count=wording.format_count(len(filtered))))
    details(desk, listed, names, term)


def waiting(listed: pd.DataFrame, term: Term) -> None:
    """How many wait for a decision, and the way from one to the next."""
    pending = listed[(listed["state"] == SUBMITTED) & listed["kind"].isin(UNIT_KINDS)]
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.metric(_("待审（份）"), wording.format_count(len(pending)), width="content")
        if pending.empty:
            st.markdown(f":green[✓ {_('各学院(系、部)的上报都已审核。')}]", width="content")
            return
        oldest = pending[pending["submission"] != submissions.opened()].head(1)
        for _place, row in oldest.iterrows():
            st.button(
                _("看下一份待审"),
                type="primary",
                icon=":material/arrow_forward:",
                on_click=submissions.open_one,
                args=(int(row["submission"]),),
                help=submissions.title_of(row, term),
            )
        together.button(len(pending))


def sent_back(desk: Desk, listed: pd.DataFrame, names: dict[str, str], term: Term) -> None:
    """To a reporter, what was returned and has not come again, with the way to send it."""
    if not desk.units(Action.SUBMIT_FAULTS):
        return
    if not submissions.returned(listed, names, term).empty:
        st.page_link(SUBMIT, label=_("改好后去重新上报"), icon=":material/arrow_forward:")


def details(desk: Desk, listed: pd.DataFrame, names: dict[str, str], term: Term) -> None:
    """The submission that was opened; a number that the person may not see is as good as none."""
    number = submissions.opened()
    if number is None:
        return
    matching = listed[listed["submission"] == number]
    if matching.empty:
        decisions.say()
        st.warning(_("没有这份上报，或您无权查看。"), icon=":material/search_off:")
        return
    row = matching.iloc[0]
    with st.container(border=True):
        decisions.say()
        submission.head(row, names, term)
        submission.story(desk, row, names, term)
        if row["state"] == RETURNED and not desk.may(Action.DECIDE) and submission.sees_content(desk, row):
            returned.cells(desk, number)
        submission.reply(desk, row)
        changes(desk, row)
        decisions.buttons(desk, row, term)
        st.markdown(f"**{_('对指标的影响')}**")
        submission.effect(desk, row, term)
        st.markdown(f"**{_('检查结果')}**")
        submission.content(desk, row, names)
        st.markdown(f"**{_('比较')}**")
        submission.comparison(desk, row, listed, term)


def changes(desk: Desk, row: pd.Series) -> None:
    """What is out of the ordinary, and what changed row by row: at once for who decides, else when asked."""
    if not submission.sees_content(desk, row):
        return
    st.markdown(f"**{_('改了什么')}**")
    unit = None if pd.isna(row["unit"]) else row["unit"]
    if desk.may(Action.DECIDE, unit):
        reasons = approving.opened(desk, int(row["submission"]))
        if reasons:
            st.warning("；".join(map(reason_words, reasons)), icon=":material/priority_high:")
    elif not st.toggle(_("逐行看改了什么"), key=f"row by row {row['submission']}"):
        return
    returning.at_rows(desk, row, row_changes.show(desk, row))


main(load_term())
