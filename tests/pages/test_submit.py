from __future__ import annotations

import datetime as dt
from io import BytesIO, StringIO

import openpyxl
import pandas as pd

from pages.reporting import review_file
from services import cache
from services.desk import Desk
from store import open_store
from store.decisions import Decision, add_decision
from store.signature import Signature
from store.submissions import read_submissions
from store.withdrawals import add_withdrawal
from tests.pages.opening import opened, words
from tests.pages.submitting import (
    ADMIN,
    TERM,
    button,
    confirmed,
    drafts,
    drop,
    dropped,
    groups,
    shown,
    submissions,
    without_group,
)
from tests.pages.workbooks import UNIT, workbook


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


def test_what_the_sheet_would_change_is_shown_cell_by_cell(sample: str, messy: tuple[str, bytes]) -> None:
    """Rows new, changed and left out, old and new values, and the figures before and after."""
    app = dropped(messy)
    counts = shown(app, "识别为").iloc[0]
    assert (counts["新增行"], counts["变更行"], counts["不变行"]) == (1, 3, 0)
    cells = shown(app, "新值").set_index(["行", "项目"])
    assert cells["新值"][3, "建群日期"] == "2020-02-21"
    assert pd.isna(cells["原值"][3, "建群日期"])
    assert (3, "授课地点") not in cells.index
    assert any("仍然有效" in caption.value and "授课地点" in caption.value for caption in app.caption)
    left_out = shown(app, "此前是否报过")
    assert len(left_out) == counts["未列出的教学班"]
    effect = shown(app, "确认后").set_index(["学院(系、部)", "指标"])
    assert effect["变化"][UNIT, "建群率"] == "▲ 2.5 百分点"
    assert effect["现在"]["全校", "建群率"].startswith("99.3 %")
    assert effect["确认后"]["全校", "建群率"].startswith("99.6 %")


def blanked(url: str) -> list[list[object]]:
    """Twenty classes of the unit that have a group, as rows that take it back."""
    with open_store(url) as store:
        standing = cache.facts(store, TERM)["groups"]
    reported = standing["class_id"][(standing["unit"] == UNIT) & standing["created_on"].notna()].unique()
    return [[class_id, None] for class_id in reported[:20]]


def test_a_large_fall_is_confirmed_with_a_tick_only(sample: str) -> None:
    """A sheet that blanks twenty groups says in red what falls, and stores nothing until that is ticked.

    Nor is another one that let nothing fall when it was shown, once the first is taken back.
    """
    rows, before = blanked(sample), submissions(sample)
    app = dropped(("清空.xlsx", groups(*rows)))
    assert "大幅下降" in app.error[0].value
    assert f"{UNIT} · 建群率" in app.error[0].value
    assert button(app, "确认上报").disabled
    app.checkbox[0].check().run()
    assert "已收下 20 行" in confirmed(app).success[0].value
    assert submissions(sample) == before + 1
    formed = [without_group(sample)[-1], "2020-02-21"]
    later = dropped(("又清空.xlsx", groups(formed, *rows)))
    assert not later.error
    with open_store(sample) as store:
        number = int(read_submissions(store, TERM.name)["submission"].max())
        add_withdrawal(store, number, Signature(dt.datetime.now(dt.UTC), "demo-admin"))
    assert "大幅下降" in confirmed(later).error[0].value
    assert submissions(sample) == before + 1


def campus_rate(indicator: str) -> str:
    """The campus's rate of an indicator, in the table of all units on the overview."""
    tables = (element.proto.body for element in opened().get("html") if "<table" in element.proto.body)
    units = pd.read_html(StringIO(next(tables)), index_col=0)[0]
    return str(units.loc["全校", indicator])


def test_a_confirmed_sheet_counts_at_once(sample: str, messy: tuple[str, bytes]) -> None:
    """After confirmation the overview shows the figure that the sheet moved."""
    assert campus_rate("建群率") == "⚑ 99.3 %"
    missing = without_group(sample)
    app = confirmed(dropped(messy))
    assert "已收下 4 行" in app.success[0].value
    assert "另有 1 行有错" in app.success[0].value
    assert without_group(sample) == missing[3:]
    assert campus_rate("建群率") == "⚑ 99.6 %"


def test_confirmed_files_leave_nothing_behind(sample: str, messy: tuple[str, bytes]) -> None:
    """The uploader lets go of the bytes when they are kept as a draft, and the draft goes with the confirmation."""
    app = dropped(messy)
    assert app.file_uploader[0].value == []
    assert drafts(sample) == [messy[0]]
    assert confirmed(app).session_state["review"].files == {}
    assert drafts(sample) == []


def test_the_same_file_twice_is_said_to_be_one(sample: str, messy: tuple[str, bytes]) -> None:
    """A repeat is recognised before it is confirmed, and there is nothing to confirm."""
    confirmed(dropped(messy))
    app = dropped(messy)
    assert "完全相同" in app.info[0].value
    assert button(app, "确认上报").disabled


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(sample: str) -> None:
    """A refused file says why and what to do; it is not kept, and there is nothing to confirm."""
    app = dropped(("说明.pdf", b"%PDF-1.7\nnothing"))
    assert "这不是表格文件" in app.error[0].value
    assert "说明" in app.error[0].value
    assert not [button for button in app.button if button.label.startswith("确认上报")]
    assert drafts(sample) == []


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
    app = button(dropped(messy, ("b.xlsx", groups(["x1", "2020-02-21"]))), "放弃，重新选择").click().run()
    assert app.session_state["review"].files == {}
    assert drafts(sample) == []
    assert submissions(sample) == before


def test_one_of_several_files_can_be_dropped(sample: str, messy: tuple[str, bytes]) -> None:
    """The others go on waiting."""
    app = dropped(messy, ("b.xlsx", groups(["x1", "2020-02-21"])))
    app = next(button for button in app.button if button.label == "放弃").click().run()
    assert drafts(sample) == ["b.xlsx"]
    assert "已收下 1 行" in confirmed(app).success[0].value


def test_a_reporter_reports_for_the_own_unit(sample: str) -> None:
    """The unit is fixed, and a sheet of another one is refused."""
    app = dropped(("b.xlsx", groups(["x1", "2020-02-21"])), **{"as": "reporter"})
    assert next(box for box in app.selectbox if box.label == "上报单位").disabled
    assert "而上报单位是" in app.error[0].value
    assert button(app, "确认上报").disabled


def test_a_reporter_of_two_units_chooses_among_them(sample: str) -> None:
    """Only the own units are offered, and the sheet may say which."""
    app = opened("submit", **{"as": "reporter-both"})
    assert len(app.selectbox(key="submitting_unit").options) == 2
    app = drop(app, ("b.xlsx", groups(["x1", "2020-02-21"])))
    assert app.error
    assert button(app, "确认上报").disabled


def test_who_may_not_submit_is_told_and_gets_no_uploader(sample: str) -> None:
    """A leader who follows a link to the page reads why it is not for them."""
    app = opened("submit", **{"as": "leader"})
    assert "没有权限" in app.error[0].value
    assert not app.file_uploader


def test_templates_are_offered_for_the_unit_and_to_academic_affairs_for_all(sample: str) -> None:
    """A reporter gets the own unit's; academic affairs any, and all in one file."""
    labels = [button.label for button in opened("submit", **{"as": "reporter"}).get("download_button")]
    assert [label.startswith("下载") and label.endswith("的模板") for label in labels] == [True]
    app = opened("submit")
    assert [button.label for button in app.get("download_button")] == ["下载全部学院的模板（zip）"]
    app.selectbox(key="submitting_unit").set_value(UNIT).run()
    assert f"下载{UNIT}的模板" in [button.label for button in app.get("download_button")]


def test_what_is_locked_is_said_with_the_way_out(sample: str) -> None:
    """Rows about approved days are held back, and the submitter is told whom to ask."""
    with open_store(sample) as store:
        listed = read_submissions(store, TERM.name)
        ours = listed[(listed["unit"] == UNIT) & (listed["kind"] == "groups") & listed["withdrawn_at"].isna()]
        add_decision(store, int(ours["submission"].iloc[-1]), Decision("approved", locked_through=TERM.last_day), Signature(dt.datetime.now(dt.UTC), "jw"))  # fmt: skip
    app = dropped(("b.xlsx", groups([without_group(sample)[0], "2020-02-21"])))
    held = shown(app, "问题与处理办法")["问题与处理办法"].iloc[0]
    assert "教务处" in held
    assert button(app, "确认上报").disabled


def test_the_annotated_workbook_holds_what_was_found(sample: str, messy: tuple[str, bytes]) -> None:
    """The file that is offered is the uploaded one with its findings, those between sheets too."""
    app = dropped(messy)
    assert "下载批注后的原表" in [button.label for button in app.get("download_button")]
    (file,) = app.session_state["review"].files.values()
    with open_store(sample) as store:
        made = review_file._annotated(Desk(store, TERM, ADMIN), file.draft, file.parts, "zh")
    book = openpyxl.load_workbook(BytesIO(made))
    assert book.sheetnames == ["问题清单", "建群情况"]
    assert "必填" in "".join(str(cell.value) for row in book["问题清单"] for cell in row)


def test_what_does_not_go_together_is_said(sample: str) -> None:
    """A visit to a class of the plan without a group is a warning, and the row can be taken."""
    rows = [
        ["学院", "教学班号", "安排日期", "听课人", "听课人类别"],
        [UNIT, without_group(sample)[0], "2020-03-02", "钱", "校领导"],
    ]
    app = dropped(("听课.xlsx", workbook(rows)))
    assert "还没有它的建群记录" in shown(app, "问题与处理办法")["问题与处理办法"].iloc[0]
    assert "已收下 1 行" in confirmed(app).success[0].value
