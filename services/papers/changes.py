"""What changed since the last checkpoint, by which reports, and which figures were restated since."""

from __future__ import annotations

from typing import Any

import pandas as pd

from charts import wording
from exports.papers.paper import Chart, Section, Series, Table
from metrics import compare
from metrics.moments import as_stored, stored
from schema.events import shown_with
from schema.figures import CAMPUS, FigureKey
from schema.language import gettext, language, lazy, titled
from schema.plan import PLAN
from schema.term import Checkpoint, Term
from services import checkpoints, restatement, restatement_replay, sources
from services.events import dated
from services.move_words import steps_of
from services.moves import why
from services.papers.scope import Scope
from services.words import form_title, joined, kind_title, moment_of

_ = gettext
_ACTS = {
    restatement.REDEFINED: lazy("口径更新或补录"),
    restatement_replay.RECEIVED: lazy("收到上报"),
    restatement_replay.WITHDRAWN: lazy("撤回"),
}
_MOST_STEPS, _MOST_ACTS = 4, 8


def changed(scope: Scope) -> Section:
    """Every figure of the campus that moved since the checkpoint before the day, and why."""
    checkpoint = compare.checkpoint_before(scope.term, scope.until)
    title = _("变了什么，为什么")
    if checkpoint is None:
        return Section("changed", title, (_("这是学期的第一个节点，以前没有可比的数值。"),))
    moved = _moved(scope, checkpoint)
    rows = tuple(_row(row) for row in moved.itertuples())
    headings = (
        _("指标"),
        _("节点当天（现在所知）"),
        _("截至 {day}").format(day=wording.format_day(scope.until, language(), weekday=False)),
        _("变化"),
    )
    tables = [
        Table(
            _("自{checkpoint}以来变了的指标").format(checkpoint=titled(checkpoint, part="name")),
            headings,
            rows,
            frozenset({1, 2, 3}),
            (0, 3),
        )
    ]
    tables.append(_events(scope, checkpoint))
    restated, tables_of_restated = _restated(scope, checkpoint)
    sentences = [_said_of(moved, scope, checkpoint), _received(scope, checkpoint), restated]
    kept = tuple(table for table in [*tables, *tables_of_restated] if table.rows)
    return Section("changed", title, tuple(sentences), _chart(moved, scope, checkpoint), kept)


def _events(scope: Scope, checkpoint: Checkpoint) -> Table:
    """What happened since the checkpoint, as academic affairs has noted it."""
    shown = shown_with(dated(scope.desk, scope.known_at), set(scope.units), checkpoint.on, scope.until)
    rows = tuple(
        (
            wording.format_day(event.day, language()),
            wording.unit_title(event.unit or CAMPUS, scope.term, language()),
            event.text,
        )
        for event in shown
    )
    return Table(_("这期间的事件"), (_("日期"), _("范围"), _("事件")), rows)


def _title(checkpoint: Checkpoint) -> str:
    day = wording.format_day(checkpoint.on, language(), weekday=False)
    return _("{name}（{day}）").format(name=titled(checkpoint, part="name"), day=day)


def _moved(scope: Scope, checkpoint: Checkpoint) -> pd.DataFrame:
    """The campus's totals that are not what they were, the largest change first."""
    own = compare.of(scope.figures, indicators=scope.ids, units=[CAMPUS])
    changes = compare.changes(own, since=checkpoint.on, on=scope.until)
    moved = changes[changes["change"].fillna(0) != 0]
    return moved.assign(size=moved["change"].abs()).sort_values("size", ascending=False, kind="stable")


def _row(row: Any) -> tuple[str, ...]:
    before, change = row.rate_before, row.change
    return (
        wording.indicator_title(row.indicator, language()),
        wording.format_rate(before, language=language()),
        wording.format_figure(row, language()),
        wording.format_change(change, language()),
    )


def _said_of(moved: pd.DataFrame, scope: Scope, checkpoint: Checkpoint) -> str:
    same = len(scope.ids) - len(moved)
    if moved.empty:
        return _("自{checkpoint}以来，{count} 项指标都没有变化。").format(
            checkpoint=_title(checkpoint), count=len(scope.ids)
        )
    named = [
        f"{wording.indicator_title(row.indicator, language())} "
        f"**{wording.format_change(row.change, language())}**"
        for row in moved.head(3).itertuples()
    ]
    left = len(moved) - len(named)
    rest = _("，其余 {count} 项也有变动").format(count=left) if left > 0 else ""
    return _("自{checkpoint}以来变化最大的：{moved}；{same} 项持平或无从比较。").format(
        checkpoint=_title(checkpoint), moved=joined(named) + rest, same=same
    )


def _received(scope: Scope, checkpoint: Checkpoint) -> str:
    """Which sheets came in since, that the figures rest on."""
    standing = sources.standing(scope.desk, scope.known_at, indicators=scope.ids)
    after = standing["received_at"] > pd.Timestamp(stored(scope.term.end_of(checkpoint.on)))
    by = standing["received_at"] <= pd.Timestamp(as_stored(scope.term.end_of(scope.until)))
    own = standing[after & by].drop_duplicates("submission")
    if own.empty:
        return _("其间没有收到有效的上报；变化来自日期推移。")
    kinds = own["kind"].value_counts(sort=False)
    named = joined([f"{kind_title(str(kind))} {count}" for kind, count in kinds.items()])
    return _("其间收到有效上报 {count} 份：{kinds}。").format(count=len(own), kinds=named)


def _restated(scope: Scope, checkpoint: Checkpoint) -> tuple[str, list[Table]]:
    """Which figures of the checkpoint are others today, and what moved the one that moved most."""
    own = compare.of(checkpoints.restated(scope.desk, checkpoint, scope.known_at), units=[CAMPUS])
    own = own[own["indicator"].isin(scope.ids)]
    if own.empty:
        return _("这个节点存档的数值至今没有更改。"), []
    largest = own.loc[own["change"].abs().fillna(0).idxmax()]
    name = wording.indicator_title(largest["indicator"], language())
    said = _(
        "这个节点的 {count} 项数值后来因补报、更正或撤回而更改，"
        "最多的是{indicator}：存档 {then}，现在所知 {now}。"
    )
    rates = [wording.format_rate(largest[f"rate{end}"], language=language()) for end in ("_frozen", "")]
    acts = restatement.moves(scope.desk, checkpoint.id, largest["indicator"], CAMPUS, scope.known_at)
    sentence = said.format(count=len(own), indicator=name, then=rates[0], now=rates[1])
    title = _("{indicator}：节点以后由哪些上报改变").format(indicator=name)
    note = _("只列最近 {count} 次，共 {all} 次。").format(count=_MOST_ACTS, all=len(acts))
    words = act_words_of(acts.tail(_MOST_ACTS), scope.term)
    headings = act_headings()
    rows = tuple(tuple(row) for row in words[list(headings)].itertuples(index=False))
    note = note if len(acts) > _MOST_ACTS else ""
    return sentence, [Table(title, tuple(headings.values()), rows, frozenset({4, 5}), (0, 1, 2), note)]


def act_headings() -> dict[str, str]:
    """The headings of :func:`act_words_of`."""
    return {
        "moment": _("时间"),
        "act": _("发生了什么"),
        "unit": _("学院(系、部)"),
        "kind": _("表"),
        "n": _("完成"),
        "d": _("应完成"),
    }


def act_words_of(acts: pd.DataFrame, term: Term) -> pd.DataFrame:
    """What moved a figure, as :func:`services.restatement.moves` has it, in words."""
    return pd.DataFrame(
        {
            "moment": ["—" if pd.isna(moment) else moment_of(moment, term) for moment in acts["moment"]],
            "act": [act_words(act, kind) for act, kind in zip(acts["act"], acts["kind"], strict=True)],
            "unit": [
                "—" if pd.isna(unit) else wording.unit_title(unit, term, language()) for unit in acts["unit"]
            ],
            "kind": [
                "—" if pd.isna(kind) else form_title(kind, None if pd.isna(form) else form)
                for kind, form in zip(acts["kind"], acts["form"], strict=True)
            ],
            "n": [signed(n) for n in acts["n"]],
            "d": [signed(d) for d in acts["d"]],
        }
    )


def act_words(act: str, kind: str) -> str:
    """What happened, in words: a plan that moves a past figure is said to be an adjustment of the plan."""
    words = gettext(_ACTS[act])
    return _("计划调整（{act}）").format(act=words) if kind == PLAN.id else words


def signed(count: int) -> str:
    """``+12``, ``-3``, ``0``."""
    return f"{count:+,}" if count else "0"


def _chart(moved: pd.DataFrame, scope: Scope, checkpoint: Checkpoint) -> Chart | None:
    """What moved the figure of the campus that moved most, from the checkpoint to the day."""
    if moved.empty:
        return None
    largest = moved.iloc[0]
    own = compare.of(scope.figures, indicators=[largest["indicator"]], units=[CAMPUS])
    before = compare.on_day(own, checkpoint.on).iloc[0]
    figure = FigureKey(str(largest["indicator"]), CAMPUS, scope.until)
    acts = why(scope.desk, figure, checkpoint.on, scope.known_at)
    if acts.empty:
        return None
    steps = steps_of(acts, scope.term, _MOST_STEPS)
    title = _("{indicator} {change}：由哪些上报和日子推移而来").format(
        indicator=wording.indicator_title(figure.indicator, language()),
        change=wording.format_change(largest["change"], language()),
    )
    days = [wording.format_day(day, language(), weekday=False) for day in (checkpoint.on, scope.until)]
    names = (days[0], *(step.name for step in steps), days[1])
    values = (float(before["rate"]), *(step.rate for step in steps), float(largest["rate"]))
    labels = (
        wording.format_figure(before, language(), counts=False),
        *(wording.format_change(step.rate, language()) for step in steps),
        wording.format_figure(largest, language(), counts=False),
    )
    measure = _("单位：%，各步为百分点；各步相加正好是两天之差")
    return Chart("steps", title, measure, names, (Series(_("变化"), values, labels),))
