"""Putting the saved results of formulas back: openpyxl keeps a formula and forgets what it showed.

Without them a returned workbook would have to be opened and saved by a spreadsheet program before
its formulas count as filled in.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

# The address of a formula cell → its type and the text of its result, as the file holds them.
Results = Mapping[bytes, tuple[bytes, bytes]]

# How openpyxl writes a formula cell: address, style, formula, and no value.
_WRITTEN = re.compile(
    rb'<c r="(?P<address>[A-Z]{1,3}\d{1,7})"(?P<style>[^>]*)>'
    rb"(?P<formula><f(?:\s[^>]*)?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>"
)


def with_results(data: bytes, results: Mapping[str, Results]) -> bytes:
    """``data`` with the results of its formulas, by name of the part that holds the sheet."""
    if not any(results.values()):
        return data
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if results.get(entry.filename):
                content = _filled_in(content, results[entry.filename])
            target.writestr(entry, content)
    return stream.getvalue()


def _filled_in(xml: bytes, results: Results) -> bytes:
    def fill(match: re.Match[bytes]) -> bytes:
        saved = results.get(match["address"])
        if saved is None:
            return match[0]
        kind = b' t="%s"' % saved[0] if saved[0] else b""
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (
            match["address"],
            match["style"],
            kind,
            match["formula"],
            saved[1],
        )

    return _WRITTEN.sub(fill, xml)
