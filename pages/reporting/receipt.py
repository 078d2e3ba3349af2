"""The receipt of what was confirmed: numbers, rows, figures before and after; as a picture; and undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

import exports
from access import Denied
from charts import frames, wording
from pages.reporting.review import Review
from schema.language import chosen
from schema.term import Term
from services import receipts
from services.locks import Locked
from services.receipts import Alone, Line, Receipt
from store import StoreError
from ui.identity import desk
from ui.language import gettext, language, ngettext
from ui.show import download
from ui.words import escaped, form_title

_ = gettext
_PNG = "image/png"
_REFUSED = "receipt refused"


def show(review: Review, term: Term) -> None:
    """The receipt of what was confirmed last, until something else is sent; or that it was taken back."""
    receipt = review.receipt
    if receipt is None or not (receipt.lines or receipt.alone):
        return
    if receipt.taken_back:
        numbers = "、".join(map(str, receipt.numbers))
        notice = _("已撤回第 {numbers} 号，此前的内容恢复有效。").format(numbers=numbers)
        st.info(notice, icon=":material/undo:")
        return
    title, paragraphs = headline(receipt, term), _paragraphs(receipt, term)
    if not receipt.lines:
        st.info("\n\n".join(escaped(line) for line in paragraphs), icon=":material/content_copy:")
        return
    body = "\n\n".join(escaped(wording.unbroken(line)) for line in paragraphs)
    st.success(f"**{escaped(title)}**\n\n{body}", icon=":material/check:")
    if refused := st.session_state.pop(_REFUSED, ""):
        st.error(refused, icon=":material/block:")
    with st.container(horizontal=True):
        first = receipt.numbers[0]
        _picture(title, paragraphs, first)
        if st.button(_("撤回这次上报"), icon=":material/undo:", key=f"take back {first}"):
            _take_back(receipt)
            st.rerun()  # the whole page: the tiles above tell of what was sent too


def _picture(title: str, paragraphs: Sequence[str], number: int) -> None:
    """The button that takes the receipt along as a picture, or why there can be none."""
    try:
        exports.chinese_font()
    except exports.NoFont as error:
        st.caption(error.message(language()))
        return
    made = partial(exports.note_image, title, tuple(paragraphs))
    download(_("存成图片"), made, _("回执{number}.png").format(number=number), _PNG)


def headline(receipt: Receipt, term: Term) -> str:
    """That it was taken, when, and whether it is to be approved."""
    moment = wording.format_moment(receipt.at, term.timezone, language())
    if any(line.awaits for line in receipt.lines):
        return _("已收下，{moment}，待审").format(moment=moment)
    return _("已收下，{moment}，不需要审核").format(moment=moment)


def _paragraphs(receipt: Receipt, term: Term) -> list[str]:
    lines = [_line(line, term) for line in receipt.lines]
    lines += _figures(receipt.moved, receipt, term) if receipt.lines else []
    if receipt.alone:
        titles = "；".join(_left_alone(one, term) for one in receipt.alone)
        lines.append(_("没有变化，没有另作一次上报：{sheets}").format(sheets=titles))
    return lines


def _line(line: Line, term: Term) -> str:
    outcome, rows = line.outcome, wording.format_count
    kind = form_title(outcome.kind, outcome.form) if outcome.kind else ""
    unit = wording.unit_title(outcome.unit, term, language()) if outcome.unit else ""
    names = (outcome.file, outcome.sheet or "", kind, unit)
    sheet = " · ".join(dict.fromkeys(name for name in names if name))
    notice = _("已收下 {rows} 行，上报编号 {number}。")
    counts = _("新增 {new} 行，变更 {changed} 行，不变 {unchanged} 行。")
    lost = ngettext("另有 {count} 行有错，没有收下。", outcome.errors).format(count=outcome.errors)
    told = [
        notice.format(rows=rows(outcome.taken), number=outcome.submission),
        counts.format(new=rows(line.new), changed=rows(line.changed), unchanged=rows(line.unchanged)),
        lost if outcome.errors else "",
    ]
    return _("{told}：{why}").format(told=sheet, why=chosen("", " ", language()).join(told).strip())


def _figures(moved: pd.DataFrame, receipt: Receipt, term: Term) -> list[str]:
    """The figures of units that moved, each before and after."""
    day = wording.format_day(receipt.on, language())
    if moved.empty:
        return [_("截至 {day}，学院(系、部)的各项指标不变。").format(day=day)]
    before, after = (
        [wording.format_figure(row, language()) for row in rows.itertuples()]
        for rows in (frames.before(moved), moved)
    )
    several = moved["unit"].nunique() > 1
    titles = [
        f"{wording.unit_title(unit, term, language())} · {indicator}" if several else indicator
        for unit, indicator in zip(
            moved["unit"], [wording.indicator_title(id, language()) for id in moved["indicator"]], strict=True
        )
    ]
    changes = [f"{title}：{old} → {new}" for title, old, new in zip(titles, before, after, strict=True)]
    return [_("截至 {day}：").format(day=day), *changes]


def _left_alone(one: Alone, term: Term) -> str:
    names = (one.sheet or "", form_title(one.kind, one.form), wording.unit_title(one.unit, term, language()))
    title = " · ".join(dict.fromkeys(name for name in names if name))
    return _("{sheet}（与第 {number} 号相同）").format(sheet=title, number=one.submission)


def _take_back(receipt: Receipt) -> None:
    """Withdraw what the receipt is about."""
    try:
        receipts.take_back(desk(), receipt.numbers, reason=_("确认后由填报人撤回"))
    except (StoreError, Denied, Locked) as error:
        st.session_state[_REFUSED] = error.message(language())
    else:
        receipt.taken_back = True
