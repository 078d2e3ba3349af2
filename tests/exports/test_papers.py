"""The document about a phase in every format, held against the figures that the shell prints."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pandas as pd
import pptx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

import exports
from charts import wording
from exports.papers.deck import deck
from exports.papers.formats import FORMATS, TemplateUnusable, made
from exports.papers.paper import Chart, Paper
from metrics import compare
from metrics.indicators import TEACHING, indicator_by_id
from schema.as_of import AsOf
from schema.events import Event
from schema.figures import CAMPUS
from schema.language import spoken_in
from schema.term import load_term
from services import figures
from services.checkpoints import freeze
from services.desk import Desk
from services.events import note
from services.papers.briefing import NothingDue, paper_of
from services.papers.scope import INDICATORS_OF, scope_of
from shell.opening import OPERATOR
from store import Store, open_store
from tests.exports.reading_papers import READ, of_page, squeezed

TERM = load_term()
WEEK = TERM.phase("first_week")
EVERY_FORMAT, PHASES = list(FORMATS), ("preparation", "first_week")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def store(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    file = shutil.copy(sample_file, tmp_path_factory.mktemp("papers") / "ruqi.db")
    with open_store(f"sqlite:///{file}") as opened:
        freeze(Desk(opened, TERM, OPERATOR))
        note(Desk(opened, TERM, OPERATOR), Event(dt.date(2020, 2, 26), "学习通登录故障"))
        yield opened


@pytest.fixture(scope="module")
def paper(store: Store) -> Callable[..., Paper]:
    """Writes the paper of a phase, each once."""

    @cache
    def written(phase: str, language: str) -> Paper:
        with spoken_in(language):
            return paper_of(scope_of(Desk(store, TERM, OPERATOR), TERM.phase(phase), AsOf(TERM)))

    return lambda phase="first_week", language="zh": written(phase, language)


@pytest.fixture(scope="module")
def document(paper: Callable[..., Paper]) -> Callable[..., bytes]:
    """The document about a phase in a format, each made once."""

    @cache
    def printed(format: str, phase: str, language: str) -> bytes:
        return made(paper(phase, language), format)

    return lambda format, phase="first_week", language="zh": printed(format, phase, language)


@pytest.fixture(scope="module")
def texts(document: Callable[..., bytes]) -> Callable[..., str]:
    """All that a program reads in a document, each read once."""
    return cache(lambda format: READ[format](document(format)))


@pytest.mark.parametrize("format", ["docx", "html", "pdf"])
def test_a_document_has_the_figures_that_the_shell_prints(store: Store, texts, format: str) -> None:
    """Every indicator of the week stands there with its rate, n and d, as `cli.py figures` has them."""
    ids = [
        "group_creation",
        "enrollment",
        "material_coverage",
        "visit_coverage",
        "problems_closed",
        "attendance",
    ]
    table = figures.table(Desk(store, TERM, OPERATOR), days=[WEEK.ends], units=[CAMPUS], indicators=ids)
    said = squeezed(texts(format))
    for row in table.itertuples():
        assert squeezed(wording.format_rate(row.rate)) in said, row.indicator
        assert squeezed(wording.format_ratio(row.n, row.d)) in said, row.indicator


@pytest.mark.parametrize("format", EVERY_FORMAT)
def test_a_document_says_where_when_as_known_when_what_is_meant_and_what_it_rests_on(
    paper: Callable[..., Paper], texts, format: str
) -> None:
    """Campus, term, day, moment of knowledge, definitions, sources: in each format, whoever opens it."""
    said = squeezed(texts(format))
    assert squeezed(TERM.campus) in said
    assert squeezed(paper().as_of) in said
    assert re.search(r"2020春·截至3月1日周日·按.*\d\d:\d\d前所收数据", squeezed(paper().as_of))
    assert "已被听课的教学班" in said
    assert "份有效上报" in said
    for section in paper().sections:
        assert squeezed(section.title) in said


@pytest.mark.parametrize("format", EVERY_FORMAT)
def test_no_student_is_named(store: Store, texts, format: str) -> None:
    """Neither a name nor a number of a student leaves in a document, of a term that has rosters."""
    roster = Desk(store, TERM, OPERATOR).facts()["roster"]
    known = {*roster["student_id"].dropna(), *roster["student_name"].dropna()}
    assert len(known) > 100
    assert [name for name in known if len(str(name)) > 2 and str(name) in texts(format)] == []


@pytest.mark.parametrize("phase", ["first_week", "first_month"])
def test_a_pdf_has_at_most_twelve_pages_and_its_fonts_inside(document, phase: str) -> None:
    """It prints on any machine, and nobody prints a book."""
    reader = PdfReader(BytesIO(document("pdf", phase)))
    assert len(reader.pages) <= 12
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert all(is_inside(font) for font in fonts)


def is_inside(font) -> bool:
    """A font whose outlines are drawn in the file, or that is in it as a file."""
    if font["/Subtype"] == "/Type3":
        return True
    described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    return bool({"/FontFile2", "/FontFile3"} & set(described))


def test_word_repeats_the_heads_of_tables_and_names_a_font_for_chinese(document) -> None:
    """A table that runs over a page is read without turning back."""
    opened = docx.Document(BytesIO(document("docx")))
    assert len(opened.tables) > 6
    for table in opened.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    fonts = opened.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"


def named(chart: Chart) -> tuple[str, ...]:
    """The names of a chart; in that of an office program what has no bar has its word beside its name."""
    first = chart.series[0]
    each = zip(chart.categories, first.values, first.labels, strict=True)
    return tuple(f"{name} {label}" if value is None else name for name, value, label in each)


def test_charts_in_word_and_in_slides_are_native_and_hold_the_numbers(
    paper: Callable[..., Paper], document: Callable[..., bytes]
) -> None:
    """Whoever opens them can edit them: they are charts with a workbook, and its numbers are ours."""
    charts = [section.chart for section in paper().sections if section.chart]
    package = docx.Document(BytesIO(document("docx"))).part.package
    assert len([part for part in package.iter_parts() if part.partname.startswith("/word/charts/")]) == len(
        charts
    )
    deck_ = pptx.Presentation(BytesIO(document("pptx")))
    drawn = [shape.chart for slide in deck_.slides for shape in slide.shapes if shape.has_chart]
    assert [tuple(one.plots[0].categories) for one in drawn] == [named(one) for one in charts]
    rates = next(one for one in charts if one.shape == "percent")
    assert tuple(drawn[charts.index(rates)].plots[0].series[0].values) == pytest.approx(
        rates.series[0].values
    )
    assert all(one.part.chart_workbook.xlsx_part.blob[:2] == b"PK" for one in drawn)
    assert deck_.slide_width / deck_.slide_height == pytest.approx(16 / 9, abs=0.01)
    assert len(deck_.slides) <= 12


def test_the_page_needs_nothing_else_and_says_numbers_on_hover(document: Callable[..., bytes]) -> None:
    """One file, no script, no address of anything; each bar has its number as a title."""
    html = document("html").decode()
    assert not re.search(r"<script|<link|src=|url\(|https?://(?!www\.w3\.org/2000/svg)", html)
    assert "<title>土木工程系 未报</title>" in html
    assert "<title>听课覆盖率 30.8 %</title>" in html


def test_six_slides_are_shown_in_a_meeting(paper: Callable[..., Paper]) -> None:
    """Each has its sentence; those with a chart draw it with type of 24 pixels."""
    slides = deck(paper())
    assert [re.search("<h2>(.*?)</h2>", slide)[1] for slide in slides] == [
        "准备到什么程度",
        "谁落后",
        "变了什么，为什么",
        "一个不少",
        "是否平稳",
        "要决定什么",
    ]
    assert all("<p>" in slide for slide in slides)
    assert sum('font-size="24"' in slide for slide in slides) == 6


@pytest.mark.parametrize("phase", ["preparation", "first_day", "first_month"])
def test_every_phase_is_told_in_english_without_chinese(
    store: Store, paper: Callable[..., Paper], phase: str
) -> None:
    """But for the name of the term, which is an identifier; with the figures that the shell prints."""
    said = of_page(made(paper(phase, "en"), "html")).replace(TERM.name, "")
    assert [line for line in said.splitlines() if CHINESE.search(line)] == []
    ids = [id for id in INDICATORS_OF[phase] if indicator_by_id(id) not in TEACHING]  # these are of the phase
    desk, ends = Desk(store, TERM, OPERATOR), TERM.phase(phase).ends
    for row in figures.of_days(desk, [ends], None, ids).query("unit == @CAMPUS and d > 0").itertuples():
        assert squeezed(wording.format_rate(row.rate, language="en")) in squeezed(said), row.indicator
        assert squeezed(wording.format_ratio(row.n, row.d)) in squeezed(said), row.indicator


def test_a_campus_has_its_own_letterhead(paper: Callable[..., Paper], tmp_path: Path) -> None:
    """What stands around the body in its template stays; styles that it lacks are done without."""
    own = docx.Document()
    own.add_paragraph("某某大学文件 {{ title }}")
    own.add_paragraph("{{ body }}")
    own.add_paragraph("抄送：各学院")
    own.save(tmp_path / "own.docx")
    document = docx.Document(BytesIO(made(paper(), "docx", tmp_path / "own.docx")))
    said = [one.text for one in document.paragraphs]
    assert said[0] == "某某大学文件 首周简报"
    assert said[-1] == "抄送：各学院"
    assert "谁落后" in said


@pytest.mark.parametrize("content", [b"no document", None])
def test_a_template_that_cannot_be_used_is_said_to_be_one(
    paper: Callable[..., Paper], tmp_path: Path, content: bytes | None
) -> None:
    """Bytes that are no document, and a document without a place for the body."""
    file = tmp_path / "own.docx"
    file.write_bytes(content) if content else docx.Document().save(file)
    with pytest.raises(TemplateUnusable) as refused:
        made(paper(), "docx", file)
    assert "own.docx" in refused.value.message("zh")


def test_without_a_browser_a_pdf_is_refused_in_a_sentence(paper: Callable[..., Paper], monkeypatch) -> None:
    """Where nothing prints, the other formats are there, and it says so."""
    monkeypatch.setattr("exports.papers.printed.browser_path", lambda: None)
    with pytest.raises(exports.ImageUnavailable) as refused:
        made(paper(), "pdf")
    assert "浏览器" in refused.value.message("zh")


def test_what_happened_meanwhile_stands_with_what_changed(paper: Callable[..., Paper]) -> None:
    """An event of the week, and not in the document about the days before."""
    told = [[row for table in paper(each).sections[2].tables for row in table.rows] for each in PHASES]
    assert [("2月26日 周三", "全校", "学习通登录故障") in rows for rows in told] == [False, True]


def test_without_a_plan_there_is_no_document(tmp_path: Path) -> None:
    """Nothing due is not nobody left out."""
    with open_store(f"sqlite:///{tmp_path / 'empty.db'}") as empty:
        scope = scope_of(Desk(empty, TERM, OPERATOR), WEEK, AsOf(TERM))
        with pytest.raises(NothingDue) as refused:
            paper_of(scope)
    assert "开课计划" in refused.value.message("zh")


def test_the_day_chosen_is_the_day_told(store: Store) -> None:
    """As known on an earlier day, with the figures of that day."""
    desk, day = Desk(store, TERM, OPERATOR), dt.date(2020, 2, 26)
    scope = scope_of(desk, WEEK, AsOf(TERM, day, TERM.end_of(day)))
    own = compare.of(scope.own, indicators=["enrollment"], units=[CAMPUS]).iloc[0]
    [asked] = figures.table(
        desk, days=[day], known_at=TERM.end_of(day), units=[CAMPUS], indicators=["enrollment"]
    ).itertuples()
    assert (own["n"], own["d"]) == (asked.n, asked.d)
    assert own["on"] == pd.Timestamp(day)
