"""Which class an export of a platform is about, asked and answered on the page."""

from __future__ import annotations

from store import open_store
from store.class_answers import read_class_answers
from tests.pages.submitting import TERM, dropped, shown
from tests.workbooks.exports import CLASSROOM, table, write_wps


def test_the_class_of_an_export_is_chosen_once_on_the_page(sample: str) -> None:
    """The refusal comes with the classes to choose from; the answer reads the sheet, and the next asks nothing."""
    export = write_wps([table("数据导出", CLASSROOM)])
    app = dropped(("数据结构_20200302.xlsx", export))
    (question,) = [box for box in app.selectbox if "是哪个教学班" in box.label]
    chosen = question.options[0]
    question.select(chosen).run()
    assert not app.exception
    assert not [box for box in app.selectbox if "是哪个教学班" in box.label]
    assert shown(app, "识别为")["收下行数"].tolist() == [1]
    with open_store(sample) as store:
        assert list(read_class_answers(store, TERM.name).values()) == [chosen]
    later = dropped(
        (
            "数据结构_20200309.xlsx",
            write_wps([table("数据导出", CLASSROOM.replace("2020-03-02", "2020-03-09"))]),
        )
    )
    assert not [box for box in later.selectbox if "是哪个教学班" in box.label]
