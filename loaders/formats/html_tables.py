"""HTML tables, which many systems save as ``.xls``, and single-file web pages."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from loaders.formats.canvas import Canvas
from loaders.formats.delimited import decode
from loaders.formats.grid import Book, Grid, Refused
from loaders.formats.looks import Run, text_of_runs
from schema import limits

_CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_-]{1,40})""")
_DECLARATION = re.compile(r"\A\s{0,99}<\?xml[^>]{0,200}\?>")
_STRUCK, _RAISED = frozenset(("s", "strike", "del")), frozenset(("sup", "sub"))
_LINE_THROUGH = re.compile(r"text-decoration[^;}]{0,60}line-through", re.IGNORECASE)
_LIFTED = re.compile(r"vertical-align\s{0,9}:\s{0,9}(?:super|sub)\b", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}collapse", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]{1,80})")
_LOGIN = re.compile(r"登录|登陆|统一身份认证|log\s?in|sign\s?in", re.IGNORECASE)
_NO_ENTRIES = frozenset("hidden button submit reset image file password".split())
_MOST_TABLES = 500


def text_of(data: bytes) -> str:
    """The markup as text, by the charset that it declares where that works."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in {"gb2312", "gbk"} else name)
        except (LookupError, ValueError):
            pass  # a wrong declaration: found out from the bytes below
    return decode(data)[0]


def refuse_many_cells(data: bytes) -> None:
    """Raise ``Refused`` for more cells than the tree of a document may hold."""
    lower = data.lower()
    if sum(map(lower.count, (b"<td", b"<th", b"cell>", b"<cell"))) > limits.MAX_MARKUP_CELLS:
        raise Refused("too_many_cells")


def open_html(data: bytes) -> Book:
    """Every outermost-level data table of an HTML file as a sheet."""
    refuse_many_cells(data)
    return _book(list(_tables(text_of(data))))


def open_mhtml(data: bytes) -> Book:
    """The tables of a single-file web page, as browsers and Excel save them."""
    refuse_many_cells(data)
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    tables: list[Any] = []
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            charset = part.get_content_charset()
            tables += _tables(_decoded(content, charset))
    if not tables:
        raise Refused("web_page")
    return _book(tables)


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode("gb18030" if charset in {"gb2312", "gbk"} else charset or "ascii")
    except (LookupError, ValueError):
        return text_of(content)


def _tables(text: str) -> Iterator[tuple[Any, _Styles]]:
    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Refused("damaged") from error
    if _is_login(root):
        raise Refused("login_page")
    styles = _Styles(root)
    outer = {id(table) for inner in root.iter("table") for table in _tables_around(inner)}
    yield from ((table, styles) for table in root.iter("table") if id(table) not in outer)


def _tables_around(table: Any) -> Iterator[Any]:
    """The nearest table around one: the others are around that."""
    above = table.getparent()
    while above is not None:
        if above.tag == "table":
            yield above
            return
        above = above.getparent()


def _is_login(root: Any) -> bool:
    has_password = any((field.get("type") or "").lower() == "password" for field in root.iter("input"))
    return has_password and bool(_LOGIN.search(root.text_content()[:20_000]))


def _book(tables: list[Any]) -> Book:
    if not tables:
        raise Refused("web_page")
    if len(tables) > _MOST_TABLES:
        raise Refused("too_many_cells")
    names = [None] if len(tables) == 1 else [f"Table {i}" for i in range(1, len(tables) + 1)]
    grids = [_grid(table, styles, label) for (table, styles), label in zip(tables, names, strict=True)]
    return Book([(grid.name, lambda grid=grid: grid) for grid in grids])  # type: ignore[misc]


class _Styles:
    """The classes of a page's style sheet that strike out or raise what bears them."""

    def __init__(self, root: Any) -> None:
        self._struck: set[str] = set()
        self._raised: set[str] = set()
        for sheet in root.iter("style"):
            for rule in (sheet.text_content() or "").split("}"):
                selector, _, body = rule.partition("{")
                for classes, pattern in ((self._struck, _LINE_THROUGH), (self._raised, _LIFTED)):
                    if pattern.search(body):
                        classes.update(_CLASS.findall(selector[-500:]))

    def of(self, element: Any) -> tuple[bool, bool]:
        """Whether an element strikes out, and whether it raises, the text in it."""
        tag = element.tag
        style, names = element.get("style") or "", set((element.get("class") or "").split())
        struck = tag in _STRUCK or bool(style and _LINE_THROUGH.search(style)) or bool(names & self._struck)
        raised = tag in _RAISED or bool(style and _LIFTED.search(style)) or bool(names & self._raised)
        return struck, raised


def _grid(table: Any, styles: _Styles, name: str | None) -> Grid:
    canvas = Canvas()
    rows = list(table.iter("tr"))
    for position, column in enumerate(table.iter("col")):
        if _is_hidden(column) and position < limits.MAX_COLUMNS:
            canvas.details.hidden_columns.add(position)
    for row_number, row in enumerate(rows):
        if _is_hidden(row):
            canvas.details.hidden_rows.add(row_number)
        above = styles.of(row)
        for cell in row.iterchildren("td", "th"):
            # A span that reaches below the table ends with it.
            down = min(_span(cell, "rowspan"), len(rows) - row_number)
            canvas.put(row_number, None, down, _span(cell, "colspan"), _value(cell, styles, above))
    return canvas.grid(name)


def _is_hidden(element: Any) -> bool:
    return bool(_NOT_SHOWN.search(element.get("style") or "")) or element.get("hidden") is not None


def _value(cell: Any, styles: _Styles, above: tuple[bool, bool]) -> object:
    runs = list(_runs(cell, styles, above))
    if all(run.struck == run.raised == False for run in runs):  # noqa: E712 - both at once
        return _tidy("".join(run.text for run in runs))
    return text_of_runs([Run(" ".join(run.text.split(" ")), run.struck, run.raised) for run in runs])


def _runs(cell: Any, styles: _Styles, above: tuple[bool, bool]) -> Iterator[Run]:
    """The pieces of text in a cell, each with what the elements around it do to it."""
    fonts = [above]
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if not isinstance(element.tag, str):
            text = element.tail if event == "end" else ""
        elif event == "start":
            own, around = styles.of(element), fonts[-1]
            fonts.append((own[0] or around[0], own[1] or around[1]))
            text = ("\n" if element.tag == "br" else "") + _text_in(element)
        else:
            fonts.pop()
            text = element.tail if element is not cell else ""
        if text:
            yield Run(text, *fonts[-1])


def _text_in(element: Any) -> str:
    """What an element itself shows: of a field what is entered, of a choice what is chosen."""
    if element.tag == "input":
        kind = (element.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            return "√" if element.get("checked") is not None else ""
        return "" if kind in _NO_ENTRIES else element.get("value") or ""
    is_option = element.tag == "option"
    return "" if is_option and not _is_chosen(element) else element.text or ""


def _is_chosen(option: Any) -> bool:
    """Whether an option is the one that shows: the first, where none is selected."""
    if option.get("selected") is not None:
        return True
    others = option.itersiblings("option")
    return option.getprevious() is None and all(other.get("selected") is None for other in others)


def _tidy(text: str) -> str:
    lines = (" ".join(line.split(" ")) for line in text.split("\n"))
    return "\n".join(line.strip() for line in lines).strip()


def _span(cell: Any, attribute: str) -> int:
    value = str(cell.get(attribute) or "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 and int(value) else 1
