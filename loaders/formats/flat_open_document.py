"""An ods in one file of markup (fods): put into the container of an ods, it is read as one."""

from __future__ import annotations

import io
import re
import zipfile

from loaders.formats.grid import Refused
from loaders.formats.html_tables import text_of

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_KIND = re.compile(r"""\boffice:mimetype\s*=\s*["']([^"']{1,100})["']""")
_DECLARATION = re.compile(r"\A[\ufeff\s]{0,99}(?:<\?xml[^>]{0,200}\?>)?\s*")
# It is indented, which no reader of an ods expects.
_INDENT = re.compile(r"(?<=>)[ \t\r]*\n[ \t\r\n]*(?=<)")
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/></manifest:manifest>'
)


def packed(data: bytes) -> bytes:
    """The same document as an ods; raises ``Refused`` for a text or a drawing."""
    text = _DECLARATION.sub("", text_of(data), count=1)
    kind = _KIND.search(text[:65_536])
    if kind is None or not kind[1].startswith(_MIME):
        raise Refused("other_format", format="OpenDocument")
    document = _INDENT.sub("", text).encode("utf-8", "replace")
    parts = {"mimetype": _MIME.encode(), "content.xml": document, "META-INF/manifest.xml": _MANIFEST.encode()}
    if b"<office:settings" in document:
        parts["settings.xml"] = document
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()
