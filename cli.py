"""Ruqi in a shell: the same work as on the pages, for scripts.

JSON goes to standard output and nothing else does; messages for people about what went wrong go to
standard error.
"""

from __future__ import annotations

import typer

from shell import checkpoints, figures, people, sheets, templates, tracing

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
for command in (
    sheets.check, sheets.load, sheets.withdraw, templates.template, figures.figures, figures.sample,
    checkpoints.freeze, tracing.trace,
):  # fmt: skip
    app.command()(command)
app.add_typer(people.app, name="people")

if __name__ == "__main__":
    app()
