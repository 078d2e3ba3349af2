"""Figures that are kept are those that all facts give, and are made anew only by what may move them."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import compute_figures, gaps, reporting_timeliness, reports_by_period
from metrics.agreement.claims import figures_from
from metrics.agreement.spot_checks import contradicted, sums_of_checks
from metrics.indicators import INDICATORS
from metrics.received import Facts, Piece
from metrics.standing import Standing
from metrics.states import with_states
from schema.kinds import KINDS, form_of
from schema.model import ColumnType
from schema.reading import SheetReading
from services import cache, deadlines, intake, preview
from services import kept_figures as module
from services.beside import contradicted_by_checks
from services.cache import LookedAt, of_facts, submissions
from services.desk import Desk
from services.foreseen import Foreseen, came_true, foresee
from services.intake import Outcome
from services.kept_figures import Asked, calendar, kept_figures, tables_of
from services.locks import deadlines_in_force
from services.taken import with_parts
from store import Store, open_store
from store.facts import read_all_facts
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.submissions import read_submissions
from store.withdrawals import add_withdrawal
from tests.drawn import FEW, tried
from tests.metrics import drawing, golden
from tests.metrics.making import KIND_OF_TABLE, Submission, at, feb, frames_of, small_term
from tests.services.offices import ADMIN, TERM, Office
from tests.services.sheets import sheet

# A day before anything and one after everything, too.
DAYS = (feb(19), *drawing.DAYS, feb(40))
DRAWN = small_term(*drawing.UNITS)
FORMS = {form.table: form.name for kind in KINDS for form in kind.forms}
VALUES = {ColumnType.DATE: feb(24), ColumnType.MOMENT: feb(24), ColumnType.COUNT: 9, ColumnType.YESNO: True}
EARLIER = at(23, 9)
# Before, at, between and after what comes and is due.
MOMENTS = [at(day, hour) for day in (19, 22, 23, 24, 26) for hour in (0, 9, 18)]
CHECKED = [
    {"class_id": id, "check_item": item, "checked_on": feb(day), "sampled": 6, "confirmed": 2}
    for id, item, day in (("001", "学生进群", 21), ("002", "建群", 22), ("003", "学生进群", 23))
]


def part_of(one: Submission) -> SheetReading:
    """A drawn submission as it is read."""
    kind = KIND_OF_TABLE[one.table]
    form = form_of(kind, FORMS[one.table])
    titles = (
        {column: column for column in form.column_ids if column not in one.lacking} if one.lacking else {}
    )
    needed = {column.id: VALUES.get(column.type, "某") for column in form.columns if column.required}
    rows = [needed | {id: value for id, value in row.items() if value is not None} for row in one.rows]
    part = sheet(kind, rows, unit=one.unit, form=FORMS[one.table], titles=titles)
    return replace(part, whole=one.whole)


def add(store: Store, one: Submission) -> int | None:
    """Store a drawn submission as the desk would; ``None`` where it stands already."""
    envelope = Envelope(DRAWN.name, one.unit, one.received_at)
    return add_submission(store, part_of(one), repr(one).encode(), envelope).submission


def check(store: Store, known_at: dt.datetime | None) -> None:
    """What is kept is what a load of all facts and a new calculation give."""
    facts = read_all_facts(store, DRAWN.name, DRAWN.timezone)
    expected = compute_figures(facts, term=DRAWN, days=DAYS, known_at=known_at)
    expected = with_states(expected, facts, DRAWN, known_at)
    pd.testing.assert_frame_equal(kept_figures(store, DRAWN, Asked(DAYS, known_at)), expected)
    outside = kept_figures(store, DRAWN, Asked((feb(1),), known_at))
    assert (outside["on"] == pd.Timestamp(feb(1))).all()
    last = feb(24)
    sums = sums_of_checks(facts, DRAWN, last, known_at)
    against = contradicted(sums, DRAWN, figures_from(facts, DRAWN), known_at)
    assert contradicted_by_checks(store, DRAWN, last, known_at) == against
    pd.testing.assert_frame_equal(submissions(store, DRAWN), read_submissions(store, DRAWN.name))
    for work in (gaps, reporting_timeliness):
        worked_out, kept = (
            work(facts, DRAWN, feb(24), known_at),
            of_facts(store, DRAWN, work, feb(24), known_at),
        )
        assert str(kept) == str(worked_out)
    desk, owed = Desk(store, DRAWN, ADMIN), list(deadlines_in_force(store, DRAWN).values())
    for moment in MOMENTS:
        expected = reports_by_period(facts, DRAWN, owed, known_at, until=moment, units=["甲学院"])
        pd.testing.assert_frame_equal(deadlines.reports(desk, moment, known_at, ["甲学院"]), expected)


def add_foreseen(store: Store, one: Submission) -> int | None:
    """Store a submission of which somebody has seen before what it does to the figures."""
    before, part = cache.loaded(store, DRAWN), part_of(one)
    figures = figures_with(before.tables, part, one.received_at)
    seen = foresee(before, [part], figures, DRAWN, one.received_at)
    number = add(store, one)
    taken = Outcome(number, "", None, part.kind, part.form, part.unit, len(part.rows), 0, 0, None, None)
    came_true(Desk(store, DRAWN, ADMIN), seen, [taken])
    return number


def figures_with(facts: Facts, part: SheetReading, moment: dt.datetime) -> pd.DataFrame:
    """The figures of all days that are kept, with a sheet that comes at a moment."""
    taken = with_parts(facts, [part], DRAWN, moment)
    return with_states(compute_figures(taken, term=DRAWN, days=calendar(DRAWN)), taken, DRAWN)


@tried(FEW)
@given(sheets=drawing.terms(), seed=st.integers(0, 2**16))
def test_what_is_kept_is_what_all_facts_give(
    sheets: list[Submission], seed: int, tmp_path_factory: pytest.TempPathFactory
):
    """Whatever comes, comes again and is withdrawn, in whichever order, now and as known earlier."""
    draw, standing = random.Random(seed), dict[int, dt.datetime]()
    file = tmp_path_factory.mktemp("kept") / "ruqi.db"
    with open_store(f"sqlite:///{file}") as store:
        add(store, Submission(0, "checks", None, at(22, 9), CHECKED))
        for one in sheets:
            number = draw.choice([add, add_foreseen])(store, one)
            if number is not None and one.withdrawn_at is not None:
                standing[number] = one.withdrawn_at
            if standing and draw.random() < 0.5:
                number = draw.choice(list(standing))
                add_withdrawal(store, number, Signature(standing.pop(number)))
            if draw.random() < 0.3:
                known_at = draw.choice([None, EARLIER])
                kept_figures(store, DRAWN, Asked(DAYS, known_at))
                contradicted_by_checks(store, DRAWN, feb(24), known_at)
        check(store, None)
        check(store, EARLIER)


@pytest.mark.parametrize("indicator", [one.id for one in INDICATORS])
def test_an_indicator_is_made_of_what_it_declares(indicator):
    """It looks at no table but that of the plan and those of the kinds that feed it."""
    looked = LookedAt(dict(frames_of(golden.SUBMISSIONS)))
    figures = compute_figures(looked, term=golden.TERM, days=[feb(24)], indicators=[indicator])
    with_states(figures, looked, golden.TERM)
    assert looked.names <= tables_of(indicator)


@pytest.mark.parametrize(
    ("name", "tables"),
    [(name, of_table.tables) for name, of_table in vars(Standing).items() if isinstance(of_table, Piece)],
)
def test_a_piece_is_made_of_the_tables_that_it_declares(name, tables):
    """What stands is kept by the tables that it names, and looks at no others."""
    looked = LookedAt(dict(frames_of(golden.SUBMISSIONS)))
    getattr(Standing(looked, golden.TERM), name)
    assert looked.names <= set(tables)


def test_what_comes_moves_only_what_it_feeds(tmp_path, monkeypatch):
    """A sheet of materials leaves the figures about groups, and one of today what was known yesterday."""
    office = Office(open_store(f"sqlite:///{tmp_path / 'new.db'}"))  # of which nothing is known yet
    made: list[list[str]] = []

    def compute(facts, *, indicators, **asked):
        made.append(indicators)
        return compute_figures(facts, indicators=indicators, **asked)

    monkeypatch.setattr(module, "compute_figures", compute)
    asked = ("group_creation", "material_coverage", "reporting")
    for known_at in (None, EARLIER):
        kept_figures(office.store, TERM, Asked((feb(24),), known_at, asked))
    item = {"class_id": "001", "material_kind": "PPT", "title": "一", "uploaded_on": feb(23)}
    office.send("materials", [item], when=at(24))
    for known_at in (None, EARLIER):
        kept_figures(office.store, TERM, Asked((feb(24),), known_at, asked))
    assert made == [list(asked), list(asked), ["material_coverage", "reporting"]]


def test_what_a_review_has_worked_out_is_not_worked_out_again(office, monkeypatch):
    """Once it is confirmed its figures are those of the store; where something came between, they are not."""
    desk, kinds = office.desk(ADMIN), ("group_creation",)

    def review(id: str) -> tuple[SheetReading, Foreseen | None]:
        part = sheet("groups", [{"class_id": id, "created_on": feb(22)}], unit="甲学院")
        return part, preview.examine(desk, [(id, [part])], on=feb(24)).foreseen

    def confirm(part: SheetReading, seen: Foreseen | None) -> None:
        came_true(desk, seen, intake.confirm(desk, [part], part.rows["class_id"].iloc[0].encode()))

    (first, seen), (second, too_early) = review("001"), review("002")
    confirm(first, seen)
    with monkeypatch.context() as patched:
        patched.setattr(module, "_made_anew", None)  # nobody may ask for it
        kept = kept_figures(office.store, desk.dated, Asked((feb(24),), None, kinds))
    confirm(second, too_early)
    both = kept_figures(office.store, desk.dated, Asked((feb(24),), None, kinds))
    assert [figures["n"].iloc[0] for figures in (kept, both)] == [1, 2]


def test_an_indicator_that_nobody_declared_is_refused(office):
    """A name that is mistyped does not give an empty table."""
    with pytest.raises(ValueError, match="no_such"):
        kept_figures(office.store, TERM, Asked((feb(24),), None, ("no_such",)))
