"""Workbooks to measure with: as many rows as asked for, made the same way every time."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import xlsxwriter

ROSTER_TITLES = ("教学班号", "学号", "姓名", "辅导员", "进群日期", "是否通知", "是否收到资料")
GROUPS_TITLES = (
    "教学班号",
    "课程名称",
    "授课教师",
    "平台",
    "群号",
    "建群日期",
    "辅导员进群日期",
    "学生助教/课代表",
)
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华"
FIRST_DAY = dt.date(2020, 2, 20)


def write_roster(path: Path, rows: int, padding: int = 0) -> Path:
    """One row a student, some thousand distinct names; ``padding`` random letters a row.

    Letters drawn at random do not compress, so the padding sets the size of the file.
    """
    draw = random.Random(20200224)
    names = [draw.choice(SURNAMES) + draw.choice(GIVEN) + draw.choice(GIVEN) for _ in range(9_000)]
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("名单")
    sheet.write_row(0, 0, [*ROSTER_TITLES, *(["备注"] if padding else [])])
    for row in range(rows):
        student, day = f"2019{row:08d}", FIRST_DAY + dt.timedelta(days=row % 4)
        sheet.write_row(row + 1, 0, [f"CS{row // 60:05d}-01", student, draw.choice(names)])
        sheet.write_string(row + 1, 3, f"辅导员{row // 60 % 77}")
        sheet.write_datetime(row + 1, 4, day)
        sheet.write_row(row + 1, 5, ["是", "√" if row % 3 else "否"])
        if padding:
            sheet.write_string(row + 1, 7, f"{draw.getrandbits(padding * 4):x}")
    book.close()
    return path


def write_groups(path: Path, rows: int) -> Path:
    """A unit's groups, one row a class, as a college sends them on an evening."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("课程建群")
    sheet.write_row(0, 0, GROUPS_TITLES)
    for row in range(rows):
        day = FIRST_DAY + dt.timedelta(days=row % 4)
        number = f"{760000000 + row * 7919}"
        sheet.write_row(
            row + 1, 0, [f"CS{row:05d}-01", f"课程{row % 23}", f"教师{row % 41}", "QQ群、腾讯课堂", number]
        )
        sheet.write_datetime(row + 1, 5, day)
        sheet.write_datetime(row + 1, 6, day)
        sheet.write_string(row + 1, 7, f"课代表{row}")
    book.close()
    return path
