"""Mistakes that colleges make: which sheet has which, and how each one looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

Rows: TypeAlias = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that is about to be spoilt, and the day on which it will be received."""

    rows: Rows
    rng: Random
    received_on: dt.date


Fault: TypeAlias = Callable[[Sheet], None]


def _pick(sheet: Sheet, having: str) -> dict[str, object]:
    """A row in which ``having`` is filled."""
    return sheet.rng.choice([row for row in sheet.rows if row.get(having) not in {None, ""}])


def _all_joined(sheet: Sheet) -> None:
    """Everybody put down as joined: no finding, but not true (restated later)."""
    for row in sheet.rows:
        row["joined"] = row["expected"]


def _more_joined_than_expected(sheet: Sheet) -> None:
    row = _pick(sheet, having="joined")
    row["joined"] = int(str(row["expected"])) + sheet.rng.randint(1, 4)


def _day_that_is_not(sheet: Sheet) -> None:
    _pick(sheet, having="created_on")["created_on"] = "2月30日"


def _last_year(sheet: Sheet) -> None:
    _pick(sheet, having="created_on")["created_on"] = dt.date(2019, 2, 22)


def _not_yet(sheet: Sheet) -> None:
    row = _pick(sheet, having="uploaded_on")
    row["uploaded_on"] = sheet.received_on + dt.timedelta(days=2)


def _done_without_day(sheet: Sheet) -> None:
    for word in ("√", "已建群"):
        _pick(sheet, having="created_on")["created_on"] = word


def _twice(sheet: Sheet) -> None:
    sheet.rows.append(dict(sheet.rng.choice(sheet.rows)))


def _two_answers(sheet: Sheet) -> None:
    row = sheet.rng.choice([row for row in sheet.rows if int(str(row["joined"])) > 5])
    sheet.rows.append(row | {"joined": int(str(row["joined"])) - 5})


def _unknown_class(sheet: Sheet) -> None:
    row = sheet.rng.choice(sheet.rows)
    sheet.rows.append(row | {"class_id": f"{str(row['class_id'])[:-2]}99"})


def _no_class(sheet: Sheet) -> None:
    sheet.rows.append(sheet.rng.choice(sheet.rows) | {"class_id": None})


def _broken_formula(sheet: Sheet) -> None:
    _pick(sheet, having="notified")["notified"] = "#REF!"


def _two_kinds(sheet: Sheet) -> None:
    sheet.rng.choice(sheet.rows)["material_kind"] = "PPT和视频"


def _odd_score(sheet: Sheet) -> None:
    _pick(sheet, having="visited_on")["score"] = "优秀"
    _pick(sheet, having="visited_on")["score"] = 105


def _half_a_student(sheet: Sheet) -> None:
    _pick(sheet, having="joined")["joined"] = 31.5


def _left_blank(sheet: Sheet) -> None:
    for row in sheet.rng.sample(sheet.rows, min(6, len(sheet.rows))):
        row["notified"] = row["received"] = None


def _other_unit(sheet: Sheet) -> None:
    sheet.rows.append(sheet.rng.choice(sheet.rows) | {"class_id": "09000101", "unit": "理学院"})


def _solved_before_reported(sheet: Sheet) -> None:
    row = _pick(sheet, having="solved_at")
    row["solved_at"] = _reported(row) - dt.timedelta(hours=2)


def _without_clock(sheet: Sheet) -> None:
    row = _pick(sheet, having="solved_at")
    row["reported_at"] = _reported(row).date()


def _reported(row: dict[str, object]) -> dt.datetime:
    """The moment of a fault; every row that is drawn has one."""
    return dt.datetime.fromisoformat(str(row["reported_at"]))


def _unknown_item(sheet: Sheet) -> None:
    sheet.rows.append(sheet.rng.choice(sheet.rows) | {"item": "毕业设计安排"})


def _more_held_than_planned(sheet: Sheet) -> None:
    row = _pick(sheet, having="held")
    row["held"] = int(str(row["planned"])) + 1


# (unit, kind or form, day of the sheet) → the mistakes in it.
_WHERE: dict[tuple[str, str, str], tuple[Fault, ...]] = {
    ("经济管理学院", "enrollment", "0223"): (_all_joined,),
    ("信息科学与工程学院", "enrollment", "0222"): (_left_blank,),
    ("汽车工程学院", "groups", "0222"): (_done_without_day, _day_that_is_not),
    ("汽车工程学院", "enrollment", "0224"): (_more_joined_than_expected, _broken_formula),
    ("船舶与海洋工程学院", "groups", "0222"): (_done_without_day,),
    ("船舶与海洋工程学院", "enrollment", "0309"): (_two_answers, _left_blank, _half_a_student),
    ("海洋科学与技术学院", "groups", "0222"): (_other_unit, _last_year),
    ("海洋科学与技术学院", "materials", "0301"): (_not_yet,),
    ("材料科学与工程学院", "materials", "0223"): (_two_kinds,),
    ("经济管理学院", "groups", "0222"): (_unknown_class,),
    ("经济管理学院", "visits", "0308"): (_odd_score,),
    ("语言文学学院", "groups", "0223"): (
        _done_without_day,
        _day_that_is_not,
        _twice,
        _unknown_class,
        _no_class,
    ),
    ("语言文学学院", "enrollment", "0223"): (
        _more_joined_than_expected,
        _more_joined_than_expected,
        _two_answers,
    ),
    ("语言文学学院", "materials", "0224"): (_two_kinds, _not_yet),
    ("理学院", "enrollment", "0308"): (_more_joined_than_expected,),
    ("马克思主义学院", "materials", "0223"): (_unknown_class,),
    ("体育教学部", "groups", "0223"): (_last_year, _done_without_day),
    ("体育教学部", "enrollment", "0223"): (_left_blank, _half_a_student, _twice),
    ("体育教学部", "materials", "0301"): (_two_kinds, _two_kinds),
    ("新能源学院", "enrollment", "0222"): (_twice,),
    ("土木工程系", "groups", "0222"): (_day_that_is_not,),
    ("土木工程系", "materials", "0223"): (_not_yet,),
    ("光电科学系", "visits", "0301"): (_odd_score,),
    ("汽车工程学院", "obstacles", "0224"): (_solved_before_reported,),
    ("材料科学与工程学院", "obstacles", "0301"): (_without_clock,),
    ("船舶与海洋工程学院", "contingency", "0301"): (_unknown_item,),
    ("语言文学学院", "sessions", "0301"): (_more_held_than_planned,),
}


def spoil(rows: Rows, unit: str, kind: str, day: str, received_at: dt.datetime) -> Rows:
    """The rows with the mistakes of this sheet, if it has any; the rows given stay as they are."""
    faults = _WHERE.get((unit, kind, day), ())
    spoilt = [dict(row) for row in rows] if faults else rows
    sheet = Sheet(spoilt, Random(f"{unit}/{kind}/{day}"), received_at.date())
    for fault in faults:
        fault(sheet)
    return spoilt
