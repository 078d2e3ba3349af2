"""A document in Word: the campus's own template around it, native charts, headings and tables of Word."""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt, RGBColor
from docxtpl import DocxTemplate
from pptx import Presentation

from charts import theme
from exports.papers.formats import TemplateUnusable
from exports.papers.native import add_chart
from exports.papers.paper import Chart, Paper, Section, Table, runs, widths

TEMPLATE = Path(__file__).with_name("briefing.docx")
_BODY = "\ufdd0body\ufdd0"  # a mark that no text holds, where the template has its body
_BLANK = 6  # the layout of the library's own template
_CHART_TYPE, _CELL_TYPE = 9, 8.5  # points
_TWIPS = 20  # of a point
_ROW_HEIGHT, _CHART_EDGE, _LINES_HEIGHT = Pt(17), Pt(24), Pt(190)


def word(paper: Paper, template: Path | None = None) -> bytes:
    """The document as docx in ``template``, by default the one that comes along.

    A template is a document of Word with the fields ``{{ title }}``, ``{{ campus }}``, ``{{ term }}``,
    ``{{ as_of }}`` wherever it wants them, and a paragraph ``{{ body }}`` where the sections are to stand.
    Raises :class:`TemplateUnusable`.
    """
    file = template or TEMPLATE
    try:
        document = DocxTemplate(file)
        fields = {name: getattr(paper, name) for name in ("title", "campus", "term", "as_of")}
        document.render({**fields, "body": _BODY}, autoescape=True)
    except Exception as error:
        raise TemplateUnusable(f"{file.name}: {error}") from error
    place = next((one for one in document.docx.paragraphs if _BODY in one.text), None)
    if place is None:
        raise TemplateUnusable(f"{file.name}: no paragraph {{{{ body }}}}")
    writer = _Writer(document.docx)
    for section in (*paper.sections, *paper.appendix):
        writer.section(section)
    for element in writer.elements:
        place._p.addprevious(element)  # noqa: SLF001 - what is added to a document stands at its end
    place._p.getparent().remove(place._p)  # noqa: SLF001
    document.docx.core_properties.title = f"{paper.title} · {paper.campus}"
    document.docx.core_properties.language = paper.language
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Writer:
    """Writes sections at the end of a document, from where ``elements`` are moved to their place."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._width = document.sections[0].page_width
        self._width -= document.sections[0].left_margin + document.sections[0].right_margin
        self._styles = {style.name: style.style_id for style in document.styles}
        self._charts = 0
        deck = Presentation()  # which draws the charts, and is thrown away
        self._slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
        self.elements: list[Any] = []

    def section(self, section: Section) -> None:
        """A heading, the sentences, the chart under its conclusion, the tables."""
        self._line(section.title, "Heading 1")
        for sentence in section.sentences:
            paragraph = self._paragraph()
            for words, strong in runs(sentence):
                paragraph.add_run(words).bold = strong
        if section.chart is not None:
            self._chart(section.chart)
        for table in section.tables:
            self._table(table)

    def _paragraph(self, style: str = "Normal") -> Any:
        paragraph = self._document.add_paragraph()
        # By its id: by its name the library looks through all styles, each time.
        paragraph._p.style = self._styles.get(style)  # noqa: SLF001
        self.elements.append(paragraph._p)  # noqa: SLF001
        return paragraph

    def _line(self, words: str, style: str, *, strong: bool = True, muted: bool = False) -> None:
        """A line that stays with what follows it; strong by itself where the template lacks the style."""
        paragraph = self._paragraph(style)
        run = paragraph.add_run(words)
        paragraph.paragraph_format.keep_with_next = not muted
        if style not in self._styles:
            run.bold = strong
        if muted:
            run.font.size, run.font.color.rgb = Pt(9), _color(theme.LIGHT.muted)

    def _chart(self, chart: Chart) -> None:
        self._line(chart.title, "Caption")
        height = _LINES_HEIGHT
        if chart.kind != "lines":
            height = Emu(_ROW_HEIGHT * len(chart.categories) + _CHART_EDGE)
        self._charts += 1
        identity = self._related(chart, self._width, height)
        run = self._paragraph().add_run()
        run._r.append(_drawing(identity, chart, (self._width, height, 1000 + self._charts)))  # noqa: SLF001
        self._line(chart.measure, "Normal", muted=True)

    def _related(self, chart: Chart, width: Emu, height: Emu) -> str:
        """Put the chart with its workbook into the package; gives the id of its relation."""
        made = add_chart(self._slide, chart, (Emu(0), Emu(0), width, height), _CHART_TYPE).chart.part
        package, part = self._document.part.package, self._document.part
        book = Part(
            PackURI(f"/word/embeddings/chart{self._charts}.xlsx"),
            CONTENT_TYPE.SML_SHEET,
            made.chart_workbook.xlsx_part.blob,
            package,
        )
        name = PackURI(f"/word/charts/chart{self._charts}.xml")
        drawn = Part(name, CONTENT_TYPE.DML_CHART, made.blob, package)
        drawn.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, next(iter(made.rels)))
        identity: str = part.relate_to(drawn, RELATIONSHIP_TYPE.CHART)
        return identity

    def _table(self, table: Table) -> None:
        self._line(table.title, "Heading 2")
        every, room = range(len(table.headings)), self._width / Pt(_CELL_TYPE)
        shares = [int(width * _CELL_TYPE * _TWIPS) for width in widths(table, every, room)]
        self.elements.append(parse_xml(_grid(table, shares)))
        self._line(table.note, "Normal", muted=True)


def _grid(table: Table, shares: list[int]) -> str:
    """The table as Word writes it, columns ``shares`` wide in twentieths of a point.

    No row is broken across pages, and the first is repeated on each. Its words, in one go: the library takes
    a thousand steps for as many cells.
    """
    line = theme.LIGHT.faint.removeprefix("#")
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{line}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{share}"/>' for share in shares)
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/>{'' if place else '<w:tblHeader/>'}</w:trPr>"
        + "".join(
            _cell(words, share, right=column in table.numbers, head=not place)
            for column, (words, share) in enumerate(zip(row, shares, strict=True))
        )
        + "</w:tr>"
        for place, row in enumerate((table.headings, *table.rows))
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(shares)}" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(words: str, share: int, *, right: bool, head: bool) -> str:
    fill, paper = (color.removeprefix("#").upper() for color in (theme.LIGHT.accent, theme.LIGHT.paper))
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if head else ""
    looks = f'<w:b/><w:color w:val="{paper}"/>' if head else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="dxa"/>{shading}</w:tcPr>'
        '<w:p><w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="{"right" if right else "left"}"/></w:pPr>'
        f'<w:r><w:rPr>{looks}<w:sz w:val="{int(_CELL_TYPE * 2)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:tc>'
    )


def _drawing(identity: str, chart: Chart, size: tuple[int, int, int]) -> Any:
    """The place of a chart in a line of text."""
    width, height, number = size
    drawing = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(width)}" cy="{int(height)}"/><wp:docPr id="{number}" name=""/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{identity}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    properties = drawing.find(f".//{qn('wp:docPr')}")
    properties.set("name", chart.title)
    properties.set("descr", chart.described)
    return drawing


def _color(color: str) -> RGBColor:
    return RGBColor.from_string(color.removeprefix("#").upper())
