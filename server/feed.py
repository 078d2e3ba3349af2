"""The read-only interface for other programs: ``/api/v1/…``, by token, as JSON, CSV or Parquet.

An answer is made of what :mod:`services.feed` gives; its entity tag follows the store, so that whoever asks
again and again costs a look at the version and nothing else.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from exports.cells import harmless
from exports.published import parquet
from schema.feed import FORMATS, TABLES
from server.feed_asking import Refused, admitted, explained, question_of, require_table, tagged
from server.feed_description import BASE, described
from services import feed
from services.desk import Desk
from services.feed import Question

_WRITTEN = {"date": "%Y-%m-%d", "moment": "%Y-%m-%dT%H:%M:%S.%fZ"}
_ARROW = {
    "string": pa.string(),
    "date": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


@explained
async def answer(request: Request) -> Response:
    """The rows of a table, in the form that is asked for."""
    name = request.path_params["table"]
    bearer, desk = await admitted(request)
    require_table(name, bearer)
    media, question = _wanted(request), question_of(request.query_params, name, {"format"})
    headers, has_it = await tagged(request, desk, f"{name} {media} {question}")
    if has_it:
        return Response(status_code=304, headers=headers)
    content = await run_in_threadpool(_content, desk, name, question, media)
    return Response(content, headers=headers, media_type=media)


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


def rows_of(desk: Desk, name: str, question: Question) -> pd.DataFrame:
    """See :func:`services.feed.rows`; raises ``Refused`` for a question that cannot be answered."""
    try:
        return feed.rows(desk, name, question)
    except ValueError as error:
        raise Refused(400, str(error)) from error


def in_words(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """``rows`` of a table with days and moments as ISO 8601 writes them."""
    types = TABLES[name].columns
    written = {
        column: rows[column].dt.strftime(_WRITTEN[types[column].rstrip("?")])
        for column in rows
        if types[column].rstrip("?") in _WRITTEN
    }
    return rows.assign(**written)


def _content(desk: Desk, name: str, question: Question, media: str) -> bytes:
    rows, types = rows_of(desk, name, question), TABLES[name].columns
    if media == FORMATS["parquet"]:
        return parquet.written(
            rows, pa.schema((name, _ARROW[type.rstrip("?")]) for name, type in types.items())
        )
    rows = in_words(rows, name)
    if media == FORMATS["csv"]:
        texts = [column for column, type in types.items() if type.startswith("string")]
        rows = rows.assign(**{column: rows[column].map(harmless, na_action="ignore") for column in texts})
        return bytes(rows.to_csv(index=False), "utf-8")
    return f'{{"table":"{name}","rows":{as_json(rows)}}}'.encode()


def as_json(rows: pd.DataFrame) -> str:
    """``rows`` as a JSON list, numbers as exactly as they are known."""
    told: str = rows.to_json(orient="records", force_ascii=False, double_precision=15)
    return told


async def description(_request: Request) -> Response:
    """What can be asked, for programs that read descriptions."""
    return JSONResponse(described())


ROUTES = [
    Route(f"{BASE}/openapi.json", description, methods=["GET"]),
    Route(f"{BASE}/{{table}}", answer, methods=["GET"]),
]
