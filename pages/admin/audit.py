"""审计: every act at the desk, in words: who did what, when, and from which submission."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import wording
from pages.admin import audit_acts
from schema.term import Term, load_term
from services import audit
from ui import address
from ui.filters import Choice, among
from ui.identity import desk, name_of
from ui.language import gettext, ngettext
from ui.language import language as language_
from ui.show import downloads, head, text_column
from ui.words import kind_title

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show, offer."""
    head(_("审计"))
    st.caption(
        _("每一项操作都随操作本身一起记下，只增不改。时间按 {zone} 时区。").format(zone=term.timezone.key)
    )
    log = audit.acts(desk())
    if log.empty:
        st.info(_("还没有任何操作。"), icon=":material/inbox:")
        return
    names = audit_acts.names_in(log)
    local = log["at"].dt.tz_localize("UTC").dt.tz_convert(term.timezone).dt.tz_localize(None)
    log = log.assign(at=local)
    filtered = chosen(log, names, term).iloc[::-1]
    count = ngettext("共 {count} 项操作", len(filtered)).format(count=wording.format_count(len(filtered)))
    st.markdown(f"**{count}**")
    if filtered.empty:
        st.info(_("没有符合筛选条件的操作。"), icon=":material/filter_alt_off:")
        return
    show(worded(filtered, names, term))


def chosen(log: pd.DataFrame, names: dict[str, str], term: Term) -> pd.DataFrame:
    """The acts that the filters leave: by person, act, unit and day."""
    people = sorted(log["who"].dropna().unique())
    known = [act for act in audit_acts.ACTS if act in set(log["act"])]
    left, middle, right = st.columns(3)
    from_day, to_day, _rest = st.columns(3)  # a row of their own: a phone shows column after column
    titled = partial(wording.unit_title, term=term, language=language_())
    kept = among(log["who"], left, Choice(_("人员"), people, partial(name_of, names=names), "who"))
    kept &= among(log["act"], middle, Choice(_("操作"), known, audit_acts.act_title, "acts"))
    kept &= among(log["unit"], right, Choice(_("学院(系、部)"), list(term.unit_names), titled, "units"))
    days = log["at"].dt.date
    first, last = days.min(), days.max()
    since, until = (
        day(from_day, _("从哪天"), "since", first, last),
        day(to_day, _("到哪天"), "until", first, last),
    )
    kept &= days >= (since or first)
    kept &= days <= (until or last)
    return log[kept]


def day(place: DeltaGenerator, label: str, key: str, first: dt.date, last: dt.date) -> dt.date | None:
    """A day from the first to the last act; none chosen means no bound."""
    address.recall(key, None, address.day_within(first, last))
    chosen: dt.date | None = place.date_input(
        label, value=None, min_value=first, max_value=last, format="YYYY-MM-DD", key=key
    )
    return chosen


def worded(log: pd.DataFrame, names: dict[str, str], term: Term) -> pd.DataFrame:
    """The acts in the reader's words, under the headings of the table and the files."""
    language = language_()
    return pd.DataFrame(
        {
            _("时间"): log["at"].dt.strftime("%Y-%m-%d %H:%M:%S"),
            _("人员"): [name_of(who, names) for who in log["who"]],
            _("操作"): [audit_acts.act_title(act) for act in log["act"]],
            _("说明"): [
                audit_acts.details(act, text, term)
                for act, text in zip(log["act"], log["detail"], strict=True)
            ],
            _("学院(系、部)"): [
                "" if pd.isna(unit) else wording.unit_title(unit, term, language) for unit in log["unit"]
            ],
            _("表"): ["" if pd.isna(kind) else kind_title(kind) for kind in log["kind"]],
            _("上报编号"): log["submission"],
            _("登录名"): log["who"].fillna(""),
            _("序号"): log["act_id"],
        }
    )


def show(table: pd.DataFrame) -> None:
    """The table, and the same as files."""
    number = st.column_config.NumberColumn(format="%d")
    headings = (_("人员"), _("操作"), _("学院(系、部)"), _("表"), _("说明"), _("登录名"))
    words = {each: text_column(each, table[each]) for each in headings}
    st.dataframe(
        table,
        hide_index=True,
        height=560,
        placeholder="",
        alt=_("审计"),
        column_config=words | {_("上报编号"): number, _("序号"): number},
    )
    title = _("审计")
    taken = partial(audit.log_taken, desk())
    downloads(table, dict(zip(table, table, strict=True)), name=title, title=title, taken=taken)


main(load_term())
