"""Looking into a zip container (xlsx, xlsb, ods) before anything expensive is done with it.

A workbook of a few kilobytes can claim gigabytes: by packing (a bomb), by one value in the last
cell of the grid, by one long text that a million cells share, or by XML entities. Everything is
measured on the unpacked bytes, never on what the file says of itself.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from lxml import etree

from loaders.formats.grid import Refused
from schema import limits

_BROKEN = (zipfile.BadZipFile, EOFError, zlib.error, OSError, ValueError, NotImplementedError, struct.error)

_WORKBOOK = re.compile(rb"<(?:\w{1,20}:)?workbook[\s>]")
_END_OF_ZIP, _START_OF_ZIP = b"PK\x05\x06", b"PK\x03\x04"
_END_BYTES = 22
_UNPACKED = (".xml", ".rels", ".bin", ".vml")


class Package:
    """The parts of a zip container, each unpacked once and within the limit.

    Parts are found whatever the case of their names (ECMA-376 part 2, 6.2.2) and with the back
    slashes that some programs write.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
            raise Refused("damaged") from error
        entries = self._zip.infolist()
        if any(info.flag_bits & 1 for info in entries):
            raise Refused("encrypted")
        # The name that was packed is kept by zipfile as it was written.
        named = [(_normal(info.orig_filename), info) for info in entries]
        self._infos = {name.lower(): info for name, info in named}
        self.names = list({name.lower(): name for name, _ in named}.values())
        self._is_regular = (
            data.startswith(_START_OF_ZIP)
            and data[-_END_BYTES:].startswith(_END_OF_ZIP)
            and all(name == info.orig_filename for name, info in named)
        )
        self._left = limits.MAX_UNPACKED_BYTES
        self._parts: dict[str, bytes] = {}

    def part(self, name: str) -> bytes:
        """The bytes of a part; ``b""`` if there is none. Raises ``Refused``."""
        key = name.lower()
        if key not in self._parts:
            self._parts[key] = self._unpack(key)
        return self._parts[key]

    def forget(self, name: str) -> None:
        """Let go of a part that is not needed again."""
        self._parts.pop(name.lower(), None)

    def find(self, ending: str) -> str:
        """The name of the first part with this ending; empty if there is none."""
        return next((name for name in self.names if name.lower().endswith(ending)), "")

    def _unpack(self, key: str) -> bytes:
        info = self._infos.get(key)
        if info is None:
            return b""
        try:
            with self._zip.open(info) as stream:
                content = stream.read(self._left + 1)
        except (*_BROKEN, RuntimeError) as error:
            raise Refused("damaged") from error
        self._left -= len(content)
        if self._left < 0:
            raise Refused("unsafe_file")
        return content

    def refuse_bombs(self) -> None:
        """Unpack the parts that a reader would touch, once; raises ``Refused`` for bombs and entities."""
        for key, info in self._infos.items():
            if key.endswith(_UNPACKED):
                if b"<!ENTITY" in self.part(key):
                    raise Refused("entity_bomb")
            elif info.file_size > limits.MAX_UNPACKED_BYTES:
                raise Refused("unsafe_file")

    def regular(self, data: bytes, renamed: Mapping[str, str]) -> bytes:
        """``data``, or where its container is odd the same parts packed as readers expect them.

        ``renamed`` maps names of parts to those that a reader looks for.
        """
        if self._is_regular and not renamed:
            return data
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            for name in self.names:
                packed.writestr(renamed.get(name, name), self.part(name))
        return stream.getvalue()


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").removeprefix("./")


def relations(package: Package, part: str) -> dict[str, str]:
    """Relationship id → name of the part that it leads to (ECMA-376 part 2, 6.5)."""
    folder, file = posixpath.split(part)
    targets: dict[str, str] = {}
    for relation in elements(package.part(f"{folder}/_rels/{file}.rels"), "Relationship"):
        target = relation.get("Target", "")
        target = target.replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        targets[relation.get("Id", "")] = path
    return targets


def workbook_part(package: Package) -> str:
    """The part that lists the sheets of an xlsx, by its relationship or else by its usual name."""
    for relation in elements(package.part("_rels/.rels"), "Relationship"):
        target = _normal(relation.get("Target", ""))
        if relation.get("Type", "").endswith("/officeDocument") and _WORKBOOK.search(package.part(target)):
            return target
    return package.find("xl/workbook.xml")


def sheet_parts(package: Package) -> dict[str, str]:
    """Worksheet name → name of its part (ECMA-376 part 1, 18.2.19)."""
    workbook = workbook_part(package)
    targets = relations(package, workbook)
    parts: dict[str, str] = {}
    for sheet in elements(package.part(workbook), "sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        parts[sheet.get("name", "")] = targets.get(relation, "")
    return parts


def elements(xml: bytes, name: str) -> list[Any]:
    """All elements called ``name``, whatever their namespace."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return list(etree.fromstring(xml, parser).iter(f"{{*}}{name}")) if xml else []
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("damaged") from error
