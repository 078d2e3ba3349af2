from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from desk import reckoning
from metrics import gaps
from schema.term import load_term
from store import open_store
from tests.pages.opening import opened, words
from tests.pages.workbooks import UNIT, XLSX, messy_groups, workbook

TERM = load_term()


def without_group(url: str) -> list[str]:
    """Classes of the unit that have no group in the store."""
    with open_store(url) as store:
        found = gaps(reckoning.load_facts(store, TERM), TERM, TERM.last_day, unit=UNIT)
    return list(found["no_group"]["class_id"])


def submissions(url: str) -> int:
    """How many submissions the store has."""
    with open_store(url) as store:
        return len(store.submissions(TERM.name))


def dropped(*files: tuple[str, bytes]) -> AppTest:
    """The page of submission with files dropped on it."""
    app = opened("submit")
    app.file_uploader[0].set_value([(name, content, XLSX) for name, content in files])
    return app.run()


def confirmed(app: AppTest) -> AppTest:
    """The page after the submitter agreed."""
    return next(button for button in app.button if button.label.startswith("确认上报")).click().run()


@pytest.fixture
def messy(sample: str) -> tuple[str, bytes]:
    """A sheet that brings three groups still missing, with faults."""
    return "建群补报.xlsx", messy_groups(without_group(sample)[:3])


def test_a_messy_sheet_is_recognised_and_its_findings_shown(sample: str, messy: tuple[str, bytes]) -> None:
    """What was recognised, the rows to be taken and every finding are shown, and nothing is stored."""
    before = submissions(sample)
    app = dropped(messy)
    assert not app.exception
    assert not app.error
    recognised = app.dataframe[0].value.iloc[0]
    assert recognised["识别为"] == "课程建群"
    assert recognised["学院(系、部)"] == UNIT
    assert recognised["收下行数"] == 4
    assert recognised["错误"] == 1
    assert recognised["提醒"] >= 1
    assert "请" in app.dataframe[1].value["问题与处理办法"].iloc[0]
    assert submissions(sample) == before


def test_a_confirmed_sheet_counts_at_once(sample: str, messy: tuple[str, bytes]) -> None:
    """After confirmation the overview shows the figure that the sheet moved."""
    assert opened().metric[0].value == "99.3 %"
    missing = without_group(sample)
    app = confirmed(dropped(messy))
    assert "已收下 4 行" in app.success[0].value
    assert "另有 1 行有错" in app.success[0].value
    assert without_group(sample) == missing[3:]
    assert opened().metric[0].value == "99.6 %"


def test_confirmed_files_leave_the_memory(sample: str, messy: tuple[str, bytes]) -> None:
    """After confirmation neither the review nor the uploader holds the bytes."""
    app = confirmed(dropped(messy))
    assert app.session_state["review"].files == {}
    assert app.file_uploader[0].value == []


def test_the_same_file_twice_is_said_to_be_one(sample: str, messy: tuple[str, bytes]) -> None:
    """A repeat is recognised and not counted twice."""
    confirmed(dropped(messy))
    before = submissions(sample)
    app = confirmed(dropped(messy))
    assert "完全相同" in app.info[0].value
    assert submissions(sample) == before


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(sample: str) -> None:
    """A refused file says why and what to do; there is nothing to confirm."""
    app = dropped(("说明.pdf", b"%PDF-1.7\nnothing"))
    assert "这不是表格文件" in app.error[0].value
    assert next(button for button in app.button if button.label.startswith("确认上报")).disabled


def test_several_files_are_reviewed_together(sample: str, messy: tuple[str, bytes]) -> None:
    """Good and bad files stand side by side, and the good ones can be confirmed."""
    app = dropped(messy, ("空.xlsx", b""))
    assert "文件是空的" in app.error[0].value
    assert "已收下 4 行" in confirmed(app).success[0].value


def test_a_sheet_without_unit_asks_who_submits_it(sample: str) -> None:
    """Where nothing names the unit, the submitter is asked, and then the sheet is taken."""
    sheet = workbook([["教学班号", "建群日期"], ["99999999", "2020-02-21"]])
    app = dropped(("建群.xlsx", sheet))
    assert "请在上面选择上报单位" in app.warning[0].value
    app.selectbox(key="submitting_unit").set_value(UNIT).run()
    assert not app.warning
    assert "已收下 1 行" in confirmed(app).success[0].value


def test_a_wrong_kind_can_be_corrected(sample: str, messy: tuple[str, bytes]) -> None:
    """The submitter may say what kind a sheet is; one that does not fit is refused with a sentence."""
    app = dropped(messy)
    chosen = next(box for box in app.selectbox if box.key and box.key.startswith("kind "))
    chosen.set_value("visits").run()
    assert app.error
    chosen = next(box for box in app.selectbox if box.key and box.key.startswith("kind "))
    chosen.set_value(None).run()
    assert not app.error


def test_text_in_a_file_is_shown_as_text(sample: str) -> None:
    """Markup in a file's name is not run and not rendered."""
    app = dropped(("**a**<b>:red[x].xlsx", b"nothing"))
    assert "\\*\\*a\\*\\*" in words(app)
    assert "<b>" not in words(app)


def test_letting_go_stores_nothing(sample: str, messy: tuple[str, bytes]) -> None:
    """A review that is dropped leaves no trace."""
    before = submissions(sample)
    app = dropped(messy)
    next(button for button in app.button if button.label.startswith("放弃")).click().run()
    assert app.session_state["review"].files == {}
    assert submissions(sample) == before


def test_a_database_that_fails_on_confirmation_is_said_and_the_review_kept(
    sample: str, messy: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the store cannot be written, the submitter is told and may try again."""
    from store import Store, StoreError

    def fail(*_given: object, **_named: object) -> None:
        raise StoreError("database_unusable", url="sqlite:///x", problem="disk full")

    app = dropped(messy)
    monkeypatch.setattr(Store, "submit", fail)
    confirmed(app)
    assert "disk full" in app.error[0].value
    assert len(app.session_state["review"].files) == 1
