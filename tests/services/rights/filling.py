"""A small campus in which every sort of thing is there to be asked for."""

from __future__ import annotations

from store import Store
from store.drafts import Draft, keep_draft
from store.exceptions import Exemption, add_exception
from store.intake import Envelope, add_submission
from store.signature import Signature
from tests.services.rights.people import FAULT, FAULT_SHEET, OWN, TERM, soon
from tests.services.sheets import at, plan_row, sheet, written


def fill(opened: Store) -> None:
    """The plan, sheets of groups and obstacles and a roster of OWN, a draft of each reporter, and an exception."""
    sent = {"term": TERM.name, "received_at": at(24, 8)}
    roster = [{"class_id": "001", "student_id": "1", "student_name": "学生", "joined": True}]
    draft = {"term": TERM.name, "unit": None, "kind": None, "file": "a", "content": b""}
    add_submission(
        opened, sheet("plan", [plan_row("001", OWN)], unit=None), b"plan", Envelope(unit=None, **sent)
    )
    groups = [{"class_id": "001", "group_no": "10001"}]
    add_submission(
        opened, sheet("groups", groups, unit=OWN), written(groups, "groups"), Envelope(unit=OWN, **sent)
    )
    add_submission(
        opened,
        sheet("enrollment", roster, unit=OWN, form="roster"),
        written(roster, "enrollment", "roster"),
        Envelope(unit=OWN, **sent),
    )
    add_submission(opened, FAULT_SHEET, written([FAULT], "obstacles"), Envelope(unit=OWN, **sent))
    for owner in ("admin", "own", "other"):
        keep_draft(opened, Draft(owner=owner, **draft), at=at(24, 9))
    add_exception(
        opened,
        TERM.name,
        Exemption(unit=OWN, kind="visits", reason="停电", ends_at=soon()),
        Signature(at(24, 9), "admin"),
    )
