"""The desk as the shell has it: whoever may run the commands on the server is its operator."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from access import Denied, Person, Role, read_login
from services.desk import Desk
from services.locks import Locked
from services.scanning import Unsafe
from shell.options import Acting
from store import Store, StoreError, open_store
from store.people import read_grant

# Whoever can read the database needs no right of it, so without --as the shell is the office itself.
OPERATOR = Person("shell", "命令行 Shell", Role.ADMIN)


@contextmanager
def opened_store() -> Iterator[Store]:
    """The store; what goes wrong with it ends the command with a sentence."""
    try:
        with open_store() as store:
            yield store
    except StoreError as error:
        fail(f"{error.told_operator('zh')}\n{error.told_operator('en')}")
    except (Denied, Locked, Unsafe) as error:
        fail(f"{error.message('zh')}\n{error.message('en')}")


@contextmanager
def opened_desk(acting: Acting) -> Iterator[Desk]:
    """The desk of who acts, else of the operator."""
    with opened_store() as store:
        yield Desk(store, acting.term, _person(store, acting.login))


def fail(message: str) -> NoReturn:
    """End the command with ``message`` on standard error."""
    print(message, file=sys.stderr)
    raise typer.Exit(1)


def _person(store: Store, login: str | None) -> Person:
    if login is None:
        return OPERATOR
    username = read_login(login) or login
    known = read_grant(store, username)
    if known is None or known.role not in list(Role):
        return Person(username, username, None)
    return Person(username, known.name, Role(known.role), known.units)
