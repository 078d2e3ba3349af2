"""The read-only interface for other programs: ``/api/v1/…``, by token, as JSON, CSV or Parquet.

An answer is made of what :mod:`services.feed` gives; its entity tag follows the store, so that whoever asks
again and again costs a look at the version and nothing else.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import io
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from access import Denied
from exports.cells import harmless
from schema.feed import FORMATS, TABLES
from schema.term import load_term
from server.feed_description import BASE, described
from server.pace import Pace
from services import feed, tokens
from services.desk import Desk
from services.feed import Question
from services.tokens import Bearer
from store import StoreError
from ui import identity, session

_T = TypeVar("_T")
_paces: WeakValueDictionary[int, Pace] = WeakValueDictionary()
_BURST, _PER_SECOND, _LONGEST_WAIT = 30, 2, 10.0


class Refused(Exception):
    """What a program did wrong, or what cannot be done, as a status and a sentence."""

    def __init__(self, status: int, why: str) -> None:
        self.status, self.why = status, why
        super().__init__(why)


async def answer(request: Request) -> Response:
    """The rows of a table, in the form that is asked for; or why not, as RFC 9457 words it."""
    try:
        return await _answered(request)
    except Refused as error:
        refused = error
    except Denied as error:
        refused = Refused(403, error.message("en"))
    except StoreError as error:
        refused = Refused(503, error.message("en"))
    told = {"type": "about:blank", "status": refused.status, "title": refused.why}
    headers = {"www-authenticate": 'Bearer realm="Ruqi"'} if refused.status == 401 else {}
    return JSONResponse(told, refused.status, headers, media_type="application/problem+json")


async def _answered(request: Request) -> Response:
    name = request.path_params["table"]
    bearer = await run_in_threadpool(_bearer, request)
    pace = _paces.setdefault(bearer.number, Pace(_BURST, _PER_SECOND))
    wait = pace.wait()
    if wait > _LONGEST_WAIT:
        raise Refused(429, "too many requests; ask less often")
    await asyncio.sleep(wait)
    if name not in TABLES:
        raise Refused(404, f"no table {name!r}; known: {', '.join(TABLES)}")
    if name not in bearer.tables:
        raise Refused(403, f"this token does not open {name}")
    media, question = _wanted(request), _question(request, name)
    desk = Desk(session.store(), load_term(), bearer.person)
    tag = await run_in_threadpool(_tag, desk, f"{name} {media} {question}")
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "accept, authorization"}
    if tag in (each.strip() for each in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    content = await run_in_threadpool(_content, desk, name, question, media)
    return Response(content, headers=headers, media_type=media)


def _bearer(request: Request) -> Bearer:
    scheme, _space, secret = request.headers.get("authorization", "").partition(" ")
    found = None
    if scheme.lower() == "bearer":
        now = dt.datetime.now(dt.UTC)
        found = tokens.bearer(session.store(), secret.strip(), now, identity.person_of)
    if found is None:
        raise Refused(401, "a token that is good is needed")
    return found


def _wanted(request: Request) -> str:
    """The media type of the answer: by ``format``, else the first known one of ``Accept``, else JSON."""
    asked = request.query_params.get("format")
    if asked is not None:
        if asked not in FORMATS:
            raise Refused(400, f"format is one of {', '.join(FORMATS)}")
        return FORMATS[asked]
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept", "*/*").split(",")]
    for media in accepted:
        if media in FORMATS.values():
            return media
        if media in {"*/*", "application/*"}:
            return FORMATS["json"]
    raise Refused(406, f"answers are {', '.join(FORMATS.values())}")


def _question(request: Request, name: str) -> Question:
    """What is asked for; raises ``Refused`` for what the table does not take, or what says nothing."""
    given = request.query_params
    unknown = set(given) - {*TABLES[name].asked, "format"}
    if unknown:
        raise Refused(400, f"{name} is not asked by {', '.join(sorted(unknown))}")
    many = {key: tuple(given.getlist(key)) for key in ("unit", "indicator", "list")}
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
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _tag(desk: Desk, asked: str) -> str:
    digest = hashlib.sha256(f"{feed.version(desk)} {asked}".encode()).hexdigest()
    return f'"{digest[:32]}"'


def _content(desk: Desk, name: str, question: Question, media: str) -> bytes:
    try:
        rows = feed.rows(desk, name, question)
    except ValueError as error:
        raise Refused(400, str(error)) from error
    days = [column for column, type in TABLES[name].columns.items() if type.startswith("date")]
    moments = [column for column, type in TABLES[name].columns.items() if type.startswith("moment")]
    if media == FORMATS["parquet"]:
        kept = io.BytesIO()
        rows = rows.assign(**{column: rows[column].dt.tz_localize("UTC") for column in moments})
        rows.to_parquet(kept, index=False)
        return kept.getvalue()
    written = {column: rows[column].dt.strftime("%Y-%m-%d") for column in days}
    written |= {column: rows[column].dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ") for column in moments}
    rows = rows.assign(**written)
    if media == FORMATS["csv"]:
        texts = [column for column, type in TABLES[name].columns.items() if type.startswith("string")]
        rows = rows.assign(**{column: rows[column].map(harmless, na_action="ignore") for column in texts})
        return bytes(rows.to_csv(index=False), "utf-8")
    told = rows.to_json(orient="records", force_ascii=False, double_precision=15)
    return f'{{"table":"{name}","rows":{told}}}'.encode()


async def description(_request: Request) -> Response:
    """What can be asked, for programs that read descriptions."""
    return JSONResponse(described())


ROUTES = [
    Route(f"{BASE}/openapi.json", description, methods=["GET"]),
    Route(f"{BASE}/{{table}}", answer, methods=["GET"]),
]
