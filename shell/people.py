"""People in a shell: who has which role, and the first administrator of a new installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from access import ROLES, Role, read_login
from schema import limits
from schema.findings import Finding
from services import people as roles
from services.desk import Desk
from services.people_sheet import read_people
from shell import options
from shell.grouping import ungrouped
from shell.opening import fail, opened_desk
from shell.printing import print_json
from store.people import Granted

people = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Who has which role: grant, revoke, list, load a sheet."
)

Who = Annotated[str, typer.Argument(metavar="LOGIN", help="Just as the campus's sign-in gives it.")]
Name = Annotated[str | None, typer.Option(help="The name to show; else the one that is known.")]
Units = Annotated[list[str] | None, typer.Option("--unit", help="A unit to report for; may be repeated.")]
Sheet = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")]


@people.command()
@ungrouped
def grant(
    person: Who,
    role: Annotated[Role, typer.Option(help="What they may do.")],
    acting: options.Acting,
    name: Name = None,
    unit: Units = None,
) -> None:
    """Give somebody a role; what they had before is replaced."""
    units = [str(options.unit_of(each, acting.term)) for each in unit or []]
    titles = roles.titles("zh")
    for column, code in roles.problems(person, role, units):
        problem = Finding(code, column=titles[column], value=person)
        fail(f"{problem.message('zh')}\n{problem.message('en')}")
    with opened_desk(acting) as desk:
        known = _known(desk, person)
        named = name or (known.name if known else "")
        own = units if role is Role.REPORTER else ()
        roles.grant(desk, str(read_login(person)), named or person, role, own)
    print(f"已授权 granted: {person} · {ROLES[role][0]}{''.join(f' · {each}' for each in units)}")


@people.command()
@ungrouped
def revoke(person: Who, acting: options.Acting) -> None:
    """Take somebody's role away."""
    with opened_desk(acting) as desk:
        known = _known(desk, person)
        if known is None or known.role is None:
            fail(f"{person} 没有角色 has no role")
        roles.grant(desk, known.login, known.name, None)
    print(f"已停用 revoked: {person}")


@people.command("list")
@ungrouped
def list_people(acting: options.Acting, as_json: options.AsJson = False) -> None:
    """Print everybody who has a role."""
    with opened_desk(acting) as desk:
        listed = roles.listed(desk)
    rows = [row for row in listed.itertuples() if row.role in list(Role)]
    if as_json:
        print_json([{"login": r.login, "name": r.name, "role": r.role, "units": list(r.units)} for r in rows])
        return
    for row in rows:
        print("\t".join((row.login, row.name, ROLES[Role(row.role)][0], "、".join(row.units))))


@people.command()
@ungrouped
def load(
    file: Sheet, acting: options.Acting, dry_run: DryRun = False, language: options.Language = "zh"
) -> None:
    """Give and take the roles that a sheet names. Exit 1 if it was refused or has rows in doubt."""
    with file.open("rb") as stream:
        sheet = read_people(stream.read(limits.MAX_FILE_BYTES + 1), file.name, acting.term)
    if sheet.refused:
        fail(f"✗ {sheet.file}: {sheet.refused.message(language)}")
    with opened_desk(acting) as desk:
        changes = roles.changes(sheet.entries, roles.listed(desk))
        for change in changes:
            role = ROLES[change.entry.role][0] if change.entry.role else "—"
            print(f"{change.status}\t{change.entry.login}\t{role}\t{'、'.join(change.entry.units)}")
        if not dry_run:
            roles.apply(desk, changes)
    for finding in sheet.findings:
        print(f"  ✗ [{finding.row} {finding.column}] {finding.message(language)}")
    if any(finding.is_error for finding in sheet.findings):
        raise typer.Exit(1)


def _known(desk: Desk, login: str) -> Granted | None:
    return roles.known(desk, read_login(login) or login)
