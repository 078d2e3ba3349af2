"""Looking into a zip container (xlsx, xlsb, ods) before anything expensive is done with it.

A workbook of a few kilobytes can claim gigabytes: by packing (a bomb), by one value in the last
cell of the grid, by one long text that a million cells share, or by XML entities. Everything is
measured on the unpacked bytes, never on what the file says of itself.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from loaders.formats.grid import Refused
from schema import limits

_COLUMNS = 26
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)\d+"')
# A cell with content; cells that only carry a format are closed at once and cost nothing.
_FILLED = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/])?>(?!\s*</)')


class Package:
    """The parts of a zip container, each unpacked once and within the limit."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Refused("damaged") from error
        if any(info.flag_bits & 1 for info in self._zip.infolist()):
            raise Refused("encrypted")
        self._left = limits.MAX_UNPACKED_BYTES
        self._parts: dict[str, bytes] = {}

    @property
    def names(self) -> list[str]:
        """Names of all parts."""
        return self._zip.namelist()

    def part(self, name: str) -> bytes:
        """The bytes of a part; ``b""`` if there is none. Raises ``Refused``."""
        if name not in self._parts:
            self._parts[name] = self._unpack(name)
        return self._parts[name]

    def forget(self, name: str) -> None:
        """Let go of a part that is not needed again."""
        self._parts.pop(name, None)

    def _unpack(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as stream:
                content = stream.read(self._left + 1)
        except KeyError:
            return b""
        except (zipfile.BadZipFile, EOFError, zlib.error, OSError, ValueError, RuntimeError) as error:
            raise Refused("damaged") from error
        self._left -= len(content)
        if self._left < 0:
            raise Refused("unsafe_file")
        return content

    def refuse_bombs(self) -> None:
        """Unpack the parts that a reader would touch, once; raises ``Refused`` for bombs and entities."""
        for info in self._zip.infolist():
            if info.filename.lower().endswith((".xml", ".rels", ".bin", ".vml")):
                if b"<!ENTITY" in self.part(info.filename):
                    raise Refused("entity_bomb")
            elif info.file_size > limits.MAX_UNPACKED_BYTES:
                raise Refused("unsafe_file")


def column_number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * _COLUMNS + letter - 64
    return number


def refuse_oversize_sheet(xml: bytes) -> None:
    """Raise ``Refused`` if the filled cells of a worksheet span a range that costs memory to hold."""
    width = _column_bound(xml)
    if width * _MOST_ROWS <= limits.MAX_SPAN or width * _row_bound(xml) <= limits.MAX_SPAN:
        return
    filled = [(column_number(column), int(row)) for column, row in _FILLED.findall(xml)]
    width = max((column for column, _ in filled), default=0)
    height = max((row for _, row in filled), default=0)
    if width * height > limits.MAX_SPAN or width > limits.MAX_COLUMNS:
        raise Refused("too_many_cells")


def _row_bound(xml: bytes) -> int:
    """No cell lies below this row, told from the number of its digits."""
    return _MOST_ROWS if re.search(rb' r="[A-Z]{1,3}\d{6}', xml) else 99_999


def _column_bound(xml: bytes) -> int:
    """No cell lies right of this column: the dimension's word for it, checked against the cells."""
    claim = _DIMENSION.search(xml[:4096])
    letters = claim[1] if claim else b"Z"
    if len(letters) == 1:
        wider = rb"[%c-Z]" % (letters[0] + 1) if letters < b"Z" else rb"(?!)"
        if not re.search(rb' r="(?:' + wider + rb"\d|[A-Z]{2})", xml):
            return letters[0] - 64
    return _MOST_COLUMNS if re.search(rb' r="[A-Z]{3}', xml) else 702


def refuse_repeated_text(strings: bytes, sheets: list[bytes]) -> None:
    """Raise ``Refused`` if shared strings, counted in each cell that shows them, pass the limit."""
    lengths = [len(entry) for entry in re.split(rb"</(?:\w+:)?si>", strings)]
    longest = max(lengths, default=0)
    total = 0
    for xml in sheets:
        # No cell with a shared string is shorter than <c t="s"><v>0</v></c>.
        if longest * (len(xml) // 22) <= limits.MAX_TEXT_BYTES:
            continue
        for index in re.findall(rb't="s"[^>]*>\s*<(?:\w+:)?v>(\d{1,9})<', xml):
            total += lengths[int(index)] if int(index) < len(lengths) else 0
        if total > limits.MAX_TEXT_BYTES:
            raise Refused("unsafe_file")


def relations(package: Package, part: str) -> dict[str, str]:
    """Relationship id → name of the part that it leads to (ECMA-376 part 2, 6.5)."""
    folder, file = posixpath.split(part)
    targets: dict[str, str] = {}
    for relation in _elements(package.part(f"{folder}/_rels/{file}.rels"), "Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        targets[relation.get("Id", "")] = path
    return targets


def sheet_parts(package: Package) -> dict[str, str]:
    """Worksheet name → name of its part (ECMA-376 part 1, 18.2.19)."""
    workbook = next((n for n in package.names if n.lower().endswith("xl/workbook.xml")), "")
    targets = relations(package, workbook)
    found: dict[str, str] = {}
    for sheet in _elements(package.part(workbook), "sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        found[sheet.get("name", "")] = targets.get(relation, "")
    return found


def _elements(xml: bytes, name: str) -> list[Any]:
    """All elements called ``name``, whatever their namespace."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return list(etree.fromstring(xml, parser).iter(f"{{*}}{name}")) if xml else []
    except etree.XMLSyntaxError as error:
        raise Refused("damaged") from error
