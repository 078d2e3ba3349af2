"""Rows that are about the campus itself, on workbooks written on the spot."""

from __future__ import annotations

from tests.loaders.test_rules import read

VISITORS = ["听课人", "听课人类别"]


def test_leaders_and_campus_supervisors_belong_to_the_campus() -> None:
    """The office's roster needs no column of units: only a unit's own supervisors would have one."""
    reading = read(VISITORS, ["郑怀远", "校领导"], ["王若水", "校督导组"], ["林一鸣", "学院督导组"])
    assert list(reading.rows["unit"].fillna("")) == ["全校", "全校", ""]


def test_what_a_unit_sends_is_the_units() -> None:
    """A campus group in a college's sheet is not the campus's: the college cannot report for it."""
    header = ["工作组类别", "组长", "组长职务", "成立日期"]
    row = ["校区工作组", "周明", "校领导", "2020-02-20"]
    assert list(read(header, row).rows["unit"]) == ["全校"]
    assert list(read(header, row, unit="理学院").rows["unit"]) == ["理学院"]
    assert list(read(["理学院工作组名单"], header, row).rows["unit"]) == ["理学院"]


def test_a_unit_may_have_several_groups_without_a_name() -> None:
    """Two working groups differ by their leaders: neither contradicts the other."""
    header = ["工作组类别", "组长", "组长职务", "成立日期"]
    rows = [["学院工作组", name, post, "2020-02-20"] for name, post in (("周明", "院长"), ("李红", "副院长"))]
    reading = read(header, *rows, unit="理学院")
    assert (len(reading.rows), list(reading.findings)) == (2, [])


def test_a_group_of_the_campus_and_one_of_a_unit_are_told_apart() -> None:
    """领导小组 is the group of whoever has it; what only a unit, or only the campus, has is said of the other."""
    header = ["单位", "工作组类别", "组长", "组长职务", "成立日期"]
    rows = [
        [unit, kind, f"组长{number}", "其他", "2020-02-20"]
        for number, (unit, kind) in enumerate(
            [("全校", "领导小组"), ("理学院", "领导小组"), ("全校", "学院工作组"), ("理学院", "校区工作组")]
        )
    ]
    reading = read(header, *rows)
    assert list(reading.rows["group_kind"]) == ["校区工作组", "学院工作组", "学院工作组", "校区工作组"]
    assert [(finding.code, finding.row) for finding in reading.findings] == [
        ("of_other_place", 4),
        ("of_other_place", 5),
    ]
