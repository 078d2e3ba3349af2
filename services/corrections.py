"""Cells corrected in the browser: of a file that waits, by its owner; of a submission, to be read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from access import Action
from schema import limits
from schema.corrections import Correction, Corrections
from services import submissions
from services.desk import Desk
from store import corrections as kept
from store.corrections import Change
from store.submissions import read_findings

_SAID = ("corrected", "correction_unfit")


def correct(desk: Desk, draft: int, changes: Sequence[Change]) -> None:
    """Correct cells of a draft of the person; a cell that is given its own text again is as it came.

    Raises :class:`access.Denied`, ``StoreError`` where the person has no such draft, and ``ValueError``
    for a text longer than any cell may be.
    """
    desk.check_any(Action.SUBMIT_FAULTS)
    if any(text is not None and len(text) > limits.MAX_TEXT for _place, _original, text in changes):
        raise ValueError(f"a text of more than {limits.MAX_TEXT} characters")
    taken = [(place, before, None if after == before else after) for place, before, after in changes]
    kept.add_draft_corrections(desk.store, draft, taken, desk.signed())


def versions(desk: Desk) -> dict[int, int]:
    """Draft of the person → a number that changes with every correction of it."""
    desk.check_any(Action.SUBMIT_FAULTS)
    return kept.read_draft_versions(desk.store, desk.person.login)


def of_draft(desk: Desk, draft: int) -> Corrections:
    """The corrections of a draft of the person, each with who made it and when."""
    desk.check_any(Action.SUBMIT_FAULTS)
    return kept.read_draft_corrections(desk.store, draft, desk.person.login)


def of_submission(desk: Desk, submission: int) -> list[Correction]:
    """The corrections of the rows of a submission, not those that its sheet had in rows of other units."""
    submissions.seen_content(desk, submission)
    return _of_own_rows(desk, submission)


def corrected_cells(desk: Desk, submission_numbers: Collection[int]) -> dict[int, int]:
    """How many cells of the rows of each of some submissions were corrected; none for one without any.

    What they are is told by :func:`of_submission` to those who may see it.
    """
    desk.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
    numbers = kept.corrected_submissions(desk.store) & set(submission_numbers)
    return {number: len(_of_own_rows(desk, number)) for number in sorted(numbers)}


def _of_own_rows(desk: Desk, submission: int) -> list[Correction]:
    findings = read_findings(desk.store, submission)
    own = set(findings.loc[findings["code"].isin(_SAID), "row"].dropna())
    return [each for each in kept.read_corrections(desk.store, submission) if each.place.row in own]
