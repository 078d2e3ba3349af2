"""Telling what a file is from its bytes, whatever its name says."""

from __future__ import annotations

import json
import re

from loaders.formats.biff8 import is_old
from loaders.formats.delimited import decode, open_delimited
from loaders.formats.flat_open_document import packed
from loaders.formats.grid import Book, Refused
from loaders.formats.html_tables import open_html, open_mhtml, refuse_many_cells, text_of
from loaders.formats.spreadsheet import open_ole, open_package
from loaders.formats.spreadsheetml import open_spreadsheetml
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
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a faulty program sends before the file: a byte-order mark, blank lines, a warning.
_MOST_BEFORE = 1024
# A file beside an open workbook that says who has it open: the length of the name, the name, blanks.
_LOCK_BYTES = frozenset((54, 55, 162, 165, 171))
_LOCK = re.compile(rb"[\x01-\x36][^\x00]{1,53}[ \x00]{8}", re.DOTALL)
_LIBRE_LOCK = re.compile(r",[^,\n]{0,200},[^,\n]{0,200},\d\d\.\d\d\.\d{4} \d\d:\d\d,file://")
_MHTML = re.compile(
    rb"\A(?:[\w-]{1,40}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,9}){0,20}?mime-version:", re.IGNORECASE
)
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|meta|table|div|style|\?xml|script|!--)")
_FLAT_ODS = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def open_book(data: bytes) -> Book:
    """The sheets of a file; raises ``Refused`` with the reason why it cannot be one."""
    if len(data) > limits.MAX_FILE_BYTES:
        raise Refused("too_large")
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("empty_file")
    if data.startswith(b"PK"):
        return open_package(data)
    if data.startswith(_OLE[:4]):
        return open_ole(data)
    if data.startswith(_OTHER_FILES):
        raise Refused("not_a_workbook")
    if is_old(data):
        raise Refused("old_excel")
    if len(data) in _LOCK_BYTES and _LOCK.match(data):
        raise Refused("lock_file")
    start = data.find(_OLE, 0, _MOST_BEFORE)
    if start > 0:
        return open_ole(data[start:])
    if data.find(_ZIP, 0, _MOST_BEFORE) > 0:
        return open_package(data)
    return _open_text(data)


def _open_text(data: bytes) -> Book:
    head = data[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith(b"<"):
        if b"<!entity" in data.replace(b"\0", b"").lower():
            raise Refused("entity_bomb")
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head and re.search(
            rb"<(?:\w{1,20}:)?workbook[\s>]", head
        ):
            refuse_many_cells(data)
            return open_spreadsheetml(text_of(data))
        if _FLAT_ODS in head:
            return open_package(packed(data))
        if _PAGE.search(head):
            return open_html(data)
    if _MHTML.match(head):
        return open_mhtml(data)
    if head.startswith((b"{", b"[")) and _is_json(data):
        raise Refused("json_file")
    if _LIBRE_LOCK.match(head[:600].decode("utf-8", "replace")):
        raise Refused("lock_file")
    return open_delimited(data)


def _is_json(data: bytes) -> bool:
    try:
        text = decode(data)[0]
        json.loads(text.lstrip("\ufeff"))
    except (Refused, ValueError, RecursionError):
        return False
    return True
