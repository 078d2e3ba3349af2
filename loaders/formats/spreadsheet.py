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

from loaders.formats import biff8, biff8_cells, open_document, trial, xlsb
from loaders.formats.cell_details import Writing, put_details, sheet_details
from loaders.formats.comments import comments_of
from loaders.formats.cost import refuse_oversize_sheet, refuse_repeated_text
from loaders.formats.grid import Book, Grid, Merge, Refused, bounded
from loaders.formats.package import Package, sheet_parts, workbook_part
from loaders.formats.workbook_styles import marked_strings, special_looks
from schema import limits

# Below this size, and with its repeats checked, no ods holds enough cells to hurt.
_LARGE_BYTES = 256 * 1024
# Asked to calculate as it opens: the writer could not, and what it saved beside formulas is no result.
_UNCALCULATED = re.compile(rb"""\s(?:fullCalcOnLoad=["'](?:1|true)|calcCompleted=["'](?:0|false))""")
_ODS_HIDES_ZEROS = re.compile(rb'config:name="ShowZeroValues"[^>]*>\s*false<')
_DATE_1904 = re.compile(rb'date1904="(?:1|true)"')


def open_package(data: bytes) -> Book:
    """A zip container: xlsx, xlsb or ods; raises ``Refused``."""
    package = Package(data)
    if "mimetype" in package.names and b"opendocument.spreadsheet" in package.part("mimetype"):
        if b"encryption-data" in package.part("META-INF/manifest.xml"):
            raise Refused("encrypted")
        package.refuse_bombs()
        return _open_ods(data, package)
    if package.find("xl/workbook.bin"):
        package.refuse_bombs()
        data = package.regular(data, {})
        trial.survive(data)
        about = xlsb.Workbook(package)
        return _book(_calamine(data), lambda sheet: _xlsb_grid(sheet, about))
    if workbook := workbook_part(package):
        package.refuse_bombs()
        return _open_xlsx(data, package, workbook)
    if any(name.startswith("Index/") or name == "Index.zip" for name in package.names):
        raise Refused("numbers_file")
    raise Refused("not_a_workbook")


def open_ole(data: bytes) -> Book:
    """A compound file: xls, or an encrypted xlsx; raises ``Refused``."""
    stream, is_saved = biff8.workbook_stream(data)
    trial.survive(data)
    about, workbook = biff8.Workbook(stream), _calamine(data)
    numbers = {name: number for number, name in enumerate(workbook.sheet_names)}

    def grid_of(sheet: CalamineSheet) -> Grid:
        grid = Grid(sheet.name, _cells(sheet), _merges(sheet), about.date1904)
        number = numbers.get(sheet.name, len(numbers))
        put_details(grid, biff8_cells.sheet_details(stream, about, number, saves_placeholders=not is_saved))
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
        grid = grid_of(workbook.get_sheet_by_name(name))
    grid.merges = bounded(grid.merges, len(grid.rows))
    return grid


def _cells(sheet: CalamineSheet) -> list[list[object]]:
    if sheet.total_height * sheet.total_width > limits.MAX_CELLS or sheet.total_width > limits.MAX_COLUMNS:
        raise Refused("too_many_cells")
    return sheet.to_python(skip_empty_area=False)  # type: ignore[return-value]


def _merges(sheet: CalamineSheet) -> list[Merge]:
    return [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _open_xlsx(data: bytes, package: Package, workbook: str) -> Book:
    parts = sheet_parts(package)
    worksheets = [package.part(part) for part in parts.values()]
    for xml in worksheets:
        refuse_oversize_sheet(xml)
    strings = package.part(package.find("sharedstrings.xml"))
    refuse_repeated_text(strings, worksheets)
    about = package.part(workbook)
    date1904 = bool(_DATE_1904.search(about))
    writing = Writing(
        special_looks(package.part(package.find("styles.xml"))),
        marked_strings(strings),
        bool(_UNCALCULATED.search(about)),
    )

    def grid_of(sheet: CalamineSheet) -> Grid:
        grid = Grid(sheet.name, _cells(sheet), _merges(sheet), date1904)
        part = parts.get(sheet.name, "")
        details = sheet_details(package.part(part), writing)
        details.comments = comments_of(package, part)
        put_details(grid, details)
        package.forget(part)
        return grid

    renamed = {} if workbook.lower() == "xl/workbook.xml" else _usual_names(workbook)
    return _book(_calamine(package.regular(data, renamed)), grid_of)


def _usual_names(workbook: str) -> dict[str, str]:
    """The names under which readers look for the workbook and its relationships."""
    folder, _, file = workbook.rpartition("/")
    return {workbook: "xl/workbook.xml", f"{folder}/_rels/{file}.rels": "xl/_rels/workbook.xml.rels"}


def _xlsb_grid(sheet: CalamineSheet, about: xlsb.Workbook) -> Grid:
    merges, details = about.sheet(sheet.name)
    grid = Grid(sheet.name, _cells(sheet), merges, about.date1904)
    put_details(grid, details)
    return grid


def _open_ods(data: bytes, package: Package) -> Book:
    data = package.regular(data, {})
    styles, settings = package.part("styles.xml"), package.part("settings.xml")
    is_saved, hides_zeros = bool(settings), bool(_ODS_HIDES_ZEROS.search(settings))
    tables = open_document.Content(
        package.part("content.xml"), styles, saves_placeholders=not is_saved
    ).tables
    open_document.refuse_repeats(tables)
    if len(data) > _LARGE_BYTES:
        trial.survive(data)

    def grid_of(sheet: CalamineSheet) -> Grid:
        table = tables.get(sheet.name, open_document.Table())
        grid = Grid(sheet.name, _cells(sheet), table.merges)
        table.details.hides_zeros = hides_zeros
        put_details(grid, table.details)
        return grid

    return _book(_calamine(data), grid_of)
