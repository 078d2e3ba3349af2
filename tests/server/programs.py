"""How programs ask a server, and what each of them is answered."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from starlette.applications import Starlette

from scripts.serve import HOST, free_port
from server import routes
from services import tokens
from services.desk import Desk
from store import Store
from tests.services.rights.people import PEOPLE, TERM

FIRST_PORT = 8981
SECRETS: dict[tuple[str, ...], str] = {}


def at(store: Store, login: str) -> Desk:
    """The desk of one of the people."""
    return Desk(store, TERM, PEOPLE[login])


def token(store: Store, login: str, *tables: str) -> str:
    """A token of one of the people, made once."""
    key = (store.name, login, *tables)
    if key not in SECRETS:
        SECRETS[key] = tokens.make(at(store, login), "看板", tables, 30)
    return SECRETS[key]


def ask(path: str, secret: str = "", **headers: str) -> httpx.Response:
    """The server's answer to a program that brings its token."""
    return _asked(path, headers | ({"authorization": f"Bearer {secret}"} if secret else {}), None)


def ask_odata(path: str, secret: str) -> httpx.Response:
    """The answer to one that knows names and passwords only."""
    return _asked(f"odata/{path}", {}, ("anybody", secret))


def _asked(path: str, headers: dict[str, str], auth: tuple[str, str] | None) -> httpx.Response:
    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://ruqi") as client:
            return await client.get(f"/api/v1/{path}", headers=headers, auth=auth)

    return asyncio.run(asking())


@contextmanager
def listening() -> Iterator[str]:
    """Where the interface answers those who come over a socket."""
    port = free_port(FIRST_PORT)
    app = Starlette(routes=routes.ROUTES)
    server = uvicorn.Server(uvicorn.Config(app, host=HOST, port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://{HOST}:{port}/api/v1"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
