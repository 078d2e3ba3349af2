"""The same tables for programs that speak OData 4, such as Excel and Power BI: ``/api/v1/odata``.

As far as OASIS's OData 4.01 minimal conformance and these programs ask for it: service document, metadata,
``$select``, ``$filter``, ``$orderby``, ``$top``, ``$skip``, ``$count``, next links, one entity by its key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pandas as pd
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from schema.feed import TABLES
from server.feed import as_json, in_words, rows_of
from server.feed_asking import Refused, admitted, explained, question_of, require_table, tagged
from server.feed_description import BASE
from server.odata_filter import filtered
from services.desk import Desk

ROOT = f"{BASE}/odata"
# Rows of one answer; where there are more, it says where to ask for the next ones.
MOST_ROWS = 5_000
_OPTIONS = {"$select", "$filter", "$orderby", "$top", "$skip", "$count", "$format"}
_EDM = {
    "string": "Edm.String",
    "date": "Edm.Date",
    "moment": "Edm.DateTimeOffset",
    "integer": "Edm.Int64",
    "number": "Edm.Double",
    "boolean": "Edm.Boolean",
}
_VERSION = {"odata-version": "4.0"}
_JSON = "application/json;odata.metadata=minimal"
_KEYED = re.compile(r"\((.*)\)$")  # behind the name of a set: which of its entities
_PART = re.compile(r"(?:(\w+)=)?('(?:[^']|'')*'|[\w.:+-]+)")  # of it, the column and the value
Made = Callable[[Desk, str, QueryParams, str], bytes]
_EDMX, _CSDL = "http://docs.oasis-open.org/odata/ns/edmx", "http://docs.oasis-open.org/odata/ns/edm"


@explained
async def entities(request: Request) -> Response:
    """The entities of a set that are asked for, or the one of a key: ``set``, or ``set(key)``."""
    return await _answered(request, _entity if _KEYED.search(request.path_params["set"]) else _page)


@explained
async def count(request: Request) -> Response:
    """How many entities of a set there are, as text."""
    return await _answered(request, _count, "text/plain")


async def _answered(request: Request, make: Made, media: str = _JSON) -> Response:
    named, given = request.path_params["set"], request.query_params
    bearer, desk = await admitted(request)
    require_table(named if make is _count else _KEYED.sub("", named), bearer)
    headers, has_it = await tagged(request, desk, f"odata {request.url.path} {given}")
    headers |= _VERSION
    if has_it:
        return Response(status_code=304, headers=headers)
    content = await run_in_threadpool(make, desk, named, given, str(request.base_url).rstrip("/"))
    return Response(content, headers=headers, media_type=media)


def _entity(desk: Desk, named: str, given: QueryParams, server: str) -> bytes:
    """The entity of a key, which is a value or, of several columns, a list such as ``a='x',b=1``."""
    name, keyed = _KEYED.sub("", named), _KEYED.search(named)
    columns, inside = TABLES[name].key, keyed[1] if keyed else ""
    parts = list(_PART.finditer(inside))
    values = {part[1] or columns[0]: part[2] for part in parts}
    if set(values) != set(columns) or ",".join(part[0] for part in parts) != inside:
        raise Refused(400, f"the key of {name} is {', '.join(columns)}")
    told = " and ".join(f"{column} eq {value}" for column, value in values.items())
    rows = _chosen(rows_of(desk, name, question_of(given, name, {"$select", "$format"})), told)
    if len(rows) != 1:
        raise Refused(404, f"{name} has nothing of this key")
    page = in_words(_selected(rows, given.get("$select", "")), name)
    context = {"@odata.context": f"{server}{ROOT}/$metadata#{name}/$entity"}
    return f"{json.dumps(context)[:-1]},{as_json(page)[2:-1]}".encode()


def _count(desk: Desk, name: str, given: QueryParams, _server: str) -> bytes:
    rows = rows_of(desk, name, question_of(given, name, {"$filter"}))
    return str(len(_chosen(rows, given.get("$filter")))).encode()


def _chosen(rows: pd.DataFrame, text: str | None) -> pd.DataFrame:
    """Those of ``rows`` that a filter means; raises ``Refused`` for one that says nothing."""
    try:
        return rows if text is None else filtered(rows, text)
    except ValueError as error:
        raise Refused(400, str(error)) from error


def _page(desk: Desk, name: str, given: QueryParams, server: str) -> bytes:
    question = question_of(given, name, _OPTIONS)
    skip, top = _number(given, "$skip", 0), _number(given, "$top", None)
    rows = _chosen(rows_of(desk, name, question), given.get("$filter"))
    rows = _ordered(rows, given.get("$orderby", ""))
    told: dict[str, object] = {"@odata.context": f"{server}{ROOT}/$metadata#{name}"}
    if given.get("$count") == "true":
        told["@odata.count"] = len(rows)
    wanted = len(rows) - (skip or 0) if top is None else top
    page = rows.iloc[skip : (skip or 0) + min(wanted, MOST_ROWS)]
    if wanted > MOST_ROWS and len(rows) > (skip or 0) + MOST_ROWS:
        told["@odata.nextLink"] = f"{server}{ROOT}/{name}?{_further(given, skip or 0, top)}"
    page = in_words(_selected(page, given.get("$select", "")), name)
    return f'{json.dumps(told)[:-1]},"value":{as_json(page)}}}'.encode()


def _further(given: QueryParams, skip: int, top: int | None) -> str:
    more = [(key, value) for key, value in given.multi_items() if key not in {"$skip", "$top"}]
    more.append(("$skip", str(skip + MOST_ROWS)))
    return urlencode(more if top is None else [*more, ("$top", str(top - MOST_ROWS))])


def _number(given: QueryParams, option: str, usual: int | None) -> int | None:
    text = given.get(option)
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit()) or len(text) > 12:
        raise Refused(400, f"{option} is a number, 0 or more")
    return int(text)


def _ordered(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """``rows`` in the order of ``$orderby``, those that are alike as they stood."""
    if not text:
        return rows
    parts = [part.split() for part in text.split(",")]
    wrong = [part for part in parts if not part or part[1:] not in ([], ["asc"], ["desc"])]
    if wrong:
        raise Refused(400, "$orderby names columns, each asc or desc")
    columns = _known(rows, [part[0] for part in parts])
    rises = [part[1:] != ["desc"] for part in parts]
    return rows.sort_values(columns, ascending=rises, kind="stable")


def _selected(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    columns = list(dict.fromkeys(part.strip() for part in text.split(","))) if text else []
    return rows[_known(rows, columns)] if columns and columns != ["*"] else rows


def _known(rows: pd.DataFrame, columns: list[str]) -> list[str]:
    unknown = [column for column in columns if column not in rows]
    if unknown:
        raise Refused(400, f"there is no column {', '.join(unknown)}")
    return columns


@explained
async def service(request: Request) -> Response:
    """Which sets there are."""
    await admitted(request)
    sets = [{"name": name, "kind": "EntitySet", "url": name} for name in TABLES]
    context = f"{str(request.base_url).rstrip('/')}{ROOT}/$metadata"
    return JSONResponse({"@odata.context": context, "value": sets}, headers=_VERSION)


@explained
async def metadata(request: Request) -> Response:
    """What the sets are made of, as CSDL."""
    await admitted(request)
    return Response(described(), headers=_VERSION, media_type="application/xml")


def described() -> bytes:
    """The metadata document."""
    ET.register_namespace("edmx", _EDMX)
    root = ET.Element(f"{{{_EDMX}}}Edmx", Version="4.0")
    services = ET.SubElement(root, f"{{{_EDMX}}}DataServices")
    schema = ET.SubElement(services, "Schema", xmlns=_CSDL, Namespace="ruqi")
    for name, table in TABLES.items():
        entity = ET.SubElement(schema, "EntityType", Name=name)
        key = ET.SubElement(entity, "Key")
        for column in table.key:
            ET.SubElement(key, "PropertyRef", Name=column)
        for column, type in table.columns.items():
            nullable = str(type.endswith("?")).lower()
            known = {"Name": column, "Type": _EDM[type.rstrip("?")], "Nullable": nullable}
            ET.SubElement(entity, "Property", known)
    container = ET.SubElement(schema, "EntityContainer", Name="Ruqi")
    for name in TABLES:
        ET.SubElement(container, "EntitySet", Name=name, EntityType=f"ruqi.{name}")
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


ROUTES = [
    Route(ROOT, service, methods=["GET"]),
    Route(f"{ROOT}/", service, methods=["GET"]),
    Route(f"{ROOT}/$metadata", metadata, methods=["GET"]),
    Route(f"{ROOT}/{{set}}", entities, methods=["GET"]),
    Route(f"{ROOT}/{{set}}/$count", count, methods=["GET"]),
]
