"""A document as slides: wide, one section each, with charts and tables that can be edited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from charts import theme
from charts.labels import lines_of, text_width
from exports.papers.native import FONT, add_chart, color_of, speak_chinese
from exports.papers.paper import Paper, Section, Table, plain, runs, widths

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_EDGE, _SAID_TOP = Inches(0.6), Inches(1.05)
_TITLE_ONLY = 5  # the layout of the library's own template
_FINE, _SMALL, _SAID, _TITLE = 11, 14, 18, 32  # points
_MANY = 10  # bars, more of which are named in finer type
_MOST_ROWS = 7  # of a table beside a chart
_MOST_DEFINED = 12  # rows of a table that has a slide for itself


@dataclass(frozen=True, slots=True)
class _Type:
    """How words are written: ``size`` in points."""

    size: int
    strong: bool = False
    color: str = theme.LIGHT.text


def slides(paper: Paper) -> bytes:
    """The document as pptx: a slide a section, then the definitions and the sources."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    deck.core_properties.title = f"{paper.title} · {paper.campus}"
    deck.core_properties.language = paper.language
    _name_fonts(deck)
    for section in paper.sections:
        _add(deck, section, paper)
    for section in paper.appendix:
        for part in _parted(section):
            _add(deck, part, paper)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _parted(section: Section) -> list[Section]:
    """A section with a long table as several, so that nothing runs off the slide."""
    if not section.tables:
        return [section]
    table = section.tables[0]
    pieces = [table.rows[start : start + _MOST_DEFINED] for start in range(0, len(table.rows), _MOST_DEFINED)]
    return [
        Section(
            section.id,
            section.title,
            section.sentences if not place else (),
            None,
            (Table(table.title, table.headings, rows, table.numbers, tuple(range(len(table.headings)))),),
        )
        for place, rows in enumerate(pieces)
    ]


def _add(deck: Any, section: Section, paper: Paper) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    _title(slide, section.title)
    top = _sentences(slide, section.sentences)
    table = next((table for table in section.tables if table.rows), None)
    room = _WIDTH - 2 * _EDGE
    if section.chart is not None:
        across = Emu(int(room * (0.56 if table else 1)))
        title = lines_of(section.chart.title, _SMALL * 1.05, across / Pt(1))
        head = Emu(Inches(0.2) + len(title) * Pt(_SMALL * 1.3))
        _words(slide, section.chart.title, (_EDGE, top, across, head), _Type(_SMALL, strong=True))
        box = (_EDGE, Emu(top + head), across, Emu(_HEIGHT - top - head - Inches(0.6)))
        add_chart(slide, section.chart, box, _SMALL if len(section.chart.categories) <= _MANY else _FINE)
    if table is not None:
        left = Emu(_EDGE + int(room * 0.58)) if section.chart else _EDGE
        width = Emu(_WIDTH - _EDGE - left)
        beside = (width, int(_HEIGHT - top - Inches(1.0)))
        _table(slide, _shortened(table, paper, beside) if section.chart else table, (left, top, width))
    foot = (_EDGE, Emu(_HEIGHT - Inches(0.5)), Emu(room), Inches(0.4))
    measure = f" · {section.chart.measure}" if section.chart else ""
    _words(slide, f"{paper.campus} · {paper.as_of}{measure}", foot, _Type(11, color=theme.LIGHT.muted))


def _title(slide: Any, words: str) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (
        _EDGE,
        Inches(0.3),
        Emu(_WIDTH - 2 * _EDGE),
        Inches(0.7),
    )
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    _run(paragraph, words, _Type(_TITLE, strong=True, color=theme.LIGHT.accent))


def _sentences(slide: Any, sentences: tuple[str, ...]) -> Emu:
    """Write the sentences below the title; gives how far down what follows may begin."""
    room = _WIDTH - 2 * _EDGE
    size = _SAID if sum(map(len, sentences)) < 170 else _SMALL
    widths = [Pt(text_width(plain(sentence), size)) for sentence in sentences]
    lines = sum(-(-width // int(room * 0.95)) for width in widths)
    tall = Emu(lines * Pt(size * 1.3) + len(sentences) * Pt(4) + Inches(0.15))
    frame = slide.shapes.add_textbox(_EDGE, _SAID_TOP, room, tall).text_frame
    frame.word_wrap = True
    for place, sentence in enumerate(sentences):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        paragraph.space_after = Pt(4)
        for words, strong in runs(sentence):
            _run(paragraph, words, _Type(size, strong=strong))
    return Emu(_SAID_TOP + tall)


def _shortened(table: Table, paper: Paper, box: tuple[int, int]) -> Table:
    """The rows of ``table`` that have room in a box beside a chart; how many there are is said."""
    columns, size = table.brief_columns, Pt(_SMALL)
    shares = widths(table, columns, box[0] / size)
    left, rows = box[1] - 2 * size, []
    for row in (table.headings, *table.rows[:_MOST_ROWS]):
        cells = [lines_of(row[column], 1, share - 1) for column, share in zip(columns, shares, strict=True)]
        left -= max(map(len, cells)) * size * 1.3 + Pt(6)
        if left < 0:
            break
        rows.append(row)
    rows = rows[1:]
    return replace(table, title=paper.titled(table.title, len(rows), len(table.rows)), rows=tuple(rows))


def _table(slide: Any, table: Table, at: tuple[Emu, Emu, Emu]) -> None:
    """The brief columns of ``table`` from a corner on, with a width."""
    columns = table.brief_columns
    left, top, width = at
    _words(slide, table.title, (left, top, width, Inches(0.4)), _Type(_SMALL, strong=True))
    size = _SMALL if len(table.rows) <= _MOST_ROWS else _FINE
    lines = len(table.rows) + 1
    frame = slide.shapes.add_table(
        lines, len(columns), left, Emu(top + Inches(0.45)), width, Inches(0.34 * lines)
    )
    frame.name = table.title
    grid = frame.table
    every = (table.headings, *table.rows)
    for column, share in enumerate(widths(table, columns, width / Pt(size))):
        grid.columns[column].width = Emu(int(share * Pt(size)))
    for line, row in enumerate(every):
        for column, place in enumerate(columns):
            _cell(grid.cell(line, column), row[place], size, right=place in table.numbers, head=not line)


def _cell(cell: Any, words: str, size: int, *, right: bool, head: bool) -> None:
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.margin_left = cell.margin_right = Pt(5)
    cell.fill.solid()
    cell.fill.fore_color.rgb = color_of(theme.LIGHT.accent if head else theme.LIGHT.paper)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    color = theme.LIGHT.paper if head else theme.LIGHT.text
    _run(paragraph, words, _Type(size, strong=head, color=color))


def _words(slide: Any, words: str, box: tuple[Any, ...], type: _Type) -> None:
    frame = slide.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    _run(frame.paragraphs[0], words, type)


def _run(paragraph: Any, words: str, type: _Type) -> None:
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.name = Pt(type.size), type.strong, FONT
    run.font.color.rgb = color_of(type.color)
    speak_chinese(run._r.get_or_add_rPr())  # noqa: SLF001 - the font for Chinese has no other way


def _name_fonts(deck: Any) -> None:
    """Name the fonts of the theme, which what is added later is written in."""
    for master in deck.slide_masters:
        part = next(one.target_part for one in master.part.rels.values() if one.reltype.endswith("/theme"))
        blob = part.blob.replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>'.encode())
        part._blob = blob  # noqa: SLF001 - the library reads themes and has no way to change them
