"""What other programs can read: the tables, their columns, and by what each may be asked.

A column has a type of JSON Schema, or is a ``date`` (of the term) or a ``moment`` (UTC); with ``?`` its value
may be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FeedTable:
    """A table in both languages, its columns with their types, what it may be asked by, and its key.

    ``key`` are the columns that tell a row from every other of an answer; the same row has the same one
    whenever it is asked for.
    """

    about: str
    about_en: str
    columns: Mapping[str, str]
    asked: tuple[str, ...]
    key: tuple[str, ...]


_FIGURES = {
    "indicator": "string",
    "unit": "string",
    "on": "date",
    "n": "integer",
    "d": "integer",
    "rate": "number?",
    "state": "string",
}
_OF_FIGURES = ("on", "known_at", "unit", "indicator")
TABLES = {
    "figures": FeedTable(
        "每项指标、每个学院(系、部)和全校、每一天的数字",
        "every indicator of every unit and the campus, day by day",
        _FIGURES,
        _OF_FIGURES,
        ("indicator", "unit", "on"),
    ),
    "checkpoints": FeedTable(
        "各节点冻结的数字",
        "the figures as frozen at each checkpoint",
        {"checkpoint": "string", **_FIGURES, "known_at": "moment", "frozen_at": "moment"},
        _OF_FIGURES,
        ("checkpoint", "indicator", "unit"),
    ),
    "lists": FeedTable(
        "缺口名单：哪些教学班缺什么",
        "the lists behind the gaps: which classes are short of what",
        {
            **dict.fromkeys(("key", "list"), "string"),
            "on": "date",
            "unit": "string",
            "class_id": "string",
            **dict.fromkeys(("course_name", "teacher", "kind", "count"), "string?"),
            **dict.fromkeys(("enrolled", "expected", "joined", "missing"), "integer?"),
            **dict.fromkeys(("planned_on", "reported_on", "received_on"), "date?"),
        },
        ("on", "known_at", "unit", "list"),
        ("key",),
    ),
    "submissions": FeedTable(
        "上报记录",
        "what was submitted",
        {
            "submission": "integer",
            "unit": "string?",
            "kind": "string",
            "form": "string?",
            "file": "string",
            "sheet": "string?",
            "received_at": "moment",
            "taken": "integer?",
            "errors": "integer",
            "warnings": "integer",
            "state": "string",
            "decided_at": "moment?",
        },
        ("known_at", "unit"),
        ("submission",),
    ),
    "trace": FeedTable(
        "一个数字由哪些行得来",
        "the rows that add up to one figure",
        {
            **dict.fromkeys(("key", "part", "item_kind"), "string"),
            "table": "string?",
            **dict.fromkeys(("item", "class_id", "course_name", "teacher"), "string?"),
            **dict.fromkeys(("student_name", "unit"), "string?"),
            "change": "integer",
            **dict.fromkeys(("submission", "source_row"), "integer?"),
            **dict.fromkeys(("kind", "form", "file", "sheet", "submitted_unit"), "string?"),
            "received_at": "moment?",
        },
        _OF_FIGURES,
        ("key",),
    ),
    "indicators": FeedTable(
        "指标的名称和定义",
        "the titles and definitions of the indicators",
        {
            **dict.fromkeys(("indicator", "title", "title_en"), "string"),
            **dict.fromkeys(("n_means", "n_means_en", "d_means", "d_means_en", "definition"), "string"),
            "has_target": "boolean",
        },
        ("indicator",),
        ("indicator",),
    ),
    "term": FeedTable(
        "学期和各学院(系、部)",
        "the term and its units",
        {
            **dict.fromkeys(("campus", "campus_en", "term", "timezone"), "string"),
            **dict.fromkeys(("first_day", "last_day"), "date"),
            **dict.fromkeys(("unit", "unit_en"), "string"),
        },
        ("unit",),
        ("unit",),
    ),
}
# How a table is written, by the word for it and its media type; and what it may be asked by.
FORMATS = {"json": "application/json", "csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
PARAMETERS: dict[str, tuple[dict[str, Any], str]] = {
    "on": ({"type": "string", "format": "date"}, "the day; else the latest, for figures every day up to it"),
    "known_at": ({"type": "string", "format": "date-time"}, "as known at this moment; else now"),
    "unit": ({"type": "array", "items": {"type": "string"}}, "a unit by its name, may be repeated; else all"),
    "indicator": ({"type": "array", "items": {"type": "string"}}, "an indicator by its id, may be repeated"),
    "list": ({"type": "array", "items": {"type": "string"}}, "a list by its name, may be repeated; else all"),
}
