"""Comments on cells of an xls sheet: a note, the object that shows it, and the text in records of its own.

Record layouts: [MS-XLS] Note, Obj with FtCmo, TxO.
"""

from __future__ import annotations

import struct

_NOTE, _OBJECT, _TEXT, _CONTINUE = 0x001C, 0x005D, 0x01B6, 0x003C
_OF_NOTE = 0x19  # the type of an object


class Comments:
    """The comments of a sheet, gathered from its records one after the other."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[int, int]] = {}
        self._texts: dict[int, str] = {}
        self._object = self._left = 0

    def take(self, kind: int, content: bytes) -> None:
        """Take one record of the sheet; any that is of no comment ends the text before it."""
        if kind == _CONTINUE:
            self._go_on(content)
            return
        self._left = 0
        if kind == _OBJECT and len(content) >= 8:
            _, _, type_of_object, number = struct.unpack_from("<4H", content)
            self._object = number if type_of_object == _OF_NOTE else 0
        elif kind == _TEXT and len(content) >= 12 and self._object:
            (self._left,) = struct.unpack_from("<H", content, 10)
        elif kind == _NOTE and len(content) >= 8:
            row, column, _, number = struct.unpack_from("<4H", content)
            self._places[number] = row, column

    def _go_on(self, content: bytes) -> None:
        """Text of the last object; each record says its width anew."""
        if not self._left or not content:
            return
        text = content[1:].decode("utf-16-le" if content[0] & 1 else "latin-1", "replace")[: self._left]
        self._texts[self._object] = self._texts.get(self._object, "") + text
        self._left -= len(text)

    def by_cell(self) -> dict[tuple[int, int], str]:
        """By row and column from 0, what the comments say."""
        said = {place: self._texts.get(number, "").strip() for number, place in self._places.items()}
        return {place: words for place, words in said.items() if words}
