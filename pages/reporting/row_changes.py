"""What a submission changed, row by row, and the rows of it at which a comment or a return points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from charts import wording
from schema.kinds import form_of
from services import row_changes
from services.comments import Pointed
from services.desk import Desk
from services.differences import NEW, key_columns
from services.row_changes import LOWERS, MENDED, REST, Moved, RowChanges
from services.words import form_headings, plain_value
from ui.language import gettext, language, lazy

_ = gettext
_GROUPS = {
    LOWERS: ("red", "▼", lazy("使指标下降 {count} 行")),
    MENDED: ("green", "✓", lazy("改正原来的问题 {count} 行")),
    REST: ("blue", "•", lazy("其余 {count} 行")),
}
_NAMES = {LOWERS: lazy("▼ 使指标下降"), MENDED: lazy("✓ 改正"), REST: lazy("• 其余")}
_MOST = 2_000  # lines that are shown


def show(desk: Desk, row: pd.Series) -> list[Pointed]:
    """The rows that a submission changed, what lowers a figure first; those that were clicked."""
    number = int(row["submission"])
    changes = row_changes.changes(desk, number)
    badges = [
        f":{color}-badge[{icon} {_(words).format(count=wording.format_count(changes.count(group)))}]"
        for group, (color, icon, words) in _GROUPS.items()
        if changes.count(group)
    ]
    same = _("不变 {count} 行").format(count=wording.format_count(changes.unchanged))
    st.markdown(" ".join([*badges, f":gray-badge[{same}]"]))
    _elsewhere(changes)
    lines = list(_lines(changes, row))
    if not lines:
        st.caption(_("没有改动已报的内容。"))
        return []
    frame = pd.DataFrame([shown for _place, shown in lines[:_MOST]])
    chosen = st.dataframe(
        frame.dropna(axis=1, how="all"),
        hide_index=True,
        key=f"changes {number}",
        on_select="rerun",
        selection_mode=["multi-row", "multi-cell"],
        height="content" if len(frame) < 9 else 340,
        placeholder="—",
        alt=_("改了什么"),
    )
    if len(lines) > _MOST:
        count = wording.format_count(len(lines) - _MOST)
        st.caption(_("另有 {count} 处，见下载的原表。").format(count=count))
    places = {*chosen.selection.rows, *(place for place, _column in chosen.selection.cells)}
    return list(dict.fromkeys(lines[place][0] for place in sorted(places)))


def _lines(changes: RowChanges, row: pd.Series) -> Iterator[tuple[Pointed, dict[str, Any]]]:
    """A line a changed cell, and one for each new row, with the place at which it points."""
    form = form_of(row["kind"], None if pd.isna(row["form"]) else row["form"])
    titles = form_headings(form)
    cells = {int(number): of_row for number, of_row in changes.cells.groupby("source_row", sort=False)}
    for one in changes.rows.to_dict("records"):
        number = int(one["source_row"])
        shown = {
            _("类别"): _(_NAMES[one["group"]]),
            _("行"): number,
            _("完成 / 应完成"): _moves(one["moves"]),
            **{titles[id]: plain_value(one[id]) for id in key_columns(form)},
            _("课程"): one["label"] if form.is_of_classes else None,
        }
        if one["status"] == NEW:
            known = key_columns(form)
            told = [
                f"{titles[id]} {plain_value(value)}" for id, value in one["values"].items() if id not in known
            ]
            new = {_("单元格"): None, _("项目"): _("新增一行"), _("原值"): None, _("新值"): "；".join(told)}
            yield Pointed(number), shown | new
            continue
        for cell in cells.get(number, pd.DataFrame()).itertuples():
            values = {
                _("单元格"): cell.cell,
                _("项目"): titles[cell.column],
                _("原值"): plain_value(cell.old),
                _("新值"): plain_value(cell.new),
            }
            yield Pointed(number, cell.column), shown | values


def _moves(moves: tuple[Moved, ...]) -> str | None:
    """How far something moved which indicators, done and due."""
    told = [
        f"{wording.indicator_title(move.indicator, language())} {move.n:+,} / {move.d:+,}" for move in moves
    ]
    return "；".join(told) or None


def _elsewhere(changes: RowChanges) -> None:
    """What moved a figure and stands in no row: what another form of the kind counted, or is left out."""
    if not changes.elsewhere:
        return
    sums: dict[str, list[int]] = {}
    for moves in changes.elsewhere.values():
        for move in moves:
            total = sums.setdefault(move.indicator, [0, 0])
            total[0] += move.n
            total[1] += move.d
    told = _moves(tuple(Moved(indicator, n, d) for indicator, (n, d) in sums.items()))
    classes = [str(place) for place in changes.elsewhere if place is not None]
    listed = "、".join(classes[:8]) + ("……" if len(classes) > 8 else "")
    words = _("不在表中的行也随之变化（完成 / 应完成）：{moves}").format(moves=told)
    st.caption(f"{words}（{listed}）" if listed else words)
