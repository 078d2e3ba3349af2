"""A review: files that were read but not yet kept, until the submitter confirms them.

Every file that is dropped on the page becomes a draft in the store, so that a review outlives the
session: what is kept here is what was read from the drafts, never their bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import streamlit as st

from loaders.files import plan_in
from schema import limits
from schema.corrections import Corrections
from schema.findings import Finding, Refusal
from schema.reading import SheetReading
from services import corrections, foreseen, intake, preview, submissions, whole_lists
from services import drafts as kept_files
from services.desk import Desk
from services.preview import Examination, Reviewed
from services.receipts import Receipt, moved_of_units
from services.scanning import Unsafe
from store import StoreError
from store.drafts import Waiting
from ui import filters

_STATE = "review"
# Refusals of a file that can be read as nothing: there is no use in keeping it.
_UNREADABLE = frozenset(
    "empty_file too_large not_a_workbook encrypted damaged unsafe_file entity_bomb reading_too_long".split()
)
# The unit and the kind that the submitter gave a file, what the rules and the plan were then, and the version
# of its corrections.
Said = tuple[str | None, str | None, str, int, int]
Progress = Callable[[str, int, int, float], None]  # file, its place, of how many, how far it is


@dataclass
class PendingFile:
    """A draft, and what was read in it for ``read_as`` (``None``: nothing yet); ``whole``: sent as such."""

    draft: int
    name: str
    digest: str
    batch: int
    read_as: Said | None = None
    whole: bool = False
    parts: list[SheetReading] = field(default_factory=list, repr=False)
    corrections: Corrections = ()

    @property
    def purpose(self) -> set[tuple[str | None, str | None, str | None]]:
        """For which units it brings which kinds: two files of one name and purpose are one, corrected."""
        return {(part.kind, part.form, part.unit) for part in self.parts if part.refused is None}


@dataclass
class Review:
    """The files of a session that wait for confirmation, by draft, and what became of others."""

    files: dict[int, PendingFile] = field(default_factory=dict)
    not_kept: list[tuple[str, Refusal | StoreError]] = field(default_factory=list)
    replaced: list[tuple[str, int]] = field(default_factory=list)
    confirmed_elsewhere: list[str] = field(default_factory=list)
    dropped_elsewhere: list[str] = field(default_factory=list)
    outcomes: list[intake.Outcome] = field(default_factory=list)
    receipt: Receipt | None = field(default=None, repr=False)
    examined: tuple[str, Sequence[object], Examination] | None = field(default=None, repr=False)
    batches: int = 0
    just_corrected: int = 0
    standing: tuple[str, int, Mapping[str, str]] = ("", 0, {})

    @property
    def plan(self) -> Mapping[str, str]:
        """Class → unit of the plans that wait here: they hold for the other files too."""
        return plan_in(part for file in self.files.values() for part in file.parts)

    @property
    def known_plan(self) -> Mapping[str, str]:
        """Class → unit of the plan that stands and of those that wait here."""
        return {**self.standing[2], **self.plan}

    def forget_news(self) -> None:
        """Let go of what was said of earlier files."""
        self.not_kept, self.replaced, self.outcomes, self.receipt = [], [], [], None
        self.confirmed_elsewhere, self.dropped_elsewhere = [], []

    def add(self, draft: int, name: str, content: bytes) -> None:
        """Let a draft wait here, to be read."""
        self.files[draft] = PendingFile(draft, name, hashlib.sha256(content).hexdigest(), self.batches)


def of_session() -> Review:
    """The review of this session."""
    review: Review = st.session_state.setdefault(_STATE, Review())
    return review


def keep(desk: Desk, review: Review, uploads: Iterable[tuple[str, bytes]], unit: str | None) -> None:
    """Keep uploaded files as drafts, to be read by :func:`read_all`; why one is not, is in ``not_kept``."""
    review.forget_news()
    review.batches += 1
    for name, content in uploads:
        if not content or len(content) > limits.MAX_FILE_BYTES:
            review.not_kept.append((name, Refusal("too_large" if content else "empty_file")))
            continue
        try:
            review.add(kept_files.keep(desk, name, content, unit=unit, kind=None), name, content)
        except StoreError as error:
            review.not_kept.append((name, error))
        except Unsafe as error:
            review.not_kept.append((name, error.refusal))


def take_up(desk: Desk, review: Review, drafts: Iterable[int]) -> None:
    """Take drafts of an earlier session up again; they are read anew, against what stands now."""
    review.forget_news()
    review.batches += 1
    for draft in drafts:
        review.add(draft, *kept_files.content(desk, draft))


def settle(desk: Desk, review: Review) -> list[Waiting]:
    """The drafts that this session has not taken up; those that are gone are let go of, and said."""
    waiting = kept_files.waiting(desk)
    gone = [review.files.pop(draft) for draft in set(review.files) - {draft.draft for draft in waiting}]
    if gone:
        kept = set(submissions.visible(desk)["digest"])
        review.confirmed_elsewhere += [file.name for file in gone if file.digest in kept]
        review.dropped_elsewhere += [file.name for file in gone if file.digest not in kept]
    return [draft for draft in waiting if draft.draft not in review.files]


def read_all(
    desk: Desk, review: Review, unit: str | None, kinds: Mapping[int, str | None], progress: Progress
) -> None:
    """Read every file that was not yet read this way; a plan among them holds for all of them.

    What is locked, the plan that stands, and corrections of the file belong to the way.
    """
    rules, brought = (intake.rules_version(desk), _standing_plan(desk, review)), dict(review.plan)
    corrected = corrections.versions(desk) if review.files else {}
    ways = {draft: (unit, kinds.get(draft), *rules, corrected.get(draft, 0)) for draft in review.files}
    changed = {draft: way for draft, way in ways.items() if review.files[draft].read_as != way}
    _read(desk, review, changed, progress)
    if dict(review.plan) != brought:
        _read(desk, review, ways, progress)
    for file in list(review.files.values()):
        _drop_unreadable(desk, review, file)
    _replace_corrected(desk, review)


def _standing_plan(desk: Desk, review: Review) -> int:
    """A number for the plan that stands, which changes with it."""
    version, number, plan = review.standing
    now = desk.version()
    if review.files and now != version:
        known = intake.known_plan(desk)
        review.standing = (now, number + (known != plan), known)
    return review.standing[1]


def _read(desk: Desk, review: Review, ways: Mapping[int, Said], progress: Progress) -> None:
    for place, (draft, way) in enumerate(ways.items(), start=1):
        (unit, kind, *_rules), file = way, review.files[draft]
        _name, content = kept_files.content(desk, draft)
        file.corrections = corrections.of_draft(desk, draft) if way[-1] else ()
        file.parts = intake.read(
            desk,
            content,
            file.name,
            intake.Arrival(unit=unit, kind=kind, plan=review.known_plan, corrections=file.corrections),
            partial(progress, file.name, place, len(ways)),
        )
        if file.read_as is not None or (unit, kind) != (None, None):
            kept_files.assign(desk, draft, unit=unit, kind=kind)
        file.read_as = way


def stop(desk: Desk, review: Review) -> None:
    """Let go of the files that nobody has read to the end; each is said in ``not_kept``."""
    for file in [file for file in review.files.values() if file.read_as is None]:
        review.not_kept.append((file.name, Refusal("reading_stopped")))
        drop(desk, review, file.draft)


def _drop_unreadable(desk: Desk, review: Review, file: PendingFile) -> None:
    refusals = [part.refused for part in file.parts]
    if len(refusals) == 1 and refusals[0] is not None and refusals[0].code in _UNREADABLE:
        review.not_kept.append((file.name, refusals[0]))
        drop(desk, review, file.draft)


def _replace_corrected(desk: Desk, review: Review) -> None:
    """A file of the same name for the same purpose is the earlier one, corrected."""
    latest: dict[str, PendingFile] = {}
    for file in sorted(review.files.values(), key=lambda file: file.draft):
        earlier = latest.get(file.name)
        corrected = earlier is not None and earlier.batch < file.batch and earlier.purpose == file.purpose
        if earlier is not None and corrected and file.purpose:
            drop(desk, review, earlier.draft)
            review.replaced.append((file.name, len(earlier.corrections)))
        latest[file.name] = file


def drop(desk: Desk, review: Review, draft: int) -> None:
    """Let a file go."""
    kept_files.drop(desk, draft)
    review.files.pop(draft, None)


def examine(desk: Desk, review: Review, *, again: bool = True) -> list[tuple[PendingFile, list[Reviewed]]]:
    """Every file with what it would change as things stand now.

    Without ``again`` as it was shown, where nothing has come since that is about its classes or units.
    """
    files = list(review.files.values())
    if not files:
        review.examined = None
        return []
    version, sent = desk.version(), tuple((file.draft, file.read_as, file.whole) for file in files)
    earlier = review.examined if review.examined and review.examined[1] == sent else None
    if earlier is None or (earlier[0] != version and (again or preview.is_touched(desk, earlier[2]))):
        readings = [(file.digest, _as_sent(file)) for file in files]
        review.examined = earlier = version, sent, preview.examine(desk, readings, on=day(desk))
    return list(zip(files, earlier[2].files, strict=True))


def _as_sent(file: PendingFile) -> list[SheetReading]:
    return whole_lists.checked(whole_lists.as_whole(file.parts)) if file.whole else file.parts


def day(desk: Desk) -> dt.date:
    """The day about which effects are told: today, or the nearest day of the term's phases."""
    return min(max(filters.today(desk.term), desk.term.first_day), desk.term.last_day)


def confirm(desk: Desk, review: Review, examined: list[tuple[PendingFile, list[Reviewed]]]) -> None:
    """Keep the good rows of every file ``examined`` that has some; what became of each is in ``outcomes``.

    A file of which all stands already is let go of too. The receipt tells what was taken.

    Raises ``StoreError``: what was confirmed before it is said, and what was not still waits.
    """
    # What is confirmed together is received at one moment: two files of a whole list are one list.
    moment = desk.now()
    at_once = replace(desk, clock=lambda: moment)
    settle(desk, review)
    if review.examined is None:
        return
    review.receipt = Receipt(moment, day(desk), moved_of_units(review.examined[2].effect))
    before = len(review.outcomes)
    for file, parts in examined:
        if not any(part.stands_then for part in parts) or file.draft not in review.files:
            continue
        sent = [part.part for part in parts if not part.is_left_alone]
        outcomes = intake.confirm(at_once, sent, kept_files.content(desk, file.draft)[1])
        review.outcomes += outcomes
        review.receipt.add(parts, outcomes)
        drop(desk, review, file.draft)
    foreseen.came_true(desk, review.examined[2].foreseen, review.outcomes[before:])


def findings(parts: Iterable[Reviewed]) -> list[Finding]:
    """Everything found in a file."""
    return [finding for reviewed in parts for finding in reviewed.part.findings]


def is_clean(parts: Iterable[Reviewed]) -> bool:
    """Whether nothing of a file would be left behind."""
    return all(reviewed.part.refused is None and not reviewed.part.errors for reviewed in parts)
