"""What comes in is shown to a virus scanner, where there is one, and programs are handed out on asking only."""

from __future__ import annotations

import io
import socket
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schema.findings import Refusal
from services import drafts, intake, submissions
from services.macros import has_macros
from services.scanning import Unsafe
from store import StoreError
from store.drafts import read_drafts
from store.intake import Envelope, add_submission
from tests.services.offices import SECRETARY, TERM, Office
from tests.services.sheets import at, feb, sheet, written

VIRUS = b"X5O!P%@AP"  # enough for the scanner of this test
GROUPS = [{"class_id": "001", "created_on": feb(21)}]


def served(server: socket.socket, seen: list[bytes], speak: Callable[[bytes], bytes]) -> None:
    """Answer each INSTREAM as clamd does, until the socket is closed."""
    while True:
        try:
            connection, _address = server.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", stream.read(4))[0]:
                content += stream.read(size)
            seen.append(content)
            connection.sendall(speak(content))


def verdict(content: bytes) -> bytes:
    """What clamd says of a file."""
    return b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in content else b"stream: OK\0"


@pytest.fixture(params=["tcp", "unix"])
def scanner(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[bytes]]:
    """A scanner of our own, and all that it has seen."""
    if request.param == "tcp":
        server = socket.create_server(("127.0.0.1", 0))
        monkeypatch.setenv("RUQI_CLAMD", f"127.0.0.1:{server.getsockname()[1]}")
    else:
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(str(tmp_path / "clamd.sock"))
        server.listen()
        monkeypatch.setenv("RUQI_CLAMD", f"unix:{tmp_path / 'clamd.sock'}")
    seen: list[bytes] = []
    thread = threading.Thread(target=served, args=(server, seen, verdict), daemon=True)
    thread.start()
    yield seen
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def keep(office: Office, content: bytes) -> int:
    """Drop a file on the page."""
    return drafts.keep(office.desk(SECRETARY, at(22)), "建群.csv", content, unit=None, kind=None)


def test_a_file_is_scanned_whole_before_it_is_kept(office: Office, scanner: list[bytes]) -> None:
    """One that is clean waits to be confirmed; one that is not is nowhere, and the finding has its name."""
    clean = written(GROUPS, "groups") + b" " * 200_000
    keep(office, clean)
    with pytest.raises(Unsafe) as caught:
        keep(office, clean + VIRUS)
    assert "Eicar-Test-Signature" in caught.value.message("zh")
    assert scanner == [clean, clean + VIRUS]
    assert len(read_drafts(office.store, TERM.name, SECRETARY.login)) == 1
    with pytest.raises(Unsafe):
        intake.read_together(office.desk(SECRETARY, at(22)), [("a.csv", clean), ("b.csv", VIRUS)])


def test_a_scanner_that_is_not_there_lets_nothing_in(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever configured one wants no file unseen; without one, nothing is scanned."""
    for address in ("127.0.0.1:1", "unix:/no/such/socket", "no port"):
        monkeypatch.setenv("RUQI_CLAMD", address)
        with pytest.raises(Unsafe) as caught:
            keep(office, b"x")
        assert caught.value.refusal == Refusal("scanner_unreachable")
    monkeypatch.delenv("RUQI_CLAMD")
    assert keep(office, b"x")


def packed(*parts: str) -> bytes:
    """A container with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for part in ("xl/workbook.xml", *parts):
            package.writestr(part, b"<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "has"),
    [
        (packed(), False),
        (packed("xl/vbaProject.bin"), True),
        (packed("xl/VBAPROJECT.BIN"), True),
        (packed("xl/macrosheets/sheet1.xml"), True),
        (packed("Basic/Standard/Module1.xml"), True),
        (b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le"), True),
        (b"\xd0\xcf\x11\xe0" + b"Workbook", False),
        (b"PK broken", True),
        ("教学班号\n001".encode(), False),
    ],
)
def test_programs_in_a_file_are_known_by_what_it_holds(content: bytes, has: bool) -> None:
    """Whatever it is called: a part of the container, or the folder of the older format."""
    assert has_macros(content) == has


def test_an_original_with_macros_is_handed_out_on_asking_only(office: Office) -> None:
    """Whoever takes it has said that they want it; one without is given as before."""
    contents = packed("xl/vbaProject.bin"), packed()
    numbers = [
        add_submission(
            office.store, sheet("groups", GROUPS), content, Envelope(TERM.name, "甲学院", at(22), "jia")
        )
        for content in contents
    ]
    desk = office.desk(SECRETARY)
    held, plain = (receipt.submission for receipt in numbers)
    assert [submissions.has_macros(desk, number) for number in (held, plain)] == [True, False]
    with pytest.raises(StoreError, match="macros"):
        submissions.original(desk, held)
    assert submissions.original(desk, held, with_macros=True)[1] == contents[0]
    assert submissions.original(desk, plain)[1] == contents[1]
