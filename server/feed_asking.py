"""What every answer to a program begins with: who asks, how often, for which table, with which question."""

from __future__ import annotations

import asyncio
import base64
import binascii
import datetime as dt
import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection
from functools import wraps
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from access import Denied
from schema.feed import TABLES
from schema.term import load_term
from server.pace import Paces
from services import feed, tokens
from services.desk import Desk
from services.feed import Question
from services.tokens import Bearer
from store import StoreError
from ui import identity, session

_T = TypeVar("_T")
_log = logging.getLogger("ruqi")
Answering = Callable[[Request], Awaitable[Response]]
_paces = Paces()
_BURST, _PER_SECOND, _LONGEST_WAIT = 30, 2, 10
# What some refusals say beside their sentence, for programs that try again by themselves.
_BESIDE = {401: {"www-authenticate": 'Bearer realm="Ruqi"'}, 429: {"retry-after": str(_LONGEST_WAIT)}}


class Refused(Exception):
    """What a program did wrong, or what cannot be done, as a status and a sentence."""

    def __init__(self, status: int, why: str) -> None:
        self.status, self.why = status, why
        super().__init__(why)


def explained(answering: Answering) -> Answering:
    """Say why there is no answer, as RFC 9457 words it."""

    @wraps(answering)
    async def answer(request: Request) -> Response:
        try:
            return await answering(request)
        except Refused as error:
            refused = error
        except Denied as error:
            refused = Refused(403, error.message("en"))
        except StoreError:  # where the database lies is for who runs the server, not for whoever asks
            _log.exception("the store refuses")
            refused = Refused(503, "the store cannot be reached")
        told = {"type": "about:blank", "status": refused.status, "title": refused.why}
        headers = _BESIDE.get(refused.status)
        return JSONResponse(told, refused.status, headers, media_type="application/problem+json")

    return answer


async def admitted(request: Request) -> tuple[Bearer, Desk]:
    """Whose token comes with a request, once it is its turn, and the desk at which they are answered."""
    bearer = await run_in_threadpool(_bearer, request)
    pace = _paces.of(bearer.number, _BURST, _PER_SECOND)
    wait = pace.wait()
    if wait > _LONGEST_WAIT:
        pace.give_back()
        raise Refused(429, "too many requests; ask less often")
    await asyncio.sleep(wait)
    return bearer, Desk(session.store(), load_term(), bearer.person)


def _bearer(request: Request) -> Bearer:
    """By the token itself, or, for programs that know names and passwords only, by it as the password."""
    scheme, _space, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            secret = base64.b64decode(secret, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            secret = ""
    found = None
    if scheme.lower() in {"bearer", "basic"}:
        now = dt.datetime.now(dt.UTC)
        found = tokens.bearer(session.store(), secret.strip(), now, identity.person_of)
    if found is None:
        raise Refused(401, "a token that is good is needed")
    return found


def require_table(name: str, bearer: Bearer) -> None:
    """Raise :class:`Refused` for a table that is none, or that the token does not open."""
    if name not in TABLES:
        raise Refused(404, f"no table {name!r}; known: {', '.join(TABLES)}")
    if name not in bearer.tables:
        raise Refused(403, f"this token does not open {name}")


def question_of(given: QueryParams, name: str, others: Collection[str]) -> Question:
    """What is asked of a table; raises ``Refused`` for what it does not take, or what says nothing.

    ``others`` are what else an address may say, which is no question.
    """
    unknown = set(given) - {*TABLES[name].asked, *others}
    if unknown:
        raise Refused(400, f"{name} is not asked by {', '.join(sorted(unknown))}")
    many = {key: tuple(dict.fromkeys(given.getlist(key))) for key in ("unit", "indicator", "list")}
    return Question(
        _read(given.get("on"), dt.date.fromisoformat, "on is a day, such as 2020-02-23"),
        _read(given.get("known_at"), _moment, "known_at is a moment with its offset, in ISO 8601"),
        many["unit"],
        many["indicator"],
        many["list"],
    )


def _read(text: str | None, read: Callable[[str], _T], otherwise: str) -> _T | None:
    try:
        return None if text is None else read(text)
    except ValueError:
        raise Refused(400, otherwise) from None


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    # A day from either end of the calendar, so that it is a moment in every time zone.
    if moment.tzinfo is None or not 1 < moment.year < dt.MAXYEAR:
        raise ValueError(text)
    return moment


async def tagged(request: Request, desk: Desk, asked: str) -> tuple[dict[str, str], bool]:
    """The headers of an answer to what is ``asked``, and whether the program has it already."""
    tag = await run_in_threadpool(_tag, desk, asked)
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "accept, authorization"}
    # A proxy that packs answers makes a tag weak, which says nothing else here.
    had = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    return headers, tag in had


def _tag(desk: Desk, asked: str) -> str:
    digest = hashlib.sha256(f"{feed.version(desk)} {asked}".encode()).hexdigest()
    return f'"{digest[:32]}"'
