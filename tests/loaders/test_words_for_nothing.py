from __future__ import annotations

import datetime as dt

import pytest

from loaders import Receipt, read_workbook
from schema.term import load_term

NOON = dt.datetime.fromisoformat("2020-02-23T12:00:00+08:00")


@pytest.mark.parametrize(
    ("column", "id", "word"),
    [
        *(("学生助教", "assistant", word) for word in ("0", "无。", "待配置", "暂未安排")),
        *(("授课地点", "location", word) for word in ("未知", "不详")),
    ],
)
def test_a_word_that_says_nothing_is_taken_for_no_value(column, id, word):
    """An assistant called 0 or 待配置 and a place called 未知 are nobody and nowhere."""
    text = f"教学班号,建群日期,{column}\n001,2020-02-22,{word}\n"
    (reading,) = read_workbook(text.encode(), "a.csv", Receipt(term=load_term(), received_at=NOON))
    assert reading.rows[id].isna().all()


def test_none_of_what_is_counted_is_zero():
    """无 in a column of problems says that there are none."""
    text = "学院,阶段,提交日期,发现问题数,典型数\n理学院,首周,2月23日,无,没有\n"
    (reading,) = read_workbook(text.encode(), "a.csv", Receipt(term=load_term(), received_at=NOON))
    assert reading.rows[["problems_found", "exemplars"]].iloc[0].tolist() == [0, 0]
    assert not reading.findings
