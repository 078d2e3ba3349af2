"""上报: drop workbooks, see what was recognised and found, confirm; then they count."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

import exports
import ui
from charts import wording
from desk.intake import Outcome
from schema.kinds import KINDS
from schema.reading import SheetReading
from schema.term import Term
from ui import review

_ = ui.gettext
_REVIEW, _OUTCOMES, _ROUND = "review", "outcomes", "round"


def main(term: Term) -> None:
    """The page: choose, review, confirm, and what became of it."""
    ui.head(_("上报"))
    st.caption(
        _("把各类表的工作簿拖到下面，可一次放多个。系统自动识别表的类型，先给出检查结果，确认后才计入。")
    )
    desk(term)


@st.fragment
def desk(term: Term) -> None:
    """What happens between choosing files and confirming them; the rest of the page stays."""
    with ui.explained():
        pending = st.session_state.setdefault(_REVIEW, review.Review())
        unit = choose_unit(term)
        read_new(choose_files(), pending, term, unit)
        for file in pending.files.values():
            show_file(file, term)
        if pending.files:
            confirmation(pending, term)
        for outcome in st.session_state.get(_OUTCOMES, []):
            show_outcome(outcome, term)


def choose_unit(term: Term) -> str | None:
    """The submitting unit; without one, the sheets say whose rows they are."""
    return st.selectbox(
        _("上报单位"),
        term.unit_names,
        index=None,
        placeholder=_("按表中写明的学院(系、部)（教务处汇总表请选此项）"),
        format_func=partial(wording.unit_title, term=term, language=ui.language()),
        key="submitting_unit",
        persist_state="session",
        help=_("选定学院后，表中其他学院的行不会收下。"),
    )


def choose_files() -> list[UploadedFile]:
    """The uploaded workbooks; any file is let through, the loaders say what is wrong with it."""
    uploads = st.file_uploader(
        _("工作簿（xlsx、xls、xlsb、ods、csv，每个不超过 20 MB）"),
        accept_multiple_files=True,
        key=f"workbooks {st.session_state.setdefault(_ROUND, 0)}",
    )
    if uploads:
        st.session_state.pop(_OUTCOMES, None)
    return list(uploads)


def read_new(uploads: list[UploadedFile], pending: review.Review, term: Term, unit: str | None) -> None:
    """Read what was not yet read this way; a plan among the files holds for all of them."""
    pending.keep_only(upload.file_id for upload in uploads)
    known = pending.plan
    read(uploads, pending, term, unit, always=False)
    if pending.plan != known:
        read(uploads, pending, term, unit, always=True)


def read(
    uploads: list[UploadedFile],
    pending: review.Review,
    term: Term,
    unit: str | None,
    *,
    always: bool,
) -> None:
    """Read files with a bar that tells how far it is."""
    for upload in uploads:
        kind = st.session_state.get(kind_key(upload.file_id))
        if not always and not pending.needs_reading(upload.file_id, unit, kind):
            continue
        reading = _("正在读取 {file}").format(file=upload.name)
        bar = st.progress(0.0, text=reading)
        review.read_file(
            ui.store(), pending, upload.file_id, upload.name, upload.getvalue(),
            term=term, unit=unit, kind=kind,
            progress=lambda done, bar=bar, text=reading: bar.progress(done, text=text),
        )  # fmt: skip
        bar.empty()


def kind_key(id: str) -> str:
    """Where the session keeps the kind that the submitter gave a file."""
    return f"kind {id}"


def show_file(file: review.PendingFile, term: Term) -> None:
    """One file: what it was taken for, what would be kept, and what was found."""
    with st.container(border=True):
        titles = {kind.id: ui.kind_title(kind.id) for kind in KINDS}
        name, kind = st.columns([3, 2], vertical_alignment="center")
        name.markdown(f"**{ui.escaped(file.name)}**")
        kind.selectbox(
            _("表的类型"),
            list(titles),
            index=None,
            placeholder=_("自动识别（识别错了可在此更正）"),
            format_func=titles.__getitem__,
            key=kind_key(file.id),
            label_visibility="collapsed",
        )
        for reading in file.readings:
            if reading.refused:
                st.error(reading.refused.message(ui.language()), icon=":material/block:")
        parts = [part for part in file.parts if part.refused is None]
        if parts:
            st.dataframe(parts_table(parts, term), hide_index=True, alt=_("识别结果"))
        if any(part.unit is None for part in parts):
            st.warning(_("表中没有写明学院(系、部)，请在上面选择上报单位。"), icon=":material/help:")
        show_findings(file)


def parts_table(parts: list[SheetReading], term: Term) -> pd.DataFrame:
    """A row for each sheet and unit that would become a submission."""
    language = ui.language()
    rows = [
        {
            _("工作表"): part.sheet or "—",
            _("识别为"): ui.form_title(part.kind, part.form),
            _("学院(系、部)"): wording.unit_title(part.unit, term, language) if part.unit else "？",
            _("收下行数"): len(part.rows),
            _("错误"): part.errors,
            _("提醒"): part.warnings,
        }
        for part in parts
    ]
    return pd.DataFrame(rows)


def show_findings(file: review.PendingFile) -> None:
    """Everything found in a file, to look at and to take along."""
    if not file.findings:
        if file.acceptable:
            st.success(_("没有发现问题。"), icon=":material/check:")
        return
    found = exports.findings_frame(file.findings, ui.language())
    errors = sum(finding.is_error for finding in file.findings)
    st.markdown(
        _("发现 {errors} 处错误（该行未采用）、{warnings} 处提醒（该行已采用）：").format(
            errors=wording.format_count(errors),
            warnings=wording.format_count(len(file.findings) - errors),
        )
    )
    st.dataframe(found, hide_index=True, placeholder="", alt=_("检查结果"))
    title = _("检查结果")
    ui.downloads(found, dict(zip(found, found, strict=True)), name=f"{title}_{file.name}", title=title)


def confirmation(pending: review.Review, term: Term) -> None:
    """The button that makes it count, and the one that lets go of it."""
    count = len(pending.acceptable)
    rows = sum(len(part.rows) for part in pending.acceptable)
    words = ui.ngettext("确认上报 {count} 张表，共 {rows} 行", count)
    with st.container(horizontal=True):
        agreed = st.button(
            words.format(count=count, rows=wording.format_count(rows)),
            type="primary",
            disabled=not count,
            icon=":material/check:",
        )
        dropped = st.button(_("放弃，重新选择"))
    if not count:
        st.caption(_("没有可以收下的行。请按上面的提示改好后重新上报。"))
    if agreed:
        with st.spinner(_("正在入库……")):
            st.session_state[_OUTCOMES] = review.confirm(ui.store(), pending, term)
    if agreed or dropped:
        start_anew()


def start_anew() -> None:
    """Let go of the files: a new uploader knows nothing of the old one's bytes."""
    st.session_state[_REVIEW] = review.Review()
    st.session_state[_ROUND] += 1
    st.rerun()


def show_outcome(outcome: Outcome, term: Term) -> None:
    """What became of one sheet of one unit."""
    sheet = " · ".join(
        part
        for part in (
            ui.escaped(outcome.file),
            ui.escaped(outcome.sheet or ""),
            ui.form_title(outcome.kind, outcome.form) if outcome.kind else "",
            wording.unit_title(outcome.unit, term, ui.language()) if outcome.unit else "",
        )
        if part
    )
    if outcome.refused:
        st.error(f"{sheet}：{outcome.refused.message(ui.language())}", icon=":material/block:")
    elif outcome.duplicate_of is not None:
        said = _("与已收下的第 {number} 号上报完全相同，没有重复计入。").format(number=outcome.duplicate_of)
        st.info(f"{sheet}：{said}", icon=":material/content_copy:")
    else:
        said = _("已收下 {rows} 行，上报编号 {number}。").format(
            rows=wording.format_count(outcome.taken), number=outcome.submission
        )
        lost = ui.ngettext("另有 {count} 行有错，没有收下。", outcome.errors).format(count=outcome.errors)
        st.success(f"{sheet}：{said}{lost if outcome.errors else ''}", icon=":material/check:")


ui.show(main)
