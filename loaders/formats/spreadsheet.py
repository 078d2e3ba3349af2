"""xlsx, xlsb, xls and ods through python-calamine, after a look at what they would cost."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)  # fmt: skip

from loaders.formats import biff8, open_document, trial, xlsb
from loaders.formats.cell_details import add_details, put_cells
from loaders.formats.grid import Book, Grid, Merge, Refused
from loaders.formats.package import Package, refuse_oversize_sheet, refuse_repeated_text, sheet_parts
from schema import limits

# Below this size, and with its repeats checked, no ods holds enough cells to hurt.
_LARGE_BYTES = 256 * 1024
_DATE_1904 = re.compile(rb'date1904="(?:1|true)"')


def open_package(data: bytes) -> Book:
    """A zip container: xlsx, xlsb or ods; raises ``Refused``."""
    package = Package(data)
    if "mimetype" in package.names and b"opendocument.spreadsheet" in package.part("mimetype"):
        if b"encryption-data" in package.part("META-INF/manifest.xml"):
            raise Refused("encrypted")
        package.refuse_bombs()
        return _open_ods(data, package)
    if any(name.lower().endswith("xl/workbook.bin") for name in package.names):
        package.refuse_bombs()
        trial.survive(data)
        return _book(_calamine(data), lambda sheet: _xlsb_grid(sheet, package))
    if any(name.lower().endswith("xl/workbook.xml") for name in package.names):
        package.refuse_bombs()
        return _open_xlsx(data, package)
    raise Refused("not_a_workbook")


def open_ole(data: bytes) -> Book:
    """A compound file: xls, or an encrypted xlsx; raises ``Refused``."""
    stream = biff8.workbook_stream(data)
    trial.survive(data)
    date1904, errors = biff8.date1904(stream), biff8.errors(stream)
    workbook = _calamine(data)
    found = dict(zip(workbook.sheet_names, errors, strict=False))

    def grid_of(sheet: CalamineSheet) -> Grid:
        grid = Grid(sheet.name, _cells(sheet), _merges(sheet), date1904)
        put_cells(grid, found.get(sheet.name, {}))
        return grid

    return _book(workbook, grid_of)


@contextmanager
def _told_as_refusal() -> Iterator[None]:
    """Whatever python-calamine makes of a broken file is a refusal, a panic of its Rust code too."""
    try:
        yield
    except PasswordError as error:
        raise Refused("encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        locked = any(word in str(error).lower() for word in ("password", "encrypted"))
        raise Refused("encrypted" if locked else "damaged") from error
    except BaseException as error:
        # pyo3 gives no name to import for its panics, which are no subclass of Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("damaged") from error


def _calamine(data: bytes) -> CalamineWorkbook:
    with _told_as_refusal():
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


GridOf = Callable[[CalamineSheet], Grid]


def _book(workbook: CalamineWorkbook, grid_of: GridOf) -> Book:
    book = Book([])
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        load = partial(_read, workbook, meta.name, grid_of)
        if meta.visible != SheetVisibleEnum.Visible:
            book.hidden[meta.name] = load
        else:
            book.visible.append((meta.name, load))
    return book


def _read(workbook: CalamineWorkbook, name: str, grid_of: GridOf) -> Grid:
    with _told_as_refusal():
        return grid_of(workbook.get_sheet_by_name(name))


def _cells(sheet: CalamineSheet) -> list[list[object]]:
    if sheet.total_height * sheet.total_width > limits.MAX_CELLS or sheet.total_width > limits.MAX_COLUMNS:
        raise Refused("too_many_cells")
    return sheet.to_python(skip_empty_area=False)  # type: ignore[return-value]


def _merges(sheet: CalamineSheet) -> list[Merge]:
    return [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _open_xlsx(data: bytes, package: Package) -> Book:
    parts = sheet_parts(package)
    worksheets = [package.part(part) for part in parts.values()]
    for xml in worksheets:
        refuse_oversize_sheet(xml)
    strings = next((n for n in package.names if n.lower().endswith("xl/sharedstrings.xml")), "")
    refuse_repeated_text(package.part(strings), worksheets)
    workbook_part = next(n for n in package.names if n.lower().endswith("xl/workbook.xml"))
    styles_part = next((n for n in package.names if n.lower().endswith("xl/styles.xml")), "")
    date1904 = bool(_DATE_1904.search(package.part(workbook_part)))
    styles = package.part(styles_part)

    def grid_of(sheet: CalamineSheet) -> Grid:
        grid = Grid(sheet.name, _cells(sheet), _merges(sheet), date1904)
        part = parts.get(sheet.name, "")
        add_details(grid, package.part(part), styles)
        package.forget(part)
        return grid

    return _book(_calamine(data), grid_of)


def _xlsb_grid(sheet: CalamineSheet, package: Package) -> Grid:
    merges = xlsb.merges(package, sheet.name)
    return Grid(sheet.name, _cells(sheet), merges, xlsb.date1904(package))


def _open_ods(data: bytes, package: Package) -> Book:
    content = package.part("content.xml")
    open_document.refuse_repeats(content)
    if len(data) > _LARGE_BYTES:
        trial.survive(data)
    details = open_document.details(content)

    def grid_of(sheet: CalamineSheet) -> Grid:
        merges, errors = details.get(sheet.name, ([], {}))
        grid = Grid(sheet.name, _cells(sheet), merges)
        put_cells(grid, errors)
        return grid

    return _book(_calamine(data), grid_of)
