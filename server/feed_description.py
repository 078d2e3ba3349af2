"""The description of the read-only interface, in OpenAPI 3.1: made of the tables themselves."""

from __future__ import annotations

from typing import Any

from schema.feed import FORMATS, PARAMETERS, TABLES, FeedTable

BASE = "/api/v1"
_TYPES: dict[str, dict[str, Any]] = {
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
}
_REFUSALS = {
    "400": "the question cannot be answered",
    "401": "no token, or one that is good for nothing",
    "403": "the token, or its person, may not see this",
    "406": "none of the forms that are accepted",
    "429": "asked too often",
    "503": "the store cannot be reached",
}


def described() -> dict[str, Any]:
    """The OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ruqi",
            "version": "1",
            "description": "Figures and what they are made of, as the person of the token may see them. "
            "Moments are UTC, days are those of the term. Ask with If-None-Match: an answer that is still "
            "true comes as 304 and costs nothing.",
        },
        "servers": [{"url": BASE}],
        "security": [{"token": []}],
        "paths": {f"/{name}": {"get": _operation(name, table)} for name, table in TABLES.items()},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {name: row_schema(table) for name, table in TABLES.items()},
            "responses": {
                "refused": {
                    "description": "why not, as RFC 9457 words it",
                    "content": {"application/problem+json": {"schema": {"type": "object"}}},
                }
            },
        },
    }


def row_schema(table: FeedTable) -> dict[str, Any]:
    """The JSON Schema of one row."""
    return {
        "type": "object",
        "properties": {name: _schema(type) for name, type in table.columns.items()},
        "required": list(table.columns),
        "additionalProperties": False,
    }


def _schema(type: str) -> dict[str, Any]:
    plain = dict(_TYPES.get(type.rstrip("?"), {"type": type.rstrip("?")}))
    return plain | {"type": [plain["type"], "null"]} if type.endswith("?") else plain


def _operation(name: str, table: FeedTable) -> dict[str, Any]:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    whole = {"type": "object", "properties": {"table": {"const": name}, "rows": rows}}
    parameters = [
        {"name": key, "in": "query", "description": about, "schema": schema}
        for key, (schema, about) in ((key, PARAMETERS[key]) for key in table.asked)
    ]
    parameters.append(
        {"name": "format", "in": "query", "description": "instead of Accept",
         "schema": {"enum": list(FORMATS)}}
    )  # fmt: skip
    answers: dict[str, Any] = {
        "200": {
            "description": table.about_en,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {
                FORMATS["json"]: {"schema": whole},
                FORMATS["csv"]: {"schema": {"type": "string"}},
                FORMATS["parquet"]: {"schema": {"type": "string", "contentMediaType": FORMATS["parquet"]}},
            },
        },
        "304": {"description": "as it was when you asked last"},
    }
    refusals = {status: {"$ref": "#/components/responses/refused"} for status in _REFUSALS}
    return {
        "operationId": name,
        "summary": table.about_en,
        "parameters": parameters,
        "responses": answers | refusals,
    }
