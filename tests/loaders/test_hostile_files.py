"""Whatever stands in a file, reading it ends: with rows, with findings, or with a refusal."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import time
import zipfile
from collections.abc import Callable

import pytest

from loaders import Receipt, read_workbook
from sample_data import markup, producers
from sample_data.layout import Cell, Table
from schema.reading import SheetReading
from schema.term import load_term
from tests.workbooks.biff12 import write_xlsb
from tests.workbooks.flat import flattened

TERM = load_term()
_AT = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
_GRID: list[list[Cell]] = [
    ["教学班号", "统计日期", "应进群人数", "已进群人数", "备注"],
    ["CS101-01", dt.date(2020, 2, 22), 45, 44, "甲"],
    ["CS101-02", dt.date(2020, 2, 22), 60, 60, None],
    ["CS101-03", dt.date(2020, 2, 22), 30, 29, "乙"],
]
_TABLE = Table("学生进群", _GRID, [(1, 4, 2, 4)], (0,))
# What a careless or a hostile writer puts where a number belongs.
_ODD = [
    "1,001",
    "0.0",
    "-1",
    "-999999999",
    "4294967296",
    "99999999999999999999",
    "",
    "NaN",
    "1e9",
    "甲",
    "१",
    "²",
]
_ATTRIBUTE = re.compile(r'(?<=[\s:])([A-Za-z][\w.-]*)="([^"<>]{0,40})"')


def read(data: bytes, name: str = "表.xls") -> list[SheetReading]:
    return read_workbook(data, name, Receipt(term=TERM, received_at=_AT))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


_MARKUP: dict[str, Callable[[], bytes]] = {
    "xml": lambda: markup.write_spreadsheetml([_TABLE]),
    "html": lambda: markup.write_html([_TABLE]),
    "fods": lambda: flattened(producers.write_ods([_TABLE])),
}
_PACKAGES: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: producers.write_xlsxwriter([_TABLE]),
    "wps": lambda: producers.write_wps([_TABLE]),
    "ods": lambda: producers.write_ods([_TABLE]),
    "xlsb": lambda: write_xlsb([_TABLE]),
}
_ALL = {**_MARKUP, **_PACKAGES, "xls": lambda: producers.write_xls([_TABLE])}


def _with_attribute(text: str, rng: random.Random) -> str:
    """``text`` with the value of one attribute replaced, or an attribute that may hurt added."""
    places = list(_ATTRIBUTE.finditer(text))
    if places and rng.random() < 0.7:
        at = rng.choice(places)
        return text[: at.start(2)] + rng.choice(_ODD) + text[at.end(2) :]
    tag = rng.choice(
        ["Cell", "Row", "Column", "td", "tr", "c", "row", "col", "table:table-cell", "table:table-row"]
    )
    name = rng.choice(
        ["ss:Index", "ss:MergeDown", "ss:MergeAcross", "ss:Span", "rowspan", "colspan", "r", "s", "t", "min", "max",
         "table:number-rows-repeated", "table:number-columns-repeated", "table:number-rows-spanned"]
    )  # fmt: skip
    return re.sub(
        rf"<{tag}(?=[\s>/])", f'<{tag} {name}="{rng.choice(_ODD)}"', text, count=rng.choice([1, 1, 3])
    )


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("kind", _MARKUP)
def test_odd_attributes_of_markup_never_raise(kind: str, seed: int) -> None:
    """An attribute that is no number, or one that is far too large, ends in rows or a refusal."""
    rng = random.Random(f"{kind} {seed}")
    text = _MARKUP[kind]().decode()
    for _ in range(rng.randint(1, 3)):
        text = _with_attribute(text, rng)
    assert read(text.encode())


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("kind", ["xlsx", "wps", "ods"])
def test_odd_attributes_in_packages_never_raise(kind: str, seed: int) -> None:
    """The same in any part of a zipped workbook, with its quotes changed as well."""
    rng = random.Random(f"{kind} {seed}")
    parts = _parts(_PACKAGES[kind]())
    name = rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    text = _with_attribute(parts[name].decode(), rng)
    parts[name] = (_ATTRIBUTE.sub(r"\1='\2'", text) if rng.random() < 0.3 else text).encode()
    assert read(_zipped(parts))


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("kind", _ALL)
def test_changed_bytes_never_raise(kind: str, seed: int) -> None:
    """Bytes changed, cut out or repeated, in the file or in an unpacked part of it."""
    rng = random.Random(f"{kind} {seed}")
    data = _ALL[kind]()
    if kind in _PACKAGES and rng.random() < 0.8:
        parts = _parts(data)
        name = rng.choice(list(parts))
        parts[name] = _mangled(parts[name], rng)
        data = _zipped(parts)
    else:
        data = _mangled(data, rng)
    assert read(data)


def _mangled(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        if not changed:
            break
        at = rng.randrange(len(changed))
        match rng.randrange(3):
            case 0:
                changed[at] = rng.randrange(256)
            case 1:
                del changed[at : at + rng.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + rng.randint(1, 40)] * rng.randint(1, 3)
    return bytes(changed)


_SS = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def _spreadsheetml(cells: str) -> bytes:
    body = f"<Worksheet ss:Name='甲'><Table><Row>{cells}</Row></Table></Worksheet>"
    return f"<?xml version='1.0'?><Workbook {_SS}>{body}</Workbook>".encode()


@pytest.mark.parametrize(
    "cells",
    [
        '<Cell ss:MergeDown="-5"><Data ss:Type="String">甲</Data></Cell>',
        '<Cell ss:MergeDown="1048575" ss:MergeAcross="900"><Data ss:Type="String">甲</Data></Cell>',
        '<Cell ss:MergeDown="99999"><Data ss:Type="String">甲</Data></Cell>' * 200,
        '<Cell ss:Index="99999999"><Data ss:Type="String">甲</Data></Cell>',
    ],
)
def test_hostile_merges_are_refused_at_once(cells: str) -> None:
    """Merged ranges that claim millions of cells cost neither time nor memory."""
    started = time.perf_counter()
    assert read(_spreadsheetml(cells))[0].refused is not None
    assert time.perf_counter() - started < 5


def _worksheet(xml: str) -> bytes:
    parts = _parts(producers.write_xlsxwriter([_TABLE]))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    start, end = sheet.index("<sheetData>") + len("<sheetData>"), sheet.index("</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = (sheet[:start] + xml + sheet[end:]).encode()
    return _zipped(parts)


@pytest.mark.parametrize(
    "piece",
    ["<c ", '<c t="s"', "<x:c><x:f", '<c r="A1" t="e"', "<row><c><v>", '<c r="ZZ1"/><c t="s"><v>0</v></c>'],
)
def test_markup_is_read_in_linear_time(piece: str) -> None:
    """Twice the markup takes about twice the time, however it is broken."""

    def seconds(count: int) -> float:
        data = _worksheet(piece * count)
        started = time.process_time()
        read(data)
        return time.process_time() - started

    small, large = seconds(20_000), seconds(80_000)
    assert large < 12 * max(small, 0.05)


def test_the_same_rows_covered_by_many_merges_are_refused() -> None:
    """A hundred thousand merged ranges over the same rows are not filled one after the other."""
    parts = _parts(producers.write_wps([_TABLE]))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    many = "".join('<mergeCell ref="A2:A90000"/>' for _ in range(20_000))
    row = '<row r="90000"><c r="A90000" t="inlineStr"><is><t>CS1</t></is></c></row></sheetData>'
    sheet = re.sub(r"<mergeCells.*?</mergeCells>", "", sheet).replace("</sheetData>", row)
    end = sheet.index("</sheetData>") + len("</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = (
        sheet[:end] + f"<mergeCells>{many}</mergeCells>" + sheet[end:]
    ).encode()
    started = time.perf_counter()
    assert [reading.refused and reading.refused.code for reading in read(_zipped(parts))] == [
        "too_many_cells"
    ]
    assert time.perf_counter() - started < 10
