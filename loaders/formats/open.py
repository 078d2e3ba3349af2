"""Telling what a file is from its bytes, whatever its name says."""

from __future__ import annotations

import re

from loaders.formats.delimited import open_delimited
from loaders.formats.grid import Book, Refused
from loaders.formats.html_tables import open_html, open_spreadsheetml
from loaders.formats.spreadsheet import open_ole, open_package
from schema import limits

_OTHER_FILES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"{\\rtf",
    b"BM",
)
_LOOKED_AT = 65_536


def open_book(data: bytes) -> Book:
    """The sheets of a file; raises ``Refused`` with the reason why it cannot be one."""
    if len(data) > limits.MAX_FILE_BYTES:
        raise Refused("too_large")
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("empty_file")
    if data.startswith(b"PK"):
        return open_package(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return open_ole(data)
    if data.startswith(_OTHER_FILES):
        raise Refused("not_a_workbook")
    return _open_text(data)


def _open_text(data: bytes) -> Book:
    head = data[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith(b"<"):
        if b"<!entity" in data.replace(b"\0", b"").lower():
            raise Refused("entity_bomb")
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head and re.search(
            rb"<(?:\w+:)?workbook[\s>]", head
        ):
            return open_spreadsheetml(data)
        if re.search(rb"<(?:!doctype html|html|head|body|meta|table|div|style|\?xml)", head):
            return open_html(data)
    return open_delimited(data)
