"""Rows pasted tonight: read like a file, confirmed with one receipt, and undone with one press."""

from __future__ import annotations

import pytest

import exports
from metrics import gaps
from services import cache
from store import open_store
from tests.pages.opening import opened, words
from tests.pages.submitting import TERM, button, confirmed, submissions

OWN = TERM.unit_names[0]


def unvisited(url: str) -> list[str]:
    """Classes of the reporter's unit of which nobody has said that they were visited."""
    with open_store(url) as store:
        return list(gaps(cache.facts(store, TERM), TERM, TERM.last_day, unit=OWN)["not_visited"]["class_id"])


def no_font() -> None:
    """A machine on which no font has Chinese characters."""
    raise exports.NoFont


def test_pasted_rows_are_reviewed_received_and_taken_back(
    sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paste becomes a file; the receipt tells number, rows and figures; taking it back leaves it withdrawn."""
    before, missing = submissions(sample), unvisited(sample)
    app = opened("tonight", **{"as": "reporter"})
    header, row = "教学班号\t安排日期\t听课日期\t听课人\t听课人类别", "\t2020-03-02\t2020-03-02\t钱\t校领导"
    app.text_area[0].set_value(f"{header}\n{missing[0]}{row}\n")
    button(app, "读取粘贴的行").click().run()
    assert "粘贴的行 1.tsv" in words(app).replace("\\", "")
    (receipt,) = (element.value.replace("\\", "") for element in confirmed(app).success)
    assert receipt.count("已收下 1 行") == 1
    assert "待审" in receipt
    assert "新增 1 行，变更 0 行，不变 0 行" in receipt
    assert "听课覆盖率：" in receipt
    assert submissions(sample) == before + 1
    assert missing[0] not in unvisited(sample)
    assert "存成图片" in words(app)
    with monkeypatch.context() as without_fonts:
        without_fonts.setattr("exports.images.fonts.chinese_font", no_font)
        assert "Noto Sans CJK" in words(app.run())
    button(app, "撤回这次上报").click().run()
    assert not app.success
    assert "此前的内容恢复有效" in "".join(element.value for element in app.info)
    assert unvisited(sample) == missing


def test_a_paste_without_a_header_is_refused_like_a_file(sample: str) -> None:
    """Nobody guesses what the columns are."""
    app = opened("submit", **{"as": "reporter"})
    app.text_area[0].set_value("x1\t2020-02-21\n")
    button(app, "读取粘贴的行").click().run()
    assert app.error
    assert button(app, "确认上报").disabled
