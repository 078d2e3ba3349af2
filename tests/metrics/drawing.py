"""Random terms for hypothesis: few classes and few days, so that everything collides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from schema.vocabulary import VISITOR_KINDS
from tests.metrics.making import Submission, at, feb

UNITS = ("甲学院", "乙学院", "丙系")
DAYS = [feb(day) for day in range(20, 27)]
CLASSES = ("001", "002", "003", "004")
REPORTED = (*CLASSES, "999")  # the plan never knows the last

day = st.sampled_from(DAYS)
maybe_day = st.none() | day
maybe_yes = st.sampled_from([None, True, False])
moment = st.builds(at, st.integers(20, 26), st.sampled_from([0, 9, 23]))
size = st.integers(0, 5)


def rows(key: tuple[str, ...], **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows of a sheet in which each key stands once, as the loaders see to."""
    return st.lists(
        st.fixed_dictionaries(columns),
        min_size=1,
        max_size=6,
        unique_by=lambda row: tuple(row[column] for column in key),
    )


@st.composite
def snapshots(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of the aggregate form: no count above the one expected."""
    sheet = draw(rows(("class_id", "as_of"), class_id=st.sampled_from(REPORTED), as_of=day, expected=size))
    for row in sheet:
        count = st.integers(0, row["expected"])
        row |= {
            "joined": draw(count),
            "notified": draw(st.none() | count),
            "received": draw(st.none() | count),
        }
    return sheet


@st.composite
def visits(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows with a day planned, a day visited, or both."""
    days = st.tuples(maybe_day, maybe_day).filter(any)
    sheet = draw(
        st.lists(
            st.tuples(st.sampled_from(REPORTED), st.sampled_from("督导"), days),
            min_size=1,
            max_size=4,
            unique_by=lambda row: (row[0], row[1], row[2][0] or row[2][1]),
        )
    )
    return [
        {
            "class_id": class_id,
            "visitor": visitor,
            "visitor_kind": draw(st.sampled_from(VISITOR_KINDS.words)),
            "planned_on": planned,
            "visited_on": visited,
        }
        for class_id, visitor, (planned, visited) in sheet
    ]


@st.composite
def sessions(draw: st.DrawFn, of: str, places: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows of either form, of one source and two days: no count above the one it is held against."""
    days = st.sampled_from(DAYS[2:4])
    sheet = draw(rows((of, "date"), **{of: st.sampled_from(places)}, date=days, planned=size))
    for row in sheet:
        expected = draw(st.none() | size)
        present = draw(st.none() | st.integers(0, expected or 0))
        row |= {"source": "上报", "held": draw(st.integers(0, row["planned"]))}
        row |= {"expected": expected, "present": present}
    return sheet


SHEETS: dict[str, st.SearchStrategy[list[dict[str, Any]]]] = {
    "plan": rows(
        ("class_id",),
        class_id=st.sampled_from(CLASSES),
        unit=st.sampled_from(UNITS),
        course_name=st.just("课程"),
        teacher=st.just("教师"),
        enrolled=size,
        state=st.sampled_from([None, None, "正常", "停开"]),
    ).map(lambda plan: [{**row, "teacher": f"教师{row['class_id']}"} for row in plan]),
    "groups": rows(
        ("class_id",),
        class_id=st.sampled_from(REPORTED),
        created_on=maybe_day,
        counselor_joined_on=maybe_day,
        assistant=st.sampled_from([None, "课代表"]),
        announced_on=maybe_day,
        tested_on=maybe_day,
        location=st.sampled_from([None, "家", "办公室"]),
    ),
    "enrollment": snapshots(),
    "roster": rows(
        ("class_id", "student_id"),
        class_id=st.sampled_from(REPORTED),
        student_id=st.sampled_from(["1", "2", "01"]),
        joined_on=maybe_day,
        joined=maybe_yes,
        notified=maybe_yes,
        received=maybe_yes,
    ),
    "materials": rows(
        ("class_id", "material_kind", "title", "uploaded_on"),
        class_id=st.sampled_from(REPORTED),
        material_kind=st.sampled_from(["PPT", "习题"]),
        title=st.sampled_from([None, "第一讲"]),
        uploaded_on=day,
        count=st.sampled_from([None, 0, 2]),
    ),
    "visits": visits(),
    "sessions": sessions("class_id", REPORTED),
    "session_totals": sessions("unit", UNITS),
}


# The columns that a sheet of each kind may come without.
MAY_LACK = {
    "plan": ("state",),
    "groups": (
        "created_on", "counselor_joined_on", "assistant", "announced_on", "tested_on", "location",
    ),
    "enrollment": ("notified", "received"),
    "roster": ("notified", "received"),
    "materials": ("count",),
    "visits": ("planned_on",),
    "sessions": ("expected", "present"),
    "session_totals": ("expected", "present"),
}  # fmt: skip


def without(sheet: list[dict[str, Any]], lacking: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows of a sheet that has no such columns; visits without 安排日期 have taken place."""
    rows = [{**row, **dict.fromkeys(lacking)} for row in sheet]
    if "planned_on" not in lacking:
        return rows
    done = [
        {**new, "visited_on": new["visited_on"] or old["planned_on"]}
        for new, old in zip(rows, sheet, strict=True)
    ]
    return list({(row["class_id"], row["visitor"], row["visited_on"]): row for row in done}.values())


@st.composite
def submission(draw: st.DrawFn, table: str | None = None) -> Submission:
    """A sheet of any kind, received at some moment and perhaps withdrawn later."""
    chosen = table or draw(st.sampled_from(list(SHEETS)))
    received_at = draw(moment)
    stood = draw(st.none() | st.integers(0, 60))
    lacking = draw(st.just(()) | st.sets(st.sampled_from(MAY_LACK.get(chosen, ("title",)))).map(tuple))
    lacking = lacking if chosen in MAY_LACK else ()
    return Submission(
        number=0,
        table=chosen,
        unit=draw(st.sampled_from((*UNITS, None))),
        received_at=received_at,
        rows=without(draw(SHEETS[chosen]), lacking),
        lacking=lacking,
        whole=chosen in ("plan", "roster") and draw(st.booleans()),
        withdrawn_at=None if stood is None else received_at + dt.timedelta(hours=stood),
    )


@st.composite
def terms(draw: st.DrawFn) -> list[Submission]:
    """Some submissions, a plan and both forms of enrollment among them, numbered in any order."""
    always = [draw(submission(table)) for table in ("plan", "enrollment", "roster")]
    drawn = always + draw(st.lists(submission(), max_size=10))
    # Some come again as they were, after whatever else came.
    for one in draw(st.lists(st.sampled_from(drawn), max_size=3)):
        drawn.append(replace(one, received_at=draw(moment), withdrawn_at=None))
    numbers = draw(st.permutations(range(1, len(drawn) + 1)))
    for one, number in zip(drawn, numbers, strict=True):
        one.number = number
    return drawn


def together(campus: Sequence[list[Submission]]) -> list[Submission]:
    """Several terms as one of the same units, in which each has classes and submissions of its own."""
    return [
        replace(
            one,
            number=1000 * place + one.number,
            rows=[
                {**row, "class_id": f"{place}{row['class_id']}"} if "class_id" in row else row
                for row in one.rows
            ],
            whole=False,
        )
        for place, submissions in enumerate(campus)
        for one in submissions
    ]


known_at = st.none() | moment
