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


TEXT, COUNT, DAY, MOMENT, YESNO = sa.Text, sa.BigInteger, sa.Date, sa.DateTime, sa.Boolean
REQUIRED, BLANK = False, True
# Table → its columns after the number of the submission and the row: name, type, whether it may be blank.
TABLES: dict[str, tuple[tuple[str, Any, bool], ...]] = {
    "workgroups": (
        ("unit", TEXT, BLANK),
        ("group_kind", TEXT, REQUIRED),
        ("group_name", TEXT, BLANK),
        ("leader", TEXT, REQUIRED),
        ("leader_post", TEXT, REQUIRED),
        ("formed_on", DAY, REQUIRED),
        ("members", TEXT, BLANK),
        ("counselor_in", YESNO, BLANK),
        ("secretary_in", YESNO, BLANK),
    ),
    "need_survey": (
        ("unit", TEXT, BLANK),
        ("as_of", DAY, REQUIRED),
        ("students", COUNT, REQUIRED),
        ("surveyed", COUNT, REQUIRED),
        ("in_need", COUNT, BLANK),
        ("helped", COUNT, BLANK),
        ("topped_up", COUNT, BLANK),
    ),
    "need": (
        ("unit", TEXT, BLANK),
        ("student_id", TEXT, REQUIRED),
        ("student_name", TEXT, BLANK),
        ("counselor", TEXT, BLANK),
        ("situation", TEXT, BLANK),
        ("needs", TEXT, BLANK),
        ("measures", TEXT, BLANK),
        ("result", TEXT, BLANK),
        ("owner", TEXT, BLANK),
        ("partner", TEXT, BLANK),
        ("claimed_on", DAY, BLANK),
        ("helped_on", DAY, BLANK),
        ("topped_up_on", DAY, BLANK),
        ("health", TEXT, BLANK),
    ),
    "obstacles": (
        ("unit", TEXT, BLANK),
        ("fault_no", TEXT, REQUIRED),
        ("reported_at", MOMENT, REQUIRED),
        ("class_id", TEXT, BLANK),
        ("teacher", TEXT, BLANK),
        ("platform", TEXT, BLANK),
        ("fault_kind", TEXT, BLANK),
        ("problem", TEXT, REQUIRED),
        ("solved_at", MOMENT, BLANK),
        ("solution", TEXT, BLANK),
        ("handler", TEXT, BLANK),
    ),
    "visitors": (
        ("unit", TEXT, BLANK),
        ("visitor", TEXT, REQUIRED),
        ("visitor_kind", TEXT, REQUIRED),
        ("post", TEXT, BLANK),
        ("retired", YESNO, BLANK),
    ),
    "checks": (
        ("unit", TEXT, BLANK),
        ("class_id", TEXT, REQUIRED),
        ("check_item", TEXT, REQUIRED),
        ("checked_on", DAY, REQUIRED),
        ("holds", YESNO, BLANK),
        ("sampled", COUNT, BLANK),
        ("confirmed", COUNT, BLANK),
        ("checker", TEXT, BLANK),
        ("remark", TEXT, BLANK),
    ),
    "sessions": (
        ("unit", TEXT, BLANK),
        ("class_id", TEXT, REQUIRED),
        ("date", DAY, REQUIRED),
        ("planned", COUNT, REQUIRED),
        ("held", COUNT, REQUIRED),
        ("expected", COUNT, BLANK),
        ("present", COUNT, BLANK),
        ("mode", TEXT, BLANK),
        ("source", TEXT, BLANK),
        ("deferred", COUNT, BLANK),
        ("reason", TEXT, BLANK),
        ("accidents", COUNT, BLANK),
        ("moved_to", DAY, BLANK),
    ),
    "session_totals": (
        ("unit", TEXT, BLANK),
        ("date", DAY, REQUIRED),
        ("planned", COUNT, REQUIRED),
        ("held", COUNT, REQUIRED),
        ("expected", COUNT, BLANK),
        ("present", COUNT, BLANK),
        ("teachers", COUNT, BLANK),
        ("source", TEXT, BLANK),
        ("deferred", COUNT, BLANK),
        ("reason", TEXT, BLANK),
        ("accidents", COUNT, BLANK),
    ),
    "summaries": (
        ("unit", TEXT, BLANK),
        ("phase", TEXT, REQUIRED),
        ("submitted_on", DAY, REQUIRED),
        ("classified", YESNO, BLANK),
        ("measures", YESNO, BLANK),
        ("problems_found", COUNT, BLANK),
        ("problems_closed", COUNT, BLANK),
        ("exemplars", COUNT, BLANK),
        ("spread", COUNT, BLANK),
        ("teachers", COUNT, BLANK),
        ("self_evaluated", COUNT, BLANK),
        ("asked", COUNT, BLANK),
        ("answered", COUNT, BLANK),
        ("content", TEXT, BLANK),
    ),
    "contingency": (
        ("unit", TEXT, BLANK),
        ("item", TEXT, REQUIRED),
        ("submitted_on", DAY, BLANK),
        ("state", TEXT, BLANK),
        ("owner", TEXT, BLANK),
        ("joint", YESNO, BLANK),
        ("exam_method", TEXT, BLANK),
        ("courses", COUNT, BLANK),
        ("courses_designed", COUNT, BLANK),
        ("network_load", YESNO, BLANK),
        ("starts_on", DAY, BLANK),
        ("ends_on", DAY, BLANK),
        ("content", TEXT, BLANK),
    ),
    "contingency_cases": (
        ("unit", TEXT, BLANK),
        ("item", TEXT, REQUIRED),
        ("student_id", TEXT, REQUIRED),
        ("student_name", TEXT, BLANK),
        ("counselor", TEXT, BLANK),
        ("reason", TEXT, BLANK),
        ("decision", TEXT, BLANK),
        ("decided_on", DAY, BLANK),
        ("learning", TEXT, BLANK),
        ("partner", TEXT, BLANK),
        ("isolated_on", DAY, BLANK),
        ("symptoms_at", MOMENT, BLANK),
        ("reported_at", MOMENT, BLANK),
        ("health", TEXT, BLANK),
    ),
    "health_checks": (
        ("unit", TEXT, BLANK),
        ("date", DAY, REQUIRED),
        ("returned", COUNT, REQUIRED),
        ("checked", COUNT, REQUIRED),
        ("suspected", COUNT, BLANK),
    ),
}


def upgrade() -> None:
    """Create a table for each new form of sheet, append-only as all facts are, and that of the gates."""
    for name, columns in TABLES.items():
        op.create_table(
            name,
            sa.Column("submission", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("source_row", sa.Integer, primary_key=True, autoincrement=False),
            *(sa.Column(id, type, nullable=blank) for id, type, blank in columns),
            sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=f"fk_{name}_submission"),
        )
    op.add_column("roster", sa.Column("student_unit", sa.Text))
    op.create_table(
        "gate_figures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("d", sa.BigInteger, nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("term", "gate", "indicator", "unit", name="uq_gate_figures_term"),
    )
    guard((*TABLES, "gate_figures"))


def downgrade() -> None:
    """There is no way back: it would delete what units submitted."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
