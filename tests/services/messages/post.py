"""A real SMTP server on loopback: with or without encryption and sign-in, willing or not."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "ruqi", "the password of the mail server"
SENDER = "如期 <ruqi@sample.edu.cn>"
ADDRESS = "https://ruqi.sample.edu.cn"


@dataclass
class Post:
    """The server: what arrived, whom it refuses with which code, and what it costs to wait for it."""

    port: int = 0
    arrived: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    waits: float = 0.0
    signed_in: list[bool] = field(default_factory=list)
    began: threading.Event = field(default_factory=threading.Event)

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - likewise
        self.began.set()
        await asyncio.sleep(self.waits)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.raw.append(envelope.content)
        self.signed_in.append(session.authenticated)
        self.arrived += [(to, mail) for to in envelope.rcpt_tos]  # type: ignore[list-item]
        return "250 OK"

    @property
    def environment(self) -> dict[str, str]:
        """What lets a sender send by this server."""
        return {
            "RUQI_URL": ADDRESS,
            "RUQI_SMTP_HOST": "127.0.0.1",
            "RUQI_SMTP_PORT": str(self.port),
            "RUQI_SMTP_SECURITY": "none",
            "RUQI_MAIL_FROM": SENDER,
        }


def configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A mail server that this process, and those that it begins, are configured to send by."""
    with post() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@contextmanager
def post(port: int = 0, **more: Any) -> Iterator[Post]:
    """The server while it runs; ``more`` are options of aiosmtpd's."""
    handler = Post()
    controller = Controller(handler, "127.0.0.1", port or free_port(), **more)
    controller.start()
    handler.port = controller.port
    try:
        yield handler
    finally:
        controller.stop()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def authenticated(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    """Whether somebody signs in with the one name and password that there is."""
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate for 127.0.0.1 that nobody knows but who is told: what a server takes, and its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, key_file = folder / "server.pem", folder / "server.key"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    key_file.write_bytes(key.private_bytes(*plain))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file, key_file)
    return context, file
