from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from access import Denied, Person, Role
from services import people
from services.desk import Desk
from services.people import apply, changes, problems, workbook
from services.people_sheet import read_people
from store import Store, StoreError, open_store
from store.addresses import read_addresses
from store.people import Granted, add_grant, read_grant
from store.signature import Signature
from tests.pages.workbooks import workbook as book
from tests.services.sheets import small_term

TERM = small_term("甲学院", "乙学院")
NOON = dt.datetime(2020, 2, 25, 4, tzinfo=dt.UTC)
HEADER = ["工号", "姓名", "角色", "所属学院", "是否停用"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in which 1001 is the only admin and 1002 reports for 甲学院."""
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as opened:
        add_grant(opened, Granted("1001", "周若兰", "admin"), Signature(NOON, None))
        add_grant(opened, Granted("1002", "李思齐", "reporter", ["甲学院"]), Signature(NOON, "1001"))
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    """The desk of the admin."""
    return Desk(store, TERM, Person("1001", "周若兰", Role.ADMIN))


def read(*rows: list[object], header: list[str] = HEADER):
    return read_people(book([header, *rows], "人员"), "人员.xlsx", TERM)


def told(sheet) -> list[list[object]]:
    """Row, column and code of everything found."""
    return [[finding.row, finding.column, finding.code] for finding in sheet.findings]


def test_people_are_read_as_offices_write_them():
    """A title above, other words for headers and roles, numbers as logins, several units in a cell."""
    sheet = read_people(
        book(
            [
                ["序号", "工　号", "姓名", "权限（必填）", "负责学院"],
                [1, 20200101, "周若兰", "教务处", ""],
                [2, "００１２", "李思齐", "学院秘书", "甲学院、乙学院"],
                [3, "Sun.YM@Sample.edu", "孙一鸣", "校领导", "甲学院"],
                ["", "", "", "", ""],
                ["注：以上人员由各单位报送", "", "", "", ""],
            ],
            "名单",
            "2020年春季学期平台人员名单",
        ),
        "名单.xlsx",
        TERM,
    )
    assert sheet.findings == []
    assert [(e.row, e.login, e.role, e.units) for e in sheet.entries] == [
        (3, "20200101", Role.ADMIN, ()),
        (4, "0012", Role.REPORTER, ("甲学院", "乙学院")),
        (5, "sun.ym@sample.edu", Role.LEADER, ()),
    ]


def test_csv_is_read_too():
    """A list saved as csv in the usual Chinese encoding is the same list."""
    sheet = read_people("登录名,姓名,角色\n1003,陈知远,学工\n".encode("gbk"), "a.csv", TERM)
    assert [(e.login, e.name, e.role) for e in sheet.entries] == [("1003", "陈知远", Role.STUDENT_AFFAIRS)]


def test_every_doubt_costs_its_row_and_says_where():
    """Nobody gets a role by a guess: each fault is named with its row and column."""
    sheet = read(
        ["", "无号", "领导", "", ""],
        ["a b", "空格", "领导", "", ""],
        ["2001", "错角色", "老板", "", ""],
        ["2002", "无角色", "", "", ""],
        ["2003", "无学院", "学院填报", "", ""],
        ["2004", "错学院", "学院填报", "甲学院、丙学院", ""],
        ["2005", "说不清", "领导", "", "也许"],
        ["2006", "好的", "领导", "", ""],
        ["待定", "未到", "领导", "", ""],
    )
    assert told(sheet) == [
        [2, "工号", "missing_value"],
        [3, "工号", "bad_login"],
        [4, "角色", "unknown_choice"],
        [5, "角色", "missing_value"],
        [6, "所属学院", "reporter_without_unit"],
        [7, "所属学院", "unknown_unit"],
        [8, "是否停用", "bad_yesno"],
        [10, "工号", "missing_value"],
    ]
    assert [entry.login for entry in sheet.entries] == ["2006"]
    assert all(finding.message("zh") and finding.message("en") for finding in sheet.findings)


def test_one_person_twice_is_taken_once_or_not_at_all():
    """The same row again counts once; two roles for one login count neither."""
    sheet = read(
        ["3001", "甲", "领导", "", ""], ["3001", "甲", "领导", "", ""],
        ["3002", "乙", "领导", "", ""], ["3002", "乙", "教务管理", "", ""],
    )  # fmt: skip
    assert [entry.login for entry in sheet.entries] == ["3001"]
    assert told(sheet) == [
        [3, "工号", "repeated_row"], [4, "工号", "conflicting_rows"], [5, "工号", "conflicting_rows"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7", "not_a_workbook"),
        (b"", "empty_file"),
        (book([["甲", "乙"], [1, 2]]), "no_header"),
        (book([["姓名", "角色"], ["甲", "领导"]]), "missing_columns"),
        (book([["登录名", "角色"]]), "no_rows"),
    ],
)
def test_what_is_no_list_of_people_is_refused(content: bytes, code: str):
    """The file is refused with a sentence, and nothing of it is taken."""
    sheet = read_people(content, "x.xlsx", TERM)
    assert sheet.refused.code == code
    assert sheet.refused.message("zh")
    assert sheet.refused.message("en")
    assert sheet.entries == []


def test_the_changes_are_shown_before_they_hold(store: Store, desk: Desk):
    """New, changed, taken away and the same are told apart; who is left out stays."""
    sheet = read(
        ["1002", "李思齐", "学院填报", "甲学院，乙学院", ""],
        ["1003", "陈知远", "学工", "", ""],
        ["1004", "没来过", "", "", "是"],
    )
    wanted = changes(sheet.entries, people.listed(desk))
    assert [(c.entry.login, c.status) for c in wanted] == [
        ("1002", "changed"),
        ("1003", "new"),
        ("1004", "same"),
    ]
    assert read_grant(store, "1003") is None
    assert apply(desk, wanted) == 2
    assert read_grant(store, "1002").units == ("甲学院", "乙学院")
    assert read_grant(store, "1001").role == "admin"
    again = changes(sheet.entries, people.listed(desk))
    assert {change.status for change in again} == {"same"}


def test_addresses_of_mail_come_with_the_sheet(store: Store, desk: Desk):
    """One that is new or another is taken, a blank one leaves what there is, and what is none costs its row."""
    header = [*HEADER, "提醒邮箱"]
    first = read(
        ["1002", "", "学院填报", "甲学院", "", "siqi@sample.edu.cn"],
        ["1003", "陈知远", "学工", "", "", ""],
        header=header,
    )
    assert apply(desk, changes(first.entries, people.listed(desk))) == 2
    assert {login: one.address for login, one in read_addresses(store).items()} == {
        "1002": "siqi@sample.edu.cn"
    }
    blank = read(["1002", "", "学院填报", "甲学院", "", ""], header=header)
    assert {change.status for change in changes(blank.entries, people.listed(desk))} == {"same"}
    another = read(["1002", "", "学院填报", "甲学院", "", "lsq@sample.edu.cn"], header=header)
    assert apply(desk, changes(another.entries, people.listed(desk))) == 1
    assert read_addresses(store)["1002"].address == "lsq@sample.edu.cn"
    wrong = read(["1002", "", "学院填报", "甲学院", "", "lsq@"], header=header)
    assert (told(wrong), wrong.entries) == ([[2, "提醒邮箱", "bad_address"]], [])
    apply(desk, changes(read(["1002", "", "", "", "是"]).entries, people.listed(desk)))
    assert read_addresses(store) == {}


def test_a_blank_name_keeps_the_name_that_is_known(desk: Desk):
    """A sheet without names changes roles and no names."""
    [change] = changes(read(["1002", "", "领导", "", ""]).entries, people.listed(desk))
    assert (change.status, change.entry.name) == ("changed", "李思齐")


def test_an_office_can_be_handed_over_in_one_sheet(store: Store, desk: Desk):
    """The new admin comes before the old one goes, in whichever order the sheet names them."""
    sheet = read(["1001", "周若兰", "领导", "", ""], ["1005", "新主任", "教务管理", "", ""])
    assert apply(desk, changes(sheet.entries, people.listed(desk))) == 2
    assert (read_grant(store, "1001").role, read_grant(store, "1005").role) == ("leader", "admin")


def test_the_last_admin_stays(store: Store, desk: Desk):
    """A sheet that takes the last admin away is stopped by the store."""
    with pytest.raises(StoreError, match="last administrator"):
        apply(desk, changes(read(["1001", "", "", "", "是"]).entries, people.listed(desk)))
    assert read_grant(store, "1001").role == "admin"


def test_only_admins_apply_a_sheet(store: Store, desk: Desk):
    """Whoever reads the sheet, the desk lets nobody but an admin give a role."""
    reporter = Desk(store, TERM, Person("1002", "李思齐", Role.REPORTER, ("甲学院",)))
    wanted = changes(read(["1002", "李思齐", "教务管理", "", ""]).entries, people.listed(desk))
    with pytest.raises(Denied):
        apply(reporter, wanted)
    assert read_grant(store, "1002").role == "reporter"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_taken_along_comes_back_unchanged(desk: Desk, language: str):
    """The downloaded list, uploaded as it is, changes nothing; the template has no rows."""
    sheet = read_people(workbook(people.listed(desk), language), "人员.xlsx", TERM)
    assert sheet.findings == []
    assert [(e.login, e.role, e.units) for e in sheet.entries] == [
        ("1001", Role.ADMIN, ()),
        ("1002", Role.REPORTER, ("甲学院",)),
    ]
    assert {change.status for change in changes(sheet.entries, people.listed(desk))} == {"same"}
    assert (
        read_people(workbook(people.listed(desk).head(0), language), "x.xlsx", TERM).refused.code == "no_rows"
    )


def test_a_role_given_by_hand_is_held_to_the_same_rules():
    """A login is one word and a reporter has a unit, in the form as in the sheet."""
    assert problems("1001", Role.LEADER, ()) == []
    assert problems("a b", Role.REPORTER, ()) == [("login", "bad_login"), ("units", "reporter_without_unit")]
