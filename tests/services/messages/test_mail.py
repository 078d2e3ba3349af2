"""Handing mail over: encrypted, signed in, and what is said of a server that does not take it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from services.messages import mail
from services.messages.mail import Envelope, Undelivered, deliver, message_id, written
from services.messages.settings import Settings, Unconfigured, is_address, read_settings
from services.messages.words import Words
from tests.services.messages.post import (
    ADDRESS,
    PASSWORD,
    SENDER,
    USER,
    Post,
    authenticated,
    certificate,
    post,
)
from tests.services.sheets import at

WORDS = Words("主题", ("一行",))


def settings(server: Post, **more: str) -> Settings:
    """What is configured for a server."""
    return read_settings({**server.environment, **more})


def mailed(here: Settings) -> None:
    """Send a mail."""
    envelope = Envelope("jia@sample.edu.cn", "id", f"{ADDRESS}/stop-mail/x", at(23))
    deliver(here, written(here, envelope, WORDS))


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Post, str]]:
    """A server that takes mail only encrypted and signed in, and the file of its certificate."""
    context, file = certificate(tmp_path_factory.mktemp("certificate"))
    options: dict[str, Any] = {"tls_context": context, "require_starttls": True, "auth_required": True}
    with post(authenticator=authenticated, **options) as server:
        yield server, str(file)


def test_mail_goes_encrypted_and_signed_in(encrypted: tuple[Post, str], tmp_path: Path) -> None:
    """By STARTTLS, with the password of the environment or of the secrets file."""
    server, authority = encrypted
    starttls = {"RUQI_SMTP_SECURITY": "starttls", "RUQI_SMTP_CA": authority, "RUQI_SMTP_USER": USER}
    mailed(settings(server, **starttls, RUQI_SMTP_PASSWORD=PASSWORD))
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f'[smtp]\npassword = "{PASSWORD}"\n', encoding="utf-8")
    by_file = read_settings({**server.environment, **starttls}, secrets)
    assert by_file.password == PASSWORD
    assert PASSWORD not in repr(by_file)
    mailed(by_file)
    assert server.signed_in == [True, True]
    assert {arrived["From"] for _to, arrived in server.arrived} == {SENDER}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"RUQI_SMTP_PASSWORD": "another"}, "用户名或密码"),
        ({"RUQI_SMTP_PASSWORD": PASSWORD, "RUQI_SMTP_CA": ""}, "加密连接"),
    ],
    ids=["wrong password", "unknown certificate"],
)
def test_a_server_that_cannot_be_trusted_or_does_not_trust_gets_nothing(
    encrypted: tuple[Post, str], more: dict[str, str], says: str
) -> None:
    """Nothing goes to it now, all may later, and no secret is in what is said."""
    server, authority = encrypted
    starttls = {"RUQI_SMTP_SECURITY": "starttls", "RUQI_SMTP_CA": authority, "RUQI_SMTP_USER": USER}
    before = len(server.arrived)
    with pytest.raises(Undelivered) as refused:
        mailed(settings(server, **{**starttls, **more}))
    assert (refused.value.again, refused.value.is_down) == (True, True)
    assert says in refused.value.reason.message("zh")
    assert refused.value.reason.message("en").isascii()
    assert PASSWORD not in str(refused.value)
    assert len(server.arrived) == before


def test_a_server_without_encryption_is_not_asked_for_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """STARTTLS that is not offered ends the try: nobody between can take it away."""
    with post() as server, pytest.raises(Undelivered) as refused:
        mailed(settings(server, RUQI_SMTP_SECURITY="starttls"))
    assert "加密" in refused.value.reason.message("zh")
    assert server.arrived == []


def test_a_server_that_says_a_byte_at_a_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each word comes in time, and all of them together do not."""
    monkeypatch.setattr(mail, "_PATIENCE", 0.5)
    with dripping() as port, pytest.raises(Undelivered) as left:
        mailed(settings(Post(port)))
    assert (left.value.again, left.value.is_down) == (True, True)


@contextmanager
def dripping() -> Iterator[int]:
    """The port of a server that greets for ever."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def greet() -> None:
        connection, _address = listening.accept()
        with connection:
            while not over.wait(0.05):
                try:
                    connection.sendall(b"220-wait\r\n")
                except OSError:
                    return

    thread = threading.Thread(target=greet)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listening.close()


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"RUQI_SMTP_HOST": ""}, "RUQI_SMTP_HOST"),
        ({"RUQI_SMTP_HOST": "mail.sample.edu.cn"}, "RUQI_SMTP_SECURITY"),
        ({"RUQI_SMTP_SECURITY": "ssl"}, "RUQI_SMTP_SECURITY"),
        ({"RUQI_SMTP_PORT": "smtp"}, "RUQI_SMTP_PORT"),
        ({"RUQI_SMTP_PORT": "70000"}, "RUQI_SMTP_PORT"),
        ({"RUQI_MAIL_FROM": "如期"}, "RUQI_MAIL_FROM"),
        ({"RUQI_MAIL_FROM": "a@b.cn\nBcc: c@d.cn"}, "RUQI_MAIL_FROM"),
        ({"RUQI_URL": ""}, "RUQI_URL"),
        ({"RUQI_URL": "http://ruqi.sample.edu.cn"}, "RUQI_URL"),
    ],
)
def test_what_is_not_configured_is_named(more: dict[str, str], names: str) -> None:
    """Mail without encryption beyond this machine, links that anybody between can read, and plain mistakes."""
    with pytest.raises(Unconfigured, match=names):
        settings(Post(25), **more)


@pytest.mark.parametrize("text", ["li.si@sample.edu.cn", "a+b@x.cn", "A_1@mail.sample.edu.cn"])
def test_an_address_is_taken(text: str) -> None:
    """As mail programs write them."""
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "li", "li@", "@x.cn", "li@x", "李@sample.edu.cn", "a b@x.cn", "a@x.cn,b@x.cn", "a@x.cn\r\nBcc: b@x.cn", "<a@x.cn>",
     "a@x..cn", ".a@x.cn", "a@x.cn\n", "x" * 250 + "@x.cn"],
)  # fmt: skip
def test_what_is_no_plain_address_is_not_taken(text: str) -> None:
    """Several, names beside them, line breaks, and what no server would know."""
    assert not is_address(text)


def test_the_id_of_a_message_is_the_same_at_every_try_and_tells_nothing() -> None:
    """Made of the key with the secret of the store; another key or store gives another."""
    assert message_id(b"secret", "at 0|jia") == message_id(b"secret", "at 0|jia")
    assert message_id(b"secret", "at 0|jia") != message_id(b"secret", "at 0|yi")
    assert message_id(b"secret", "at 0|jia") != message_id(b"other", "at 0|jia")
    assert "jia" not in message_id(b"secret", "at 0|jia")
