"""Noting what happened below a trend, and taking it off again."""

from __future__ import annotations

import json

from tests.pages.opening import charts, opened


def drawn(app: object) -> str:
    """All that the first chart says."""
    return json.dumps(json.loads(charts(app)[0].proto.spec), ensure_ascii=False)  # type: ignore[arg-type]


def test_an_event_is_noted_below_the_trend_and_taken_off_again(sample: str) -> None:
    """It stands on the line at once; those who may not note events are offered nothing and see it."""
    app = opened("overview")
    next(field for field in app.text_input if field.label == "发生了什么").input("学习通登录故障")
    app = next(button for button in app.button if button.label == "记在走势上").click().run()
    assert not app.exception
    assert "学习通登录故障" in drawn(app)
    leader = opened("overview", **{"as": "leader"})
    assert "学习通登录故障" in drawn(leader)
    assert not any(button.label == "撤下" for button in leader.button)
    app = next(button for button in app.button if button.label == "撤下").click().run()
    assert "学习通登录故障" not in drawn(app)
