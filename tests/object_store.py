"""Objects as S3 keeps them, in memory: as much of its interface as pyarrow's file system asks for."""

from __future__ import annotations

import io
import itertools
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

KEY, SECRET = "AKIDOFNOBODY", "secretofnobody0123456789"
_MOMENT = "2020-02-23T00:00:00.000Z"


class Objects:
    """What is kept: of each ``bucket/name`` its bytes. An object is there once all of it has come.

    ``before_write`` is called before each change, and may refuse it by raising ``PermissionError``.
    """

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.before_write: Callable[[str], None] = lambda _name: None
        self.address, self.numbers = "", itertools.count(1)

    def uri(self, folder: str) -> str:
        """The address of a folder, with the keys of access in it."""
        there = f"endpoint_override={self.address}&scheme=http&region=us-east-1"
        return f"s3://{KEY}:{SECRET}@{folder}?{there}"

    def listed(self, bucket: str, prefix: str, delimiter: str) -> tuple[list[str], list[str]]:
        """The names below ``prefix``, and what they have in common up to the ``delimiter``."""
        names = sorted(name.removeprefix(f"{bucket}/") for name in self.kept if name.startswith(f"{bucket}/"))
        names = [name for name in names if name.startswith(prefix)]
        if not delimiter:
            return names, []
        rest = {name: name.removeprefix(prefix).partition(delimiter) for name in names}
        common = dict.fromkeys(prefix + first + mark for first, mark, _ in rest.values() if mark)
        return [name for name in names if not rest[name][1]], list(common)


@contextmanager
def object_store() -> Iterator[Objects]:
    """A store that answers on this machine."""
    objects = Objects()
    handler = type("Handler", (_Handler,), {"objects": objects})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        objects.address = f"127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield objects
        finally:
            server.shutdown()
            thread.join()


def _joined(stream: IO[bytes]) -> bytes:
    """The chunks of a stream, each behind its size; what follows the last of them is read and left."""
    chunks = []
    while size := int(stream.readline().partition(b";")[0], 16):
        chunks.append(stream.read(size))
        stream.readline()
    while stream.readline().strip():
        pass
    return b"".join(chunks)


class _Handler(BaseHTTPRequestHandler):
    objects: Objects
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer waits 40 ms for its second half

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        address = urlsplit(self.path)
        name, asked = unquote(address.path).strip("/"), parse_qs(address.query, keep_blank_values=True)
        body = self._body()
        if f"Credential={KEY}/" not in self.headers.get("authorization", ""):
            self._send(403, "<Error><Code>AccessDenied</Code></Error>")
            return
        try:
            getattr(self, f"_{self.command.lower()}")(
                name, {key: each[0] for key, each in asked.items()}, body
            )
        except PermissionError:
            self._send(403, "<Error><Code>AccessDenied</Code></Error>")

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

    def _body(self) -> bytes:
        chunked = self.headers.get("transfer-encoding") == "chunked"
        whole = (
            _joined(self.rfile) if chunked else self.rfile.read(int(self.headers.get("content-length", 0)))
        )
        signed = "aws-chunked" in self.headers.get("content-encoding", "")
        return _joined(io.BytesIO(whole)) if signed else whole

    def _send(self, status: int, body: str | bytes = b"", **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for key, value in {
            "content-length": str(len(content)),
            "content-type": "application/xml",
            **headers,
        }.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, name: str, _asked: dict[str, str], _body: bytes) -> None:
        there = name in self.objects.kept or "/" not in name
        content = self.objects.kept.get(name, b"")
        stamp = {"etag": '"x"', "last_modified": "Sun, 23 Feb 2020 00:00:00 GMT"}
        self._send(200 if there else 404, content, **stamp)

    def _get(self, name: str, asked: dict[str, str], _body: bytes) -> None:
        if "/" not in name:
            self._list(name, asked)
        elif name not in self.objects.kept:
            self._send(404, "<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._range(self.objects.kept[name])

    def _range(self, content: bytes) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("range", ""))
        if wanted is None:
            self._send(200, content)
            return
        start, end = int(wanted[1]), min(int(wanted[2] or len(content)), len(content) - 1)
        self._send(206, content[start : end + 1], content_range=f"bytes {start}-{end}/{len(content)}")

    def _list(self, bucket: str, asked: dict[str, str]) -> None:
        names, common = self.objects.listed(bucket, asked.get("prefix", ""), asked.get("delimiter", ""))
        encoded = quote if asked.get("encoding-type") == "url" else escape
        most = int(asked.get("max-keys", 1_000))
        files = "".join(
            f"<Contents><Key>{encoded(name)}</Key><LastModified>{_MOMENT}</LastModified>"
            f"<ETag>x</ETag><Size>{len(self.objects.kept[f'{bucket}/{name}'])}</Size></Contents>"
            for name in names[:most]
        )
        folders = "".join(
            f"<CommonPrefixes><Prefix>{encoded(each)}</Prefix></CommonPrefixes>" for each in common[:most]
        )
        count = len(names[:most]) + len(common[:most])
        self._send(
            200,
            f"<ListBucketResult><IsTruncated>false</IsTruncated><KeyCount>{count}</KeyCount>"
            f"{files}{folders}</ListBucketResult>",
        )

    def _put(self, name: str, asked: dict[str, str], body: bytes) -> None:
        self.objects.before_write(name)
        if "uploadId" in asked:
            self.objects.parts[asked["uploadId"]][int(asked["partNumber"])] = body
        else:
            self.objects.kept[name] = body
        self._send(200, etag='"x"')

    def _post(self, name: str, asked: dict[str, str], body: bytes) -> None:
        if "uploads" in asked:
            self.objects.before_write(name)
            upload = str(next(self.objects.numbers))
            self.objects.parts[upload] = {}
            self._send(
                200,
                f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>",
            )
        elif "uploadId" in asked:
            self.objects.before_write(name)
            parts = self.objects.parts.pop(asked["uploadId"])
            self.objects.kept[name] = b"".join(parts[number] for number in sorted(parts))
            self._send(200, "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")
        else:
            for key in re.findall(r"<Key>(.*?)</Key>", body.decode()):
                self.objects.kept.pop(f"{name}/{key}", None)
            self._send(200, "<DeleteResult></DeleteResult>")

    def _delete(self, name: str, asked: dict[str, str], _body: bytes) -> None:
        self.objects.parts.pop(asked.get("uploadId", ""), None)
        if "uploadId" not in asked:
            self.objects.kept.pop(name, None)
        self._send(204)
