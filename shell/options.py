"""What the commands are told: options, and the words in them turned into what they mean."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

import typer

from loaders.cells.units import find_unit
from schema import limits
from schema.kinds import KINDS
from schema.platforms import ClassTitles, read_answer
from schema.term import Term, TermError, load_term

Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True)]
Unit = Annotated[str | None, typer.Option(help="The submitter's unit; its rows only are taken.")]
Kind = Annotated[str | None, typer.Option(help="Read as this kind, whatever the headers say.")]
TermFile = Annotated[Path | None, typer.Option(help="The term's file, else RUQI_TERM_FILE, else term.toml.")]
Day = Annotated[str | None, typer.Option(help="The day, else today within the term.")]
AsKnown = Annotated[str | None, typer.Option(help="As known then, ISO 8601 with offset; else now.")]
Received = Annotated[str | None, typer.Option(help="When it was received, ISO 8601 with offset.")]
Yes = Annotated[bool, typer.Option("--yes", help="Go on without asking.")]
ReplacesAll = Annotated[
    bool,
    typer.Option(
        "--replaces-all",
        help="The lists are whole: whom a plan, a roster, a list of students in need or of visitors "
        "leaves out counts no more from the day of receipt.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _known_language(language: str) -> str:
    if language not in ("zh", "en"):
        raise typer.BadParameter(f"{language!r}; one of zh, en")
    return language


Language = Annotated[str, typer.Option(help="zh or en, for what a person reads.", callback=_known_language)]
Login = Annotated[
    str | None,
    typer.Option("--as", envvar="RUQI_LOGIN", help="Act as this person; else as the operator of the shell."),
]


ClassOf = Annotated[
    list[str] | None,
    typer.Option(
        help="Which class an export of a platform is about: 平台/课程/班级=教学班号. May be repeated."
    ),
]


Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="What a title means in sheets of --kind: 表中列名=列名, or 表中列名=不读. May be repeated.",
    ),
]


Values = Annotated[
    list[str] | None,
    typer.Option(
        "--value",
        help="What a unit or choice is called in sheets of --kind: 列名:表中所写=读作. May be repeated.",
    ),
]


Corrected = Annotated[
    list[str] | None,
    typer.Option(
        "--correct",
        help="Read another text in a cell: 工作表!B7=01001203; without the sheet for csv. May be repeated.",
    ),
]


Plan = Annotated[
    list[Path] | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        readable=True,
        help="Hold them against this teaching plan. May be repeated.",
    ),
]
Database = Annotated[
    bool, typer.Option("--database", help="Hold them against what the database has, as `load` would.")
]


@dataclass(frozen=True)
class Sender:
    """What is known of the workbooks beside their contents: whose, of which kind, received when."""

    unit: Unit = None
    kind: Kind = None
    received_at: Received = None
    replaces_all: ReplacesAll = False

    @cached_property
    def moment(self) -> dt.datetime:
        """When they were received."""
        moment = moment_of(self.received_at, "--received-at")
        if moment > dt.datetime.now(dt.UTC):
            raise typer.BadParameter(f"{self.received_at!r} lies in the future", param_hint="--received-at")
        return moment


@dataclass(frozen=True)
class Loaded(Sender):
    """What is known of workbooks that are taken in."""

    yes: Yes = False

    def moment_in(self, term: Term) -> dt.datetime:
        """When they were received; of a moment before the term a person is asked first."""
        if term.local_day(self.moment) < term.opens and not self.yes:
            question = f"{self.received_at} 早于学期开始 lies before the term, which opens on {term.opens}"
            if not sys.stdin.isatty():
                raise typer.BadParameter(f"{question}; --yes if it is meant", param_hint="--received-at")
            typer.confirm(f"{question}. 继续吗 Go on?", abort=True)
        return self.moment


@dataclass(frozen=True)
class Printed:
    """How the outcome is printed."""

    as_json: AsJson = False
    language: Language = "zh"


@dataclass(frozen=True)
class Explained:
    """What somebody says of the workbooks that they do not say themselves."""

    class_of: ClassOf = None
    column: Columns = None
    value: Values = None
    correct: Corrected = None


@dataclass(frozen=True)
class Checked(Explained):
    """Beside what else the workbooks are held when they are checked."""

    plan: Plan = None
    database: Database = False


@dataclass(frozen=True)
class Acting:
    """Who acts, in which term."""

    term_file: TermFile = None
    login: Login = None

    @cached_property
    def term(self) -> Term:
        """The term."""
        return term_of(self.term_file)


def answers_of(texts: list[str] | None) -> dict[ClassTitles, str]:
    """The classes that ``--class-of`` names."""
    try:
        return dict(map(read_answer, texts or ()))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--class-of") from error


def term_of(file: Path | None) -> Term:
    """The term in ``file``, else the configured one."""
    try:
        return load_term(file)
    except TermError as error:
        raise typer.BadParameter(str(error), param_hint="--term-file") from error


def moment_of(text: str | None, option: str) -> dt.datetime:
    """The moment that ``option`` names; now where it does not."""
    if text is None:
        return dt.datetime.now(dt.UTC)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not an ISO 8601 time", param_hint=option) from error
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{text!r} needs an offset, such as +08:00", param_hint=option)
    try:
        moment.astimezone(dt.UTC)
    except OverflowError as error:
        raise typer.BadParameter(f"{text!r} is no time that a calendar knows", param_hint=option) from error
    return moment


def day_of(text: str | None, term: Term) -> dt.date:
    """The day that ``--on`` names; today, or the nearest day of the term, where it does not."""
    if text is None:
        return min(max(term.local_day(dt.datetime.now(dt.UTC)), term.opens), term.closes)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day such as 2020-02-23", param_hint="--on") from error


def unit_of(name: str | None, term: Term) -> str | None:
    """The full name of the unit that ``--unit`` names."""
    unit = find_unit(name, term) if name else None
    if name and unit is None:
        known = "、".join(term.unit_names)
        raise typer.BadParameter(f"{name!r} is no unit of this term: {known}", param_hint="--unit")
    return unit


def kind_of(id: str | None) -> str | None:
    """The id of the kind that ``--kind`` names."""
    known = [kind.id for kind in KINDS]
    if id is not None and id not in known:
        raise typer.BadParameter(f"{id!r}; one of {', '.join(known)}", param_hint="--kind")
    return id


def contents_of(files: list[Path]) -> list[tuple[str, bytes]]:
    """Names and bytes; of a file over the limit no more than shows that it is."""
    contents = []
    for file in files:
        with file.open("rb") as stream:
            contents.append((file.name, stream.read(limits.MAX_FILE_BYTES + 1)))
    return contents


@dataclass(frozen=True)
class When:
    """Which day, and as known at which moment."""

    on: Day = None
    known_at: AsKnown = None

    @property
    def moment(self) -> dt.datetime | None:
        """The moment; nothing for now."""
        return moment_of(self.known_at, "--known-at") if self.known_at else None
