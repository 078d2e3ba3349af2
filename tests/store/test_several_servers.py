"""Two real servers over one PostgreSQL, behind the proxy that the composition has in front of them."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
import xlsxwriter

from schema.term import load_term
from scripts.bench.visitor import Visitor
from scripts.provide_proxy import provide_proxy
from scripts.serve import free_port
from scripts.serving import ROOT, serving, wait_for
from store import open_store
from store.decisions import APPROVED, Decision, add_decision
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.submissions import read_submissions
from tests.services.sheets import plan_row, sheet

TERM, UNIT, CLASSES = load_term(), "理学院", ("001", "002", "003")
FIRST_PORT, PROXY_PORT = 8761, 8791
CONFIRM = "确认上报"
RECEIVED = dt.datetime(2020, 2, 20, 8, tzinfo=TERM.timezone)


@contextmanager
def proxy(folder: Path, servers: list[str]) -> Iterator[str]:
    """The address of nginx in front of ``servers``, with the configuration of the composition."""
    port = free_port(PROXY_PORT)
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    named = "".join(f"server {server.removeprefix('http://')};" for server in servers)
    for written, here in (
        ("server dashboard:8501;", named),
        ("listen 8080;", f"listen 127.0.0.1:{port};\nadd_header X-Server $upstream_addr always;"),
        ("/tmp/", f"{folder}/"),  # noqa: S108 - as the configuration has it
    ):
        assert written in text
        text = text.replace(written, here)
    file = folder / "nginx.conf"
    file.write_text(text, encoding="utf-8")
    command = [provide_proxy(), "-e", "stderr", "-c", str(file), "-g", "daemon off;"]
    with subprocess.Popen(command) as running:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


@pytest.fixture(scope="module")
def database(postgres: str) -> str:
    """A database with a plan of three classes."""
    with psycopg.connect(postgres.format("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE several")
    url = postgres.format("several")
    with open_store(url) as store:
        plan = sheet("plan", [plan_row(id, UNIT) for id in CLASSES], unit=None)
        add_submission(store, plan, b"plan", Envelope(TERM.name, UNIT, RECEIVED))
    return url


@pytest.fixture(scope="module")
def servers(database: str) -> Iterator[list[str]]:
    """The addresses of two servers over it."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(serving(ROOT / "dashboard.py", FIRST_PORT, {"DATABASE_URL": database}))
            for _ in range(2)
        ]


def groups(day: str) -> bytes:
    """A workbook of groups, all created on ``day``."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet("课程建群")
        page.write_row(0, 0, ["学院", "教学班号", "建群日期"])
        for row, id in enumerate(CLASSES, start=1):
            page.write_row(row, 0, [UNIT, id, day])
    return stream.getvalue()


def reviewed(address: str, content: bytes) -> Visitor:
    """A visitor of the desk who has dropped a workbook on it."""
    visitor = Visitor(address)
    visitor.open("submit")
    visitor.upload("建群.xlsx", content)
    return visitor


def test_what_one_server_stores_and_locks_holds_for_the_other(servers: list[str], database: str) -> None:
    """A sheet confirmed at one is known at once to a review that the other shows, and so is an approval."""
    with (
        reviewed(servers[0], groups("2020-02-21")) as one,
        reviewed(servers[1], groups("2020-02-22")) as other,
    ):
        assert other.has("button", f"{CONFIRM} 1 张表，共 3 行")
        one.press(CONFIRM)
        assert any("已收下 3 行" in words for words in one.words)
        with reviewed(servers[1], groups("2020-02-21")) as again:
            assert any("没有变化，不另作一次上报" in words for words in again.words)
            again.press("放弃，重新选择")
        with open_store(database) as store:
            number = int(read_submissions(store, TERM.name)["submission"].max())
            signature = Signature(dt.datetime.now(dt.UTC))
            add_decision(store, number, Decision(APPROVED, locked_through=dt.date(2020, 3, 1)), signature)
        other.press(CONFIRM)
        assert any("锁定" in words for words in other.words)
        with open_store(database) as store:
            assert len(read_submissions(store, TERM.name)) == 2


def test_a_browser_stays_with_its_server_and_many_are_spread(
    servers: list[str], database: str, tmp_path: Path
) -> None:
    """All that one visitor asks for goes to one server, another's to the other, and a whole way works."""
    with proxy(tmp_path, servers) as address:
        chosen = []
        for _ in range(12):
            with httpx.Client(base_url=address) as browser:
                places = {browser.get("/_stcore/health").headers["X-Server"] for _ in range(5)}
                assert len(places) == 1
                chosen += places
        assert set(chosen) == {server.removeprefix("http://") for server in servers}
        assert httpx.get(f"{address}/_stcore/metrics").status_code == httpx.codes.NOT_FOUND
        for _ in range(4):
            with reviewed(address, groups("2020-03-05")) as visitor:
                assert any("建群.xlsx" in words for words in visitor.words)
                visitor.press("放弃，重新选择")
