"""Cells corrected on the page: repairs that a rule offers, rows in error to edit, and what was corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from access.ways import is_this_machine
from charts import wording
from pages.reporting import correcting_rows, review
from pages.reporting.correcting_rows import mark, ordered
from pages.reporting.review import PendingFile
from schema import limits
from schema.corrections import Correction
from schema.findings import Finding
from schema.reading import SheetReading
from schema.term import Term
from services import corrections
from services.desk import Desk
from services.preview import Reviewed
from services.repairs import CASE, DIGITS, MARKS, NAME, ZEROS, Repair, offered
from services.rows_to_correct import (
    RowToCorrect,
    changes_of,
    laid_from,
    pasted,
    rows_in_error,
    rows_to_correct,
)
from ui.language import gettext, language, lazy, ngettext
from ui.show import on_a_phone
from ui.words import escaped

_ = gettext
# Rows of one table to edit: more nobody reads through, and the next ones come once these are right.
_MOST = 100
# Columns beside those of the sheet: which of its cells are wrong, and why.
_WHERE, _WHY = "where", "why"
_GRIDS = "grids to correct"
# Why a repair is offered: in a word for the button, and in a sentence.
_CAUSES = {
    ZEROS: (lazy("补零"), lazy("前导零被表格软件去掉了，计划中只有一个教学班与之相符")),
    CASE: (lazy("改大小写"), lazy("只差大小写，计划中只有一个教学班与之相符")),
    MARKS: (lazy("改写法"), lazy("只差横线、空格、补零或“班”字，计划中只有一个教学班与之相符")),
    DIGITS: (lazy("补全数字"), lazy("编号被存成了数字，计划中只有一个教学班与留下的数字相符")),
    NAME: (lazy("补全名称"), lazy("写的是简称，只有一个名称以它开头")),
}


def section(desk: Desk, file: PendingFile, parts: Sequence[Reviewed]) -> None:
    """Everything that can be corrected of a file without sending it again."""
    # A sheet that a rule of the desk holds back was read too, and may be let in once it is corrected.
    readings = [each.part for each in parts]
    plan = review.of_session().known_plan
    for cause, repairs in offered(readings, plan, desk.term).items():
        _repairs(desk, file, cause, repairs)
    _rows(desk, file, readings)
    _made(desk, file)


def _repairs(desk: Desk, file: PendingFile, cause: str, repairs: Sequence[Repair]) -> None:
    """Repairs of one cause, each old and new value, and the button that accepts all of them."""
    act, why = map(gettext, _CAUSES[cause])
    with st.container(border=True):
        st.markdown(f"**{act}** · {why}")
        table = {
            _("工作表"): [repair.change[0].sheet for repair in repairs],
            _("单元格"): [repair.change[0].address for repair in repairs],
            _("列"): [repair.column for repair in repairs],
            _("原值"): [repair.change[1] for repair in repairs],
            _("改为"): [repair.change[2] for repair in repairs],
        }
        st.dataframe(pd.DataFrame(table), hide_index=True, alt=f"{act}：{why}")
        first, count = str(repairs[0].change[2]), wording.format_count(len(repairs))
        words = (
            _("{act}为 {first} 等 {count} 处，全部接受") if repairs[1:] else _("{act}为 {first}，全部接受")
        )
        label = words.format(act=act, first=escaped(first), count=count)
        key = f"repair {file.draft} {cause}"
        if st.button(label, key=key, icon=":material/build:"):
            corrections.correct(desk, file.draft, [repair.change for repair in repairs])
            st.rerun()


def _rows(desk: Desk, file: PendingFile, readings: Sequence[SheetReading]) -> None:
    """The rows in error, and those in doubt, to edit table by table."""
    rows = rows_to_correct(readings)
    errors, doubts = ([row for row in rows if row.is_error is is_error] for is_error in (True, False))
    count = rows_in_error(readings)
    if errors:
        title = _("在这里更正有错的 {count} 行").format(count=wording.format_count(count))
        with st.expander(title, expanded=True):
            _tables(desk, file, errors, count)
    if doubts:
        title = _("在这里更正有提醒的 {count} 行").format(count=wording.format_count(len(doubts)))
        with st.expander(title):
            _tables(desk, file, doubts, len(doubts))


def _tables(desk: Desk, file: PendingFile, rows: Sequence[RowToCorrect], count: int) -> None:
    """The rows table by table, of ``count`` that there are of their kind."""
    here = on_a_phone()
    st.caption(
        (_("有错的格标 ×，改好即可。") if here else _("双击一格即可修改，有错的列标 ×。"))
        + _("改动在点“更正并重新检查”后保存，只记在这次上报里，原表不变；都写明原值、改为、何人何时。")
        + ("" if here else _paste())
    )
    tables = [list(group) for _layout, group in groupby(rows, key=lambda row: row.layout)]
    most = correcting_rows.AT_ONCE if here else _MOST
    for number, table in enumerate(tables):
        key = f"{file.draft} {rows[0].is_error} {number}"
        _table(file, table[:most], key, in_a_grid=not here)
        if not here and not _may_paste():
            _paste_box(desk, file, table[:most], key)
    left = count - sum(min(len(table), most) for table in tables)
    if left:
        words = _("其余 {count} 行在更正这些之后列出；这么多行有错，也可以在表格软件中改好后重新上报。")
        st.caption(words.format(count=wording.format_count(left)))


def _may_paste() -> bool:
    """Whether the browser lets several cells be pasted: it shows the clipboard to secure pages only."""
    address = urlsplit(st.context.url or "")
    return address.scheme != "http" or is_this_machine(address.hostname or "")


def _paste() -> str:
    """How rows are pasted, and where the browser does not let them."""
    if _may_paste():
        return _("可从 WPS、Excel 复制几行几列，选中左上角的格粘贴；浏览器询问时请允许读取剪贴板。")
    return _("本页地址不是 https，浏览器不允许在表格里粘贴多格；请贴在下面的框里。")


def _paste_box(desk: Desk, file: PendingFile, rows: Sequence[RowToCorrect], key: str) -> None:
    """A box that takes what was copied in a spreadsheet, where a grid may not."""
    key = f"{key} {_version(file)}"  # what was pasted is not pasted twice
    text = st.text_area(_("把从 WPS、Excel 复制的几行几列贴在这里"), key=f"pasted {key}", height=80)
    titles = {place: cell.title for place, cell in sorted(rows[0].cells.items())}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        numbers = [row.row for row in rows]
        first = st.selectbox(_("从哪一行起"), numbers, key=f"row {key}")
        column = st.selectbox(
            _("从哪一列起"), list(titles), format_func=titles.__getitem__, key=f"column {key}"
        )
        agreed = st.button(_("贴入并重新检查"), key=f"paste {key}", icon=":material/content_paste:")
    if not agreed:
        return
    block = pasted(text)
    texts = laid_from(rows, numbers.index(first), column, block)
    if texts is None:
        words = _("贴入的有 {rows} 行 {columns} 列，从这一格起放不下，没有采用。")
        st.error(words.format(rows=len(block), columns=max(map(len, block))))
    elif changes := changes_of(rows, texts):
        corrections.correct(desk, file.draft, changes)
        st.rerun()


def _version(file: PendingFile) -> int:
    """A number that changes with the corrections of a file."""
    return file.read_as[-1] if file.read_as else 0


def _table(file: PendingFile, rows: list[RowToCorrect], key: str, *, in_a_grid: bool) -> None:
    """Rows of one table: edited as long as one likes, and read again all at once."""
    if rows[0].sheet and len({part.sheet for part in file.parts}) > 1:
        st.markdown(f"**{escaped(rows[0].sheet)}**")
    frame = frame_of(rows)
    # What is edited is kept by the place of its row: other rows are another grid.
    key = f"grid {key} {_version(file)} {hash((tuple(frame.index), *map(tuple, frame.to_numpy())))}"
    st.session_state.setdefault(_GRIDS, {})[key] = file.draft, rows
    # Held in the browser until something is pressed; a form would leave out what was typed just before.
    if in_a_grid:
        st.data_editor(
            frame,
            key=key,
            on_change="ignore",
            disabled=["_index", _WHERE, _WHY],
            column_config=_columns(rows),
            num_rows="fixed",
            alt=_("有问题的行"),
        )
    else:
        correcting_rows.edit(rows, key)
    words = _("更正并重新检查")
    if st.button(words, key=f"correct {key}", icon=":material/published_with_changes:"):
        st.caption(_("没有改动。双击一格即可修改。") if in_a_grid else _("没有改动。"))


def apply_edits(desk: Desk) -> int:
    """Keep what was edited since the page was last drawn, whatever was pressed; how many cells it is.

    To be asked before files are read, so that nothing is dropped with the grid in which it was typed.
    """
    grids: dict[str, tuple[int, list[RowToCorrect]]] = st.session_state.pop(_GRIDS, {})
    count = 0
    for key, (draft, rows) in grids.items():
        edits = st.session_state.get(key, {}).get("edited_rows", {})
        texts = [
            texts_of(edits.get(place, {})) | typed
            for place, typed in enumerate(correcting_rows.typed(rows, key))
        ]
        if changes := changes_of(rows, texts):
            corrections.correct(desk, draft, changes)
            count += len(changes)
    return count


def frame_of(rows: Sequence[RowToCorrect]) -> pd.DataFrame:
    """The rows by their numbers: where something is wrong, the texts of the cells by position, and why."""
    places = sorted(rows[0].cells)
    table = {_WHERE: [_where(row.findings) for row in rows]}
    table |= {str(place): [row.cells[place].text for row in rows] for place in places}
    table[_WHY] = [" ".join(each.message(language()) for each in ordered(row.findings)) for row in rows]
    return pd.DataFrame(table, index=pd.Index([row.row for row in rows], name=_("行")), dtype="str")


def texts_of(edits: Mapping[str, object]) -> dict[int, str | None]:
    """The edited texts of a row by position, from what a grid says of it."""
    return {int(place): None if text is None else str(text) for place, text in edits.items()}


def _where(findings: Sequence[Finding]) -> str:
    """The titles of the columns in which something was found, marked for how grave it is."""
    marked = [f"{mark(each)} {each.column or _('整行')}" for each in ordered(findings)]
    return " ".join(dict.fromkeys(marked))


def _columns(rows: Sequence[RowToCorrect]) -> Mapping[str, ColumnConfig]:
    """The columns as the sheet calls them, those marked in which something was found."""
    errors = {f.column_no for row in rows for f in row.findings if f.is_error}
    doubts = {place for row in rows for place in row.places}
    columns: dict[str, ColumnConfig] = {
        "_index": st.column_config.NumberColumn(_("行"), disabled=True, width=48),
        _WHERE: st.column_config.TextColumn(_("哪里有问题"), disabled=True, width=110),
        _WHY: st.column_config.TextColumn(_("问题与处理办法"), disabled=True, width="large"),
    }
    for place, cell in sorted(rows[0].cells.items()):
        mark = "× " if place in errors else "! " if place in doubts else ""
        columns[str(place)] = st.column_config.TextColumn(mark + cell.title, max_chars=limits.MAX_TEXT)
    return columns


def _made(desk: Desk, file: PendingFile) -> None:
    """What was corrected so far, to be taken back one by one or altogether."""
    if not file.corrections:
        return
    title = ngettext("已更正 {count} 格", len(file.corrections))
    with st.expander(title.format(count=wording.format_count(len(file.corrections)))):
        key = f"made {file.draft} {_version(file)}"
        chosen = st.dataframe(
            made_frame(file.corrections, desk.term),
            hide_index=True,
            placeholder="—",
            key=key,
            on_select="rerun",
            selection_mode="multi-row",
            alt=_("已更正的格"),
        ).selection.rows
        with st.container(horizontal=True):
            some = st.button(_("撤销选中的更正"), key=f"some {key}", disabled=not chosen)
            every = st.button(_("全部撤销"), key=f"all {key}")
        if some or every:
            places = range(len(file.corrections)) if every else chosen
            taken_back = [file.corrections[place] for place in places]
            changes = [(each.place, each.original or "", each.original or "") for each in taken_back]
            corrections.correct(desk, file.draft, changes)
            st.rerun()


def when(correction: Correction, term: Term) -> str:
    """When a cell was corrected, in the words of the reader's place and language."""
    made_at = correction.made_at
    return wording.format_moment(made_at, term.timezone, language()) if made_at else ""


def made_frame(made: Sequence[Correction], term: Term) -> pd.DataFrame:
    """Corrections as a table: where, from what to what, and when."""
    return pd.DataFrame(
        {
            _("工作表"): [each.place.sheet or "" for each in made],
            _("单元格"): [each.place.address for each in made],
            _("原值"): [each.original or None for each in made],
            _("改为"): [each.corrected or None for each in made],
            _("何时"): [when(each, term) for each in made],
        }
    )
