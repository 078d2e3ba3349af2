"""Changing who has which role: what a sheet of people would do, and doing it once somebody agreed.

What a sheet leaves out stays as it is: only a row that says so takes a role away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from access import ROLES, Action, Role, read_login
from charts.texts import text
from exports.people_book import people_workbook
from schema.language import DEFAULT, chosen, gettext, lazy, titled
from schema.people import COLUMNS, TITLE, TITLE_EN
from services import addresses
from services.desk import Desk
from services.people_sheet import Entry
from store.addresses import Address
from store.people import Granted, add_grant, read_grant, read_grants

_NOTE = (
    lazy("登录名与统一身份认证给出的工号或邮箱完全一致，每人一行。"),
    lazy("角色：{roles}。学院填报人须写明学院(系、部)，可写几个，用顿号分开。"),
    lazy("取消某人的角色，请在“停用”列填“是”；表中没有列出的人不受影响。"),
)


@dataclass(frozen=True)
class Change:
    """What an entry would do: ``new``, ``changed``, ``revoked``, or nothing: ``same``."""

    status: str
    entry: Entry
    role_before: Role | None = None
    units_before: tuple[str, ...] = ()
    is_moved: bool = False  # mail goes to another address


def problems(login: str, role: Role | None, units: Sequence[str]) -> list[tuple[str, str]]:
    """What is wrong with a role as somebody gives it: columns and codes of findings."""
    wrong = [] if read_login(login) else [("login", "bad_login")]
    if role is Role.REPORTER and not units:
        wrong.append(("units", "reporter_without_unit"))
    return wrong


def changes(entries: Sequence[Entry], people: pd.DataFrame) -> list[Change]:
    """What ``entries`` would do to ``people``, as :func:`listed` gives them."""
    known = {row.login: row for row in people.itertuples()}
    planned = []
    for entry in entries:
        before = known.get(entry.login)
        role = Role(before.role) if before is not None and before.role in list(Role) else None
        units = tuple(before.units) if before is not None else ()
        same_name = before is not None and entry.name in {"", before.name}
        if role is None:
            status = "new" if entry.role else "same"
        elif entry.role is None:
            status = "revoked"
        else:
            status = (
                "same" if same_name and (role, set(units)) == (entry.role, set(entry.units)) else "changed"
            )
        is_moved = bool(entry.role and entry.address) and (before is None or entry.address != before.address)
        named = entry if entry.name or before is None else replace(entry, name=before.name)
        planned.append(
            Change("changed" if status == "same" and is_moved else status, named, role, units, is_moved)
        )
    return planned


def apply(desk: Desk, wanted: Sequence[Change]) -> int:
    """Give and take the roles of ``wanted``; how many. Raises ``StoreError`` for the last admin.

    New admins come first, so that a sheet may hand the office over.
    """
    done = [change for change in wanted if change.status != "same"]
    moved = any(change.is_moved for change in done)
    spoken = {login: one.language for login, one in addresses.listed(desk).items()} if moved else {}
    for change in sorted(done, key=lambda change: change.entry.role is not Role.ADMIN):
        entry = change.entry
        grant(desk, entry.login, entry.name or entry.login, entry.role, entry.units)
        if change.is_moved:
            addresses.change(desk, Address(entry.login, entry.address, spoken.get(entry.login, DEFAULT)))
    return len(done)


def titles(language: str) -> dict[str, str]:
    """The heading of each column of the sheet."""
    return {column.id: titled(column, language) for column in COLUMNS}


def workbook(people: pd.DataFrame, language: str = "zh") -> bytes:
    """The sheet of those of ``people`` who have a role; of nobody, it is the template."""
    roles = {role: chosen(*words, language) for role, words in ROLES.items()}
    own = people[people["role"].isin(list(Role))]
    role = [roles[Role(each)] for each in own["role"]]
    cells = [
        list(own["login"]),
        list(own["name"]),
        role,
        list(map(tuple, own["units"])),
        list(own["address"]),
        [None] * len(own),
    ]
    columns = [column.id for column in COLUMNS]
    named = text("list_join", language).join(roles.values())
    return people_workbook(
        dict(zip(titles(language).values(), cells, strict=True)),
        title=chosen(TITLE, TITLE_EN, language),
        choices={
            columns.index("role"): list(roles.values()),
            columns.index("disabled"): [text("yes", language)],
        },
        note=[gettext(line, language).format(roles=named) for line in _NOTE],
        language=language,
    )


def listed(desk: Desk) -> pd.DataFrame:
    """Everybody who ever had a role, see :func:`store.people.read_grants`, with ``address`` (blank: none)."""
    desk.check(Action.MANAGE_PEOPLE)
    people, known_ones = read_grants(desk.store), addresses.listed(desk)
    places = [known_ones[login].address if login in known_ones else "" for login in people["login"]]
    return people.assign(address=pd.Series(places, index=people.index, dtype="str"))


def grant(desk: Desk, login: str, name: str, role: Role | None, units: Sequence[str] = ()) -> None:
    """Give a login a role, and units to report for; ``None`` takes the role away."""
    desk.check(Action.MANAGE_PEOPLE)
    add_grant(desk.store, Granted(login, name, role, tuple(units)), desk.signed())


def known(desk: Desk, login: str) -> Granted | None:
    """What ``login`` has now; ``None`` for one who never had a role."""
    desk.check(Action.MANAGE_PEOPLE)
    return read_grant(desk.store, login)
