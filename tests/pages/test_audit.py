from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from access import Role
from pages.admin import audit_acts
from schema.deadlines import DAILY, Deadline
from schema.term import load_term
from store import acts, decisions, open_store
from store.acts import About, add_act
from store.deadlines import add_deadline
from store.exceptions import Exemption, add_exception, add_exception_end
from store.people import Granted, add_grant
from store.signature import Signature
from tests.pages.opening import ROOT, opened, words

TERM = load_term()
NOW = dt.datetime(2020, 2, 25, 1, 30, tzinfo=dt.UTC)
DAY = dt.date(2020, 2, 25)


def written_acts() -> Iterator[str]:
    """The name of every act that the store or the desk writes to the log."""
    for file in [*Path(ROOT / "store").glob("*.py"), *Path(ROOT / "services").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {"add_act", "log"} and file.name != "acts.py":
                    act = node.args[1]
                    yield from (one.value for one in ast.walk(act) if isinstance(one, ast.Constant))


def test_every_act_that_is_written_has_its_word_and_its_details() -> None:
    """Nothing in the log is left as the code calls it."""
    written = {*written_acts(), decisions.APPROVED, decisions.RETURNED, acts.LOOKED}
    assert {"submitted", "withdrawn", "granted", "revoked", "downloaded"} <= written
    assert written == set(audit_acts.ACTS) == set(audit_acts._TELLERS)


def everything(url: str) -> None:
    """One act of every kind that no sheet is needed for."""
    deadline = Deadline(
        "groups", DAILY, DAY, DAY, dt.timedelta(hours=-2, minutes=-30), dt.timedelta(hours=12)
    )
    with open_store(url) as store:
        add_grant(store, Granted("t01", "周若兰", Role.ADMIN), Signature(NOW, None))
        add_grant(store, Granted("t02", "李思齐", Role.REPORTER, ["理学院"]), Signature(NOW, "t01"))
        add_grant(store, Granted("t02", "李思齐", None), Signature(NOW, "t01"))
        add_deadline(store, TERM.name, deadline, Signature(NOW, "t01"))
        number = add_exception(store, TERM.name, Exemption(unit="理学院", kind="groups", reason="停电", ends_at=NOW + dt.timedelta(days=1)), Signature(NOW, "t01"))  # fmt: skip
        add_exception_end(store, number, Signature(NOW, "t01"))
        detail = {"robot": "dingtalk", "messages": 2}
        add_act(store, "reminded", Signature(NOW, "t01"), About(term=TERM.name, unit="理学院"), detail=detail)
        add_act(store, "unheard_of", Signature(NOW, "t01"), About(term=TERM.name), detail={"what": 1})


def test_acts_are_told_in_words_newest_first(empty: str) -> None:
    """Who by name, what, when in the term's time zone, and the details as a sentence."""
    everything(empty)
    app = opened("audit")
    assert not app.error
    table = app.dataframe[0].value
    told = dict(zip(table["操作"], table["说明"], strict=True))
    assert table["时间"].iloc[0] == "2020-02-25 09:30:00"
    assert table["操作"].tolist()[0] == "unheard_of"
    assert set(table["人员"]) == {"周若兰", "—"}
    assert told["发送催报"] == "钉钉，2 条消息"
    assert told["例外开放"] == "第 1 号例外，开放到 2月26日 周三 09:30：停电"
    assert told["设置期限"] == (
        "每天 2020-02-25 – 2020-02-25；到期：末日 24:00 −2:30；截止：末日 24:00 +12:00"
    )
    assert "李思齐（t02）、学院填报、理学院" in table["说明"].tolist()
    assert told["停用人员"] == "李思齐（t02）"
    assert "共 8 项操作" in words(app)


def test_the_sample_term_has_its_story_in_the_log(sample: str) -> None:
    """Submissions, the withdrawal, returns with comments and approvals with their lock."""
    table = opened("audit").dataframe[0].value
    told = table.groupby("操作")["说明"].first()
    assert {"提交上报", "撤回", "退回", "通过", "设置期限"} <= set(told.index)
    assert told["通过"] == "锁定到 3月1日 周日"
    assert "离散数学" in told["退回"]
    assert "收下" in told["提交上报"]
    assert "{" not in "".join(table["说明"])


def test_filters_choose_by_person_act_unit_and_day(sample: str) -> None:
    """A link gives the same entries; what nothing matches is said."""
    app = opened("audit", acts="returned", units="经济管理学院")
    table = app.dataframe[0].value
    assert (len(table), table["人员"].tolist()) == (1, ["教务处"])
    app = opened("audit", since="2020-02-25", until="2020-02-25", who="经管学院教学秘书")
    assert {moment[:10] for moment in app.dataframe[0].value["时间"]} == {"2020-02-25"}
    app.multiselect(key="acts").set_value(["withdrawn"]).run()
    assert "没有符合筛选条件" in app.info[0].value
    assert app.query_params["since"] == "2020-02-25"


def test_the_log_can_be_taken_along(sample: str) -> None:
    """As a workbook and as csv."""
    labels = [button.label for button in opened("audit").download_button]
    assert labels == ["下载 Excel", "下载 CSV"]


@pytest.mark.parametrize("who", ["reporter", "student-affairs", "network"])
def test_the_log_is_for_academic_affairs_and_leaders(sample: str, who: str) -> None:
    """Nobody else reads who did what."""
    app = opened("audit", **{"as": who})
    assert not app.dataframe
    assert "没有权限" in app.error[0].value
    assert opened("audit", **{"as": "leader"}).dataframe


def test_the_log_is_in_english_too(empty: str) -> None:
    """Acts and details in the reader's language."""
    everything(empty)
    table = opened("audit", lang="en").dataframe[0].value
    told = dict(zip(table["Act"], table["Details"], strict=True))
    assert told["Reminder sent"] == "DingTalk, messages: 2"
    assert "locked" not in told["Exception ended"]
