"""A mail: how it is written, and how it is handed to the campus's mail server."""

from __future__ import annotations

import datetime as dt
import hmac
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address as HeaderAddress
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from threading import Timer
from typing import Any

from schema.language import lazy
from services.messages.settings import STARTTLS, TLS, Settings
from services.messages.words import Words
from services.robots.service import Reason

_TIMEOUT = 20.0  # seconds that one answer of the server may take
_PATIENCE = 90.0  # and all of them together: a server may keep somebody waiting a byte at a time


class _Whole(UnstructuredHeader, BaseHeader):
    """A header that is one long address: folded as text it would be encoded, which no program decodes."""

    def fold(self, *, policy: Policy[Any]) -> str:
        """The header in one line."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Whole)


class Undelivered(Exception):
    """A message did not go out; ``again``: it may later, ``is_down``: nothing else would go out now."""

    def __init__(self, reason: Reason, *, again: bool = False, is_down: bool = False) -> None:
        self.reason, self.again, self.is_down = reason, again, is_down
        super().__init__(reason.message("en"))


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that goes with a mail."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """To whom, of which message (every try of it has the same id), and since when it is kept (aware)."""

    to: str
    id: str
    stop_address: str
    kept_at: dt.datetime


def message_id(secret: bytes, key: str) -> str:
    """What names a message to mail programs, without its domain; tells nothing of whom it is for."""
    return hmac.digest(secret, f"message {key}".encode(), "sha256").hex()[:40]


def written(
    settings: Settings, envelope: Envelope, words: Words, attached: Attached | None = None
) -> EmailMessage:
    """The mail; what stands in its headers is one line each, whatever a name or title holds."""
    mail = EmailMessage(policy=SMTP.clone(header_factory=_HEADERS))
    name, address = parseaddr(settings.sender)
    mail["From"] = HeaderAddress(_line(name), addr_spec=address)
    mail["To"] = HeaderAddress(addr_spec=envelope.to)
    mail["Subject"] = _line(words.subject)
    mail["Date"] = format_datetime(envelope.kept_at)
    mail["Message-ID"] = f"<{envelope.id}@{settings.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe"] = f"<{envelope.stop_address}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content("\n".join(words.lines))
    if attached is not None:
        main, _slash, sub = attached.mime.partition("/")
        mail.add_attachment(attached.content, maintype=main, subtype=sub, filename=_line(attached.name))
    return mail


def deliver(settings: Settings, mail: EmailMessage) -> None:
    """Hand a mail over; raises :class:`Undelivered`, which names no secret and no address."""
    try:
        with _connected(settings) as server:
            # Without a farewell: if that failed, a mail that went would look lost.
            server.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        raise _undelivered_by(error) from None


def _undelivered_by(error: Exception) -> Undelivered:
    """What an error means: of this mail alone, or of all that would go by the server now."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((int(code) for code, _words in error.recipients.values()), 0)
        return Undelivered(Reason(lazy("对方服务器不收这个地址（{code}）"), code=code), again=code < 500)
    if isinstance(error, smtplib.SMTPDataError):
        code = int(error.smtp_code)
        return Undelivered(Reason(lazy("邮件服务器不收这封邮件（{code}）"), code=code), again=code < 500)
    return Undelivered(_why_down(error), again=True, is_down=True)


def _why_down(error: Exception) -> Reason:
    """Why the server takes no mail at all; its own words may quote an address, so they are not kept."""
    match error:
        case ssl.SSLError():
            return Reason(lazy("与邮件服务器的加密连接没有建立（证书）"))
        case TimeoutError():
            return Reason(lazy("邮件服务器没有及时回应"))
        case smtplib.SMTPAuthenticationError():
            return Reason(lazy("邮件服务器不接受用户名或密码"))
        case smtplib.SMTPNotSupportedError():
            return Reason(lazy("邮件服务器不支持所配置的加密或登录"))
        case smtplib.SMTPResponseException():
            return Reason(lazy("邮件服务器拒绝（{code}）"), code=error.smtp_code)
    return Reason(lazy("无法连接邮件服务器"))


class _Within(smtplib.SMTP):
    """A conversation that is not for ever: at its end the server is hung up on, within a word too."""

    def connect(self, *place: Any, **more: Any) -> tuple[int, bytes]:
        """Connect, from when on the time runs."""
        self._over = Timer(_PATIENCE, self._hang_up)
        self._over.daemon = True
        self._over.start()
        return super().connect(*place, **more)

    def close(self) -> None:
        """Close the connection, before its time."""
        if hasattr(self, "_over"):
            self._over.cancel()
        super().close()

    def _hang_up(self) -> None:
        """From another thread: whoever waits for the next word is told that there is none."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _WithinEncrypted(_Within, smtplib.SMTP_SSL):
    """The same, encrypted from its first byte on."""


@contextmanager
def _connected(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A connection on which mail may be sent: encrypted and signed in as configured."""
    context = ssl.create_default_context(cafile=settings.authority or None)
    place: dict[str, Any] = {"host": settings.host, "port": settings.port, "timeout": _TIMEOUT}
    with closing(
        _WithinEncrypted(**place, context=context) if settings.security == TLS else _Within(**place)
    ) as server:
        if settings.security == STARTTLS:
            server.starttls(context=context)
        if settings.user:
            server.login(settings.user, settings.password)
        yield server


def _line(text: str) -> str:
    """``text`` as a header takes it: one line, nothing in it that does not print."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
