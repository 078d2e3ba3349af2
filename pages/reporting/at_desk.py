"""Reporting: take a template, drop workbooks, see what they would change, confirm; then they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access import Action
from charts import wording
from pages.reporting import (
    choosing,
    class_question,
    column_question,
    correcting,
    pasting,
    receipt,
    review,
    review_file,
    review_news,
    templates,
)
from schema.kinds import KINDS
from schema.term import Term
from services import intake
from services.desk import Desk
from services.preview import Reviewed, large_falls
from store.drafts import Waiting
from ui.identity import desk as desk_
from ui.language import gettext, ngettext
from ui.page import explained as explained_
from ui.words import escaped, kind_title

_ = gettext
_POLICY, _CONFIRM = "policy", "confirm"
_GOOD_ROWS, _ALL_OR_NOTHING = "good_rows", "all_or_nothing"


@contextmanager
def stoppable() -> Iterator[None]:
    """Offer to stop the reading of new files; outside the fragment, whose own clicks wait for its end."""
    place, pending = st.empty(), review.of_session()
    if any(file.read_as is None for file in pending.files.values()):
        place.button(
            _("停止读取"), icon=":material/stop_circle:", on_click=review.stop, args=(desk_(), pending)
        )
    yield
    place.empty()


@st.fragment
def at_desk(term: Term, *, unfolded: bool = True) -> None:
    """What happens between choosing files and confirming them, with templates ``unfolded`` or not."""
    with explained_():
        desk, pending = desk_(), review.of_session()
        if not desk.units(Action.SUBMIT_FAULTS):
            st.info(_("您的身份只能查看，不能上报。需要上报请联系教务处开通。"), icon=":material/lock:")
            return
        intake.make_ready(desk)
        unit, place = choosing.chosen_unit(desk), st.empty()
        pending.just_corrected = correcting.apply_edits(desk)
        # After what was dropped or agreed to the page is made anew: all that is drawn before is for nothing.
        choosing.keep_files(desk, pending, unit, choosing.dropped())
        with place.container():
            store_agreed(desk, pending, unit)
        choosing.choose_unit(desk)
        if not desk.units(Action.SUBMIT):
            st.info(
                _("网络中心在这里上报“技术障碍”，可以报全校和任何学院(系、部)的；其他表由学院和教务处上报。")
            )
        # Who has something to review has a template already.
        is_open = unfolded and not pending.files
        with st.expander(_("下载填报模板"), expanded=is_open, icon=":material/table_view:"):
            templates.offer(desk, unit)
        column_question.remembered(desk)
        choosing.keep_files(desk, pending, unit, choosing.choose_files())
        if pasted := pasting.rows(pending):
            choosing.keep(desk, pending, unit, pasted)
        show_waiting(desk, pending)
        read(desk, pending, unit)
        receipt.show(pending, term)
        review_news.news(pending, term)
        show_files(desk, pending)
        if st.session_state.get(_CONFIRM):
            review_news.just_corrected(pending)


def show_files(desk: Desk, pending: review.Review) -> None:
    """Every file of the review, and what is to be confirmed of all of them."""
    with st.spinner(_("正在与已有数据比对……")):
        examined = review.examine(desk, pending)
    for file, parts in examined:
        show_file(desk, file, parts)
    if pending.files:
        confirmation(desk, pending, [parts for _, parts in examined])


def show_waiting(desk: Desk, pending: review.Review) -> None:
    """Files of an earlier session: to be taken up again, or dropped."""
    drafts = review.settle(desk, pending)
    if not drafts:
        return
    review_news.waiting(drafts, desk.term)
    with st.container(horizontal=True):
        if st.button(
            _("接着处理"), type="primary", icon=":material/play_arrow:", on_click=take_up, args=(drafts,)
        ):
            st.rerun()  # the page as a whole, which can be interrupted
        if st.button(_("全部放弃"), icon=":material/delete:", key="drop waiting"):
            for draft in drafts:
                review.drop(desk, pending, draft.draft)
            st.rerun()


def take_up(drafts: Sequence[Waiting]) -> None:
    """Take drafts up for the unit and as the kinds that were chosen for them before."""
    with explained_():
        review.take_up(desk_(), review.of_session(), [draft.draft for draft in drafts])
        units = {draft.unit for draft in drafts}
        if len(units) == 1:
            st.session_state[choosing.UNIT] = units.pop()
        for draft in drafts:
            st.session_state[kind_key(draft.draft)] = draft.kind


def read(desk: Desk, pending: review.Review, unit: str | None) -> None:
    """Read files with a bar that tells how far it is."""
    kinds = {draft: st.session_state.get(kind_key(draft)) for draft in pending.files}
    place = st.empty()
    review.read_all(desk, pending, unit, kinds, partial(show_progress, place))
    for draft, file in pending.files.items():
        file.whole = bool(st.session_state.get(whole_key(draft)))
    place.empty()


def show_progress(place: DeltaGenerator, name: str, number: int, count: int, done: float) -> None:
    """How far the reading of a file is."""
    reading = _("正在读取 {file}（{number}/{count}）").format(file=escaped(name), number=number, count=count)
    place.progress((number - 1 + done) / count, text=reading)


def kind_key(draft: int) -> str:
    """Where the session keeps the kind that the submitter gave a file."""
    return f"kind {draft}"


def whole_key(draft: int) -> str:
    """Where the session keeps whether the submitter sends a file as the whole list."""
    return f"whole {draft}"


def choose_whole(file: review.PendingFile) -> None:
    """Whether a list is the whole one, so that whom it leaves out counts no more; asked of lists only."""
    if any(part.refused is None and part.declaration.whole_of for part in file.parts):
        st.checkbox(
            _("这是全部名单：没有列出的，从收到那天起不再计入"),
            key=whole_key(file.draft),
            help=_(
                "不勾选时，没有列出的仍以原来的为准。勾选后，下面的检查结果逐一列出不再计入的；过去各天不变。"
            ),
        )


def show_file(desk: Desk, file: review.PendingFile, parts: Sequence[Reviewed]) -> None:
    """One file: what it was taken for, what it would change, and what was found."""
    with st.container(border=True):
        titles = {kind.id: kind_title(kind.id) for kind in KINDS}
        name, kind, drop = st.columns([5, 4, 2], vertical_alignment="center")
        name.markdown(f"**{escaped(file.name)}**")
        kind.selectbox(
            _("表的类型"),
            list(titles),
            index=None,
            placeholder=_("自动识别（识别错了可在此更正）"),
            format_func=titles.__getitem__,
            key=kind_key(file.draft),
            label_visibility="collapsed",
        )
        if drop.button(_("放弃"), key=f"drop {file.draft}", icon=":material/delete:"):
            review.drop(desk, review.of_session(), file.draft)
            st.rerun()
        review_file.recognised(parts, desk.term)
        class_question.ask(desk, parts, file.draft)
        column_question.ask(desk, file, parts)
        choose_whole(file)
        # What was found in a sheet that stands as it is was said when it came.
        told = [reviewed for reviewed in parts if not reviewed.is_left_alone]
        if review.findings(told):
            review_file.found(desk, file, told)
        elif review.is_clean(parts) and all(reviewed.part.unit for reviewed in parts):
            st.success(_("没有发现问题。"), icon=":material/check:")
        correcting.section(desk, file, parts)
        review_file.differences(parts, desk.term, str(file.draft))
        review_file.what_was_read([reviewed.part for reviewed in parts])


def confirmation(desk: Desk, pending: review.Review, files: Sequence[Sequence[Reviewed]]) -> None:
    """What would become of the figures, and the buttons that make it so or let go of it."""
    takable = [reviewed for parts in files for reviewed in parts if reviewed.difference is not None]
    may_fall = True
    if takable and pending.examined:
        effect = pending.examined[2].effect
        review_news.effect(effect, desk.term, review.day(desk))
        may_fall = review_news.is_confirmed_to_fall(large_falls(effect), desk.term)
    clean = all(review.is_clean(parts) for parts in files)
    held = bool(takable) and not clean and choose_policy() == _ALL_OR_NOTHING
    rows = sum(len(reviewed.part.rows) for reviewed in takable)
    words = ngettext("确认上报 {count} 张表，共 {rows} 行", len(takable))
    with st.container(horizontal=True):
        st.button(
            words.format(count=len(takable), rows=wording.format_count(rows)),
            type="primary",
            disabled=not takable or held or not may_fall,
            icon=":material/check:",
            key=_CONFIRM,
        )
        dropped = st.button(_("放弃，重新选择"))
    if held:
        st.caption(_("还有错误，暂不收下。请改好后重新上传，同名的表会自动替换；离开本页也会保留。"))
    elif not takable and any(reviewed.stands_then for parts in files for reviewed in parts):
        st.caption(_("这些内容都已经收下，不必再确认。"))
    elif not takable:
        st.caption(_("没有可以收下的行。请按上面的提示改好后重新上报。"))
    if dropped:
        for draft in list(pending.files):
            review.drop(desk, pending, draft)
        pending.forget_news()
        st.rerun()


def store_agreed(desk: Desk, pending: review.Review, unit: str | None) -> None:
    """Store what was confirmed; what was corrected with the press or now lets rates fall is shown first."""
    if not st.session_state.get(_CONFIRM):
        return
    pending.forget_news()
    review.settle(desk, pending)
    read(desk, pending, unit)
    if pending.just_corrected:
        return
    files = review.examine(desk, pending, again=False)
    examined = pending.examined if files else None
    if examined is None or review_news.has_agreed_to(large_falls(examined[2].effect), desk.term):
        with st.spinner(_("正在入库……")):
            review.confirm(desk, pending, files)
        st.rerun()


def choose_policy() -> str:
    """What to do of files with errors."""
    titles = {
        _GOOD_ROWS: _("先收下没有问题的行"),
        _ALL_OR_NOTHING: _("全部改好再收"),
    }
    explained = (_("有错的行不计入，改好后另行补报。"), _("有一处错误就什么都不计入，文件留待改正。"))
    return st.radio(
        _("有错误的行怎么办"),
        list(titles),
        format_func=titles.__getitem__,
        captions=explained,
        key=_POLICY,
        horizontal=True,
    )
