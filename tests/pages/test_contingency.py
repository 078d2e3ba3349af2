"""The pages of special matters and of obstacles, as those see them who may see least."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from charts.labels import text_width
from tests.pages.opening import opened, words

SECTIONS = ("plans", "need", "isolation", "postponed", "health")


def headings(app: AppTest) -> set[str]:
    """Everything that heads a column of a table on the page."""
    return {str(column) for table in app.dataframe for column in table.value}


def test_a_leader_reads_every_section_and_no_name(sample: str) -> None:
    """All sections open, each with its tables, and none of them has a column of names or health."""
    app = opened("contingency", **{"as": "leader"})
    for section in SECTIONS:
        app.segmented_control(key="section").set_value(section).run()
        assert not app.exception
        assert not app.error
        assert app.dataframe
        assert not headings(app) & {"姓名", "学号", "健康状况", "现状", "事由"}
        assert ("只对本学院" in words(app)) == (section != "plans")
        assert not any("工作名单" in button.label for button in app.download_button)


@pytest.mark.parametrize(
    ("page", "table"), [("contingency", 0), ("tasks", 0), ("first_day", 1), ("obstacles", -1)]
)
def test_no_english_name_of_a_unit_is_cut(sample: str, page: str, table: int) -> None:
    """The column that stays in sight is as wide as its words; a phone lets a wide one scroll."""
    shown = opened(page, lang="en", **{"as": "leader"}).dataframe[table]
    first = next(column for column in json.loads(shown.proto.columns).values() if column.get("pinned"))
    names = shown.value.iloc[:, 0]
    assert max(names.str.len()) > 40
    assert first["width"] > max(text_width(name, 13, 0.45) for name in names)


def test_student_affairs_get_the_names_and_the_working_list(sample: str) -> None:
    """Who cares for the students sees who they are, and takes the list along."""
    app = opened("contingency", section="need", **{"as": "student-affairs"})
    assert not app.exception
    assert {"姓名", "现状", "健康状况"} <= headings(app)
    assert any("工作名单" in button.label for button in app.download_button)


def test_sections_without_rows_say_which_sheet_fills_them(empty: str) -> None:
    """The one who sends the sheet gets its template, and no table of zeros stands there."""
    app = opened("contingency", **{"as": "reporter"})
    for section, sheet in zip(
        SECTIONS, ("预案登记", "一人一行", "涉及学生", "涉及学生", "每日健康检查"), strict=True
    ):
        app.segmented_control(key="section").set_value(section).run()
        assert not app.exception
        assert sheet in app.info[0].value
        assert sheet in app.download_button[0].label
        assert not app.dataframe


def test_the_network_centre_reads_the_open_obstacles_and_may_send_more(sample: str) -> None:
    """Its page lists them one by one; a unit without the right to see them gets the counts."""
    app = opened("obstacles", **{"as": "network"})
    assert not app.exception
    assert "fault_no" in headings(app)
    app.selectbox(key="as").set_value("student-affairs").run()
    assert not app.exception
    assert "fault_no" not in headings(app)
    assert "median" in headings(app)
    app = opened("submit", **{"as": "network"})
    assert app.file_uploader
    assert "技术障碍" in app.info[0].value
