"""Pieces of the generated documents: the mark at their head, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MARK = "<!-- 由 make docs 生成，请改代码中的声明。Written by `make docs`: change the declarations in the code. -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a Markdown table; a bar inside a cell is escaped."""
    escaped = ([cell.replace("|", r"\|") for cell in row] for row in rows)
    body = (f"| {' | '.join(row)} |" for row in escaped)
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *body]
