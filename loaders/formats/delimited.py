"""csv, tsv and plain-text exports, in whatever encoding they come."""

from __future__ import annotations

import csv
import io

from loaders.formats.grid import Book, Grid, Refused, squared
from schema import limits

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 30


def decode(data: bytes) -> tuple[str, tuple[int, str] | None]:
    """The text of ``data`` and, where characters had to be replaced, how many and in which encoding.

    Tries byte-order marks, UTF-8, UTF-16 without a mark, then GB 18030 (a superset of GBK).
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _replacing(data, encoding)
    try:
        if b"\0" not in data:
            return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _replacing(data, "gb18030" if _looks_chinese(data) else "utf-8")
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) * 8 < len(data) or min(even, odd) * 4 > max(even, odd):
        raise Refused("not_a_workbook")
    return _replacing(data, "utf-16-be" if even > odd else "utf-16-le")


def _looks_chinese(data: bytes) -> bool:
    """Whether GB 18030 leaves fewer unreadable characters than UTF-8 does."""
    return data.decode("gb18030", "replace").count("\ufffd") <= data.decode("utf-8", "replace").count(
        "\ufffd"
    )


def _replacing(data: bytes, encoding: str) -> tuple[str, tuple[int, str] | None]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > max(10, len(text) // 100):
        raise Refused("not_a_workbook")
    return text, (lost, encoding.upper()) if lost else None


def open_delimited(data: bytes) -> Book:
    """The one table of a delimited text file; raises ``Refused`` for what is not text."""
    text, replaced = decode(data)
    controls = sum(1 for char in text[:4096] if ord(char) < 32 and char not in "\t\r\n\f\v\x1a")
    if controls > len(text[:4096]) // 100:
        raise Refused("not_a_workbook")
    grid = Grid(None, _rows(text), untyped=True)
    return Book([(None, lambda: grid)], replaced_characters=replaced)


def _rows(text: str) -> list[list[object]]:
    delimiter = _delimiter(text)
    if text.startswith("sep=") and "\n" in text:
        # The line in which Excel names the delimiter is no row of its own there.
        text = text.partition("\n")[2]
    rows: list[list[object]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if cells > limits.MAX_CELLS or len(row) > limits.MAX_COLUMNS:
                raise Refused("too_many_cells")
            rows.append([_without_formula_wrap(cell) for cell in row])
    except csv.Error as error:
        raise Refused("damaged") from error
    while rows and not any(rows[-1]):
        rows.pop()
    return squared(rows)


def _delimiter(text: str) -> str:
    """The delimiter that occurs in most of the first lines, and there most often."""
    if text.startswith("sep=") and len(text) > 4:
        return text[4]
    lines = [line for line in text[:20_000].splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(
        _DELIMITERS,
        key=lambda mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines)),
    )


def _without_formula_wrap(cell: str) -> str:
    """``="0123"`` is how systems keep leading zeros from Excel: the text inside is meant."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) >= 3:
        return cell[2:-1].replace('""', '"')
    return cell
