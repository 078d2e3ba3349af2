"""The lists of those left out: names for those who may call them, numbers for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

import exports
from charts import wording
from charts.texts import text
from exports.call_lists import call_book, call_list, list_headings, pair_list
from metrics.lists.missing import LACKS, ROSTER, missing_by_counselor
from schema.term import Term
from services import left_out
from services.desk import Desk
from services.left_out import LeftOutView
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.show import CSV, XLSX, download, table
from ui.words import headings, unit_names

_ = gettext
_BY = {"counselor": lazy("按辅导员"), "class_id": lazy("按教学班"), "unit": lazy("按学院(系、部)")}
_SEARCHED = ("student_name", "student_id", "class_id", "course_name", "teacher", "counselor")
_NOBODY = ""  # stands for those without a counsellor where one is chosen


def coverage(units: pd.DataFrame) -> str:
    """Of how many classes of ``units`` (rows of ``LeftOutView.units``) there is a roster to name from."""
    classes, unlisted = int(units["classes"].sum()), int(units["unlisted"].sum())
    return _("名单覆盖 {listed} / {classes} 个教学班").format(
        listed=wording.format_count(classes - unlisted), classes=wording.format_count(classes)
    )


def lists(lacking: LeftOutView, filters: Filters) -> None:
    """The names as far as the person may see them; else who has how many to call."""
    st.header(_("名单"), anchor=False)
    if lacking.students is None:
        st.info(
            _("学生的姓名和学号只对学工、教务、开课学院和学生所在学院开放；您可以看人数。"),
            icon=":material/lock:",
        )
        _numbers(lacking, filters)
    elif lacking.students.empty and lacking.classes is not None and (lacking.classes["form"] != ROSTER).all():
        st.info(_("您能看到的教学班都没有交一人一行的名单，列不出姓名，见下方。"), icon=":material/info:")
    elif lacking.students.empty:
        st.success(_("您能看到的名单里没有缺漏。"), icon=":material/check:")
    else:
        units = lacking.units[lacking.units["unit"].isin(filters.shown_units)]
        _names(lacking.students, coverage(units), filters)


def _numbers(lacking: LeftOutView, filters: Filters) -> None:
    """By counsellor and by class, without a name of a student."""
    if lacking.counselors is None or lacking.classes is None:
        return
    if (lacking.classes["form"] != ROSTER).all():
        st.caption(_("还没有一人一行的名单，分不出辅导员。"))
        return
    counselors = lacking.counselors.assign(
        counselor=lacking.counselors["counselor"].fillna(text("unnamed", language()))
    )
    by_counselor, by_class = st.tabs([_(_BY["counselor"]), _(_BY["class_id"])])
    titles = _titles(("students", *LACKS))
    with by_counselor:
        table(counselors, headings(["counselor"]) | titles, name=_(_BY["counselor"]))
    with by_class:
        classes = lacking.classes[lacking.classes[list(LACKS)].any(axis=1)]
        columns = ["unit", "class_id", "course_name", "teacher", "expected"]
        rows = _with_units(classes.sort_values("not_joined", ascending=False), filters.term)
        table(rows, headings(columns) | _titles(LACKS), name=_(_BY["class_id"]))
    st.caption(filters.as_of)


def _names(students: pd.DataFrame, covered: str, filters: Filters) -> None:
    """Chosen, searched, shown and offered."""
    by, lacks, words = _choices()
    rows = _searched(students[students[lacks].any(axis=1)], words)
    if by == "counselor":
        rows = _of_counselor(rows)
    if rows.empty:
        st.info(_("没有符合条件的学生，请放宽条件。"))
        return
    people = wording.counted_people(rows["student_id"].nunique(), language())
    pairs = wording.counted_places(len(rows), language())
    st.caption(_("共 {people}，{pairs}。").format(people=people, pairs=pairs) + " " + filters.as_of)
    listed = call_list if by == "counselor" else partial(pair_list, by=by)
    worded = _with_units(listed(rows, language=language()), filters.term)
    columns = list_headings(list(worded), language())
    table(worded, columns, name=gettext(_BY[by]))
    note = [filters.as_of, covered, _("只含交了一人一行名单的教学班；有学生个人信息，请妥善保管。")]
    _offer(rows, _Worded(worded, columns, note), by, filters)


def _with_units(rows: pd.DataFrame, term: Term) -> pd.DataFrame:
    """``rows`` with the names of units in the reader's language; a student may be of several."""
    worded = rows.copy()
    for column in {"unit", "student_unit"}.intersection(rows):
        names = {units: unit_names(term, units.split("、")) for units in rows[column].unique()}
        worded[column] = rows[column].map(names).astype("str")
    return worded


def _choices() -> tuple[str, list[str], str]:
    """How the list is grouped, what those in it lack, and what was searched for."""
    address.recall("list_by", "counselor", address.one_of(_BY))
    address.recall("lacks", [], address.some_of(LACKS))
    with st.container(horizontal=True, vertical_alignment="top"):
        by = st.segmented_control(
            _("怎样排列"), list(_BY), format_func=lambda id: gettext(_BY[id]), required=True, key="list_by"
        )
        lacks = st.pills(
            _("缺什么（不选即全部）"),
            list(LACKS),
            selection_mode="multi",
            key="lacks",
            format_func=partial(text, language=language()),
        )
        words = st.text_input(
            _("查找"),
            placeholder=_("姓名、学号、课程、教学班、教师"),
            key="left_out_search",
            icon=":material/search:",
        )
    return str(by), lacks or list(LACKS), words.strip()


def _searched(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """The rows in which ``words`` stand anywhere."""
    if not words:
        return rows
    matches = pd.Series(False, index=rows.index)
    for column in _SEARCHED:
        matches |= rows[column].str.contains(words, case=False, regex=False, na=False)
    return rows[matches]


def _of_counselor(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the counsellor who is chosen here, of all while none is."""
    counts = missing_by_counselor(rows)
    people = dict(zip(counts["counselor"].fillna(_NOBODY), counts["students"], strict=True))
    chosen = st.selectbox(
        _("辅导员"),
        list(people),
        index=None,
        placeholder=_("全部"),
        key="left_out_counselor",
        format_func=lambda who: f"{who or text('unnamed', language())} {wording.format_count(people[who])}",
    )
    return rows if chosen is None else rows[rows["counselor"].fillna(_NOBODY) == chosen]


@dataclass(frozen=True)
class _Worded:
    """A list as it is read: its rows, their headings and the lines below it."""

    rows: pd.DataFrame
    columns: Mapping[str, str]
    note: list[str]


def _offer(rows: pd.DataFrame, worded: _Worded, by: str, filters: Filters) -> None:
    """The lists as files; who takes one is logged."""
    desk, spoken = identity.desk(), language()
    title = _("一个不少联系名单") if by == "counselor" else _("一个不少名单")
    name = f"{title}_{filters.term.name}_{filters.on}"
    with st.container(horizontal=True):
        if by == "counselor":
            make = partial(call_book, rows, title=title, notes=worded.note, language=spoken)
            label = _("下载联系名单（每位辅导员一张表）")
        else:
            make = partial(
                exports.table_workbook,
                worded.rows,
                title=title,
                note="\n".join(worded.note),
                columns=worded.columns,
                language=spoken,
            )
            label = _("下载 Excel")
        download(label, partial(_taken, desk, f"{name}.xlsx", rows, make), f"{name}.xlsx", XLSX, f"{by} xlsx")
        plain = partial(exports.table_csv, worded.rows, columns=worded.columns, language=spoken)
        taken = partial(_taken, desk, f"{name}.csv", rows, plain)
        download(_("下载 CSV"), taken, f"{name}.csv", CSV, f"{by} csv")


def _taken(desk: Desk, file: str, rows: pd.DataFrame, make: Callable[[], bytes]) -> bytes:
    """The file, once it is written down who takes it."""
    left_out.names_taken(desk, file, rows)
    return make()


def _titles(columns: Iterable[str]) -> dict[str, str]:
    return {id: title.capitalize() for id, title in list_headings(list(columns), language()).items()}
