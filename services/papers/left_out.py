"""Nobody left out: how many places and students are still missing, by day and by unit; no names."""

from __future__ import annotations

import pandas as pd

from charts import wording
from charts.texts import text
from exports.papers.paper import Chart, Section, Series, Table
from metrics import compare
from metrics.lists.missing import LACKS
from schema.figures import CAMPUS
from schema.language import gettext, language
from services import left_out
from services.papers.scope import Scope

_ = gettext


def nobody_left_out(scope: Scope) -> Section:
    """The whole first: all places that are missing, and how many of them are on a list with names."""
    units = left_out.by_unit(scope.desk, scope.until, scope.known_at)
    campus = units.set_index("unit").loc[CAMPUS]
    places = {lack: int(campus[lack] + campus[f"unlisted_{lack}"]) for lack in LACKS}
    sentences = [_places(places, campus), _students(campus)]
    chart = _by_day(scope) if any(places.values()) else None
    return Section("left_out", _("一个不少"), tuple(sentences), chart, (_by_unit(units, scope),))


def _places(places: dict[str, int], campus: pd.Series) -> str:
    """Of a day with a plan: without one there is no document."""
    if not any(places.values()):
        return _("**一个不少**：每门课的学生都已进群、得到通知、收到资料。")
    parts = [
        _("{lack} **{count}** 人次（名单内 {named}）").format(
            lack=text(lack, language()),
            count=wording.format_count(count),
            named=wording.format_count(campus[lack]),
        )
        for lack, count in places.items()
    ]
    return _("{parts}。").format(parts=_("、").join(parts))


def _students(campus: pd.Series) -> str:
    return _(
        "名单上至少缺一个群的学生 **{students}** 人；{unlisted} / {classes} 个教学班没有名单，数不出学生。"
    ).format(
        students=wording.format_count(campus["students"]),
        unlisted=wording.format_count(campus["unlisted"]),
        classes=wording.format_count(campus["classes"]),
    )


def _by_day(scope: Scope) -> Chart:
    """What the figures lack to their denominators, day by day from the first day of the term."""
    past = compare.on_days(scope.figures, scope.term.first_day, scope.until)
    rates = compare.of(past, indicators=list(LACKS.values()), units=[CAMPUS])
    days = sorted(rates["on"].unique())
    series = []
    for lack, indicator in LACKS.items():
        own = rates[rates["indicator"] == indicator].sort_values("on")
        counts = tuple(float(d - n) for n, d in zip(own["n"], own["d"], strict=True))
        labels = tuple(wording.format_count(count) for count in counts)
        series.append(Series(text(lack, language()), counts, labels))
    names = tuple(wording.format_day(day, language(), weekday=False) for day in days)
    first, last = (max(one.values[place] or 0 for one in series) for place in (0, -1))
    title = _("差得最多的一项从 {first} 人次减到 {last} 人次")
    if last >= first:
        title = _("差得最多的一项从 {first} 人次到 {last} 人次，没有减少")
    title = title.format(first=wording.format_count(first), last=wording.format_count(last))
    return Chart("lines", title, text("measure_places", language()), names, tuple(series), "count")


def _by_unit(units: pd.DataFrame, scope: Scope) -> Table:
    rows = units[units["unit"] != CAMPUS].copy()
    for lack in LACKS:
        rows[f"all_{lack}"] = rows[lack] + rows[f"unlisted_{lack}"]
    first = f"all_{next(iter(LACKS))}"
    ranked = rows.sort_values([first, "students"], ascending=False, kind="stable")
    cells = tuple(
        (
            wording.unit_title(row["unit"], scope.term, language()),
            *(wording.format_count(row[f"all_{lack}"]) for lack in LACKS),
            wording.format_count(row["students"]) if row["classes"] > row["unlisted"] else _("没有名单"),
            f"{wording.format_count(row['unlisted'])} / {wording.format_count(row['classes'])}",
        )
        for _place, row in ranked.iterrows()
    )
    titles = [_("{lack}（人次）").format(lack=text(lack, language()).capitalize()) for lack in LACKS]
    headings = (_("学院(系、部)"), *titles, _("缺群学生（名单内）"), _("没有名单的班"))
    return Table(_("还差多少，按学院"), headings, cells, frozenset(range(1, 6)), (0, 1, 3))
