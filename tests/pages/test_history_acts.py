from __future__ import annotations

import threading
import time

import pytest

from pages.reporting import decisions
from tests.pages.opening import opened, words
from tests.pages.test_history import OTHER, OWN, details, one, press, typed


def test_an_exception_is_opened_listed_and_ended_early(sample: str) -> None:
    """It needs a reason; the reporter of the unit sees it, and only the admin may end it."""
    number = one(sample)
    app = press(details(number), "开放例外")
    assert "请写明理由" in app.error[0].value
    app = press(typed(app, "开放理由", "停电"), "开放例外")
    assert not app.error
    assert "开放中的例外 1" in [box.label for box in app.expander]
    reporter = opened("history", **{"as": "reporter"})
    assert "停电（周若兰）" in words(reporter)
    assert "提前结束" not in words(reporter)
    app = press(app, "提前结束")
    assert "例外已结束" in app.success[0].value
    assert not app.expander


def test_any_two_submissions_of_a_kind_are_compared(sample: str) -> None:
    """Counts of rows and the cells from old to new, whichever of the two is opened."""
    newer = one(sample, kind="enrollment")
    app = details(newer)
    other = next(box for box in app.selectbox if box.label == "与哪一份比较")
    assert OWN not in other.options[0]
    assert any(OTHER in option for option in other.options)
    app = other.select_index(0).run()
    older = int(app.selectbox(key=f"compared {newer}").value)
    said = words(app)
    assert f"第 {older} 号 → 第 {newer} 号" in said
    assert all(word in said for word in ("新增", "变更", "不变", "不再出现"))
    back = details(older)
    back.selectbox(key=f"compared {older}").set_value(newer).run()
    assert f"第 {older} 号 → 第 {newer} 号" in words(back)


def test_two_clicks_at_once_do_it_once_and_both_say_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits for the first; one that is refused may be tried again when it is shown anew."""
    done: list[int] = []
    started = threading.Event()

    def act() -> None:
        started.set()
        time.sleep(0.05)
        done.append(1)

    session: dict[str, object] = {}
    monkeypatch.setattr(decisions.st, "session_state", session)
    once = decisions.Once(act, "done")
    first = threading.Thread(target=once.do)
    first.start()
    started.wait()
    once.do()
    first.join()
    assert done == [1]
    assert ("done", "") in session.values()
