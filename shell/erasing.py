"""Erasing students' names in a shell: what the term's rule says, a whole term, or one student."""

from __future__ import annotations

from typing import Annotated

import typer

from schema.language import gettext
from services import erasing
from shell import options
from shell.opening import fail, opened_desk

Student = Annotated[str | None, typer.Option("--student", metavar="ID", help="Only this student, by id.")]
Due = Annotated[
    bool, typer.Option("--due", help="Only where the term's names_kept_until is over: for a scheduler.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask; it cannot be taken back.")]


def erase(
    acting: options.Acting,
    student: Student = None,
    due: Due = False,
    yes: Yes = False,
    language: options.Language = "zh",
) -> None:
    """Erase students' names, ids, hardship and health, and the original files; figures stay."""
    with opened_desk(acting) as desk:
        if due and not erasing.due(desk, acting.term.local_day(desk.now())):
            print(gettext("还没有到期，或都已删除，没有改动。", language))
            return
        if not (due or yes):
            fail(gettext("删除后不能恢复。确要删除，请加 --yes。", language))
        done = erasing.erase(desk, student)
    words = gettext("已删除：改动 {changes} 处，原文件 {files} 个；各项数字不变。", language)
    print(words.format(changes=f"{done.changes:,}", files=done.files))
