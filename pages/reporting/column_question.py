"""What the columns mean that nobody knows, asked beside what stands in them, and set once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from charts import wording
from loaders.titles import heading_of
from pages.reporting.review import PendingFile
from schema.figures import CAMPUS
from schema.kinds import kind_by_id
from schema.mappings import NOT_READ, Heading, MappingEntry
from schema.reading import SheetReading
from schema.unread import COLUMN, Unread
from services import mappings
from services.desk import Desk
from services.intake import to_submit
from services.preview import Reviewed
from ui.language import gettext, language, ngettext
from ui.words import escaped, headings, kind_title

_ = gettext
_ASKED = frozenset({"unknown", "similar"})


def ask(desk: Desk, file: PendingFile, parts: Sequence[Reviewed]) -> None:
    """A drop-down for each column of which nobody knows the meaning; what is chosen holds from now on."""
    unit, chosen_kind = file.read_as[:2] if file.read_as else (None, None)
    # A sheet of several units gives a part for each, with the same columns.
    for part in {each.part.sheet: each.part for each in parts}.values():
        kind = part.kind or chosen_kind
        columns = [each for each in part.unread if each.what == COLUMN and each.reason in _ASKED]
        if not columns or kind is None or not desk.may(to_submit(kind), unit):
            continue
        title = ngettext("有 {count} 列没有认出来，可以在这里设定", len(columns))
        with st.expander(title.format(count=len(columns)), expanded=part.refused is not None):
            st.caption(_("选定后立即重新读取，并记住：同一学院同类表以后不再问；教务处设定的对全校有效。"))
            for column in columns:
                meaning = _choice(column, _offered(part, kind), f"meaning {file.draft} {part.sheet}")
                if meaning is not None:
                    heading = Heading(kind, heading_of(column.text))
                    mappings.set_mapping(desk, MappingEntry(unit, heading, meaning))
                    st.rerun()


def _offered(part: SheetReading, kind: str) -> list[str]:
    """The columns of the kind that the sheet does not have yet, each once."""
    columns = [id for form in kind_by_id(kind).forms for id in form.column_ids if id not in part.titles]
    return list(dict.fromkeys(columns))


def _choice(column: Unread, offered: Sequence[str], key: str) -> str | None:
    titles = {NOT_READ: _("不用读"), **headings(list(offered))}
    label = _("“{title}”这一列是…（前几个值：{values}）").format(
        title=escaped(column.text), values=escaped("、".join(column.values))
    )
    return st.selectbox(
        label,
        list(titles),
        index=None,
        placeholder=_("请选择"),
        format_func=titles.__getitem__,
        key=f"{key} {column.place}",
    )


def remembered(desk: Desk) -> None:
    """What was set for the person's units and for the campus, each to be taken back by who may."""
    known = mappings.listed(desk)
    if not known:
        return
    with st.expander(_("设定过的列名")):
        for unit, meanings in known.items():
            for heading, meaning in meanings.items():
                title = _("不用读") if meaning == NOT_READ else headings([meaning])[meaning]
                whose = wording.unit_title(unit or CAMPUS, desk.term, language())
                line = f"{whose} · {kind_title(heading.kind)} · {heading.text} → {title}"
                words, take_back = st.columns([6, 2], vertical_alignment="center")
                words.text(line)
                allowed = desk.may(to_submit(heading.kind), unit)
                if take_back.button(_("撤销"), key=f"revoke {unit} {heading}", disabled=not allowed):
                    mappings.set_mapping(desk, MappingEntry(unit, heading, None))
                    st.rerun()
