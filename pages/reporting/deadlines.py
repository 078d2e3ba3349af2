"""期限: what is due next, who reports in time, who is late with what; and setting the deadlines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

import charts
from access import Action
from charts import wording
from metrics import reporting_rates
from metrics.reporting import STATUSES
from pages.reporting import deadline_form, reminders
from schema.as_of import AsOf
from schema.deadlines import Deadline
from schema.figures import CAMPUS
from schema.term import Term, load_term
from services import deadlines, decisions, figures
from services.desk import Desk
from services.locks import open_at
from ui.filters import Filters, choose, today
from ui.identity import desk as desk_
from ui.language import gettext, language
from ui.show import chart, downloads, head, reader_look, table
from ui.words import joined, kind_title, unit_names

_ = gettext


@dataclass(frozen=True)
class View:
    """What the page is about: the reports of the chosen units as they were at ``moment``."""

    desk: Desk
    filters: Filters
    moment: dt.datetime
    force: dict[str, Deadline]
    reports: pd.DataFrame

    @property
    def term(self) -> Term:
        """The term of the filters."""
        return self.filters.term

    @property
    def as_of(self) -> str:
        """The line at the foot of the chart and of the files."""
        known = wording.as_of_line(AsOf(self.term, known_at=self.filters.known_at), language())
        return f"{known} · {self.seen_at}"

    @property
    def seen_at(self) -> str:
        """The moment in a sentence of its own."""
        return _("截至{moment}").format(moment=self.when(self.moment))

    def when(self, moment: dt.datetime) -> str:
        """A moment in words."""
        return wording.format_moment(moment, self.term.timezone, language())

    def period(self, row: pd.Series) -> str:
        """The period of a report in words."""
        return deadlines.period_title(row.kind, row.starts, row.ends, self.force, language())


def look(filters: Filters) -> View:
    """The reports at the moment that the filters are about, the person's own units first."""
    desk, term = desk_(), filters.term
    latest = figures.latest_day(desk, today(term))
    moment = deadlines.moment_of(filters.on, latest, term, desk.now())
    reports = deadlines.reports(desk, moment, filters.known_at)
    own = reports["unit"].isin(desk.person.units)
    in_filter = reports["unit"].isin(filters.shown_units)
    ordered = pd.concat([reports[in_filter & own], reports[in_filter & ~own]], ignore_index=True)
    return View(desk, filters, moment, deadlines.in_force(desk), ordered)


def countdown(view: View) -> None:
    """How long until the next deadline, of what, and who has not sent it."""
    then = deadlines.countdown(view.reports, view.moment)
    if then is None:
        st.info(_("此后没有新的报送期限。"), icon=":material/event_available:")
        return
    with st.container(border=True):
        left, right = st.columns([1, 3], vertical_alignment="center")
        left.metric(
            _("距下一个期限"),
            deadlines.time_left(then.left, language()),
            delta=view.when(then.due),
            delta_color="off",
            delta_arrow="off",
        )
        for _kind, sheets in then.sheets.groupby("kind", sort=False):
            right.markdown(waited_for(sheets, view))


def waited_for(sheets: pd.DataFrame, view: View) -> str:
    """Of one kind of sheet: how many have come, and the units that are waited for."""
    first = sheets.iloc[0]
    waiting = sheets.loc[sheets["status"] == "pending", "unit"]
    came = wording.format_ratio(len(sheets) - len(waiting), len(sheets))
    line = _("**{kind}** {period}：已报 {came}").format(
        kind=kind_title(first.kind), period=view.period(first), came=came
    )
    if waiting.empty:
        return line
    if len(waiting) == len(sheets) > 1:
        return f"{line}　{_('还没有一个学院(系、部)报送')}"
    return f"{line}　{_('待报：{units}').format(units=unit_names(view.term, list(waiting)))}"


def own_units(late: pd.DataFrame, view: View) -> None:
    """Whoever reports for a unit reads first what that unit owes."""
    for unit in view.desk.person.units:
        name = wording.unit_title(unit, view.term, language())
        owed = late[late["unit"] == unit]
        if owed.empty:
            st.success(_("{unit}：到期的报表都已报送。").format(unit=name), icon=":material/check:")
            continue
        sheets_owed = deadlines.owed_sheets(owed, term=view.term, deadlines=view.force, language=language())
        sheets = joined([f"{one.kind} {one.period}" for one in sheets_owed])
        words = _("{unit}：{count} 份报表已过期限未报：{sheets}")
        st.warning(words.format(unit=name, count=len(owed), sheets=sheets), icon=":material/alarm:")


def rates(view: View) -> None:
    """Reporting rate and on-time rate by kind and by unit, of what is expected."""
    st.header(_("到期报齐率与按时率"), anchor=False)
    st.caption(
        _(
            "占应报份数：到期的和已报的都算应报；未到期又未报的不计。"
            "24:00 整（次日 00:00:00）收到的算按时，各项指标里属于次日。"
        )
    )
    by_kind = reporting_rates(view.reports, ["kind"])
    total = reporting_rates(view.reports.assign(unit=CAMPUS), ["unit"])
    titles = [*map(kind_title, by_kind["kind"]), _("合计")]
    rate_table(pd.concat([by_kind, total]), titles, _("表"), _("各类表的到期报齐率"))
    by_unit = reporting_rates(view.reports, ["unit"])
    titles = [wording.unit_title(unit, view.term, language()) for unit in by_unit["unit"]]
    rate_table(by_unit, titles, _("学院(系、部)"), _("各学院(系、部)的到期报齐率"))


def rate_table(counts: pd.DataFrame, titles: list[str], heading: str, name: str) -> None:
    """A table of rates, numerators and denominators with them."""
    worded = pd.DataFrame({"title": titles})
    reported = counts["on_time"] + counts["late"]
    for column, n in (("reporting_rate", reported), ("on_time_rate", counts["on_time"])):
        cells = zip(counts[column], n, counts["expected"], strict=True)
        worded[column] = [wording.format_rate(rate, n, d, language()) for rate, n, d in cells]
    for column in STATUSES:
        worded[column] = counts[column].to_numpy()
    words = {"title": heading, "reporting_rate": _("到期报齐率"), "on_time_rate": _("按时率")}
    words |= {"on_time": _("按时份数"), "late": _("迟报份数"), "missing": _("未报份数")}
    table(worded, words, name=name, whole=True)


def calendar(view: View) -> None:
    """Every unit on every day on which something was due."""
    days = deadlines.shown_days(view.reports, view.moment)
    chart(charts.reports_calendar(days, reader_look(view.term, view.as_of)), _("报送日历"))


def late_sheets(late: pd.DataFrame, view: View) -> None:
    """Who is late with what is missing, to read and to take."""
    st.header(_("逾期未报"), anchor=False)
    if late.empty:
        st.success(_("到期的报表都已报送。"), icon=":material/check:")
        return
    rows = list(late.itertuples())
    worded = pd.DataFrame(
        {
            "unit": [wording.unit_title(row.unit, view.term, language()) for row in rows],
            "kind": [kind_title(row.kind) for row in rows],
            "period": [view.period(row) for row in rows],
            "due": [view.when(row.due.replace(tzinfo=dt.UTC)) for row in rows],
            "overdue": [overdue(row.overdue) for row in rows],
        }
    )
    words = {"unit": _("学院(系、部)"), "kind": _("表"), "period": _("报送周期")}
    words |= {"due": _("到期"), "overdue": _("已逾期")}
    table(worded, words, name=_("逾期未报"))
    day = view.term.day_ending_at(view.moment)
    downloads(worded, words, name=f"{_('逾期未报')}_{day}", title=_("逾期未报"), note=view.as_of)


def overdue(span: dt.timedelta) -> str:
    """For how long something is overdue."""
    return deadlines.time_left(span, language()) if span >= dt.timedelta(minutes=1) else _("刚到期")


def exceptions(view: View) -> None:
    """The exceptions that are open now, for those who see what units send."""
    if not view.desk.units(Action.SEE_SUBMISSIONS):
        return
    listed = open_at(decisions.exceptions(view.desk), view.desk.now())
    if listed.empty:
        return
    st.header(_("生效中的例外"), anchor=False)
    st.caption(_("例外期间，已关闭或已锁定的表仍可报送；在“报送记录”页开通。"))
    worded = pd.DataFrame(
        {
            "unit": [wording.unit_title(unit, view.term, language()) for unit in listed["unit"]],
            "kind": [kind_title(kind) for kind in listed["kind"]],
            "until": [view.when(moment.replace(tzinfo=dt.UTC)) for moment in listed["ends_at"]],
            "reason": listed["reason"],
        }
    )
    words = {"unit": _("学院(系、部)"), "kind": _("表"), "until": _("到何时"), "reason": _("理由")}
    table(worded, words, name=_("生效中的例外"))


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term)
    view = look(filters)
    head(_("期限"), filters, "" if view.moment == term.end_of(filters.on) else view.seen_at)
    late = deadlines.late_list(view.reports, view.moment)
    countdown(view)
    own_units(late, view)
    rates(view)
    calendar(view)
    late_sheets(late, view)
    if not late.empty:
        reminders.reminders(term, late, view.moment, view.force)
    exceptions(view)
    deadline_form.settings(view.desk, view.force)


main(load_term())
