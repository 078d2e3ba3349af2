"""A document as one file of HTML: it opens without a network, and prints as the PDF does."""

from __future__ import annotations

from html import escape

from charts import theme
from exports.papers.drawing import Sheet, svg
from exports.papers.paper import Chart, Paper, Section, Table, runs
from schema.language import chosen

_SHEET = Sheet(width=900, type=18)
_STYLE = f"""
body {{ font-family: {theme.FONTS}; color: {theme.LIGHT.text}; background: #fff; line-height: 1.6;
  max-width: 52rem; margin: 0 auto; padding: 1.5rem; font-size: 15px; font-variant-numeric: tabular-nums }}
header p, .measure {{ color: {theme.LIGHT.muted}; margin: 0 }}
h1 {{ font-size: 1.9rem; margin: 0 0 .3rem }}
h2 {{ font-size: 1.35rem; margin: 2rem 0 .4rem; border-bottom: 2px solid {theme.LIGHT.accent} }}
h3 {{ font-size: 1rem; margin: 1.2rem 0 .3rem }}
p {{ margin: .3rem 0 }}
figure {{ margin: .8rem 0; break-inside: avoid }}
figcaption {{ font-weight: 600 }}
svg {{ width: 100%; height: auto; display: block; font-family: inherit }}
.bar:hover, circle:hover {{ opacity: .7 }}
table {{ border-collapse: collapse; width: 100%; font-size: .87rem }}
th, td {{ border: 1px solid {theme.LIGHT.grid}; padding: .2rem .45rem; text-align: left;
  vertical-align: top }}
thead {{ display: table-header-group }}
th {{ background: {theme.LIGHT.accent}; color: #fff }}
tr {{ break-inside: avoid }}
.number {{ text-align: right }}
td.number {{ white-space: nowrap }}
td:first-child {{ min-width: 8.5em }}
h2, h3 {{ break-after: avoid }}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 10pt; line-height: 1.45 }}
  h2 {{ margin-top: 1.3rem }}
  svg {{ width: 82% }}
  th, td {{ padding: .1rem .4rem }}
  * {{ -webkit-print-color-adjust: exact; print-color-adjust: exact }}
}}
"""


def page(paper: Paper) -> bytes:
    """The document as a page in UTF-8 with everything inside: styles, charts that say numbers on hover."""
    before, _page, after = paper.of_page.replace('"', "").partition("{page}")
    margins = (
        f'@page {{ size: A4; margin: 16mm 15mm 18mm; @bottom-center {{ content: "{before}" counter(page) '
        f'"{after}"; font: 9pt {theme.FONTS}; color: {theme.LIGHT.muted} }} }}'
    )
    body = "".join(section(one) for one in (*paper.sections, *paper.appendix))
    lang = chosen("zh-CN", "en", paper.language)
    html = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(paper.title)} · {escape(paper.campus)}</title>"
        f"<style>{_STYLE}{margins}</style></head>"
        f"<body><header><h1>{escape(paper.title)}</h1><p>{escape(paper.campus)} · {escape(paper.as_of)}</p>"
        f"</header><main>{body}</main></body></html>"
    )
    return html.encode()


def section(one: Section) -> str:
    """A section with its chart and tables."""
    said = "".join(f"<p>{marked(sentence)}</p>" for sentence in one.sentences)
    drawn = figure(one.chart, _SHEET) if one.chart else ""
    tables = "".join(_table(table) for table in one.tables)
    return f'<section id="{one.id}"><h2>{escape(one.title)}</h2>{said}{drawn}{tables}</section>'


def marked(sentence: str) -> str:
    """A sentence with what is strong in it."""
    return "".join(
        f"<strong>{escape(words)}</strong>" if strong else escape(words) for words, strong in runs(sentence)
    )


def figure(chart: Chart, sheet: Sheet) -> str:
    """A chart under what follows from it."""
    return (
        f"<figure><figcaption>{escape(chart.title)}</figcaption>"
        f'<p class="measure">{escape(chart.measure)}</p>{svg(chart, sheet)}</figure>'
    )


def _table(table: Table) -> str:
    rows = "".join(f"<tr>{cells(table, row)}</tr>" for row in table.rows)
    heads = cells(table, table.headings, "th")
    note = f'<p class="measure">{escape(table.note)}</p>' if table.note else ""
    return (
        f"<h3>{escape(table.title)}</h3>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{note}"
    )


def cells(table: Table, row: tuple[str, ...], tag: str = "td", only: tuple[int, ...] | None = None) -> str:
    """The cells of a row, or ``only`` some of them."""
    kept = range(len(row)) if only is None else only
    scope = ' scope="col"' if tag == "th" else ""
    return "".join(
        f"<{tag}{scope}{' class=number' if place in table.numbers else ''}>{escape(row[place])}</{tag}>"
        for place in kept
    )
