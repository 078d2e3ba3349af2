"""The records of an xls file: those of the workbook, and what makes it unreadable.

Record layouts: [MS-XLS] 2.4.21 (BOF), 2.4.28 (BoundSheet8), 2.4.77 (Date1904), 2.4.117 (FilePass),
2.4.122 (Font), 2.4.126 (Format), 2.4.265 (SST), 2.4.353 (XF).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from loaders.formats.grid import Refused
from loaders.formats.looks import Look, Run, text_of_runs
from loaders.formats.number_format import BUILT_IN

_END, _CONTINUE = 0x000A, 0x003C
_BOUND_SHEET, _DATE_1904, _FILE_PASS = 0x0085, 0x0022, 0x002F
_FONT, _FORMAT, _CELL_FORMAT, _STRINGS = 0x0031, 0x041E, 0x00E0, 0x00FC
_OLDER = (b"\x09\x00", b"\x09\x02", b"\x09\x04")  # Excel 2, 3 and 4
_STRUCK = 0x0008
_OTHER_DOCUMENTS = ("WordDocument", "PowerPoint Document", "__properties_version1.0")
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, struct.error)
# Left by every spreadsheet program, and by few of the libraries that save zeros for results.
_SUMMARY = "\x05SummaryInformation"


def workbook_stream(data: bytes) -> tuple[bytes, bool]:
    """The records of a compound file's workbook, and whether a spreadsheet program saved it.

    Raises ``Refused`` for what is none, is locked, or is older than Excel 97.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            if file.exists("EncryptedPackage"):
                raise Refused("encrypted")
            name = next((name for name in ("Workbook", "Book") if file.exists(name)), None)
            if name is None:
                other = any(map(file.exists, _OTHER_DOCUMENTS))
                raise Refused("not_a_workbook" if other else "damaged")
            stream: bytes = file.openstream(name).read()
            saved = bool(file.exists(_SUMMARY))
    except _BROKEN as error:
        raise Refused("damaged") from error
    if is_old(stream):
        raise Refused("old_excel")
    if any(kind == _FILE_PASS for kind, _ in records(stream, 0)):
        raise Refused("encrypted")
    return stream, saved


def is_old(stream: bytes) -> bool:
    """Whether the records are of Excel 95 or older, which hold text without saying in which code page."""
    return stream[:2] in _OLDER or (
        stream[:2] == b"\x09\x08" and stream[2:4] in {b"\x08\x00", b"\x10\x00"} and stream[5:6] < b"\x06"
    )


def records(stream: bytes, start: int, stop: int | None = None) -> Iterator[tuple[int, bytes]]:
    """The records of one substream: type and content, up to its end."""
    position, last = start, len(stream) if stop is None else stop
    while position + 4 <= last:
        kind, size = struct.unpack_from("<HH", stream, position)
        if kind == _END:
            return
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size


class Workbook:
    """What the records of the workbook say of all sheets."""

    def __init__(self, stream: bytes) -> None:
        self.date1904 = False
        self.starts: list[int] = []
        self._fonts: list[tuple[bool, bool]] = []
        self._codes: dict[int, str] = dict(BUILT_IN)
        self._formats: list[tuple[int, int]] = []
        strings: list[bytes] = []
        in_strings = False
        for kind, content in records(stream, 0):
            self._take(kind, content)
            in_strings = kind == _STRINGS or (kind == _CONTINUE and in_strings)
            if in_strings:
                strings.append(content)
        self.looks = {place: look for place, look in enumerate(self._looks()) if not look.is_plain}
        has_odd_fonts = any(struck or raised for struck, raised in self._fonts)
        self.strings = dict(self._marked(strings)) if strings and has_odd_fonts else {}

    def _take(self, kind: int, content: bytes) -> None:
        if kind == _DATE_1904:
            self.date1904 = content[:1] == b"\x01"
        elif kind == _BOUND_SHEET and len(content) >= 4:
            self.starts.append(struct.unpack_from("<I", content)[0])
        elif kind == _FONT and len(content) >= 10:
            bits, _, _, raised = struct.unpack_from("<HHHH", content, 2)
            self._fonts.append((bool(bits & _STRUCK), raised in {1, 2}))
        elif kind == _FORMAT and len(content) >= 5:
            number, length, is_wide = struct.unpack_from("<HHB", content)
            code = content[5:].decode("utf-16-le" if is_wide & 1 else "latin-1", "replace")
            self._codes[number] = code[:length]
        elif kind == _CELL_FORMAT and len(content) >= 4:
            self._formats.append(struct.unpack_from("<HH", content))

    def _font(self, index: int) -> tuple[bool, bool]:
        place = index if index < 4 else index - 1  # there is no font of number 4
        return self._fonts[place] if 0 <= place < len(self._fonts) else (False, False)

    def _looks(self) -> Iterator[Look]:
        for font, code in self._formats:
            yield Look(self._codes.get(code, "General"), *self._font(font))

    def _marked(self, chunks: list[bytes]) -> Iterator[tuple[int, object]]:
        """The shared strings of several fonts in which something is struck out or raised."""
        reader = _Chunks(chunks)
        _, count = struct.unpack("<II", reader.take(8).ljust(8, b"\0"))
        for index in range(count):
            if reader.is_done:
                return
            text, runs = reader.string()
            if not runs:
                continue
            ends = [*(start for start, _ in runs[1:]), len(text)]
            pieces = [Run(text[: runs[0][0]])]
            pieces += [
                Run(text[start:end], *self._font(font)) for (start, font), end in zip(runs, ends, strict=True)
            ]
            cell = text_of_runs(pieces)
            if not isinstance(cell, str):
                yield index, cell

    def stop_of(self, start: int) -> int | None:
        """Where the sheet that begins at ``start`` ends at the latest: no byte belongs to two sheets."""
        return min((other for other in self.starts if other > start), default=None)


class _Chunks:
    """Strings that run on from one record into the next ([MS-XLS] 2.5.293)."""

    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks = chunks
        self._index = self._at = 0

    @property
    def is_done(self) -> bool:
        while self._index < len(self._chunks) and self._at >= len(self._chunks[self._index]):
            self._index, self._at = self._index + 1, 0
        return self._index >= len(self._chunks)

    def take(self, count: int) -> bytes:
        """The next bytes, across records; fewer at the end."""
        taken = b""
        while len(taken) < count and not self.is_done:
            piece = self._chunks[self._index][self._at : self._at + count - len(taken)]
            taken += piece
            self._at += len(piece)
        return taken

    def _number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "little")

    def string(self) -> tuple[str, list[tuple[int, int]]]:
        """One string and its runs: first character and number of the font."""
        length, bits = self._number(2), self._number(1)
        runs = self._number(2) if bits & 8 else 0
        extra = self._number(4) if bits & 4 else 0
        text = self._characters(length, is_wide=bool(bits & 1))
        places = [(self._number(2), self._number(2)) for _ in range(runs)]
        self.take(extra)
        return text, places

    def _characters(self, count: int, *, is_wide: bool) -> str:
        text = ""
        while len(text) < count and not self.is_done:
            size = 2 if is_wide else 1
            piece = self.take(min((count - len(text)) * size, len(self._chunks[self._index]) - self._at))
            text += piece.decode("utf-16-le" if is_wide else "latin-1", "replace")
            if len(text) < count and not self.is_done:
                is_wide = bool(self._number(1) & 1)  # each further record says its width anew
        return text
