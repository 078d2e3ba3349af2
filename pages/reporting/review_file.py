"""One file of a review on the page: what was recognised, what would change, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import TypeGuard

import pandas as pd
import streamlit as st

import exports
from charts import wording
from charts.texts import text
from pages.reporting import review
from schema.findings import Finding
from schema.kinds import form_of
from schema.plan import PLAN
from schema.reading import SheetReading
from schema.term import Term
from schema.unread import COLUMN
from services import drafts
from services.annotated import annotated
from services.desk import Desk
from services.differences import CHANGED, NEW, UNCHANGED, Difference, key_columns
from services.macros import has_macros
from services.preview import Reviewed
from services.words import form_headings, plain_value
from store import StoreError
from ui.language import bracketed, gettext, language
from ui.show import XLSX, download, downloads
from ui.words import escaped, form_title, headings, joined

_ = gettext
# Errors said in full above the table, whose cells are narrow on a telephone.
_SAID = 5


def recognised(parts: Sequence[Reviewed], term: Term) -> None:
    """A row for each sheet and unit: what it was taken for, and how many rows would do what."""
    for reviewed in parts:
        if reviewed.part.refused:
            where = f"**{escaped(reviewed.part.sheet)}**：" if reviewed.part.sheet else ""
            st.error(where + reviewed.part.refused.message(language()), icon=":material/block:")
    accepted = [reviewed for reviewed in parts if reviewed.part.refused is None]
    if accepted:
        rows = [_summary(reviewed, term) for reviewed in accepted]
        st.dataframe(pd.DataFrame(rows), hide_index=True, placeholder="—", alt=_("识别结果"))
    if any(reviewed.part.unit is None for reviewed in accepted):
        st.warning(_("表中没有写明学院(系、部)，请在上面选择上报单位。"), icon=":material/help:")
    again = [
        bracketed(escaped(_title(reviewed, term)), _("第 {number} 号").format(number=reviewed.duplicate_of))
        for reviewed in accepted
        if reviewed.duplicate_of is not None
    ]
    if again:
        notice = _("与已收下的上报完全相同，不会重复计入：{sheets}").format(sheets=joined(again))
        st.info(notice, icon=":material/content_copy:")
    _say_unchanged(accepted, term)


def _say_unchanged(parts: Sequence[Reviewed], term: Term) -> None:
    """Which sheets say nothing new, and whether they make a submission all the same."""
    alone = _("没有变化，不另作一次上报，也不用审核：{sheets}")
    answering = _("没有变化，但退回的还没有答复，或这一期还没有报过，所以仍作一次上报：{sheets}")
    for answers, notice in ((False, alone), (True, answering)):
        sheets = [
            f"{escaped(_title(one, term))}（{_('第 {number} 号').format(number=one.unchanged.submission)}）"
            for one in parts
            if one.unchanged is not None and one.unchanged.answers is answers
        ]
        if sheets:
            st.info(notice.format(sheets=joined(sheets)), icon=":material/content_copy:")


def what_was_read(parts: Sequence[SheetReading]) -> None:
    """Each column that was read, and each column and row that was left alone, with the reason."""
    taken = [part for part in parts if part.refused is None]
    if not taken:
        return
    with st.expander(_("读了哪些列，没读哪些列")):
        rows = [row for part in taken for row in (*_read_columns(part), *_left_alone(part))]
        st.dataframe(pd.DataFrame(rows), hide_index=True, placeholder="—", alt=_("读了哪些列，没读哪些列"))


def _read_columns(part: SheetReading) -> list[dict[str, object]]:
    titles = form_headings(part.declaration)
    return [
        _entry(
            part,
            _("{number} 列").format(number=part.positions[id] + 1),
            title,
            titles[id],
            _("按先前的设定") if id in part.by_mapping else "",
        )
        for id, title in part.titles.items()
        if id in part.positions
    ]


def _left_alone(part: SheetReading) -> list[dict[str, object]]:
    entries = []
    for each in part.unread:
        if each.what == COLUMN:
            place = _("{number} 列").format(number=each.place + 1)
        else:
            place = _("{number} 行").format(number=each.place)
        entries.append(_entry(part, place, each.text, _("没有读取"), each.message(language())))
    return entries


def _entry(part: SheetReading, place: str, written: str, read_as: str, reason: str) -> dict[str, object]:
    names = (_("工作表"), _("位置"), _("表中写的"), _("读作"), _("原因"))
    return dict(zip(names, (part.sheet, place, written, read_as, reason), strict=True))


def _summary(reviewed: Reviewed, term: Term) -> dict[str, object]:
    part, difference = reviewed.part, reviewed.difference
    rows = {NEW: 0, CHANGED: 0, UNCHANGED: len(part.rows)} if reviewed.is_left_alone else {}
    if difference is not None:
        rows = {status: difference.count(status) for status in (NEW, CHANGED, UNCHANGED)}
    counts = {
        _("新增行"): rows.get(NEW),
        _("变更行"): rows.get(CHANGED),
        _("不变行"): rows.get(UNCHANGED),
        _("未列出的教学班"): len(difference.left_out) if _is_of_classes(difference) else None,
    }
    return {
        _("工作表"): part.sheet or "—",
        _("识别为"): form_title(part.kind, part.form),
        _("学院(系、部)"): wording.unit_title(part.unit, term, language()) if part.unit else "？",
        _("收下行数"): len(part.rows),
        **counts,
        _("错误"): part.errors,
        _("提醒"): part.warnings,
    }


def _is_of_classes(difference: Difference | None) -> TypeGuard[Difference]:
    """Whether the rows are about classes, of which a sheet may leave some out."""
    return difference is not None and form_of(difference.kind, difference.form).is_of_classes


def _title(reviewed: Reviewed, term: Term) -> str:
    part = reviewed.part
    unit = wording.unit_title(part.unit, term, language()) if part.unit else ""
    names = (part.sheet or "", form_title(part.kind, part.form), unit)
    # A sheet of a template is called like its kind.
    return " · ".join(dict.fromkeys(name for name in names if name))


def found(desk: Desk, file: review.PendingFile, parts: Sequence[Reviewed]) -> None:
    """Everything found in a file, to look at and to take along, and the workbook with it written in."""
    # What costs rows comes first.
    findings = sorted(review.findings(parts), key=lambda finding: not finding.is_error)
    frame = exports.findings_frame(findings, language())
    errors = sum(finding.is_error for finding in findings)
    warnings = sum(finding.is_warning for finding in findings)
    st.markdown(
        _("发现 {errors} 处错误（该行未采用）、{warnings} 处提醒（该行已采用）：").format(
            errors=wording.format_count(errors), warnings=wording.format_count(warnings)
        )
    )
    _say_errors(findings)
    st.dataframe(frame, hide_index=True, placeholder="", alt=_("检查结果"))
    make = partial(_annotated, desk, file.draft, [reviewed.part for reviewed in parts], language())
    path = PurePath(file.name)
    name = text("annotated_name", language(), name=path.stem)
    title = _("检查结果")
    headings_of = dict(zip(frame, frame, strict=True))
    downloads(frame, headings_of, name=f"{title}_{file.name}", title=title, key=str(file.draft))
    download(_("下载批注后的原表"), make, f"{name}.xlsx", XLSX, str(file.draft), leading=True)


def _say_errors(findings: Sequence[Finding]) -> None:
    errors = [finding for finding in findings if finding.is_error]
    lines = []
    for finding in errors[:_SAID]:
        row = _("第 {row} 行").format(row=finding.row) if finding.row else ""
        place = " ".join(part for part in (escaped(finding.sheet or ""), row) if part)
        lines.append(f"- **{place}** {escaped(finding.message(language()))}")
    if len(errors) > _SAID:
        lines.append(
            _("- 其余 {count} 处错误见下表。").format(count=wording.format_count(len(errors) - _SAID))
        )
    if lines:
        st.markdown("\n".join(lines))


def _annotated(desk: Desk, draft: int, parts: Sequence[SheetReading], language: str) -> bytes:
    name, content = drafts.content(desk, draft)
    made = annotated(content, name, parts, language)
    if made is None and has_macros(content):
        raise StoreError("original_has_macros")
    return made[1] if made else content


def differences(parts: Sequence[Reviewed], term: Term, key: str) -> None:
    """What one sheet of one unit would change, row by row and cell by cell; of several, one is chosen."""
    compared = [reviewed for reviewed in parts if reviewed.difference is not None]
    if not compared:
        return
    # What changed comes first, and is open.
    compared.sort(key=lambda reviewed: reviewed.unchanged is not None)
    place = 0
    if len(compared) > 1:
        titles = [_title(reviewed, term) for reviewed in compared]
        place = st.selectbox(
            _("查看哪张表"), range(len(compared)), format_func=titles.__getitem__, key=f"part {key}"
        )
    part, difference = compared[place].part, compared[place].difference
    if difference is not None:
        _show_difference(part, difference, f"difference {key} {place}")


def _show_difference(part: SheetReading, difference: Difference, key: str) -> None:
    views = [
        (_("变更 {count} 行"), difference.count(CHANGED), partial(changed_cells, difference)),
        (_("新增 {count} 行"), difference.count(NEW), partial(_new, part, difference)),
    ]
    if _is_of_classes(difference):
        show_left_out = partial(_left_out, difference, part.whole)
        left_out = (_("未列出 {count} 个教学班"), len(difference.left_out), show_left_out)
        views.append(left_out)
    labels = [title.format(count=wording.format_count(count)) for title, count, _show in views]
    first = next((label for label, view in zip(labels, views, strict=True) if view[1]), None)
    _say_what_stays(part, difference)
    for tab, (_title_of, _count, show) in zip(st.tabs(labels, default=first, key=key), views, strict=True):
        with tab:
            show()


def _say_what_stays(part: SheetReading, difference: Difference) -> None:
    """A column that is not in the sheet says nothing; whoever wanted to blank it must learn that."""
    if not part.lacking or difference.count(NEW) == len(difference.rows):
        return
    titles = form_headings(part.declaration)
    st.caption(
        _("本表没有这些列，原来填的仍然有效：{columns}。要清空某格，请保留该列并留空。").format(
            columns=joined([titles[id] for id in part.lacking])
        )
    )


def changed_cells(difference: Difference) -> None:
    """Every cell that says something else than before, old beside new."""
    if difference.cells.empty:
        st.caption(_("没有改动已报的内容。"))
        return
    form = form_of(difference.kind, difference.form)
    titles = form_headings(form)
    labels = dict(zip(difference.rows["source_row"], difference.rows["label"], strict=True))
    cells = difference.cells
    table = {_("行"): cells["source_row"]}
    table |= {titles[id]: [plain_value(value) for value in cells[id]] for id in key_columns(form)}
    if "course_name" not in form.key:
        table[_("课程")] = cells["source_row"].map(labels)
    table |= {
        _("项目"): [titles[id] for id in cells["column"]],
        _("原值"): [plain_value(value) for value in cells["old"]],
        _("新值"): [plain_value(value) for value in cells["new"]],
        _("原上报编号"): cells["old_submission"],
    }
    st.dataframe(pd.DataFrame(table), hide_index=True, placeholder="—", alt=_("变更的单元格"))


def _new(part: SheetReading, difference: Difference) -> None:
    listed = difference.rows[difference.rows["status"] == NEW]
    if listed.empty:
        st.caption(_("没有新增的行。"))
        return
    rows = part.rows[part.rows["source_row"].isin(listed["source_row"])]
    texts = {
        id: [plain_value(value) for value in rows[id]] for id in part.declaration.column_ids if id != "unit"
    }
    titles = form_headings(part.declaration)
    table = {_("行"): rows["source_row"]}
    table |= {titles[id]: cells for id, cells in texts.items() if any(cell is not None for cell in cells)}
    st.dataframe(pd.DataFrame(table), hide_index=True, placeholder="—", alt=_("新增的行"))


def _left_out(difference: Difference, whole: bool) -> None:
    if difference.left_out.empty:
        st.caption(_("应报的教学班都在表中。"))
        return
    if whole and difference.kind == PLAN.id:
        st.caption(_("作为全部上报：这些教学班从收到那天起不再应开。"))
    else:
        st.caption(_("这些教学班在开课计划中，本表没有提到；已报过的仍以原来的为准。"))
    titles = headings(("class_id", "course_name", "teacher"))
    table = difference.left_out[list(titles)].rename(columns=titles)
    table[_("此前是否报过")] = [
        _("已报过") if reported else _("还没有报") for reported in difference.left_out["reported"]
    ]
    st.dataframe(table, hide_index=True, placeholder="—", alt=_("未列出的教学班"))
