"""A document as slides on a screen: type that is read from the last row, one section at a time."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from exports.papers.drawing import Sheet, svg, tall
from exports.papers.page import cells, marked
from exports.papers.paper import Chart, Paper, Section, Table

# The type of a chart is 24 pixels where it is this wide, and grows with it.
_SHEET = Sheet(width=760, type=24)
_MOST_BARS, _MOST_ROWS = 12, 24  # rows go on on the next screen
_TALLEST = 490  # pixels of a chart below a title on the smallest screen, 1024 × 768


def deck(paper: Paper) -> list[str]:
    """The slides as HTML, each with the line that says where, when, and as known when."""
    return [_slide(section, paper) for section in paper.sections]


def _slide(section: Section, paper: Paper) -> str:
    said = "".join(f"<p>{marked(sentence)}</p>" for sentence in section.sentences)
    drawn = _chart(section.chart, paper) if section.chart else ""
    table = next((table for table in section.tables if table.rows), None)
    listed = _table(table, paper) if table else ""
    return (
        f"<h2>{escape(section.title)}</h2>{said}"
        f'<div class="shown">{drawn}{listed}</div>'
        f"<footer>{escape(paper.campus)} · {escape(paper.as_of)}</footer>"
    )


def _chart(chart: Chart, paper: Paper) -> str:
    shown = _first(chart, _MOST_BARS) if chart.kind == "bars" else chart
    while chart.kind == "bars" and len(shown.categories) > 1 and tall(shown, _SHEET) > _TALLEST:
        shown = _first(shown, len(shown.categories) - 1)
    title = paper.titled(chart.title, len(shown.categories), len(chart.categories))
    measure = f'<div class="measure">{escape(chart.measure)}</div>'
    return f"<figure><figcaption>{escape(title)}</figcaption>{measure}{svg(shown, _SHEET)}</figure>"


def _first(chart: Chart, most: int) -> Chart:
    """The first ``most`` bars."""
    series = tuple(replace(one, values=one.values[:most], labels=one.labels[:most]) for one in chart.series)
    return replace(chart, categories=chart.categories[:most], series=series)


def _table(table: Table, paper: Paper) -> str:
    columns, rows = table.brief_columns, table.rows[:_MOST_ROWS]
    title = paper.titled(table.title, len(rows), len(table.rows))
    heads = cells(table, table.headings, "th", columns)
    body = "".join(f"<tr>{cells(table, row, only=columns)}</tr>" for row in rows)
    return (
        f'<div class="listed"><h3>{escape(title)}</h3><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
