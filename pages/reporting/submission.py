"""One submission in full: where it came from, what was found in it, what it changed, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import Any

import pandas as pd
import streamlit as st

import exports
from access import Action
from charts import frames, wording
from charts.texts import text
from pages.reporting.correcting import made_frame
from pages.reporting.review_file import changed_cells
from pages.reporting.submissions import open_one, state_badge, state_words, title_of
from schema.corrections import Correction
from schema.figures import CAMPUS
from schema.findings import Finding
from schema.kinds import form_of
from schema.term import Term
from services import comments, corrections, submission_history, submissions
from services.annotated import retold
from services.desk import Desk
from services.differences import CHANGED, GONE, NEW, UNCHANGED, Difference, key_columns
from services.submitted import names_students
from services.words import plain_value
from store import StoreError
from store.decisions import APPROVED
from ui.comments import line, write
from ui.identity import name_of
from ui.language import gettext, language, lazy, ngettext
from ui.show import XLSX, download
from ui.words import escaped, few_or, headings, moment_of

_ = gettext
_ANY = "application/octet-stream"


def head(row: pd.Series, names: dict[str, str], term: Term) -> None:
    """Which one it is, who sent it when, and everything that was decided about it."""
    st.header(f"{title_of(row, term)} {state_badge(row['state'])}", anchor=False)
    sheet = "" if pd.isna(row["sheet"]) else f" · {_('工作表')} {escaped(row['sheet'])}"
    counts = _("收下 {taken} 行，错误 {errors}，提醒 {warnings}").format(
        taken=few_or(row["taken"]), errors=row["errors"], warnings=row["warnings"]
    )
    st.caption(
        f"{moment_of(row['received_at'], term)} · {escaped(name_of(row['submitter'], names))} · "
        f"{escaped(row['file'])}{sheet} · {counts}"
    )


def story(desk: Desk, row: pd.Series, names: dict[str, str], term: Term) -> None:
    """What was decided and said, in order, the withdrawal, and what followed a return."""
    decided = submission_history.decisions(desk, row["submission"])
    lines = [(each.decided_at, _decision(each, names, term)) for each in decided.itertuples()]
    if sees_content(desk, row):
        said = comments.of_submission(desk, int(row["submission"]))
        lines += [(each["made_at"], line(each, term)) for _place, each in said.iterrows()]
    for _moment, words in sorted(lines, key=lambda each: each[0]):
        st.markdown(words)
    if not pd.isna(row["withdrawn_at"]):
        when, who = moment_of(row["withdrawn_at"], term), escaped(name_of(row["withdrawn_by"], names))
        st.markdown(_told(f"{when} · {who} · {state_words('withdrawn')}", row["reason"]))
    if not pd.isna(row["followed_by"]):
        again = int(row["followed_by"])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":green-badge[✓ {_('已重新上报')}]", width="content")
            words = _("看第 {number} 号").format(number=again)
            st.button(words, key=f"followed {again}", on_click=open_one, args=(again,), type="tertiary")


def sees_content(desk: Desk, row: pd.Series) -> bool:
    """Whether the person may see the rows of a submission, and what is said of them."""
    unit = None if pd.isna(row["unit"]) else row["unit"]
    return not names_students(row) or desk.may(Action.SEE_STUDENTS, unit)


def reply(desk: Desk, row: pd.Series) -> None:
    """The field in which who sees a submission says something of it."""
    if sees_content(desk, row):
        number = int(row["submission"])
        write(f"of {number}", partial(comments.on_submission, desk, number))


def _decision(decision: Any, names: dict[str, str], term: Term) -> str:
    sentence = (
        f"{moment_of(decision.decided_at, term)} · {escaped(name_of(decision.decided_by, names))} · "
        f"{state_words(decision.state)}"
    )
    if decision.state == APPROVED and not pd.isna(decision.locked_through):
        day = wording.format_day(decision.locked_through, language())
        sentence += " · " + _("锁定到 {day}").format(day=day)
    return _told(sentence, decision.comment)


def _told(act: str, why: object) -> str:
    """What was done, and why where somebody said it."""
    return act if pd.isna(why) else _("{told}：{why}").format(told=act, why=escaped(str(why)))


def content(desk: Desk, row: pd.Series, names: dict[str, str]) -> None:
    """The file, the file with what was found in it, and the findings, for those who may see them."""
    if not sees_content(desk, row):
        st.caption(_("名单写有学生姓名，只有本学院、教务处和学工处可以看内容。"))
        return
    number = int(row["submission"])
    findings = retold(submissions.findings(desk, number), [])
    if (why_not := submissions.why_no_file(desk, number)) is not None:
        is_gone = isinstance(why_not, StoreError)
        st.caption(why_not.message(language()) if is_gone else _("原表里还有您无权查看的表，不能整份下载。"))
    else:
        _files(desk, row, findings)
    if findings:
        frame = exports.findings_frame(findings, language())
        st.dataframe(frame, hide_index=True, placeholder="", alt=_("检查结果"))
    else:
        st.caption(_("没有发现问题。"))
    _corrected(corrections.of_submission(desk, number), names, desk.term)


def _corrected(made: Sequence[Correction], names: dict[str, str], term: Term) -> None:
    """What was corrected in the browser before it was confirmed, who did it and when."""
    if not made:
        return
    st.markdown(f"**{ngettext('更正 {count} 格', len(made)).format(count=wording.format_count(len(made)))}**")
    table = made_frame(made, term)
    table[_("更正人")] = [name_of(each.made_by, names) for each in made]
    st.dataframe(table, hide_index=True, placeholder="—", alt=_("更正的格"))


def _files(desk: Desk, row: pd.Series, findings: list[Finding]) -> None:
    number, path = int(row["submission"]), PurePath(row["file"])
    wanted, held = True, submissions.has_macros(desk, number)
    if held:
        words = _("原表含有宏（程序）。来源可靠，仍要下载")
        wanted = st.checkbox(words, key=f"macros {number}")
    with st.container(horizontal=True):
        make = partial(_original, desk, number, with_macros=held and wanted)
        download(_("下载原表"), make, path.name, _ANY, enabled=wanted)
        if findings:
            name = text("annotated_name", language(), name=path.stem)
            make = partial(_annotated, desk, number, language())
            download(_("下载批注后的原表"), make, f"{name}.xlsx", XLSX)


def _original(desk: Desk, number: int, *, with_macros: bool = False) -> bytes:
    return submissions.original(desk, number, with_macros=with_macros)[1]


def _annotated(desk: Desk, number: int, language: str) -> bytes:
    made = submission_history.annotated(desk, number, language)
    return made[1] if made else submissions.original(desk, number)[1]


def effect(desk: Desk, row: pd.Series, term: Term) -> None:
    """The figures just before and after its receipt."""
    figures = submission_history.effect(desk, int(row["submission"]))
    figures = figures.sort_values("unit", key=lambda units: units == CAMPUS, kind="stable")
    moved = figures[(figures["n"] != figures["n_before"]) | (figures["d"] != figures["d_before"])]
    on = wording.format_day(submission_history.day_of(desk, int(row["submission"])), language())
    if moved.empty:
        st.caption(_("没有改变{day}的任何指标。").format(day=on))
        return
    table = {
        _("指标"): [wording.indicator_title(id, language()) for id in moved["indicator"]],
        _("范围"): [wording.unit_title(unit, term, language()) for unit in moved["unit"]],
        _("收到前"): [wording.format_figure(row, language()) for row in frames.before(moved).itertuples()],
        _("收到后"): [wording.format_figure(row, language()) for row in moved.itertuples()],
        _("变化"): [wording.format_change(change, language()) for change in moved["change"]],
    }
    st.dataframe(pd.DataFrame(table), hide_index=True, height="content", alt=_("对指标的影响"))
    st.caption(_("{day}的指标，按收到前后所知。").format(day=on))


_COUNTS = {
    NEW: ("green", lazy("新增 {count} 行")),
    CHANGED: ("blue", lazy("变更 {count} 行")),
    GONE: ("orange", lazy("不再出现 {count} 行")),
    UNCHANGED: ("gray", lazy("不变 {count} 行")),
}


def comparison(desk: Desk, row: pd.Series, listed: pd.DataFrame, term: Term) -> None:
    """Choose another submission of the kind, and see how the newer of the two differs."""
    if not sees_content(desk, row):
        return
    others = _others(row, listed)
    if others.empty:
        st.caption(_("没有可以比较的另一份上报。"))
        return
    labels = {int(other["submission"]): _label(other, row, term) for _place, other in others.iterrows()}
    other = st.selectbox(
        _("与哪一份比较"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=_("选择另一份上报"),
        key=f"compared {row['submission']}",
    )
    if other is None:
        return
    number = int(row["submission"])
    order = (
        [number, other]
        if number in list(listed["submission"][: _place_of(other, listed)])
        else [other, number]
    )
    difference = submission_history.difference(desk, *order)
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
