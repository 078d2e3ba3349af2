"""Tables on standard output, as csv or as JSON."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from exports.cells import csv_field
from shell.printing import print_json


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], format: str) -> None:
    """Print ``rows`` as ``csv`` or ``json``; raises ``typer.BadParameter`` for another format."""
    if format == "json":
        print_json(rows)
    elif format == "csv":
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: csv_field(value) for name, value in row.items()} for row in rows)
    else:
        raise typer.BadParameter("csv or json", param_hint="--format")
