"""A campus's CAS server on this machine: it signs people in, issues tickets and confirms each once.

As far as the protocol's specification (Apereo, CAS 3.0) concerns a dashboard: ``/login`` with ``service``,
``renew`` and a session of its own, ``/logout``, ``/p3/serviceValidate``.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlencode
from xml.sax.saxutils import escape as escaped

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from scripts.serve import HOST, free_port

FIRST_PORT = 9571
_SAYS = '<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">{}</cas:serviceResponse>'


@dataclass
class Campus:
    """The server's people (login → attributes), its sessions, and the tickets that nobody has used yet."""

    people: dict[str, dict[str, str]]
    address: str = ""
    sessions: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: str | None = None  # said instead of confirming a ticket

    def issue(self, login: str, service: str) -> str:
        """A ticket with which ``login`` comes to ``service``."""
        ticket = f"ST-{len(self.tickets)}-{secrets.token_hex(8)}"
        self.tickets[ticket] = (login, service)
        return ticket

    async def login(self, request: Request) -> Response:
        """Ask who comes, or know it from the session; send them back with a ticket."""
        service = request.query_params["service"]
        session = request.cookies.get("TGC", "")
        login = request.query_params.get("as") or self.sessions.get(session, "")
        if request.query_params.get("renew") == "true" and "as" not in request.query_params:
            login = ""
        if not login:
            links = "".join(
                f'<p><a href="?{escape(urlencode({"service": service, "as": who}))}">{who}</a></p>'
                for who in self.people
            )
            return HTMLResponse(f"<h1>统一身份认证</h1>{links}")
        parted = "&" if "?" in service else "?"
        answer = RedirectResponse(f"{service}{parted}ticket={self.issue(login, service)}", 302)
        granting = secrets.token_hex(8)
        self.sessions[granting] = login
        answer.set_cookie("TGC", granting)
        return answer

    async def logout(self, request: Request) -> Response:
        """Forget the session, and send the browser where it wanted to go."""
        self.sessions.pop(request.cookies.get("TGC", ""), None)
        return RedirectResponse(request.query_params["service"], 302)

    async def validate(self, request: Request) -> Response:
        """Whom a ticket stands for, once, and only for the service that it was issued for."""
        if self.answers is not None:
            return Response(self.answers, media_type="text/xml")
        login, service = self.tickets.pop(request.query_params["ticket"], ("", ""))
        if not login or service != request.query_params["service"]:
            return Response(
                _SAYS.format(
                    '<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>'
                ),
                media_type="text/xml",
            )
        told = "".join(
            f"<cas:{name}>{escaped(text)}</cas:{name}>" for name, text in self.people[login].items()
        )
        inner = f"<cas:user>{escaped(login)}</cas:user><cas:attributes>{told}</cas:attributes>"
        success = f"<cas:authenticationSuccess>{inner}</cas:authenticationSuccess>"
        return Response(_SAYS.format(success), media_type="text/xml")


@contextmanager
def campus_cas(people: dict[str, dict[str, str]]) -> Iterator[Campus]:
    """A campus whose CAS server answers for as long as it is needed."""
    campus, port = Campus(people), free_port(FIRST_PORT)
    routes = [
        Route("/cas/login", campus.login),
        Route("/cas/logout", campus.logout),
        Route("/cas/p3/serviceValidate", campus.validate),
    ]
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=routes), host=HOST, port=port, log_level="critical")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    campus.address = f"http://{HOST}:{port}/cas/"
    try:
        yield campus
    finally:
        server.should_exit = True
        thread.join(timeout=10)
