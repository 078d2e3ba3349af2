from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from store import open_store
from store.people import Granted, add_grant, read_grant, read_grants
from store.signature import Signature
from tests.pages.opening import opened, words
from tests.pages.workbooks import UNIT, XLSX, workbook

NOON = dt.datetime(2020, 2, 25, 4, tzinfo=dt.UTC)
HEADER = ["登录名", "姓名", "角色", "学院", "停用"]


@pytest.fixture
def campus(empty: str) -> str:
    """A store in which t01 is the only admin and t02 reports for a unit."""
    with open_store(empty) as store:
        add_grant(store, Granted("t01", "周若兰", "admin"), Signature(NOON, None))
        add_grant(store, Granted("t02", "李思齐", "reporter", [UNIT]), Signature(NOON, "t01"))
    return empty


def role_of(url: str, login: str) -> tuple[str | None, tuple[str, ...]] | None:
    """The role and the units that the store has."""
    with open_store(url) as store:
        found = read_grant(store, login)
    return found and (found.role, found.units)


def pressed(app: AppTest, label: str) -> AppTest:
    """The page after a button was pressed."""
    return next(button for button in app.button if button.label == label).click().run()


def uploaded(*rows: list[object], header: list[str] = HEADER) -> AppTest:
    """The page with a sheet of people dropped on it."""
    app = opened("people")
    app.file_uploader[0].set_value([("人员.xlsx", workbook([header, *rows], "人员"), XLSX)])
    return app.run()


def test_lists_everybody_who_has_a_role(campus: str) -> None:
    """Admins come first, with their logins, roles and units."""
    table = opened("people").dataframe[0].value
    assert table["登录名"].tolist() == ["t01", "t02"]
    assert table["角色"].tolist() == ["教务管理", "学院填报"]
    assert table["学院(系、部)"].tolist() == ["", UNIT]


def test_a_new_person_is_given_a_role_by_hand(campus: str) -> None:
    """A reporter with two units is saved, said to be, and listed; the act says who did it."""
    app = opened("people")
    app.text_input[0].input("New@Sample.edu")
    app.text_input[1].input("新秘书")
    app.selectbox(key="role  0").set_value("reporter").run()
    app.multiselect(key="units  0").set_value(["理学院", UNIT]).run()
    app = pressed(app, "保存")
    assert "new@sample.edu" in app.success[0].value.replace("\\", "")
    assert role_of(campus, "new@sample.edu") == ("reporter", ("理学院", UNIT))
    assert app.text_input[0].value == ""
    with open_store(campus) as store:
        assert read_grants(store).set_index("login")["granted_by"]["new@sample.edu"] == "demo-admin"


def test_a_role_without_what_it_needs_is_not_saved(campus: str) -> None:
    """A login of two words and a reporter without a unit are said in sentences."""
    app = opened("people")
    app.text_input[0].input("new one")
    app.selectbox(key="role  0").set_value("reporter").run()
    app = pressed(app, "保存")
    assert ["登录名" in app.error[0].value, "学院(系、部)" in app.error[1].value] == [True, True]
    assert role_of(campus, "new one") is None


def test_a_role_is_taken_away_and_the_person_stays_known(campus: str) -> None:
    """Whoever lost the role is listed where the reader asks for those too."""
    app = opened("people")
    app.selectbox(key="person").set_value("t02").run()
    app = pressed(app, "停用")
    assert role_of(campus, "t02") == (None, ())
    assert app.dataframe[0].value["登录名"].tolist() == ["t01"]
    app = app.toggle[0].set_value(True).run()
    assert app.dataframe[0].value["角色"].tolist() == ["教务管理", "已停用"]


def test_the_last_admin_cannot_be_taken_away(campus: str) -> None:
    """The store's refusal is said on the page, and the role stays."""
    app = opened("people")
    app.selectbox(key="person").set_value("t01").run()
    app = pressed(app, "停用")
    assert "最后一位教务管理" in app.error[0].value
    assert role_of(campus, "t01") == ("admin", ())


def test_a_sheet_is_looked_at_before_it_holds(campus: str) -> None:
    """New, changed, revoked and doubtful rows are shown; only agreeing changes anything."""
    app = uploaded(
        ["t02", "李思齐", "领导", "", ""], ["t03", "陈知远", "学工", "", ""], ["t04", "某人", "老板", "", ""],
    )  # fmt: skip
    assert app.dataframe[1].value["行"].tolist() == [4]
    assert app.dataframe[2].value["变动"].tolist() == ["更改", "新增"]
    assert app.dataframe[2].value["原角色"].tolist() == [f"学院填报 · {UNIT}", "—"]
    assert role_of(campus, "t03") is None
    app = pressed(app, "确认 2 项更改")
    assert app.success[0].value == "已更改 2 人。"
    assert role_of(campus, "t02") == ("leader", ())
    assert role_of(campus, "t03") == ("student_affairs", ())
    assert role_of(campus, "t01") == ("admin", ())
    assert app.file_uploader[0].value is None


def test_a_sheet_that_removes_the_last_admin_is_stopped(campus: str) -> None:
    """The sheet is read, but the store does not let the office go."""
    app = pressed(uploaded(["t01", "周若兰", "", "", "是"]), "确认 1 项更改")
    assert "最后一位教务管理" in app.error[0].value
    assert role_of(campus, "t01") == ("admin", ())


def test_a_file_that_is_no_list_is_refused_in_a_sentence(campus: str) -> None:
    """A sheet without the columns of a list of people says which are missing."""
    app = uploaded(["李", "领导"], header=["姓名", "角色"])
    assert "登录名" in app.error[0].value


def test_english_leaves_no_chinese_heading(campus: str) -> None:
    """The table of people and its fields speak English where the reader does."""
    app = opened("people", lang="en")
    assert list(app.dataframe[0].value.columns)[:3] == ["Login", "Name", "Role"]
    assert "Academic affairs" in words(app)
