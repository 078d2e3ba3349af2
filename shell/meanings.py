"""What ``--column`` says of titles, turned into what it means."""

from __future__ import annotations

import typer

from loaders.declared import columns_called
from loaders.titles import heading_of
from schema.kinds import kind_by_id
from schema.mappings import NOT_READ, Heading
from shell.options import kind_of

_OPTION = "--column"
_NOT_READ = ("不读", "不用读", NOT_READ)


def meanings_of(texts: list[str] | None, kind: str | None) -> dict[Heading, str]:
    """Title in sheets of ``kind`` → id of the column that ``texts`` say it means, or ``NOT_READ``."""
    of_kind = kind_of(kind)
    if texts and of_kind is None:
        raise typer.BadParameter("needs --kind", param_hint=_OPTION)
    return dict(_meaning(text, str(of_kind)) for text in texts or ())


def _meaning(text: str, kind: str) -> tuple[Heading, str]:
    title, equals, meant = (part.strip() for part in text.rpartition("="))
    forms = kind_by_id(kind).forms
    known = columns_called(title)
    if any(form.table in known for form in forms):
        raise typer.BadParameter(f"{title!r} is a column of {kind} already", param_hint=_OPTION)
    columns = {name: column.id for form in forms for column in form.columns for name in column.headers}
    columns |= dict.fromkeys(_NOT_READ, NOT_READ)
    if not equals or not title or meant not in columns:
        own = "、".join(dict.fromkeys(column.title for form in forms for column in form.columns))
        message = f"{text!r} is not written like 表中列名=列名; columns of {kind}: {own}"
        raise typer.BadParameter(message, param_hint=_OPTION)
    return Heading(kind, heading_of(title)), columns[meant]
