"""Call lists: whom a counsellor has to call, for which classes, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import Any

import pandas as pd

from charts.texts import text
from exports.book import COUNT, Book
from exports.cells import Cell, cell
from metrics.lists.missing import LACKS, missing_by_counselor, missing_by_student
from schema.kinds import form_of
from schema.language import titled

_WHO = ("student_name", "student_id", "student_unit", "classes")
_OF_STUDENT = (*_WHO, "class_names", "lacking", "teacher")  # on a sheet, a line a class
_IN_ONE_LINE = ("counselor", *_WHO, *LACKS, "lacking_in", "teacher")
_OF_PAIR = (
    "unit",
    "class_id",
    "course_name",
    "teacher",
    "student_name",
    "student_id",
    "student_unit",
    "counselor",
    "lacking",
)
_TO_FILL_IN = ("call_result", "remark_column")
_BLANK_WIDTH = 24  # characters of the columns to write in
_LINE = 15  # points of a line in a cell
_A4 = 9
_LONGEST_NAME = 31  # characters of a sheet's name
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def call_list(rows: pd.DataFrame, *, language: str = "zh") -> pd.DataFrame:
    """One row a student of :meth:`metrics.lists.missing.Missing.students`, worded, each in one line.

    ``counselor``, ``student_name``, ``student_id``, ``student_unit``, ``classes`` (how many), in how many
    of them each of ``LACKS``, ``lacking_in`` (classes with what is lacking) and ``teacher``. By
    counsellor, those with most students first and those without one last, and by student.
    """
    students = _worded(rows, language, between=text("join", language))
    students["counselor"] = students["counselor"].fillna(text("unnamed", language))
    return students[list(_IN_ONE_LINE)]


def _worded(rows: pd.DataFrame, language: str, between: str) -> pd.DataFrame:
    """The rows of :func:`call_list` with every text about classes, an entry a class."""
    students = missing_by_student(rows)
    places = {who: place for place, who in enumerate(missing_by_counselor(rows)["counselor"].dropna())}
    order = students["counselor"].map(places).fillna(len(places)).sort_values(kind="stable").index
    students = students.loc[order].reset_index(drop=True)
    named = zip(students["course_names"], students["class_ids"], strict=True)
    classes = [list(map(_class_name, *of_student)) for of_student in named]
    lacks = [[lacking(of_class, language) for of_class in of_student] for of_student in students["lacks"]]
    both = [list(map(" ".join, zip(*one, strict=True))) for one in zip(classes, lacks, strict=True)]
    teachers = [list(map(_known, of_student)) for of_student in students["teachers"]]
    lists = {"class_names": classes, "lacking": lacks, "lacking_in": both, "teacher": teachers}
    texts = {name: list(map(between.join, entries)) for name, entries in lists.items()}
    return students.assign(**texts).astype(dict.fromkeys(texts, "str"))


def pair_list(rows: pd.DataFrame, *, by: str, language: str = "zh") -> pd.DataFrame:
    """One row a student and class, what is lacking in words; by ``class_id`` or by ``unit`` and class."""
    flags = rows[list(LACKS)].itertuples(index=False, name=None)
    lacks = [lacking(tuple(compress(LACKS, of_pair)), language) for of_pair in flags]
    counselor = rows["counselor"].fillna(text("unnamed", language))
    worded = rows.assign(counselor=counselor, lacking=pd.Series(lacks, index=rows.index, dtype="str"))
    order = [*dict.fromkeys((by, "class_id", "student_id"))]
    return worded.sort_values(order, ignore_index=True)[list(_OF_PAIR)]


@lru_cache(maxsize=32)
def lacking(lacks: tuple[str, ...], language: str) -> str:
    """What is lacking, in words one after the other."""
    return text("list_join", language).join(text(lack, language) for lack in lacks)


def list_headings(columns: Sequence[str], language: str) -> dict[str, str]:
    """The heading of each column: as sheets have it, else the lists' own."""
    declared = {
        one.id: titled(one, language)
        for kind, form in (("groups", None), ("enrollment", "roster"))
        for one in form_of(kind, form).columns
    }
    return {id: declared[id] if id in declared else text(id, language) for id in columns}


def call_book(rows: pd.DataFrame, *, title: str, notes: Sequence[str] = (), language: str = "zh") -> bytes:
    """An xlsx file: an overview with ``notes`` below, and a sheet a counsellor to call and fill in.

    ``rows`` as of :meth:`metrics.lists.missing.Missing.students`. Those without a counsellor come last.
    """
    counselors = missing_by_counselor(rows)
    students = _worded(rows, language, between="\n")
    unnamed = text("unnamed", language)
    labels = [unnamed if pd.isna(who) else str(who) for who in counselors["counselor"]]
    overview = text("list_overview", language)
    names = sheet_names([overview, *labels])
    with Book(title) as book:
        front = _overview(book, names, counselors.assign(label=labels), rows, language)
        for place, line in enumerate(notes, start=len(labels) + 3):
            book.write(front, place, 0, line)
        for name, who in zip(names[1:], counselors["counselor"], strict=True):
            theirs = students["counselor"].isna() if pd.isna(who) else students["counselor"] == who
            _sheet_of(book, name, students[theirs], language)
    return book.content()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that spreadsheets take for sheets, one for each of ``wanted`` and no two alike."""
    taken = {"history"}  # spreadsheets keep this one for themselves
    names = []
    for one in wanted:
        plain = _FORBIDDEN.sub(" ", "".join(filter(str.isprintable, one))).strip() or "—"
        name, again = plain[:_LONGEST_NAME].strip(), 1
        while name.casefold() in taken:
            again += 1
            ending = f" ({again})"
            name = plain[: _LONGEST_NAME - len(ending)].strip() + ending
        taken.add(name.casefold())
        names.append(name)
    return names


def _overview(
    book: Book,
    names: Sequence[str],
    counselors: pd.DataFrame,
    rows: pd.DataFrame,
    language: str,
) -> Any:
    """A row a counsellor that leads to the sheet, and the sum of all."""
    sheet, labels = book.sheet(names[0]), list(counselors["label"])
    headings = list_headings(("counselor", "students", *LACKS), language)
    counts = counselors[["students", *LACKS]].itertuples(index=False, name=None)
    table: list[list[Cell]] = [[label, *map(int, row)] for label, row in zip(labels, counts, strict=True)]
    total: list[Cell] = [int(rows["student_id"].nunique()), *(int(rows[lack].sum()) for lack in LACKS)]
    book.table(sheet, list(headings.values()), table, dict.fromkeys(range(1, len(headings)), COUNT))
    link = book.format(font_color="#0b5fa5", underline=1)
    for place, (name, label) in enumerate(zip(names[1:], labels, strict=True), start=1):
        sheet.write_url(place, 0, f"internal:'{name}'!A1", link, label)
    last = len(table) + 1
    sum_of_all = text("list_total", language)
    for column, value in enumerate([sum_of_all, *total]):
        book.write(sheet, last, column, value, COUNT)
    book.fit(sheet, 0, [headings["counselor"], *labels, sum_of_all])
    _for_print(sheet)
    return sheet


def _sheet_of(book: Book, name: str, students: pd.DataFrame, language: str) -> None:
    sheet = book.sheet(name)
    headings = list_headings((*_OF_STUDENT, *_TO_FILL_IN), language)
    blank: list[Cell] = [None] * len(_TO_FILL_IN)
    kept = students[list(_OF_STUDENT)].itertuples(index=False, name=None)
    table: list[list[Cell]] = [[*(cell(value, language) for value in row), *blank] for row in kept]
    book.table(sheet, list(headings.values()), table)
    for place, classes in enumerate(students["classes"], start=1):
        sheet.set_row(place, _LINE * int(classes) + 3)
    sheet.set_column(len(_OF_STUDENT), len(headings) - 1, _BLANK_WIDTH)
    _for_print(sheet)


def _for_print(sheet: Any) -> None:
    """As wide as a sheet of paper, with lines to write on and the headings on every one."""
    sheet.hide_gridlines(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _class_name(course: object, class_id: str) -> str:
    return class_id if pd.isna(course) else f"{course}（{class_id}）"


def _known(name: object) -> str:
    return "—" if pd.isna(name) else str(name)
