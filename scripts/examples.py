"""The shell examples of the documents: run them, and put what they print under them.

    python -m scripts.examples README.md README.en.md

A block that begins with ```` ```console ```` is a session: lines after ``$ `` are commands,
the others what they print. All sessions of a document share one empty database.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from typer.testing import CliRunner

from cli import app

ROOT = Path(__file__).resolve().parent.parent
SESSION = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
PROGRAM = "python cli.py "


def main(names: list[str]) -> None:
    """Bring the examples of the named documents up to date."""
    for name in names:
        document = ROOT / name
        document.write_text(refreshed(document.read_text(encoding="utf-8")), encoding="utf-8")
        print(name)


def refreshed(text: str) -> str:
    """``text`` with the output of every session as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/examples.db"}
        return SESSION.sub(lambda session: _session(session.group(), environment), text)


def _session(text: str, environment: dict[str, str]) -> str:
    commands = [line.removeprefix(PROMPT) for line in text.splitlines() if line.startswith(PROMPT)]
    return "".join(f"{PROMPT}{command}\n{_output(command, environment)}" for command in commands)


def _output(command: str, environment: dict[str, str]) -> str:
    """What the command prints, on either stream; raises ``ValueError`` for any other program."""
    if not command.startswith(PROGRAM):
        raise ValueError(f"an example runs {PROGRAM.strip()}, not: {command}")
    arguments = shlex.split(command.removeprefix(PROGRAM))
    with chdir(ROOT):
        return CliRunner().invoke(app, arguments, env=environment).output


if __name__ == "__main__":
    main(sys.argv[1:])
