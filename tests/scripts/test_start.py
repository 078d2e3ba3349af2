"""Where the server starts and where it refuses to, and whom it believes once it runs."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from streamlit.runtime.secrets import Secrets
from websockets.exceptions import InvalidStatus

from access.ways import Signing, Way
from scripts.serve import free_port
from scripts.serving import ROOT, serving
from server.guard import only_as_configured
from store import open_store
from store.people import Granted, add_grant
from store.signature import Signature
from tests.scripts.starting import QUIET, seen, started
from ui.signing import require_configured

FIRST_PORT = 8931
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing comes to listen there
SECRET = "the proxy and the dashboard know these words"
USER, PROOF = "X-Remote-User", "X-Ruqi-Proxy-Secret"
SECRETS = f"""
[auth]
redirect_uri = "https://ruqi.sample.edu/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "ruqi"
client_secret = "secret"
server_metadata_url = "https://id.sample.edu/.well-known/openid-configuration"
"""


@pytest.mark.parametrize("address", [EVERYWHERE, ""])
def test_without_a_sign_in_it_starts_for_this_machine_only(address: str) -> None:
    """On any other address the process ends, and says in both languages what to configure."""
    port = free_port(FIRST_PORT)
    status, said = started([f"--server.address={address}", f"--server.port={port}"])
    assert status == 1
    for word in ("没有配置登录方式", "No way to sign in", "[auth]", "RUQI_USER_HEADER", "127.0.0.1"):
        assert word in said
    assert "Traceback" not in said
    with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
        probe.connect(("127.0.0.1", port))


def test_a_faulty_sign_in_ends_the_process(tmp_path: Path) -> None:
    """Secrets that nobody can read end it before anybody is let in, with what is wrong with them."""
    file = tmp_path / "secrets.toml"
    file.write_text("[auth\n", encoding="utf-8")
    options = [f"--server.port={free_port(FIRST_PORT)}", f"--secrets.files={file}"]
    status, told = started([f"--server.address={EVERYWHERE}", *options])
    assert status == 1
    assert "TOML" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("configured", "said"),
    [
        (({}, "", "::"), "RUQI_USER_HEADER"),
        (({"RUQI_USER_HEADER": USER}, "", EVERYWHERE), "RUQI_PROXY_SECRET"),
        (({"RUQI_USER_HEADER": USER}, SECRETS, EVERYWHERE), "只保留一种"),
        (
            ({}, "[auth]\nclient_id = 'x'", EVERYWHERE),
            "redirect_uri、cookie_secret、client_secret、server_metadata_url",
        ),
    ],
    ids=["no way", "header without secret", "two ways", "incomplete"],
)
def test_a_faulty_sign_in_is_said_before_anybody_is_let_in(
    configured: tuple[dict[str, str], str, str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is missing or contradictory asks for the end of the process, with its name."""
    environment, secrets, address = configured
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "secrets.toml"
    if secrets:
        file.write_text(secrets, encoding="utf-8")
    options = {"server.address": address, "secrets.files": [str(file)]}
    monkeypatch.setattr("streamlit.config.get_option", options.get)
    monkeypatch.setattr("streamlit.secrets", Secrets())
    monkeypatch.setattr("ui.signing._at_start", [])
    with pytest.raises(SystemExit) as ended:
        require_configured()
    assert ended.value.code == 1
    assert said in capsys.readouterr().err


def test_with_a_sign_in_it_starts_for_everybody(tmp_path: Path) -> None:
    """With OpenID Connect configured the server answers on every address, and shows nobody a figure."""
    file = tmp_path / "secrets.toml"
    file.write_text(SECRETS, encoding="utf-8")
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'ruqi.db'}"}
    options = [*QUIET, "--server.address=0.0.0.0", f"--secrets.files={file}"]
    with serving(ROOT / "dashboard.py", FIRST_PORT, environment, options) as address:
        told = seen(address, [])
    assert "登录" in told
    assert "演示模式" not in told
    assert "开课计划" not in told


@pytest.fixture(scope="module")
def behind_proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a dashboard answers that believes a proxy who knows the secret."""
    url = f"sqlite:///{tmp_path_factory.mktemp('campus') / 'ruqi.db'}"
    with open_store(url) as store:
        add_grant(store, Granted("1001", "周若兰", "admin"), Signature(dt.datetime.now(dt.UTC), "test"))
    environment = {
        "DATABASE_URL": url, "RUQI_USER_HEADER": USER, "RUQI_PROXY_SECRET": SECRET,
        "RUQI_SIGN_OUT_URL": "https://cas.sample.edu/logout",
    }  # fmt: skip
    options = [*QUIET, "--server.address=0.0.0.0"]
    with serving(ROOT / "dashboard.py", FIRST_PORT, environment, options) as address:
        yield address


def test_the_proxy_says_who_comes(behind_proxy: str) -> None:
    """With the secret the header is believed: name, role, pages, and a way out that leads to the campus's."""
    told = seen(behind_proxy, [(USER, "1001"), (PROOF, SECRET)], "people")
    assert "周若兰" in told
    assert "教务管理" in told
    assert "sign-out" in told
    left = httpx.get(f"{behind_proxy}/sign-out", headers={USER: "1001", PROOF: SECRET})
    assert (left.status_code, left.headers["location"]) == (303, "https://cas.sample.edu/logout")


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(USER, "1001")],
        [(USER, "1001"), (PROOF, "guessed")],
        [(USER, "1001"), (USER, "1002"), (PROOF, SECRET)],
        [(USER, " "), (PROOF, SECRET)],
    ],
    ids=["nothing", "no secret", "wrong secret", "two users", "blank"],
)
def test_a_forged_header_is_nobody(behind_proxy: str, headers: list[tuple[str, str]]) -> None:
    """Whoever comes without the proxy's word sees neither a name nor a figure."""
    told = seen(behind_proxy, headers, "people")
    assert "没有收到登录信息" in told
    assert "周若兰" not in told
    assert "file_uploader" not in told


def test_whoever_the_campus_knows_without_a_role_sees_that_only(behind_proxy: str) -> None:
    """A login without a role is shown with its login and nothing else."""
    told = seen(behind_proxy, [(USER, "4004"), (PROOF, SECRET)])
    assert "还没有权限" in told
    assert "4004" in told
    assert "开课计划" not in told


def let_in(scopes: Iterable[dict[str, Any]]) -> tuple[list[str], list[dict[str, Any]]]:
    """The paths, or else the types, of those requests that reach the dashboard, and what is sent to all."""
    reached: list[str] = []
    sent: list[dict[str, Any]] = []

    async def inside(scope, receive, send) -> None:
        reached.append(scope.get("path") or scope["type"])

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    for scope in scopes:
        asyncio.run(only_as_configured(inside)(scope, receive, send))
    return reached, sent


def test_another_server_program_opens_no_other_way() -> None:
    """Served by other means on every address, a demonstration answers this machine and turns away others."""
    both = ("http", "websocket")
    reached, _sent = let_in({"type": kind, "server": ("127.0.0.1", 8501)} for kind in both)
    assert reached == ["http", "websocket"]
    reached, sent = let_in({"type": kind, "server": ("192.0.2.7", 8501)} for kind in both)
    assert reached == []
    assert [sent[0]["status"], sent[-1]["type"]] == [403, "websocket.close"]


@pytest.mark.parametrize(
    ("headers", "is_let_in"),
    [
        ({"host": "127.0.0.1:8501"}, True),
        ({"host": "localhost:8501", "origin": "http://localhost:8501"}, True),
        ({"host": "[::1]:8501"}, True),
        ({"host": "ruqi.rebound.example:8501"}, False),
        ({"host": "localhost.rebound.example"}, False),
        ({"host": "127.0.0.1:8501", "origin": "https://rebound.example"}, False),
        ({"host": "127.0.0.1:8501", "origin": "null"}, False),
        ({"host": "[::"}, False),
    ],
)
def test_a_demonstration_answers_to_its_own_name_only(headers: dict[str, str], is_let_in: bool) -> None:
    """A page elsewhere that lets its name stand for this machine reaches neither pages nor sessions."""
    written = [(name.encode(), value.encode()) for name, value in headers.items()]
    reached, sent = let_in(
        {"type": kind, "server": ("127.0.0.1", 8501), "headers": written} for kind in ("http", "websocket")
    )
    assert reached == (["http", "websocket"] if is_let_in else [])
    assert [message.get("status") for message in sent if "status" in message] == ([] if is_let_in else [403])


@pytest.mark.parametrize(("caller", "is_answered"), [("127.0.0.1", True), ("192.0.2.7", False)])
def test_the_inner_figures_are_for_the_own_machine(
    caller: str, is_answered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many sessions there are and what they hold is told to nobody else, also with a sign-in."""
    monkeypatch.setattr("server.guard.signing", lambda: Signing(Way.HEADER, header=USER, secret=SECRET))
    server = ("0.0.0.0", 80)  # noqa: S104 - nothing listens
    reached, _sent = let_in(
        {"type": "http", "server": server, "client": (caller, 5), "path": path}
        for path in ("/_stcore/metrics", "/_stcore/health")
    )
    assert reached == (["/_stcore/metrics"] if is_answered else []) + ["/_stcore/health"]


def test_the_demonstration_says_that_it_is_one(tmp_path: Path) -> None:
    """On this machine it starts without any configuration, and everybody is told what that means."""
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'ruqi.db'}"}
    with serving(ROOT / "dashboard.py", FIRST_PORT, environment) as address:
        assert "演示模式" in seen(address, [])
        with pytest.raises(InvalidStatus):
            seen(address, [("Host", "ruqi.rebound.example")])
        answered = httpx.get(address, headers={"X-Forwarded-Proto": "https"}).headers
        health = httpx.get(f"{address}/healthz")
    assert health.json()["store"] == "ok"
    assert health.status_code == (200 if health.json()["ok"] else 503)
    assert "frame-ancestors 'self'" in answered["content-security-policy"]
    assert answered["x-content-type-options"] == "nosniff"
    assert answered["referrer-policy"] == "same-origin"
    assert "strict-transport-security" in answered
