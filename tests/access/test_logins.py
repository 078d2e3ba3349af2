from __future__ import annotations

import pytest

from access import read_login


@pytest.mark.parametrize(
    ("text", "login"),
    [
        ("20200101", "20200101"),
        ("0012", "0012"),
        ("Zhang.San", "Zhang.San"),
        ("Zhang.San@Sample.EDU", "zhang.san@sample.edu"),
        ("张三", "张三"),
        ("\u212a@sample.edu", "\u212a@sample.edu"),  # the sign for kelvin is no k
    ],
)
def test_a_login_is_written_in_one_way(text: str, login: str) -> None:
    """E-mail addresses are the same in any case, other logins are what they are."""
    assert read_login(text) == login


@pytest.mark.parametrize(
    "text",
    ["", " ", "a b", "a,b", "a;b", "a\n", " a", "a\x00b", "a\u200bb", "<b>", "x" * 101, None, 12, True],
)
def test_what_is_no_single_word_is_no_login(text: object) -> None:
    """Blanks, lists, control characters, markup and what is no text are nobody's name."""
    assert read_login(text) is None
