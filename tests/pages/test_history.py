from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from schema.kinds import UNIT_KINDS
from schema.term import load_term
from store import open_store
from store.decisions import Decision, add_decision, read_decisions
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.submissions import read_submissions
from tests.pages.opening import opened, words
from tests.services.sheets import sheet

TERM = load_term()
OWN, OTHER = TERM.unit_names[:2]  # the units of the sample reporters
NOW = dt.datetime.now(dt.UTC)


def listed(url: str) -> pd.DataFrame:
    """Every submission of the store with its latest decision."""
    with open_store(url) as store:
        decided = read_decisions(store, TERM.name).drop_duplicates("submission", keep="last")
        return read_submissions(store, TERM.name).merge(decided, on="submission", how="left")


def one(url: str, unit: str = OWN, kind: str = "groups", place: int = -1) -> int:
    """The number of a submission of a unit and kind that nobody has decided about."""
    rows = listed(url)
    rows = rows[(rows["unit"] == unit) & (rows["kind"] == kind) & rows["state"].isna()]
    return int(rows["submission"].iloc[place])


def state(url: str, number: int) -> tuple[object, ...]:
    """The latest decision, its comment, and whether the submission is withdrawn."""
    row = listed(url).set_index("submission").loc[number]
    return tuple(None if pd.isna(row[name]) else row[name] for name in ("state", "comment", "withdrawn_by"))


def details(number: int, who: str = "admin", **query: str) -> AppTest:
    """The page with a submission opened."""
    return opened("history", **{"as": who, "submission": str(number)}, **query)


def press(app: AppTest, label: str) -> AppTest:
    """The page after a button was pressed."""
    return next(button for button in app.button if button.label == label).click().run()


def typed(app: AppTest, label: str, text: str) -> AppTest:
    """The page with a text put into a field."""
    fields = [*app.text_input, *app.text_area]
    next(field for field in fields if field.label == label).input(text)
    return app


def test_every_submission_is_listed_newest_first_with_its_state(sample: str) -> None:
    """Icon and word of the state, the moment in the term's time zone, and how many wait."""
    app = opened("history")
    table, rows = app.dataframe[0].value, listed(sample)
    assert table["number"].tolist() == rows["submission"].tolist()[::-1]
    assert set(table["state"]) == {"◷ 待审", "✓ 通过", "↩ 退回", "× 撤回"}
    assert table["received"].iloc[-1] == pd.Timestamp("2020-02-20 08:30")
    waiting = rows["state"].isna() & rows["withdrawn_at"].isna() & rows["kind"].isin(UNIT_KINDS)
    assert app.metric[0].value == str(waiting.sum())


def test_a_reporter_sees_the_own_unit_and_first_what_was_returned(sample: str) -> None:
    """The comment and the way to submit again stand on top until the sheet has come again."""
    app = opened("history", **{"as": "reporter"})
    assert "计算机" in words(app)
    assert "离散数学第4周只有作业" in app.warning[0].value
    assert app.get("page_link")
    shown = app.dataframe[0].value
    rows = listed(sample)
    assert len(shown) == (rows["unit"] == OWN).sum()
    with open_store(sample) as store:
        again = sheet("materials", [], unit=OWN)
        add_submission(store, again, b"again", Envelope(unit=OWN, term=TERM.name, received_at=NOW))
    app = opened("history", **{"as": "reporter"})
    assert not app.warning
    number = int(rows["submission"][(rows["state"] == "returned") & (rows["unit"] == OWN)].iloc[0])
    assert "已重新上报" in words(details(number, "reporter"))


def test_filters_stand_in_the_address(sample: str) -> None:
    """A link gives the same list; choosing changes the address."""
    app = opened("history", units=OWN, kinds="visits", states="submitted")
    shown = app.dataframe[0].value
    assert set(shown["kind"]) == {"听课"}
    assert set(shown["state"]) == {"◷ 待审"}
    app.multiselect(key="states").set_value(["approved"]).run()
    assert "没有符合筛选条件" in app.info[0].value
    assert app.query_params["states"] == "approved"
    assert app.query_params["units"] == OWN


def test_a_link_opens_a_submission_in_full(sample: str) -> None:
    """Who, when, what was decided, what it changed, what was found, and the files."""
    rows = listed(sample)
    number = int(rows["submission"][(rows["state"] == "returned") & (rows["kind"] == "enrollment")].iloc[0])
    app = details(number)
    said = words(app)
    assert f"#{number} · 经济管理学院 · 学生进群" in said
    assert "2月25日 周二 10:05 · 教务处 · ↩ 退回：2月23日各班已进群人数都等于应进群人数" in said.replace(
        "\\", ""
    )
    assert "已重新上报" in said
    effect = next(table.value for table in app.dataframe if "收到后" in table.value)
    row = effect[(effect["指标"] == "进群率") & (effect["范围"] == "经济管理学院")].iloc[0]
    assert row["变化"].startswith("▲")
    assert row["变化"].endswith("百分点")
    assert "下载原表" in said


def test_findings_come_with_the_annotated_workbook(sample: str) -> None:
    """A submission with findings lists them and offers the marked workbook."""
    rows = listed(sample)
    number = int(rows["submission"][rows["errors"] > 0].iloc[0])
    app = details(number)
    assert [button.label for button in app.download_button] == ["下载原表", "下载批注后的原表"]
    assert any("问题与处理办法" in table.value for table in app.dataframe)


def test_a_number_of_others_is_as_good_as_none(sample: str) -> None:
    """A guessed number tells a reporter nothing, whether or not it exists."""
    said = [details(number, "reporter").warning[-1].value for number in (one(sample, OTHER), 4711)]
    assert said[0] == said[1] == "没有这份上报，或您无权查看。"
    for text in ("x", "-1", "9" * 40):
        assert not opened("history", submission=text).exception


def test_an_admin_goes_from_one_that_waits_to_the_next(sample: str) -> None:
    """The button opens the oldest, and after it another one."""
    app = press(opened("history"), "看下一份待审")
    first = app.query_params["submission"]
    assert f"#{first}" in app.header[0].value
    assert press(app, "看下一份待审").query_params["submission"] != first


def test_an_approval_locks_through_the_last_day_of_the_sheet(sample: str) -> None:
    """The day is proposed and at most the day of receipt; a comment may go with it."""
    number = one(sample, kind="enrollment", place=0)
    app = details(number)
    through = next(field for field in app.date_input if field.label == "锁定到哪天")
    assert through.value == dt.date(2020, 2, 20)
    app = press(typed(app, "附言（可不填）", "已核对"), "通过并锁定")
    assert f"已通过第 {number} 号" in app.success[0].value
    assert state(sample, number) == ("approved", "已核对", None)
    assert "锁定到 2月20日" in words(app)
    assert "通过并锁定" not in words(app)


def test_a_return_needs_a_comment_and_may_stop_the_counting(sample: str) -> None:
    """Without a comment nothing happens; with the box ticked it counts no more."""
    number = one(sample)
    app = press(details(number), "退回重报")
    assert "请写明原因" in app.error[0].value
    assert state(sample, number)[0] is None
    app = typed(app, "退回原因（填报人会看到，请写明改什么）", "群号写错 **了**")
    app.checkbox[0].check()
    app = press(app, "退回重报")
    assert state(sample, number) == ("returned", "群号写错 **了**", "demo-admin")
    assert "× 撤回" in words(app)
    assert "退回重报" not in [button.label for button in app.button]


def test_what_another_admin_decided_meanwhile_is_said_and_kept(sample: str) -> None:
    """The second to decide reads a sentence, and sees the state as it is."""
    number = one(sample)
    app = details(number)
    with open_store(sample) as store:
        add_decision(store, number, Decision("returned", comment="群号写错"), Signature(NOW, "教务处"))
    app = press(app, "通过并锁定")
    assert "刚刚已由他人审核" in app.error[0].value
    assert not app.exception
    assert state(sample, number)[0] == "returned"
    assert "群号写错" in words(app)


def test_two_clicks_decide_once(sample: str) -> None:
    """After the first click there is no button left for the second."""
    number = one(sample)
    app = press(details(number), "通过并锁定")
    assert "通过并锁定" not in [button.label for button in app.button]
    with open_store(sample) as store:
        assert (read_decisions(store, TERM.name)["submission"] == number).sum() == 1


def test_a_reporter_withdraws_with_a_reason_what_is_not_locked(sample: str) -> None:
    """No reason, no withdrawal; what is approved and locked stays, and it is said why."""
    number = one(sample)
    app = press(details(number, "reporter"), "撤回上报")
    assert "请写明撤回原因" in app.error[0].value
    with open_store(sample) as store:
        add_decision(
            store, number, Decision("approved", locked_through=TERM.last_day), Signature(NOW, "教务处")
        )
    app = press(typed(app, "撤回原因", "报错了"), "撤回上报")
    assert "已审核锁定" in app.error[0].value
    with open_store(sample) as store:
        add_decision(store, number, Decision("returned", comment="请撤回"), Signature(NOW, "教务处"))
    app = press(typed(app, "撤回原因", "报错了"), "撤回上报")
    assert f"已撤回第 {number} 号" in app.success[0].value
    assert state(sample, number)[2] == "demo-reporter"


@pytest.mark.parametrize("who", ["leader", "student-affairs", "reporter"])
def test_only_academic_affairs_decides(sample: str, who: str) -> None:
    """Others are offered nothing of the kind."""
    labels = {button.label for button in details(one(sample), who).button}
    assert labels & {"通过并锁定", "退回重报", "开放例外", "看下一份待审"} == set()
    assert ("撤回上报" in labels) == (who == "reporter")


def test_a_leader_does_not_see_what_names_students(sample: str) -> None:
    """Of a roster there are state and effect, and no file, findings or comparison."""
    rows = listed(sample)
    number = int(rows["submission"][rows["form"] == "roster"].iloc[0])
    app = details(number, "leader")
    assert not app.download_button
    assert "写有学生姓名" in words(app)
    assert not [box for box in app.selectbox if box.label == "与哪一份比较"]
    assert details(number, "student-affairs").download_button


@pytest.mark.parametrize("who", ["admin", "reporter"])
def test_a_submission_is_shown_in_english_too(sample: str, who: str) -> None:
    """Its state, its effect and the buttons are in the reader's language."""
    app = details(one(sample), who, lang="en")
    assert not app.exception
    assert not app.error
    assert "Submitted" in app.header[0].value
    assert "Effect on the figures" in words(app)
    assert ("Approve and lock" in words(app)) == (who == "admin")


def test_a_reporter_of_an_empty_store_is_led_to_the_first_report(empty: str) -> None:
    """Nothing was submitted: the page says so and offers the way."""
    app = opened("history", **{"as": "reporter"})
    assert "还没有收到任何上报" in app.info[0].value
    assert app.get("page_link")
    assert not opened("history", **{"as": "leader"}).get("page_link")
