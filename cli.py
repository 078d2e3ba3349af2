"""Ruqi in a shell: the same work as on the pages, for scripts.

JSON goes to standard output and nothing else does; messages for people about what went wrong go to
standard error.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from shell.grouping import ungrouped
from shell.printing import print_in_any_encoding

# command → the module that holds it under its name: a function, or an app of several commands
MODULES = {
    "check": "shell.check",
    "load": "shell.submissions",
    "withdraw": "shell.submissions",
    "template": "shell.templates",
    "figures": "shell.figures",
    "sample": "shell.figures",
    "forecast": "shell.forecasts",
    "briefing": "shell.briefing",
    "freeze": "shell.checkpoints",
    "trace": "shell.tracing",
    "people": "shell.people",
    "backup": "shell.backups",
    "restore": "shell.backups",
    "erase": "shell.erasing",
    "remind": "shell.reminding",
    "publish": "shell.publishing",
    "federate": "shell.federating",
}

# Objects made between two searches for those that nobody holds any more. A command is soon over: searching
# as often as in a server costs it a tenth of its time.
_SELDOM = 50_000


class Commands(Mapping[str, Any]):
    """The commands by name, each imported when it is asked for: checking a sheet waits for no database."""

    def __getitem__(self, name: str) -> Any:
        """The command ``name``; raises ``KeyError`` for what is none."""
        gc.disable()
        app = getattr(import_module(MODULES[name]), name)
        gc.freeze()  # what modules hold they hold to the end: it is not searched again and again
        gc.enable()
        if "duckdb" in sys.modules:  # which says at its end, at length, what it has not got back
            atexit.register(gc.unfreeze)
        if not isinstance(app, typer.Typer):
            function, app = app, typer.Typer(add_completion=False)
            app.command()(ungrouped(function))
        command = get_command(app)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


class Shell(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**{**attributes, "commands": Commands()})


app = typer.Typer(cls=Shell, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """如期：收表、核对、算数 The work of the pages in a shell."""
    print_in_any_encoding()
    gc.set_threshold(_SELDOM)


if __name__ == "__main__":
    app()
