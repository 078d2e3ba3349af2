"""Claims beside spot checks: the chart, the table, the contradictions, and what could not be counted."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import charts
from access import Action
from charts import wording
from charts.intervals import interval_words, verdict_words
from metrics.agreement.spot_checks import FEWEST, HIGHER, LOWER, SpotChecks
from pages.topics.agreement_words import place_words, unit_words
from schema.checks import CHECKED
from schema.figures import CAMPUS
from schema.language import chosen
from schema.term import Term
from services import agreement
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.links import SUBMIT
from ui.show import chart, downloads, reader_look, table
from ui.words import headings

_ = gettext
_ALL = "all"
_ITEM = "item"
_REASONS = {
    "unplanned": lazy("不在开课计划内"),
    "no_result": lazy("没有写结果"),
    "repeated": lazy("后来又核查过，以后一次为准"),
}
_CLASS = ("unit", "class_id", "course_name", "teacher", "checked_on")


def found(filters: Filters) -> SpotChecks:
    """Every spot check, with the classes that this session's person may see."""
    return agreement.spot_checks(identity.desk(), filters.on, filters.known_at)


def section(filters: Filters) -> None:
    """Claims and checks of one item by unit, or of all items for the campus."""
    st.header(_("所报与抽查"), anchor=False)
    with st.spinner(_("正在把所报与抽查对照…")):
        checks = found(filters)
    if checks.rates.empty:
        st.info(
            _(
                "到这一天还没有抽查。请教务处填报“抽查核对”表：教学班号、核查项目、核查日期和结果，即可与各学院所报对照。"
            ),
            icon=":material/fact_check:",
        )
        if identity.desk().may(Action.SUBMIT_PLAN):
            st.page_link(SUBMIT, label=_("去上报"), icon=":material/arrow_forward:")
        return
    item = _choose(checks.rates)
    rates = _rates_of(checks.rates, item, filters)
    _chart(rates, item, filters)
    _table(rates, item, filters)
    _details(checks, item, filters)


def _choose(rates: pd.DataFrame) -> str:
    items = [_ALL, *rates["check_item"].unique()]
    address.recall(_ITEM, _ALL, address.one_of([_ALL, *CHECKED]))
    if st.session_state[_ITEM] not in items:
        st.session_state[_ITEM] = _ALL
    titles = {item: _item_title(item) for item in items}
    return str(st.selectbox(_("核查项目"), items, format_func=titles.__getitem__, key=_ITEM))


def _item_title(item: str) -> str:
    if item == _ALL:
        return _("全部项目（全校）")
    return chosen(item, wording.indicator_title(CHECKED[item], language()))


def _rates_of(rates: pd.DataFrame, item: str, filters: Filters) -> pd.DataFrame:
    if item == _ALL:
        return rates[rates["unit"] == CAMPUS]
    return rates[(rates["check_item"] == item) & rates["unit"].isin([*filters.shown_units, CAMPUS])]


def _chart(rates: pd.DataFrame, item: str, filters: Filters) -> None:
    title = _("所报与抽查：{item}").format(item=_item_title(item))
    rows = "indicator" if item == _ALL else "unit"
    figure = charts.intervals(rates, reader_look(filters.term, filters.as_of), rows=rows, title=title)
    chart(figure, title)
    st.caption(
        _("区间为 95 % Wilson 得分区间，把抽到的人和班当作随机抽取；同班学生情况相近，实际误差更大。")
        + _("所报高于区间上限记为高于核查，抽查不足 {count} 个不作判断。").format(count=FEWEST)
    )


def _table(rates: pd.DataFrame, item: str, filters: Filters) -> None:
    """Every figure of the chart, with what was claimed of the very classes that were checked."""
    spoken = language()
    rows = pd.DataFrame(
        {
            "name": [
                _item_title(row.check_item)
                if item == _ALL
                else wording.unit_title(row.unit, filters.term, spoken)
                for row in rates.itertuples()
            ],
            "verdict": [verdict_words(verdict, spoken) for verdict in rates["verdict"]],
            "claimed": _rate(rates, "claimed", "claimed_n", "claimed_d"),
            "checked": _rate(rates, "checked", "confirmed", "sampled"),
            "interval": [interval_words(row.low, row.high, spoken) for row in rates.itertuples()],
            "same": _rate(rates, "same", "same_n", "same_d"),
            "now": _rate(rates, "now", "now_n", "now_d"),
            "classes": [f"{row.classes} / {row.classes_due:,}" for row in rates.itertuples()],
            "contradicted": rates["contradicted"].to_numpy(),
            "checked_on": rates["checked_on"].to_numpy(),
        }
    )
    titles = {
        "name": _("核查项目") if item == _ALL else _("学院(系、部)"),
        "verdict": _("所报与核查相比"),
        "claimed": _("核查当日所报"),
        "checked": _("核查结果"),
        "interval": _("95 % 区间"),
        "same": _("被查教学班所报"),
        "now": _("按目前所知"),
        "classes": _("被查 / 全部教学班"),
        "contradicted": _("不符教学班"),
        "checked_on": _("最近核查"),
    }
    table(rows, titles, name=_("所报与抽查"), whole=True)
    title = _("所报与抽查：{item}").format(item=_item_title(item))
    downloads(rows, titles, name=f"{title}_{filters.on}", title=title, note=f"{title}\n{filters.as_of}")


def _rate(rates: pd.DataFrame, rate: str, n: str, d: str) -> list[str]:
    return [
        wording.format_rate(*values, language())
        for values in zip(rates[rate], rates[n], rates[d], strict=True)
    ]


def _details(checks: SpotChecks, item: str, filters: Filters) -> None:
    """The classes where claim and check contradict each other, and the checks that count nowhere."""
    if not identity.desk().units(Action.SEE_DETAILS):
        st.info(_("明细只对本单位和教务、学工部门开放。"), icon=":material/lock:")
        return
    against = _of(checks.classes, item, filters)
    against = against[against["verdict"].isin([HIGHER, LOWER])]
    title = _("所报与核查不符的教学班")
    st.markdown(f"**{title} {wording.format_count(len(against))}**")
    if against.empty:
        st.success(_("被查教学班的所报与核查都相符。"), icon=":material/check:")
    else:
        ordered = against.sort_values("verdict", key=lambda verdicts: verdicts != HIGHER, kind="stable")
        _list(_claims(ordered, filters.term), title, filters)
    aside = _of(checks.aside, item, filters)
    if len(aside):
        _aside(aside, filters)


def _of(rows: pd.DataFrame, item: str, filters: Filters) -> pd.DataFrame:
    kept = rows if item == _ALL else rows[rows["check_item"] == item]
    return kept[kept["unit"].isin(filters.units)] if filters.units else kept


def _claims(rows: pd.DataFrame, term: Term) -> pd.DataFrame:
    spoken = language()
    return pd.DataFrame(
        {
            "verdict": [verdict_words(verdict, spoken) for verdict in rows["verdict"]],
            "check_item": [_item_title(item) for item in rows["check_item"]],
            **_named(rows, term),
            "claimed": _ratio(rows, "claimed_n", "claimed_d"),
            "found": _ratio(rows, "confirmed", "sampled"),
            "where": place_words(rows, "claimed_submission", "claimed_row"),
            "checked_where": place_words(rows, "submission", "source_row"),
            "checker": rows["checker"],
            "remark": rows["remark"],
        }
    )


def _ratio(rows: pd.DataFrame, n: str, d: str) -> list[str]:
    return [wording.format_ratio(*counts) for counts in zip(rows[n], rows[d], strict=True)]


def _named(rows: pd.DataFrame, term: Term) -> dict[str, object]:
    units = [unit_words(unit, term) for unit in rows["unit"]]
    return {column: rows[column] for column in _CLASS} | {"unit": units}


def _aside(rows: pd.DataFrame, filters: Filters) -> None:
    """Checks that could not be held against a claim, each with the reason."""
    title = _("未计入的核查 {count} 次").format(count=wording.format_count(len(rows)))
    with st.expander(title):
        aside = pd.DataFrame(
            {
                "reason": [_(_REASONS[reason]) for reason in rows["reason"]],
                "check_item": [_item_title(item) for item in rows["check_item"]],
                **_named(rows, filters.term),
                "checked_where": place_words(rows, "submission", "source_row"),
            }
        )
        _list(aside, _("未计入的核查"), filters)


def _list(checks: pd.DataFrame, title: str, filters: Filters) -> None:
    titles = headings(list(checks))
    titles |= {
        "verdict": _("所报与核查相比"),
        "check_item": _("核查项目"),
        "claimed": _("截至核查日所报"),
        "found": _("核查结果"),
        "where": _("所报编号 · 行"),
        "checked_where": _("核查编号 · 行"),
        "reason": _("为何不计"),
    }
    kept = {column: titles[column] for column in checks if not checks[column].isna().all()}
    table(checks, kept, name=title)
    downloads(checks, kept, name=f"{title}_{filters.on}", title=title, note=f"{title}\n{filters.as_of}")
