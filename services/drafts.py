"""Files that wait for a person to confirm or drop them: seen by nobody else."""

from __future__ import annotations

from access import Action
from services import intake, scanning
from services.desk import Desk
from store.drafts import Draft, Waiting, drop_draft, keep_draft, label_draft, read_draft, read_drafts


def keep(desk: Desk, name: str, content: bytes, *, unit: str | None, kind: str | None) -> int:
    """Keep a file until the person confirms or drops it; its number.

    Raises ``StoreError`` for one too many, and :class:`services.scanning.Unsafe`.
    """
    desk.check_any(Action.SUBMIT_FAULTS)
    scanning.require_clean(content)
    return keep_draft(
        desk.store,
        Draft(
            term=desk.term.name,
            owner=desk.person.login,
            unit=intake.own_unit(desk, unit),
            kind=kind,
            file=name,
            content=content,
        ),
        at=desk.now(),
    )


def assign(desk: Desk, draft: int, *, unit: str | None, kind: str | None) -> None:
    """Keep with a draft for which unit, and as which kind, it is to be read."""
    desk.check_any(Action.SUBMIT_FAULTS)
    label_draft(desk.store, draft, desk.person.login, unit=intake.own_unit(desk, unit), kind=kind)


def waiting(desk: Desk) -> list[Waiting]:
    """What waits for the person to confirm, see :func:`store.drafts.read_drafts`."""
    desk.check_any(Action.SUBMIT_FAULTS)
    return read_drafts(desk.store, desk.term.name, desk.person.login)


def content(desk: Desk, draft: int) -> tuple[str, bytes]:
    """Name and bytes of a draft of the person. Raises ``StoreError`` when it is gone."""
    desk.check_any(Action.SUBMIT_FAULTS)
    return read_draft(desk.store, draft, desk.person.login)


def drop(desk: Desk, draft: int) -> bool:
    """Let a draft of the person go; whether it was still there."""
    desk.check_any(Action.SUBMIT_FAULTS)
    return drop_draft(desk.store, draft, desk.person.login)
