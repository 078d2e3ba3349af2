"""Tokens for programs, on their page."""

from __future__ import annotations

from tests.pages.opening import opened


def test_a_token_is_shown_once_and_can_be_revoked(sample: str) -> None:
    """Without a purpose there is none; with one its secret is shown, and gone at the next click; then it ends."""
    page = opened("tokens", **{"as": "leader"})
    assert [one.value for one in page.info] == ["还没有令牌。"]
    assert ["/api/v1/odata/`" in one.value and "/api/v1/openapi.json>" in one.value for one in page.caption][
        1
    ]
    page.button[0].click().run()
    assert [one.value for one in page.warning] == ["请写明用途。"]
    page.text_input(key="token label").set_value("校领导驾驶舱")
    page.multiselect(key="token tables").set_value(["figures"])
    page.button[0].click().run()
    secret = page.code[0].value
    assert secret.startswith("ruqi_")
    assert secret in page.code[1].value
    shown = page.dataframe[0].value.iloc[0]
    assert (shown["状态"], shown["用途"], shown["持有人"]) == ("有效", "校领导驾驶舱", "郑怀远")
    page.selectbox(key="ended token").set_value(1)
    next(button for button in page.button if button.label == "立即撤销").click().run()
    assert not page.code
    assert page.dataframe[0].value.iloc[0]["状态"] == "已失效"
