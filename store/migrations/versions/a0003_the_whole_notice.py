"""The further sheets of the notice, the home unit of a student, and the frozen figures of the gates."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0003"
down_revision = "a0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create a table for each new form of sheet, append-only as all facts are, and that of the gates."""
    for name, columns in _tables().items():
        op.create_table(
            name,
            sa.Column("submission", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("source_row", sa.Integer, primary_key=True, autoincrement=False),
            *columns,
            sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=f"fk_{name}_submission"),
        )
    op.add_column("roster", _text("student_unit"))
    op.create_table(
        "gate_figures",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("term", required=True),
        _text("gate", required=True),
        _day("on", required=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        _text("indicator", required=True),
        _text("unit", required=True),
        _count("n", required=True),
        _count("d", required=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("term", "gate", "indicator", "unit", name="uq_gate_figures_term"),
    )
    guard((*_tables(), "gate_figures"))


def downgrade() -> None:
    """There is no way back: it would delete what units submitted."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")


def _text(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=not required)


def _count(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=not required)


def _day(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date, nullable=not required)


def _moment(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime, nullable=not required)


def _yesno(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean)


def _tables() -> dict[str, tuple[sa.Column[Any], ...]]:
    """Table → its columns after the number of the submission and the row, in their order."""
    return {**_of_tasks(), **_of_teaching()}


def _of_tasks() -> dict[str, tuple[sa.Column[Any], ...]]:
    return {
        "workgroups": (
            _text("unit"),
            _text("group_kind", required=True),
            _text("group_name"),
            _text("leader", required=True),
            _text("leader_post", required=True),
            _day("formed_on", required=True),
            _text("members"),
            _yesno("counselor_in"),
            _yesno("secretary_in"),
        ),
        "need_survey": (
            _text("unit"),
            _day("as_of", required=True),
            _count("students", required=True),
            _count("surveyed", required=True),
            _count("in_need"),
            _count("helped"),
            _count("topped_up"),
        ),
        "need": (
            _text("unit"),
            _text("student_id", required=True),
            _text("student_name"),
            _text("counselor"),
            _text("situation"),
            _text("needs"),
            _text("measures"),
            _text("result"),
            _text("owner"),
            _text("partner"),
            _day("claimed_on"),
            _day("helped_on"),
            _day("topped_up_on"),
            _text("health"),
        ),
        "obstacles": (
            _text("unit"),
            _text("fault_no", required=True),
            _moment("reported_at", required=True),
            _text("class_id"),
            _text("teacher"),
            _text("platform"),
            _text("fault_kind"),
            _text("problem", required=True),
            _moment("solved_at"),
            _text("solution"),
            _text("handler"),
        ),
        "visitors": (
            _text("unit"),
            _text("visitor", required=True),
            _text("visitor_kind", required=True),
            _text("post"),
            _yesno("retired"),
        ),
        "checks": (
            _text("unit"),
            _text("class_id", required=True),
            _text("check_item", required=True),
            _day("checked_on", required=True),
            _yesno("holds"),
            _count("sampled"),
            _count("confirmed"),
            _text("checker"),
            _text("remark"),
        ),
    }


def _of_teaching() -> dict[str, tuple[sa.Column[Any], ...]]:
    return {
        "sessions": (
            _text("unit"),
            _text("class_id", required=True),
            _day("date", required=True),
            _count("planned", required=True),
            _count("held", required=True),
            _count("expected"),
            _count("present"),
            _text("mode"),
            _text("source"),
            _count("deferred"),
            _text("reason"),
            _count("accidents"),
            _day("moved_to"),
        ),
        "session_totals": (
            _text("unit"),
            _day("date", required=True),
            _count("planned", required=True),
            _count("held", required=True),
            _count("expected"),
            _count("present"),
            _count("teachers"),
            _text("source"),
            _count("deferred"),
            _text("reason"),
            _count("accidents"),
        ),
        "summaries": (
            _text("unit"),
            _text("phase", required=True),
            _day("submitted_on", required=True),
            _yesno("classified"),
            _yesno("measures"),
            _count("problems_found"),
            _count("problems_closed"),
            _count("exemplars"),
            _count("spread"),
            _count("teachers"),
            _count("self_evaluated"),
            _count("asked"),
            _count("answered"),
            _text("content"),
        ),
        "contingency": (
            _text("unit"),
            _text("item", required=True),
            _day("submitted_on"),
            _text("state"),
            _text("owner"),
            _yesno("joint"),
            _text("exam_method"),
            _count("courses"),
            _count("courses_designed"),
            _yesno("network_load"),
            _day("starts_on"),
            _day("ends_on"),
            _text("content"),
        ),
        "contingency_cases": (
            _text("unit"),
            _text("item", required=True),
            _text("student_id", required=True),
            _text("student_name"),
            _text("counselor"),
            _text("reason"),
            _text("decision"),
            _day("decided_on"),
            _text("learning"),
            _text("partner"),
            _day("isolated_on"),
            _moment("symptoms_at"),
            _moment("reported_at"),
            _text("health"),
        ),
        "health_checks": (
            _text("unit"),
            _day("date", required=True),
            _count("returned", required=True),
            _count("checked", required=True),
            _count("suspected"),
        ),
    }
