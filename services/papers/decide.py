"""What is to be decided: what is overdue, not reported, doubted, unsolved; each with what it rests on."""

from __future__ import annotations

import pandas as pd

from charts import wording
from exports.papers.paper import Chart, Section, Series, Table
from metrics.steady import Verdict
from schema.figures import CAMPUS
from schema.language import gettext, language, titled
from services import figures, tasks
from services.forecasts import forecasts
from services.papers.scope import Scope
from services.tasks import Line, State
from services.words import gauge_rate, joined, kind_title, unit_names

_ = gettext
_LATE = (State.OVERDUE, State.AT_RISK)


def decide(scope: Scope) -> Section:
    """A row for each decision, the gravest kind first."""
    boards = tasks.boards(scope.desk, scope.until, scope.known_at)
    rows = [
        *_overdue(boards[CAMPUS], scope),
        *_missing(scope),
        *_doubted(scope),
        *_unsteady(scope),
        *_unsolved(scope),
    ]
    if rows:
        said = _("有 **{count}** 件事要定：谁来办、什么时候办完。").format(count=len(rows))
    else:
        said = _("没有逾期、未报、存疑或没有解决的事项，无需决定。")
    headings = (_("事项"), _("依据"), _("要定什么"))
    table = (Table(_("要决定的事"), headings, tuple(rows), brief=(0, 2)),) if rows else ()
    return Section("decide", _("要决定什么"), (said,), _chart(boards, scope), table)


def _overdue(lines: tuple[Line, ...], scope: Scope) -> list[tuple[str, str, str]]:
    rows = []
    expected = forecasts(scope.desk, scope.until, scope.known_at)
    for line in lines:
        if line.state not in _LATE:
            continue
        short = [gauge for gauge in line.gauges if gauge.state in _LATE]
        rates = joined(
            [
                f"{wording.indicator_title(one.indicator, language())} "
                f"{gauge_rate(one)} ({wording.format_ratio(one.n, one.d)})"
                for one in short
            ]
        )
        due = wording.format_moment(line.due, scope.term.timezone, language())
        item = _("任务 {number} {title}").format(number=line.task.number, title=titled(line.task))
        told = [expected[one.indicator, CAMPUS] for one in short if (one.indicator, CAMPUS) in expected]
        evidence = [_("期限 {due}；{rates}").format(due=due, rates=rates)]
        evidence += [each.in_words(scope.term) for each in told]
        rows.append((item, _("；").join(evidence), _("限期办完，还是改期限")))
    return rows


def _missing(scope: Scope) -> list[tuple[str, str, str]]:
    status = figures.reporting(scope.desk, scope.until, scope.known_at).status
    missing = status[status["status"] == "missing"]
    return [
        (
            _("{kind}没有报").format(kind=kind_title(str(kind))),
            _("{count} 个：{units}").format(count=len(own), units=unit_names(scope.term, list(own["unit"]))),
            _("催报到人，定补报时间"),
        )
        for kind, own in missing.groupby("kind", sort=False, dropna=False)
    ]


def _doubted(scope: Scope) -> list[tuple[str, str, str]]:
    """The figures that spot checks contradict, by indicator."""
    places = pd.DataFrame(sorted(scope.beside.contradicted), columns=["indicator", "unit"])
    own = places[places["indicator"].isin(scope.ids)]
    return [
        (
            f"{wording.MARK} {wording.indicator_title(str(id), language())}",
            _("与抽查不符：{units}").format(units=unit_names(scope.term, list(rows["unit"]))),
            _("复核，以哪个数为准"),
        )
        for id, rows in own.groupby("indicator", sort=False, dropna=False)
    ]


def _unsteady(scope: Scope) -> list[tuple[str, str, str]]:
    if scope.judgement.verdict is not Verdict.NOT_STEADY:
        return []
    return [(_("态势尚不平稳"), _("见“是否平稳”"), _("派谁督导哪些学院"))]


def _unsolved(scope: Scope) -> list[tuple[str, str, str]]:
    counts = figures.counts(scope.desk, scope.until, scope.known_at)
    campus = counts[counts["unit"] == CAMPUS].set_index("count").loc["open_obstacles"]
    if not campus["known"] or not campus["n"]:
        return []
    evidence = _("未解决 {count} 件").format(count=wording.format_count(campus["n"]))
    return [(_("技术障碍"), evidence, _("网络中心何时解决，其间怎么上课"))]


def _chart(boards: dict[str, tuple[Line, ...]], scope: Scope) -> Chart | None:
    """Overdue tasks of each unit, the most first; nothing where no unit has any."""
    counts = {
        unit: sum(line.state is State.OVERDUE for line in boards[unit]) for unit in scope.term.unit_names
    }
    late = sorted((unit for unit in counts if counts[unit]), key=lambda unit: -counts[unit])
    if not late:
        return None
    most = [unit for unit in late if counts[unit] == counts[late[0]]]
    title = _("{count} 个学院(系、部)有逾期任务，最多的{unit} {most} 项").format(
        count=len(late),
        unit=wording.units_alike(most, scope.term, language()),
        most=counts[most[0]],
    )
    values = tuple(float(counts[unit]) for unit in late)
    names = tuple(wording.unit_title(unit, scope.term, language()) for unit in late)
    labels = tuple(wording.format_count(value) for value in values)
    measure = _("单位：项，逾期任务")
    return Chart("bars", title, measure, names, (Series(_("逾期任务"), values, labels),), "count")
