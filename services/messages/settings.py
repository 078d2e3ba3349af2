"""How this server sends mail, as its environment says; the password may stand in the secrets file.

RUQI_URL         where people open the dashboard: https://ruqi.example.edu.cn
RUQI_SMTP_HOST       the campus's mail server           RUQI_SMTP_PORT      587, with tls 465
RUQI_SMTP_SECURITY   starttls (default), tls, or none   RUQI_SMTP_CA        a campus's own authority (PEM)
RUQI_SMTP_USER       who signs in there, if anybody     RUQI_SMTP_PASSWORD  or [smtp] password
RUQI_MAIL_FROM       如期 <ruqi@example.edu.cn>
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from access.ways import is_this_machine
from schema.language import lazy
from services.robots.service import Reason

_SECRETS = Path(".streamlit") / "secrets.toml"
STARTTLS, TLS, PLAIN = "starttls", "tls", "none"
_PORTS = {STARTTLS: 587, TLS: 465, PLAIN: 25}
_LONGEST = 254
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


class Unconfigured(Exception):
    """Mail cannot be sent as the server is configured; says what to set."""

    def __init__(self, text: str, **details: object) -> None:
        self.reason = Reason(text, **details)
        super().__init__(self.reason.message("en"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Where mail is handed over, from whom it comes, and where its links lead; the password is not shown."""

    host: str
    port: int
    security: str
    sender: str
    address: str
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""

    @property
    def domain(self) -> str:
        """The domain of who sends, for the ids of messages."""
        return parseaddr(self.sender)[1].partition("@")[2]


def is_address(text: str) -> bool:
    """Whether ``text`` is a plain address of mail: one word of ASCII, so that no header can be made of it."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


def public_address(environment: Mapping[str, str] | None = None) -> str:
    """Where people open the dashboard, without a slash at its end; blank where nobody has said so."""
    return (os.environ if environment is None else environment).get("RUQI_URL", "").strip().rstrip("/")


def read_settings(environment: Mapping[str, str] | None = None, secrets: Path = _SECRETS) -> Settings:
    """What is configured; raises :class:`Unconfigured`."""
    variables = os.environ if environment is None else environment

    def setting(name: str) -> str:
        return variables.get(f"RUQI_{name}", "").strip()

    if not setting("SMTP_HOST"):
        raise Unconfigured(lazy("没有配置邮件服务器（{name}）"), name="RUQI_SMTP_HOST")
    security = setting("SMTP_SECURITY").lower() or STARTTLS
    port = setting("SMTP_PORT") or str(_PORTS.get(security, ""))
    _require(security in _PORTS, "RUQI_SMTP_SECURITY")
    _require(port.isdigit() and 0 < int(port) < 1 << 16, "RUQI_SMTP_PORT")
    # Without encryption whoever is between reads along: only where nobody is.
    _require(security != PLAIN or is_this_machine(setting("SMTP_HOST")), "RUQI_SMTP_SECURITY")
    _require(
        is_address(parseaddr(setting("MAIL_FROM"))[1]) and setting("MAIL_FROM").isprintable(),
        "RUQI_MAIL_FROM",
    )
    parts = urlsplit(public_address(variables))
    own = parts.scheme == "http" and is_this_machine(parts.hostname or "")
    _require(bool(parts.hostname) and (parts.scheme == "https" or own), "RUQI_URL")
    return Settings(
        setting("SMTP_HOST"),
        int(port),
        security,
        setting("MAIL_FROM"),
        public_address(variables),
        setting("SMTP_USER"),
        setting("SMTP_PASSWORD") or _secret_password(secrets),
        setting("SMTP_CA"),
    )


def _require(holds: bool, name: str) -> None:
    if not holds:
        raise Unconfigured(lazy("环境变量 {name} 没有设置，或不能使用"), name=name)


def _secret_password(file: Path) -> str:
    try:
        section = tomllib.loads(file.read_text(encoding="utf-8")).get("smtp", {})
    except (OSError, ValueError):
        return ""
    return str(section.get("password", "")) if isinstance(section, dict) else ""
