"""Who may look at what."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pandas as pd

from charts import Look
from schema.figures import CAMPUS, FigureKey
from schema.term import Checkpoint
from services import (
    agreement,
    audit,
    beside,
    campuses,
    checkpoints,
    comments,
    contingencies,
    corrections,
    data_quality,
    erasing,
    events,
    figures,
    forecasts,
    left_out,
    moves,
    restatement,
    returned,
    row_changes,
    second_figures,
    source_cells,
    sources,
    submission_history,
    submissions,
    submitted,
    tasks,
    tracing,
)
from services.desk import Desk
from tests.services.rights.people import (
    DAY,
    EVERY_ROLE,
    FAULTS,
    GROUPS,
    OF_STUDENTS,
    OF_UNIT,
    OWN,
    READERS,
    REPORTERS,
    ROSTER,
    SEE_FAULTS,
    TERM,
    Asked,
)

CHECKPOINT = Checkpoint("eve", DAY, "开课前夜", "Eve of teaching", "month")  # which the small term has not
NAMES = pd.DataFrame({"student_id": ["1"]})


def restated(desk: Desk, checkpoint: str) -> None:
    """Whether a restatement was told, of a checkpoint that this small term does not have."""
    with suppress(KeyError):
        restatement.moves(desk, checkpoint, "enrollment", OWN)


def with_campuses(work: Callable[..., object], desk: Desk, *asked: object) -> None:
    """Whether figures of other campuses may be seen; that there are none here comes after."""
    with suppress(KeyError, AttributeError):
        work(desk, *([] if work is campuses.federated else [None]), *asked)


# Function, what is asked, and who gets it; everybody else is denied.
TRACED = pd.DataFrame({"item_kind": ["student"], "item": ["1"]})
ASKED: list[Asked] = [
    ("campuses.federated", lambda desk: with_campuses(campuses.federated, desk), {"admin", "leader"}),
    ("campuses.beside", lambda desk: with_campuses(campuses.beside, desk, DAY, []), {"admin", "leader"}),
    ("campuses.regions", lambda desk: with_campuses(campuses.regions, desk, DAY, []), {"admin", "leader"}),
    ("campuses.one", lambda desk: with_campuses(campuses.one, desk, "one"), {"admin", "leader"}),
    (
        "figures.table",
        lambda desk: figures.table(desk, days=[DAY], indicators=["enrollment"]),
        EVERY_ROLE,
    ),
    ("figures.of_days", lambda desk: figures.of_days(desk, [DAY], None, ["enrollment"]), EVERY_ROLE),
    ("figures.series", figures.series, EVERY_ROLE),
    ("figures.all_series", figures.all_series, EVERY_ROLE),
    ("figures.latest_day", lambda desk: figures.latest_day(desk, DAY), EVERY_ROLE),
    ("figures.at_checkpoints", lambda desk: figures.at_checkpoints(desk, DAY), EVERY_ROLE),
    ("figures.widest_gaps", lambda desk: figures.widest_gaps(desk, DAY), EVERY_ROLE),
    ("figures.reporting", lambda desk: figures.reporting(desk, DAY), EVERY_ROLE),
    ("figures.received", lambda desk: figures.received(desk, DAY), EVERY_ROLE),
    ("figures.teachers", lambda desk: figures.teachers(desk, DAY, DAY), EVERY_ROLE),
    ("figures.material_kinds", lambda desk: figures.material_kinds(desk, DAY), EVERY_ROLE),
    ("figures.visits", lambda desk: figures.visits(desk, DAY), EVERY_ROLE),
    (
        "second_figures.second_figures",
        lambda desk: second_figures.second_figures(desk, DAY, None, CAMPUS),
        EVERY_ROLE,
    ),
    ("figures.group_numbers", lambda desk: figures.group_numbers(desk, DAY), EVERY_ROLE),
    ("figures.solution_hours", lambda desk: figures.solution_hours(desk, DAY), EVERY_ROLE),
    ("figures.by_mode", lambda desk: figures.by_mode(desk, "teaching_test", DAY), EVERY_ROLE),
    ("tasks.measured", lambda desk: tasks.measured(desk, DAY), EVERY_ROLE),
    ("tasks.boards", lambda desk: tasks.boards(desk, DAY), EVERY_ROLE),
    ("figures.counts", lambda desk: figures.counts(desk, DAY), EVERY_ROLE),
    ("forecasts.forecasts", lambda desk: forecasts.forecasts(desk, DAY), EVERY_ROLE),
    ("sources.standing", sources.standing, EVERY_ROLE),
    ("checkpoints.frozen", checkpoints.frozen, EVERY_ROLE),
    ("checkpoints.count", checkpoints.count, EVERY_ROLE),
    ("checkpoints.freeze", checkpoints.freeze, EVERY_ROLE),
    ("checkpoints.compared", checkpoints.compared, EVERY_ROLE),
    ("checkpoints.restated", lambda desk: checkpoints.restated(desk, CHECKPOINT), EVERY_ROLE),
    ("checkpoints.frozen_with_states", checkpoints.frozen_with_states, EVERY_ROLE),
    ("restatement.moves", lambda desk: restated(desk, "eve"), EVERY_ROLE),
    (
        "restatement.with_files",
        lambda desk: restatement.with_files(desk, pd.DataFrame({"submission": [GROUPS]})),
        EVERY_ROLE,
    ),
    ("agreement.comparisons", lambda desk: agreement.comparisons(desk, DAY), EVERY_ROLE),
    ("beside.beside", lambda desk: beside.beside(desk, DAY), EVERY_ROLE),
    (
        "beside.marked",
        lambda desk: beside.marked(desk, figures.of_days(desk, [DAY], None, ["group_creation"])),
        EVERY_ROLE,
    ),
    ("agreement.spot_checks", lambda desk: agreement.spot_checks(desk, DAY), EVERY_ROLE),
    ("tracing.behind", lambda desk: tracing.behind(desk, "group_creation", OWN, DAY), OF_UNIT),
    (
        "tracing.behind",
        lambda desk: tracing.behind(desk, "group_creation", CAMPUS, DAY),
        {"admin", "leader", "students"},
    ),
    ("figures.lists", lambda desk: figures.lists(desk, DAY, unit=OWN), OF_UNIT),
    ("figures.lists", lambda desk: figures.lists(desk, DAY), {"admin", "leader", "students"}),
    ("figures.not_reported", lambda desk: figures.not_reported(desk, DAY, None, OWN), OF_UNIT),
    ("left_out.view", lambda desk: left_out.view(desk, DAY), EVERY_ROLE),
    ("left_out.by_unit", lambda desk: left_out.by_unit(desk, DAY), EVERY_ROLE),
    ("left_out.students", lambda desk: left_out.students(desk, DAY), {"admin", "own", "other", "students"}),
    (
        "left_out.names_taken",
        lambda desk: left_out.names_taken(desk, "a", NAMES),
        {"admin", "own", "other", "students"},
    ),
    ("submitted.visible", submissions.visible, READERS | {"network"}),
    ("submitted.unanswered_returns", submitted.unanswered_returns, READERS | {"network"}),
    ("returned.places", lambda desk: returned.places(desk, ROSTER), OF_STUDENTS),
    ("submitted.one", lambda desk: submissions.one(desk, GROUPS), OF_UNIT),
    ("submitted.one", lambda desk: submissions.one(desk, 1), {"admin", "leader", "students"}),
    ("comments.of_submission", lambda desk: comments.of_submission(desk, GROUPS), OF_UNIT),
    ("comments.of_submission", lambda desk: comments.of_submission(desk, ROSTER), OF_STUDENTS),
    ("comments.of_submission", lambda desk: comments.of_submission(desk, FAULTS), SEE_FAULTS),
    ("row_changes.changes", lambda desk: row_changes.changes(desk, GROUPS), OF_UNIT),
    ("row_changes.changes", lambda desk: row_changes.changes(desk, ROSTER), OF_STUDENTS),
    ("events.noted", events.noted, EVERY_ROLE),
    ("events.dated", events.dated, EVERY_ROLE),
    ("events.on_line", lambda desk: events.on_line(desk, Look(TERM, "")), EVERY_ROLE),
    ("comments.of_figures", comments.of_figures, EVERY_ROLE),
    ("comments.of_list", lambda desk: comments.of_list(desk, "no_group", OWN), OF_UNIT),
    ("comments.waiting", comments.waiting, EVERY_ROLE),
    ("submissions.open_content", lambda desk: submissions.open_content(desk, GROUPS), OF_UNIT),
    ("submissions.open_content", lambda desk: submissions.open_content(desk, ROSTER), OF_STUDENTS),
    ("submissions.open_file", lambda desk: submissions.open_file(desk, GROUPS), OF_UNIT),
    ("submissions.open_file", lambda desk: submissions.open_file(desk, ROSTER), OF_STUDENTS),
    ("submissions.findings", lambda desk: submissions.findings(desk, GROUPS), OF_UNIT),
    ("submissions.findings", lambda desk: submissions.findings(desk, ROSTER), OF_STUDENTS),
    ("submissions.original", lambda desk: submissions.original(desk, GROUPS), OF_UNIT),
    ("submissions.original", lambda desk: submissions.original(desk, ROSTER), OF_STUDENTS),
    ("data_quality.by_unit", lambda desk: data_quality.by_unit(desk, DAY), READERS),
    (
        "corrections.corrected_cells",
        lambda desk: corrections.corrected_cells(desk, []),
        READERS | {"network"},
    ),
    ("corrections.of_submission", lambda desk: corrections.of_submission(desk, GROUPS), OF_UNIT),
    ("corrections.of_submission", lambda desk: corrections.of_submission(desk, ROSTER), OF_STUDENTS),
    ("source_cells.source_row", lambda desk: source_cells.source_row(desk, GROUPS, 2), OF_UNIT),
    ("source_cells.source_row", lambda desk: source_cells.source_row(desk, ROSTER, 2), OF_STUDENTS),
    ("submission_history.annotated", lambda desk: submission_history.annotated(desk, GROUPS), OF_UNIT),
    ("submission_history.annotated", lambda desk: submission_history.annotated(desk, ROSTER), OF_STUDENTS),
    ("submitted.one", lambda desk: submissions.one(desk, FAULTS), SEE_FAULTS),
    ("submissions.findings", lambda desk: submissions.findings(desk, FAULTS), SEE_FAULTS),
    ("submissions.original", lambda desk: submissions.original(desk, FAULTS), SEE_FAULTS),
    ("submissions.gives_file", lambda desk: submissions.gives_file(desk, FAULTS), SEE_FAULTS),
    ("submission_history.decisions", lambda desk: submission_history.decisions(desk, GROUPS), OF_UNIT),
    (
        "submission_history.difference",
        lambda desk: submission_history.difference(desk, GROUPS, GROUPS),
        OF_UNIT,
    ),
    (
        "submission_history.difference",
        lambda desk: submission_history.difference(desk, ROSTER, ROSTER),
        OF_STUDENTS,
    ),
    ("submission_history.effect", lambda desk: submission_history.effect(desk, GROUPS), OF_UNIT),
    ("submission_history.day_to_lock", lambda desk: submission_history.day_to_lock(desk, GROUPS), OF_UNIT),
    ("submission_history.day_of", lambda desk: submission_history.day_of(desk, GROUPS), OF_UNIT),
    ("submission_history.names", submission_history.names, READERS | {"network"}),
    ("submissions.withdraw", lambda desk: submissions.withdraw(desk, GROUPS), {"admin", "own"}),
    ("submissions.withdraw", lambda desk: submissions.withdraw(desk, FAULTS), {"admin", "own"}),
    ("contingencies.plans", lambda desk: contingencies.plans(desk, DAY), EVERY_ROLE),
    ("contingencies.concerned", lambda desk: contingencies.concerned(desk, DAY), EVERY_ROLE),
    ("contingencies.in_need", lambda desk: contingencies.in_need(desk, DAY), EVERY_ROLE),
    ("contingencies.students", lambda desk: contingencies.students(desk, DAY, unit=OWN), OF_STUDENTS),
    ("contingencies.students", lambda desk: contingencies.students(desk, DAY), {"admin", "students"}),
    (
        "contingencies.working_list",
        lambda desk: contingencies.working_list(desk, DAY, unit=OWN, name="a.xlsx"),
        OF_STUDENTS,
    ),
    (
        "contingencies.working_list",
        lambda desk: contingencies.working_list(desk, DAY, name="a.xlsx"),
        {"admin", "students"},
    ),
    ("contingencies.faults", lambda desk: contingencies.faults(desk, DAY), {*REPORTERS, "leader", "network"}),
    ("contingencies.fault_counts", lambda desk: contingencies.fault_counts(desk, DAY), EVERY_ROLE),
    ("contingencies.solution_times", lambda desk: contingencies.solution_times(desk, DAY), EVERY_ROLE),
    ("submissions.why_no_file", lambda desk: submissions.why_no_file(desk, GROUPS), OF_UNIT),
    ("submissions.has_macros", lambda desk: submissions.has_macros(desk, GROUPS), OF_UNIT),
    ("erasing.due", lambda desk: erasing.due(desk, DAY), {"admin"}),
    ("erasing.erase", lambda desk: erasing.erase(desk, "1"), {"admin"}),
    (
        "moves.why",
        lambda desk: moves.why(desk, FigureKey("group_creation", OWN, DAY), TERM.first_day),
        EVERY_ROLE,
    ),
    ("audit.acts", audit.acts, {"admin", "leader"}),
    ("audit.log_taken", lambda desk: audit.log_taken(desk, "a.csv"), {"admin", "leader"}),
    ("submissions.seen_content", lambda desk: submissions.seen_content(desk, ROSTER), OF_STUDENTS),
    ("tracing.names_taken", lambda desk: tracing.names_taken(desk, TRACED, OWN, "a.csv"), OF_UNIT),
]
