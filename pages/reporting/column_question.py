"""What the columns and the words mean that nobody knows, asked beside what stands there, and set once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from charts import wording
from loaders.titles import heading_of
from pages.reporting.review import PendingFile
from schema.figures import CAMPUS
from schema.findings import UNKNOWN_WORDS
from schema.kinds import KINDS, kind_by_id
from schema.mappings import ANY_KIND, NOT_READ, OF_KIND, Heading, MappingEntry, meanings_for
from schema.reading import SheetReading
from schema.unread import COLUMN, Unread
from services import mappings
from services.desk import Desk
from services.intake import to_submit
from services.preview import Reviewed
from services.words import form_headings
from ui.language import gettext, language, ngettext
from ui.words import escaped, kind_title

_ = gettext
_ASKED = frozenset({"unknown", "similar"})
_MOST_ASKED, _LONGEST_SHOWN = 12, 40


def ask(desk: Desk, file: PendingFile, parts: Sequence[Reviewed]) -> None:
    """A drop-down for each column of which nobody knows the meaning; what is chosen holds from now on."""
    unit, chosen_kind = file.read_as[:2] if file.read_as else (None, None)
    _ask_for_words(desk, file, parts)
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


def _ask_for_words(desk: Desk, file: PendingFile, parts: Sequence[Reviewed]) -> None:
    """A drop-down for each unit or choice that is none, and for the kind of an undecided sheet."""
    unit = file.read_as[0] if file.read_as else None
    asked = {
        question: None
        for each in parts
        for question in (*_unknown_words(each.part), *_undecided_kinds(each.part))
        if desk.may(mappings.right_to_set(question[0]), unit)
    }
    if not asked:
        return
    title = ngettext("有 {count} 个写法没有认出来，可以在这里设定", len(asked))
    with st.expander(title.format(count=len(asked)), expanded=True):
        st.caption(_("选定后立即重新读取，并记住：同一学院同类表以后不再问；教务处设定的对全校有效。"))
        if len(asked) > _MOST_ASKED:
            st.caption(_("先问 {count} 个，设定以后再问其余的。").format(count=_MOST_ASKED))
        for heading, words in list(asked)[:_MOST_ASKED]:
            options = meanings_for(heading, desk.term)
            meaning = st.selectbox(
                words,
                options,
                index=None,
                placeholder=_("请选择"),
                format_func=lambda word: _shown(word, desk),
                key=f"word {file.draft} {heading}",
            )
            if meaning is not None:
                mappings.set_mapping(desk, MappingEntry(unit, heading, meaning))
                st.rerun()


def _unknown_words(part: SheetReading) -> Iterator[tuple[Heading, str]]:
    """What stands in cells of units and choices and is none, with the question."""
    columns = {title: id for id, title in part.titles.items()}
    for finding in part.findings:
        id = columns.get(finding.column or "")
        if finding.code in UNKNOWN_WORDS and id is not None and finding.value:
            words = _("“{title}”中的“{value}”是…").format(
                title=escaped(finding.column or ""), value=escaped(finding.value)
            )
            yield Heading(part.kind or "", heading_of(finding.value), id), words


def _undecided_kinds(part: SheetReading) -> Iterator[tuple[Heading, str]]:
    if part.refused is not None and part.refused.code == "kind_undecided":
        words = _("工作表“{name}”是哪一类表？").format(name=escaped(part.sheet or part.file))
        yield Heading(ANY_KIND, str(part.refused.details["titles"]), OF_KIND), words


def _shown(word: str, desk: Desk) -> str:
    """A unit, a kind or a word as people read it."""
    if word in desk.term.unit_names:
        return wording.unit_title(word, desk.term, language())
    return kind_title(word) if any(word == kind.id for kind in KINDS) else word


def _offered(part: SheetReading, kind: str) -> dict[str, str]:
    """The columns of the kind that the sheet does not have yet, with their headings."""
    columns = [id for form in kind_by_id(kind).forms for id in form.column_ids if id not in part.titles]
    titles = form_headings(*kind_by_id(kind).forms)
    return {id: titles[id] for id in dict.fromkeys(columns)}


def _choice(column: Unread, offered: Mapping[str, str], key: str) -> str | None:
    titles = {NOT_READ: _("不用读"), **offered}
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
    with st.expander(_("设定过的列名和写法")):
        for unit, meanings in known.items():
            for heading, meaning in meanings.items():
                whose = wording.unit_title(unit or CAMPUS, desk.term, language())
                line = f"{whose} · {_in_words(heading, meaning, desk)}"
                words, take_back = st.columns([6, 2], vertical_alignment="center")
                words.text(line)
                allowed = desk.may(mappings.right_to_set(heading), unit)
                if take_back.button(_("撤销"), key=f"revoke {unit} {heading}", disabled=not allowed):
                    mappings.set_mapping(desk, MappingEntry(unit, heading, None))
                    st.rerun()


def _in_words(heading: Heading, meaning: str, desk: Desk) -> str:
    """One setting: the kind, what stands in the sheet, and what it means."""
    if heading.column == OF_KIND:
        return f"{heading.text[:_LONGEST_SHOWN]} → {_shown(meaning, desk)}"
    titles = form_headings(*kind_by_id(heading.kind).forms) if heading.kind != ANY_KIND else {}
    if heading.column:
        column = titles.get(heading.column, heading.column)
        return f"{kind_title(heading.kind)} · {column} · {heading.text} → {_shown(meaning, desk)}"
    title = _("不用读") if meaning == NOT_READ else titles.get(meaning, meaning)
    return f"{kind_title(heading.kind)} · {heading.text} → {title}"
