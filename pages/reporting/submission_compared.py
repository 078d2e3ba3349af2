"""Two submissions beside each other: what the newer one says that the older one did not."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from access import Action
from charts import wording
from pages.reporting.review_file import changed_cells
from pages.reporting.submissions import state_words
from schema.kinds import form_of
from schema.term import Term
from services.differences import CHANGED, GONE, NEW, UNCHANGED, Difference, key_columns
from services.front import Desk
from services.submissions import names_students
from ui.language import gettext, language, lazy
from ui.words import headings, moment_of, plain_value

_ = gettext
_COUNTS = {
    NEW: ("green", lazy("新增 {count} 行")),
    CHANGED: ("blue", lazy("变更 {count} 行")),
    GONE: ("orange", lazy("不再出现 {count} 行")),
    UNCHANGED: ("gray", lazy("不变 {count} 行")),
}


def comparison(desk: Desk, row: pd.Series, listed: pd.DataFrame, term: Term) -> None:
    """Choose another submission of the kind, and see how the newer of the two differs."""
    unit = None if pd.isna(row["unit"]) else row["unit"]
    if names_students(row) and not desk.may(Action.SEE_STUDENTS, unit):
        return
    others = _others(row, listed)
    if others.empty:
        st.caption(_("没有可以比较的另一份上报。"))
        return
    labels = {int(other["submission"]): _label(other, row, term) for _place, other in others.iterrows()}
    other = st.selectbox(
        _("与哪一份比较"), list(labels), index=None, format_func=labels.__getitem__,
        placeholder=_("选择另一份上报"), key=f"compared {row['submission']}",
    )  # fmt: skip
    if other is None:
        return
    number = int(row["submission"])
    order = (
        [number, other]
        if number in list(listed["submission"][: _place_of(other, listed)])
        else [other, number]
    )
    difference = desk.difference(*order)
    st.caption(_("第 {older} 号 → 第 {newer} 号").format(older=order[0], newer=order[1]))
    st.markdown(
        " ".join(
            f":{color}-badge[{_(words).format(count=wording.format_count(difference.count(status)))}]"
            for status, (color, words) in _COUNTS.items()
        )
    )
    changed_cells(difference)
    for status in (NEW, GONE):
        _rows(difference, status)


def _others(row: pd.Series, listed: pd.DataFrame) -> pd.DataFrame:
    """The other submissions of the kind and form: the unit's own first, then the newest."""
    same_form = listed["form"].isna() if pd.isna(row["form"]) else listed["form"] == row["form"]
    same = listed[(listed["kind"] == row["kind"]) & same_form & (listed["submission"] != row["submission"])]
    own = (same["unit"] == row["unit"]).to_numpy()
    newest = same.iloc[::-1]
    return pd.concat([newest[own[::-1]], newest[~own[::-1]]])


def _label(other: pd.Series, row: pd.Series, term: Term) -> str:
    parts = [f"#{other['submission']}", moment_of(other["received_at"], term), state_words(other["state"])]
    if other["unit"] != row["unit"] and not pd.isna(other["unit"]):
        parts.append(wording.unit_title(other["unit"], term, language()))
    return " · ".join([*parts, other["file"]])


def _place_of(number: int, listed: pd.DataFrame) -> int:
    return list(listed["submission"]).index(number)


def _rows(difference: Difference, status: str) -> None:
    """The rows that only one of the two has, by what they are known by."""
    rows = difference.rows[difference.rows["status"] == status]
    if rows.empty:
        return
    form = form_of(difference.kind, difference.form)
    titles = headings(key_columns(form))
    table = {_("行"): rows["source_row"]}
    table |= {titles[id]: [plain_value(value) for value in rows[id]] for id in titles}
    table[_("课程")] = rows["label"]
    name = _(_COUNTS[status][1]).format(count=wording.format_count(len(rows)))
    with st.expander(name):
        st.dataframe(pd.DataFrame(table), hide_index=True, placeholder="—", alt=name)
