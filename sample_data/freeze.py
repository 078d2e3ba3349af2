"""Takes the clock out of written files, so that the same data gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

_MOMENT = (2020, 2, 20, 8, 0, 0)
_STAMP = "2020-02-20T00:00:00Z"
_TIMES = re.compile(rb"(<(?:dcterms:created|dcterms:modified|dc:date|meta:creation-date)[^>]*>)[^<]*(<)")


def freeze(data: bytes, application: str = "") -> bytes:
    """A zip container with every clock set to one moment; ``application`` renames the writer."""
    frozen = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(frozen, "w") as new:
        for entry in old.infolist():
            content = _TIMES.sub(rb"\g<1>" + _STAMP.encode() + rb"\g<2>", old.read(entry))
            if application and entry.filename == "docProps/app.xml":
                tag = f"<Application>{application}</Application>".encode()
                content = re.sub(rb"<Application>[^<]*</Application>", tag, content)
            info = zipfile.ZipInfo(entry.filename, _MOMENT)
            info.external_attr = 0o600 << 16
            # The type of an OpenDocument comes first and unpacked, as its format asks.
            method = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, content, compress_type=method, compresslevel=9)
    return frozen.getvalue()
