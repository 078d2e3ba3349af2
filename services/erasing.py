"""Erasing students' names, ids, hardship and health, and the originals: of a term, or of one student.

Every name and id becomes a word that stands for nobody, the same everywhere, made with a key that is
thrown away; so whoever was one person still is one, and figures stay. Texts about a student say only that
they were erased. The names of teachers and other staff are of their office and stay; the addresses to which
reminders are sent go with a term.
"""

from __future__ import annotations

import datetime as dt
import hmac
import json
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from access import Action
from loaders.cells.text import shown
from loaders.formats.grid import Refused
from loaders.formats.open import open_book
from metrics.names import listed
from schema.kinds import all_forms
from schema.model import SheetForm
from services import cache
from services.cache import Facts
from services.desk import Desk
from services.submitted import names_students
from store.erasing import TEXTS, Change, Erasing, add_erasure, read_draft_contents, read_texts
from store.submissions import read_content

GONE = "（已删除）"
TERM, STUDENT = "term", "student"
_NAMES = ("student_name", "partner")
_ABOUT = ("situation", "measures", "result", "reason", "health")
# What sheets that name no students say in sentences, and the column that names one who assists.
_PROSE = ("problem", "solution", "action", "reason", "remark", "content")
_ASSISTANT = "assistant"
_STAND_IN = re.compile("x[0-9a-f]{16}")
_SHORTEST = 2  # characters of a name that is looked for in texts


@dataclass(frozen=True)
class Erased:
    """How many rows and texts were changed, and the bytes of how many files are gone."""

    changes: int
    files: int


def due(desk: Desk, today: dt.date) -> bool:
    """Whether the term's own rule says that its names are to be erased by ``today``, and they are not yet."""
    desk.check(Action.ERASE)
    until = desk.term.names_kept_until
    return until is not None and today > until and bool(_rows(desk, None))


def erase(desk: Desk, student: str | None = None) -> Erased:
    """Erase all students of the term, or the one with the id ``student``; figures stay. It is logged."""
    desk.check(Action.ERASE)
    rows, key = _rows(desk, student), secrets.token_bytes(32)
    words = {word for _form, row in rows for word in _words(row, student)}

    def stand_in(word: str) -> str:
        return "x" + hmac.digest(key, word.encode(), "sha256").hex()[:16]

    changes = [change for form, row in rows for change in _of_row(form, row, words, student, stand_in)]
    changes += _of_sentences(desk, words, stand_in, everything=student is None)
    changes += _of_texts(desk, words, everything=student is None)
    named = {(int(row["submission"]), int(row["source_row"])) for _form, row in rows}
    changes += _of_comments(desk, words, named, everything=student is None)
    files = set(cache.submissions(desk.store, desk.term)["digest"])
    drafts = read_draft_contents(desk.store, desk.term.name)
    if student is not None:
        files = {digest for digest in files if _names(read_content(desk.store, digest), words)}
        drafts = {draft: content for draft, content in drafts.items() if _names(content, words)}
    scope = TERM if student is None else STUDENT
    erased = Erasing(desk.term.name, scope, changes, files, list(drafts), addresses=student is None)
    add_erasure(desk.store, erased, desk.signed())
    return Erased(len(changes), len(files))


Row = tuple[SheetForm, "pd.Series"]


def _rows(desk: Desk, student: str | None) -> list[Row]:
    """The rows that name students who are not erased yet; of one student, those that name this one."""
    facts = desk.facts()
    forms = [form for _kind, form in all_forms() if form.names_students]
    names = set() if student is None else _names_of(facts, forms, student)
    rows: list[Row] = []
    for form in forms:
        frame = facts[form.table]
        own = frame["student_id"].notna() if student is None else frame["student_id"] == student
        if student is not None and "partner" in frame:
            own |= frame["partner"].map(lambda text: _is_named(text, names)).astype(bool)
        rows += [(form, row) for _place, row in frame[own].iterrows() if not _is_erased(row)]
    return rows


def _names_of(facts: Facts, forms: Sequence[SheetForm], student: str) -> set[str]:
    """The id of a student and every name that a sheet gives them."""
    named = [facts[form.table] for form in forms]
    texts = pd.concat([rows.loc[rows["student_id"] == student, "student_name"] for rows in named]).dropna()
    return {student, *(name for text in texts for name in listed(text))}


def _is_named(text: object, names: Collection[str]) -> bool:
    return isinstance(text, str) and not set(listed(text)).isdisjoint(names)


def _is_erased(row: pd.Series) -> bool:
    return _STAND_IN.fullmatch(str(row["student_id"])) is not None


def _words(row: pd.Series, student: str | None) -> Iterator[str]:
    """The id and the names that a row gives a student."""
    if student is not None and row["student_id"] != student:
        return
    yield str(row["student_id"])
    if not pd.isna(row["student_name"]):
        yield from listed(row["student_name"])


def _of_row(
    form: SheetForm,
    row: pd.Series,
    words: Collection[str],
    student: str | None,
    stand_in: Callable[[str], str],
) -> Iterator[Change]:
    values: dict[str, object] = {}
    for column in (id for id in _NAMES if id in form.column_ids and not pd.isna(row[id])):
        names = [stand_in(n) if student is None or n in words else n for n in listed(row[column])]
        values[column] = "、".join(names)
    if student is None or row["student_id"] == student:
        # Where it is written like a name, an id and a partner named by it are still the same.
        (word, *others) = listed(str(row["student_id"])) or [str(row["student_id"])]
        values["student_id"] = stand_in(str(row["student_id"]) if others else word)
        values |= {id: GONE for id in _ABOUT if id in form.column_ids and not pd.isna(row[id])}
    key = {"submission": int(row["submission"]), "source_row": int(row["source_row"])}
    yield Change(form.table, key, values)


def _of_sentences(
    desk: Desk, words: Collection[str], stand_in: Callable[[str], str], *, everything: bool
) -> Iterator[Change]:
    """What sheets about classes say of students: names in sentences, and who assists.

    Stand-ins take their place, so that texts that were told apart still are.
    """
    searched = sorted((word for word in words if len(word) >= _SHORTEST), key=len, reverse=True)

    def said(column: str, cell: str) -> str:
        if column == _ASSISTANT:
            names = listed(cell)
            gone = [name for name in names if (everything or name in words) and not _STAND_IN.fullmatch(name)]
            return "、".join(stand_in(n) if n in gone else n for n in names) if gone else cell
        for word in searched:
            if word in cell:
                cell = cell.replace(word, stand_in(word))
        return cell

    for form in (form for _kind, form in all_forms() if not form.names_students):
        columns = [id for id in (*_PROSE, _ASSISTANT) if id in form.column_ids]
        rows = desk.facts()[form.table]
        for _place, row in rows[rows[columns].notna().any(axis=1)].iterrows():
            cells = {id: str(row[id]) for id in columns if not pd.isna(row[id])}
            values = {id: new for id, cell in cells.items() if (new := said(id, cell)) != cell}
            if values:
                key = {"submission": int(row["submission"]), "source_row": int(row["source_row"])}
                yield Change(form.table, key, values)


def _of_texts(desk: Desk, words: Collection[str], *, everything: bool) -> Iterator[Change]:
    """What was said in words: findings, corrections, names of files, comments and details of acts."""
    searched = [word for word in words if len(word) >= _SHORTEST]
    for submission, said in read_texts(desk.store, desk.term.name, "submissions", ("findings",)):
        told = json.loads(said["findings"])
        kept = [_without_words(each, searched, everything) for each in told]
        if kept != told:
            text = json.dumps(kept, ensure_ascii=False)
            yield Change("submissions", {"id": submission}, {"findings": text})
    for table, columns in TEXTS.items():
        key = "submission" if table == "withdrawals" else "id"
        for number, texts in read_texts(desk.store, desk.term.name, table, columns):
            whole = everything and table == "corrections"
            changed = {id: GONE if whole else _plain(text, searched) for id, text in texts.items() if text}
            if changed != {id: texts[id] for id in changed}:
                yield Change(table, {key: number}, changed)


def _of_comments(
    desk: Desk, words: Collection[str], named: Collection[tuple[int, int]], *, everything: bool
) -> Iterator[Change]:
    """What was said of rows that name a student, whatever it says; of anything else the names in it."""
    listed = cache.submissions(desk.store, desk.term)
    rosters = {int(row["submission"]) for _place, row in listed.iterrows() if names_students(row)}
    searched = [word for word in words if len(word) >= _SHORTEST]
    of_table = read_texts(desk.store, desk.term.name, "comments", ("text", "submission", "row"))
    for number, said in of_table:
        place = (said["submission"], said["row"])
        is_of_student = place in named or (everything and said["row"] and said["submission"] in rosters)
        text = GONE if is_of_student and said["text"] else _plain(said["text"], searched)
        if text != said["text"]:
            yield Change("comments", {"id": number}, {"text": text})


def _without_words(finding: dict[str, object], words: Iterable[str], everything: bool) -> dict[str, object]:
    value, said = finding["value"], f"{finding['value']} {finding['message_zh']} {finding['message_en']}"
    if not (everything and value is not None) and not any(word in said for word in words):
        return finding
    return finding | {"value": None, "message_zh": GONE, "message_en": GONE}


def _plain(text: str, words: Iterable[str]) -> str:
    for word in words:
        if word in text:
            text = text.replace(word, GONE)
    return text


def _names(content: bytes, words: Collection[str]) -> bool:
    """Whether a file says one of ``words``; one that cannot be opened may."""
    try:
        book = open_book(content)
        grids = [load() for _name, load in book.sheets]
    except Refused:
        return True
    cells = (shown(cell) for grid in grids for row in grid.rows for cell in row if cell is not None)
    return any(word in cell for cell in cells for word in words)
