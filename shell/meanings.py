"""What ``--column`` says of titles, and ``--value`` of words in cells, turned into what it means."""

from __future__ import annotations

import typer

from loaders.cells.units import find_unit
from loaders.declared import columns_called
from loaders.titles import heading_of
from schema.kinds import kind_by_id
from schema.mappings import NOT_READ, Heading, meanings_for
from schema.term import Term
from shell.options import Explained, kind_of

_OPTION, _VALUE = "--column", "--value"
_NOT_READ = ("不读", "不用读", NOT_READ)


def meanings_of(explained: Explained, kind: str | None, term: Term) -> dict[Heading, str]:
    """Title or word in sheets of ``kind`` → the column, ``NOT_READ``, unit or word that it means."""
    of_kind = kind_of(kind)
    if (explained.column or explained.value) and of_kind is None:
        raise typer.BadParameter("needs --kind", param_hint=f"{_OPTION}, {_VALUE}")
    titles = (_meaning(text, str(of_kind)) for text in explained.column or ())
    words = (_word(text, str(of_kind), term) for text in explained.value or ())
    return dict([*titles, *words])


def _word(text: str, kind: str, term: Term) -> tuple[Heading, str]:
    where, equals, meant = (part.strip() for part in text.rpartition("="))
    title, colon, written = (part.strip() for part in where.replace("：", ":").partition(":"))
    columns_of_kind = [column for form in kind_by_id(kind).forms for column in form.columns]
    columns = {name: column.id for column in columns_of_kind for name in column.headers}
    heading = Heading(kind, heading_of(written), columns.get(title, ""))
    offered = meanings_for(heading, term) if heading.column else ()
    meant = find_unit(meant, term) or meant
    if not equals or not colon or not written or meant not in offered:
        message = f"{text!r} is not written like 列名:表中所写=读作; to choose from: {'、'.join(offered)}"
        raise typer.BadParameter(message, param_hint=_VALUE)
    return heading, meant


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
