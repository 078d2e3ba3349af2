"""The list of submissions: filters that stand in the address, and a table of which one is opened."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from access import Action
from charts import wording
from schema.kinds import KINDS
from schema.term import Term
from services.desk import Desk
from services.small_counts import FEW
from store.decisions import APPROVED, RETURNED, SUBMITTED
from ui import address
from ui.filters import Choice, among
from ui.identity import name_of
from ui.language import gettext, language, lazy
from ui.links import OPENED
from ui.show import BY_ROW, clicked_rows, text_column
from ui.words import escaped, form_title, kind_title, moment_of

_ = gettext
WITHDRAWN = "withdrawn"
# State → its icon, its colour and its word.
STATES = {
    SUBMITTED: ("◷", "blue", lazy("待审")),
    APPROVED: ("✓", "green", lazy("通过")),
    RETURNED: ("↩", "orange", lazy("退回")),
    WITHDRAWN: ("×", "gray", lazy("撤回")),
}
_ROUND = "submissions round"
# Ten rows, and five where a submission is shown in full below.
_HEIGHT, _HEIGHT_BESIDE = 388, 213


def state_words(state: str) -> str:
    """A state as icon and word."""
    icon, _color, word = STATES[state]
    return f"{icon} {_(word)}"


def state_badge(state: str) -> str:
    """A state as a coloured badge in markdown."""
    return f":{STATES[state][1]}-badge[{state_words(state)}]"


def title_of(row: pd.Series, term: Term) -> str:
    """A submission by its number, unit and kind."""
    unit = _("未写明学院") if pd.isna(row["unit"]) else wording.unit_title(row["unit"], term, language())
    return f"#{row['submission']} · {unit} · {_kind(row)}"


def choose(desk: Desk, listed: pd.DataFrame, term: Term) -> pd.DataFrame:
    """Show the filters and give the submissions that they leave, newest first."""
    units = desk.units(Action.SEE_SUBMISSIONS) or desk.units(Action.SEE_FAULTS)
    kinds = [kind.id for kind in KINDS]
    address.recall("units", [], address.some_of(term.unit_names))
    *beside, of_kind, of_state = st.columns([2, 1, 1] if len(units) > 1 else 2)
    kept = pd.Series(True, index=listed.index)
    for place in beside:
        titled = partial(wording.unit_title, term=term, language=language())
        kept &= among(listed["unit"], place, Choice(_("学院(系、部)"), units, titled, "units"))
    kept &= among(listed["kind"], of_kind, Choice(_("表的类型"), kinds, kind_title, "kinds"))
    kept &= among(listed["state"], of_state, Choice(_("状态"), tuple(STATES), state_words, "states"))
    return listed[kept].iloc[::-1].reset_index(drop=True)


def table(listed: pd.DataFrame, names: dict[str, str], term: Term) -> None:
    """Show the submissions; a click on a row opens it, and it stays open when the list changes."""
    # A list that has changed is another one, else the mark on a row would be on another submission.
    state = (st.session_state.get(_ROUND, 0), *listed["submission"], *listed["state"])
    key = f"submissions {hash(state)}"
    frame = _frame(listed, names, term)
    st.dataframe(
        frame,
        hide_index=True,
        key=key,
        selection_mode=BY_ROW,
        on_select=partial(_open_selected, key, list(listed["submission"])),
        height=min(38 + 35 * len(listed), _HEIGHT if opened() is None else _HEIGHT_BESIDE),
        placeholder="",
        alt=_("报送记录"),
        column_order=[id for id in frame if id != "unit" or listed["unit"].nunique() > 1],
        column_config=_columns(frame),
    )


def _open_selected(key: str, numbers: list[int]) -> None:
    for place in clicked_rows(key):
        _open(int(numbers[place]))


def _frame(listed: pd.DataFrame, names: dict[str, str], term: Term) -> pd.DataFrame:
    """The submissions in the reader's words."""
    local = listed["received_at"].dt.tz_localize("UTC").dt.tz_convert(term.timezone).dt.tz_localize(None)
    units = ["—" if pd.isna(unit) else wording.unit_title(unit, term, language()) for unit in listed["unit"]]
    frame = pd.DataFrame(
        {
            "state": [state_words(state) for state in listed["state"]],
            "received": local,
            "unit": units,
            "kind": [_kind(row) for _place, row in listed.iterrows()],
            "taken": listed["taken"].astype("Int64").mask(listed["taken"] == FEW),  # a few students
        }
    )
    who = [name_of(login, names) for login in listed["submitter"]]
    frame = frame.assign(**{id: listed[id] for id in ("errors", "warnings")}, who=who)
    return frame.assign(file=listed["file"], sheet=listed["sheet"], number=listed["submission"])


def _columns(frame: pd.DataFrame) -> dict[str, ColumnConfig]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    words = {
        "unit": _("学院(系、部)"),
        "kind": _("表"),
        "who": _("上报人"),
        "file": _("文件"),
        "sheet": _("工作表"),
    }
    return {
        "state": text(_("状态"), width=100),
        "received": st.column_config.DatetimeColumn(_("收到时间"), format="MM-DD HH:mm", width=105),
        "taken": number(_("收下行数"), format="localized", width=80),
        "errors": number(_("错误"), width=60),
        "warnings": number(_("提醒"), width=70),
        "number": number(_("编号"), format="%d", width=60),
    } | {id: text_column(heading, frame[id]) for id, heading in words.items()}


def recall_opened() -> None:
    """Take up which submission the address asks for."""
    address.recall(OPENED, None, _number)


def open_one(number: int) -> None:
    """Let submission ``number`` be the one whose details are shown, whichever row is marked."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    _open(number)


def _open(number: int) -> None:
    st.session_state[OPENED] = number
    address.choose(OPENED, number)


def opened() -> int | None:
    """The submission whose details are to be shown."""
    number: int | None = st.session_state.get(OPENED)
    return number


def returned(listed: pd.DataFrame, names: dict[str, str], term: Term) -> pd.DataFrame:
    """What was returned and has not come again, newest first, each said with its comment."""
    waiting = listed[(listed["state"] == RETURNED) & listed["followed_by"].isna()].iloc[::-1]
    for _place, row in waiting.iterrows():
        when, who = moment_of(row["decided_at"], term), escaped(name_of(row["decided_by"], names))
        sentence = _("{moment} {who} 退回了 **{title}**：{comment}").format(
            moment=when, who=who, title=escaped(title_of(row, term)), comment=escaped(row["comment"])
        )
        st.warning(sentence, icon=":material/undo:")
    return waiting


def _kind(row: pd.Series) -> str:
    return form_title(row["kind"], None if pd.isna(row["form"]) else row["form"])


def _number(texts: list[str]) -> int | None:
    return (
        int(texts[0])
        if texts and texts[0].isascii() and texts[0].isdecimal() and len(texts[0]) < 10
        else None
    )
