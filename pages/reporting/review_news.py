"""Around the files of a review: what would become of the figures, what waits, and what became of files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from charts import frames, wording
from pages.reporting.review import Review
from schema.figures import CAMPUS
from schema.term import Term
from services.intake import Outcome
from store.drafts import Waiting
from ui.language import gettext, language, ngettext
from ui.words import escaped, form_title

_ = gettext


def effect(figures: pd.DataFrame, term: Term, on: dt.date) -> None:
    """The indicators that the review moves, before and after, see :func:`services.preview.effect`."""
    before, after = figures[["n_before", "d_before"]].to_numpy(), figures[["n", "d"]].to_numpy()
    moved = figures[(before != after).any(axis=1)]
    day = wording.format_day(on, language())
    if moved.empty:
        st.caption(_("确认后，截至 {day} 的各项指标不变。").format(day=day))
        return
    st.markdown(_("**确认后指标的变化**（截至 {day}）").format(day=day))
    # The campus is last in the figures table and stays so.
    table = pd.DataFrame(
        {
            _("学院(系、部)"): [wording.unit_title(unit, term, language()) for unit in moved["unit"]],
            _("指标"): [wording.indicator_title(id, language()) for id in moved["indicator"]],
            _("变化"): [wording.format_change(change, language()) for change in moved["change"]],
            _("现在"): _rates(moved, "_before"),
            _("确认后"): _rates(moved, ""),
        },
        index=moved.index,
    )
    own, campus = table[moved["unit"] != CAMPUS], table[moved["unit"] == CAMPUS]
    ordered = pd.concat([own, campus])
    st.dataframe(ordered, hide_index=True, alt=_("确认后指标的变化"))


def is_confirmed_to_fall(falls: pd.DataFrame, term: Term) -> bool:
    """Say which figures would fall far (see :func:`services.preview.large_falls`); whether that is ticked.

    With another set of falls the tick is asked for again. True where nothing falls far.
    """
    if falls.empty:
        return True
    lines = _fall_lines(falls, term)
    sentence = _("确认后下列指标将大幅下降。如果只是补报一部分，请检查表中是否漏了行、留空了列：")
    st.error("\n".join([sentence, "", *lines]), icon=":material/trending_down:")
    return st.checkbox(_("我已核对，确实要这样更正"), key=_fall_key(lines))


def has_agreed_to(falls: pd.DataFrame, term: Term) -> bool:
    """Whether just these falls were ticked, where there are any."""
    return falls.empty or bool(st.session_state.get(_fall_key(_fall_lines(falls, term))))


def _fall_key(lines: Sequence[str]) -> str:
    return f"falls {hash(tuple(lines))}"


def _fall_lines(falls: pd.DataFrame, term: Term) -> list[str]:
    titles = [
        f"{wording.unit_title(unit, term, language())} · {wording.indicator_title(indicator, language())}"
        for unit, indicator in zip(falls["unit"], falls["indicator"], strict=True)
    ]
    changes = zip(titles, _rates(falls, "_before"), _rates(falls, ""), strict=True)
    return [f"- {title}：{before} → {after}" for title, before, after in changes]


def just_corrected(review: Review) -> None:
    """Say that cells were corrected with the press that would have confirmed."""
    count = review.just_corrected
    words = ngettext("刚刚更正了 {count} 格，请看过重新检查的结果再确认。", count)
    st.warning(words.format(count=count), icon=":material/published_with_changes:")


def _rates(figures: pd.DataFrame, when: str) -> list[str]:
    rows = frames.before(figures) if when else figures
    return [wording.format_figure(row, language()) for row in rows.itertuples()]


def waiting(drafts: Sequence[Waiting], term: Term) -> None:
    """Which files of an earlier session wait for confirmation."""
    count_words = ngettext("有 {count} 个文件等待确认。", len(drafts)).format(count=len(drafts))
    lines = [
        f"- {escaped(draft.file)} · {wording.format_moment(draft.kept_at, term.timezone, language())}"
        for draft in drafts
    ]
    st.info(
        "\n".join([f"{count_words}{_('它们还没有计入。')}", "", *lines]), icon=":material/pending_actions:"
    )


def news(review: Review, term: Term) -> None:
    """What became of the files that do not wait here any more, beside what the receipt says."""
    for outcome in review.outcomes:
        if outcome.submission is None:
            _not_kept(outcome, term)
    for name, reason in review.not_kept:
        st.error(f"**{escaped(name)}**：{reason.message(language())}", icon=":material/block:")
    for name, corrected in review.replaced:
        notice = _("{file}：已换成刚上传的同名文件。").format(file=escaped(name))
        lost = ngettext("在原来那份上更正的 {count} 格没有带过来。", corrected).format(count=corrected)
        notice += lost if corrected else ""
        st.info(notice, icon=":material/published_with_changes:")
    for name in review.confirmed_elsewhere:
        notice = _("{file}：已经在另一个窗口确认过，没有重复计入。").format(file=escaped(name))
        st.info(notice, icon=":material/content_copy:")
    for name in review.dropped_elsewhere:
        notice = _("{file}：已在另一个窗口放弃。").format(file=escaped(name))
        st.info(notice, icon=":material/delete:")


def _not_kept(outcome: Outcome, term: Term) -> None:
    """Why one sheet of one unit that was confirmed is no submission."""
    names = (
        escaped(outcome.file),
        escaped(outcome.sheet or ""),
        form_title(outcome.kind, outcome.form) if outcome.kind else "",
        wording.unit_title(outcome.unit, term, language()) if outcome.unit else "",
    )
    sheet = " · ".join(dict.fromkeys(name for name in names if name))
    if outcome.refused:
        st.error(f"{sheet}：{outcome.refused.message(language())}", icon=":material/block:")
    else:
        notice = _("与已收下的第 {number} 号上报完全相同，没有重复计入。").format(number=outcome.duplicate_of)
        st.info(f"{sheet}：{notice}", icon=":material/content_copy:")
