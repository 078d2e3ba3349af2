"""An ods as one file of markup, indented as LibreOffice saves it."""

from __future__ import annotations

import io
import re
import zipfile

KIND = "application/vnd.oasis.opendocument.spreadsheet"


def flattened(ods: bytes, kind: str = KIND) -> bytes:
    """The content of an ods as fods; ``kind`` is what it says that it is."""
    with zipfile.ZipFile(io.BytesIO(ods)) as package:
        content = package.read("content.xml").decode()
    content = content.replace(
        "<office:document-content", f'<office:document office:mimetype="{kind}"', 1
    ).replace("</office:document-content>", "</office:document>")
    return re.sub(r"(?<!</text:span)(?=<(?:table:|office:|/table:|/office:))", "\n  ", content).encode()
