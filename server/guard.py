"""Whom the server answers at all, and what every answer tells the browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access import complaints
from access.complaints import Misconfigured
from access.ways import Way, is_loopback, is_this_machine
from ui.signing import signing

_INNER_FIGURES = "/_stcore/metrics"


def only_as_configured(application: ASGIApp) -> ASGIApp:
    """Let nobody from elsewhere in where everybody who comes is believed.

    Another program than Streamlit's own may serve the dashboard on an address that Streamlit's
    configuration does not know; what a connection came in by is known for certain. Whatever is
    answered tells the browser to keep it to itself.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_guards(scope)]
            await send(message)

        if scope["type"] in {"http", "websocket"} and not (_is_welcome(scope) and _is_open(scope)):
            await _turn_away(scope, receive, send_guarded)
        else:
            await application(scope, receive, send_guarded)

    return answer


def _is_welcome(scope: Scope) -> bool:
    signing_here = signing()
    if signing_here.way is Way.OPENID or signing_here.secret:
        return True
    came_to = (scope.get("server") or ("",))[0] or ""
    return is_loopback(came_to) and (signing_here.way is not Way.DEMONSTRATION or _is_named_so(scope))


def _is_open(scope: Scope) -> bool:
    """Whether who comes may ask for this at all: the server's inner figures are for its own machine."""
    if not str(scope.get("path", "")).endswith(_INNER_FIGURES):
        return True
    caller = (scope.get("client") or ("",))[0] or ""
    return is_loopback(caller) and b"x-forwarded-for" not in dict(scope.get("headers", ()))


def _is_named_so(scope: Scope) -> bool:
    """Whether the browser asked for this machine by a name that nobody can give to another page.

    A page from elsewhere may let its own name stand for 127.0.0.1 after it was loaded (DNS rebinding);
    what it then asks for comes with that name as its host, or as where it comes from.
    """
    headers = [(name.lower(), value.decode("latin-1")) for name, value in scope.get("headers", ())]
    named = [f"//{value}" for name, value in headers if name == b"host"]
    named += [value for name, value in headers if name == b"origin"]
    return all(is_this_machine(_host_in(value)) for value in named)


def _host_in(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # an address cut short, as //[::
        return ""


def _guards(scope: Scope) -> list[tuple[bytes, bytes]]:
    """What every answer says to the browser: no page elsewhere frames it, nothing guesses its type."""
    guards = [
        (b"content-security-policy", b"frame-ancestors 'self'; object-src 'none'; base-uri 'self'"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
    ]
    forwarded = dict(scope.get("headers", ())).get(b"x-forwarded-proto", b"")
    if scope.get("scheme") == "https" or forwarded == b"https":
        guards.append((b"strict-transport-security", b"max-age=31536000"))
    return guards


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    refusal = Misconfigured(complaints.NOBODY_CHECKED, address="*").message("en").encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(refusal)).encode()),
    ]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": refusal})
