"""A briefing: a headline in words, tables with n and d under headings, and all of it as one workbook."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

import exports
from charts import wording
from metrics import compare
from metrics.indicators import INDICATORS, indicator_by_id
from pages.phases.view import View, phase_name
from schema.figures import CAMPUS, CONTRADICTED, STATE
from schema.language import chosen, titled
from schema.term import Term
from services import sources as known_sources
from services.beside import Beside
from ui import identity
from ui.beside import beside_figures, remark, remark_links
from ui.filters import Filters
from ui.language import gettext, language
from ui.show import XLSX, download, rate_column
from ui.words import joined, unit_names

_ = gettext
_COUNTS_WIDTH = 132
_ENGLISH_WIDTH = 200
_BARS_WIDTH = 112
# What a table of a briefing keeps of each figure.
PARTS = ("n", "d", "rate", STATE, CONTRADICTED)


@dataclass
class Briefing:
    """What a page of a phase says, in the order in which it says it, so that it can leave the house."""

    view: View
    lines: list[str] = field(default_factory=list)
    parts: list[exports.Part] = field(default_factory=list)

    @property
    def filters(self) -> Filters:
        """What the reader chose."""
        return self.view.filters

    def headline(self, sentences: Sequence[str]) -> None:
        """What the figures come to, in words, at the top."""
        self.lines += sentences
        with st.container(border=True):
            first, *others = sentences
            st.markdown(f"#### {first}")
            for sentence in others:
                st.markdown(sentence)

    def table(
        self,
        title: str,
        frame: pd.DataFrame,
        texts: Mapping[str, str],
        measures: Mapping[str, str] | None = None,
        after: Mapping[str, str] | None = None,
    ) -> None:
        """Show ``frame``: columns of text, ``measures``, and text ``after`` them; keep it for the workbook.

        The first heading says what the figures cover: up to the day, or from that of a column ``since``
        on. A measure ``x`` has the columns ``x_n``, ``x_d`` and ``x_rate``. The keys of all are columns, the
        values their headings.
        """
        measures, after = measures or {}, after or {}
        texts = self._covered(frame, texts) if measures and "week" not in texts else texts
        if any(said := self._beside(frame, measures)):
            frame, after = frame.assign(said=said), {**after, "said": _("未计入与核查")}
        self.parts.append(_part(title, frame, {**texts, **after}, measures))
        columns = frame[list(texts)].copy()
        config: dict[str, ColumnConfig] = {}
        for column, heading in texts.items():
            # The first stays in sight, and on a phone leaves room for the others.
            width = None if config else chosen(None, _ENGLISH_WIDTH)
            config[column] = st.column_config.Column(heading, pinned=not config, width=width)
        for place, (measure, heading) in enumerate(measures.items()):
            own = list(_figures_of(frame, measure).itertuples())
            columns[f"{measure}_rate"] = [wording.bar(row.rate, wording.state_of(row)) for row in own]
            columns[f"{measure}_counts"] = [_counts(row) for row in own]
            config[f"{measure}_rate"] = rate_column(heading, _BARS_WIDTH)
            config[f"{measure}_counts"] = _counts_column(measure, place)
        for column, heading in after.items():
            columns[column], config[column] = frame[column], st.column_config.Column(heading)
        st.dataframe(
            columns, hide_index=True, height="content", column_config=config, placeholder="", alt=title
        )

    def _beside(self, frame: pd.DataFrame, measures: Mapping[str, str]) -> list[str]:
        """Whom the figures of each row leave out, in words, of a table of units or of indicators."""
        known = self._known() if measures and {"unit", "id"} & set(frame) else None
        if known is None:
            return []
        if "id" in frame:
            return [remark(known, id, CAMPUS) for id in frame["id"]]
        titled_ones = measures if len(measures) > 1 else dict.fromkeys(measures, "")
        return [
            _("；").join(
                f"{title} {words}".strip()
                for id, title in titled_ones.items()
                if (words := remark(known, id, unit))
            )
            for unit in frame["unit"]
        ]

    def _known(self) -> Beside:
        return beside_figures(dataclasses.replace(self.filters, on=self.view.until))

    def _remarks(self, indicators: Sequence[str]) -> list[str]:
        """Show whom the campus's figures leave out and which ones spot checks contradict; in words."""
        filters = dataclasses.replace(self.filters, on=self.view.until)
        known, words, links = self._known(), [], []
        for id in indicators:
            if said := remark(known, id, CAMPUS):
                title = wording.indicator_title(id, language())
                words.append(f"{title} {said}")
                links.append(f"{title} {remark_links(known, id, CAMPUS, filters)}")
        if links:
            st.caption("　".join(links))
        return words

    def _covered(self, frame: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, str]:
        """``texts`` whose first heading says of which days the figures beside it are."""
        since = frame["since"].iloc[0].date() if "since" in frame and len(frame) else None
        covered = wording.span(self.view.until, since, language(), weekday=False)
        first = next(iter(texts))
        return {**texts, first: _("{heading}（{days}）").format(heading=texts[first], days=covered)}

    def download(self, indicators: Sequence[str]) -> None:
        """Offer everything that was shown as one workbook, with the submissions behind ``indicators``."""
        view = self.view
        title = _("{phase}简报").format(phase=phase_name(view.phase))
        campus = titled(view.term, part="campus")
        sources = known_sources.standing(identity.desk(), view.filters.known_at, indicators=list(indicators))
        lines = [f"{campus} · {title}", view.as_of, *map(_plain, self.lines), *self._remarks(indicators)]
        about = {"sources": sources, "term": view.term, "language": language()}
        make = partial(exports.briefing_workbook, self.parts, lines, **about)
        download(_("下载简报 Excel"), make, f"{title}_{view.until}.xlsx", XLSX)


def _figures_of(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The columns of a measure as a figures table has them."""
    return pd.DataFrame({part: frame[f"{measure}_{part}"] for part in _parts_of(frame, measure)})


def _parts_of(frame: pd.DataFrame, measure: str) -> list[str]:
    return [part for part in PARTS if f"{measure}_{part}" in frame]


def _counts(row: Any) -> str:
    """``6,052 / 6,231``, with its mark; the word for why there is no rate before it."""
    if wording.state_of(row):
        return wording.format_figure(row, language())
    ratio = wording.format_ratio(row.n, row.d)
    return f"{wording.MARK} {ratio}" if wording.is_contradicted(row) else ratio


def _counts_column(measure: str, place: int) -> ColumnConfig:
    """The column of n / d, headed by what is counted; two that are alike are told apart unseen."""
    if measure not in _IDS:
        return st.column_config.TextColumn("n / d", alignment="right", width=_COUNTS_WIDTH)
    declared = indicator_by_id(measure)
    heading = titled(declared.counted) + "\u200b" * place
    about = counts_heading(measure)
    return st.column_config.TextColumn(heading, help=about, alignment="right", width=_COUNTS_WIDTH)


_IDS = {indicator.id for indicator in INDICATORS}


def by_unit(figures: pd.DataFrame, indicators: Sequence[str], units: Sequence[str]) -> pd.DataFrame:
    """One row for each of ``units`` with the measures of ``indicators`` on the one day of ``figures``."""
    frame = pd.DataFrame({"unit": list(units)}, dtype="str")
    if "since" in figures and len(figures):
        frame["since"] = figures["since"].iloc[0]
    measures: dict[str, Any] = {}
    for id in indicators:
        own = figures[figures["indicator"] == id].set_index("unit")
        measures |= {f"{id}_{part}": own[part].reindex(units).to_numpy() for part in PARTS if part in own}
    return pd.concat([frame, pd.DataFrame(measures, index=frame.index)], axis=1)


def by_indicator(figures: pd.DataFrame, indicators: Sequence[str], unit: str = CAMPUS) -> pd.DataFrame:
    """One row for each of ``indicators`` of ``unit``: ``id``, ``indicator`` (its title) and one measure."""
    own = figures[figures["unit"] == unit].set_index("indicator").reindex(list(indicators))
    titles = [wording.indicator_title(id, language()) for id in indicators]
    measure = {f"rate_{part}": own[part].to_numpy() for part in PARTS if part in own}
    return pd.DataFrame({"id": list(indicators), "indicator": titles, **measure})


def counts_heading(indicator: str) -> str:
    """What n and d of an indicator count: ``实开门次 / 应开门次``."""
    declared = indicator_by_id(indicator)
    return " / ".join(titled(declared, part=part) for part in ("n_means", "d_means"))


def _part(
    title: str, frame: pd.DataFrame, texts: Mapping[str, str], measures: Mapping[str, str]
) -> exports.Part:
    columns = dict(texts)
    frame = frame.copy()
    for measure, heading in measures.items():
        own = list(_figures_of(frame, measure).itertuples())
        # A rate that is none says why, and so does one that spot checks contradict.
        frame[f"{measure}_rate"] = [_rate_cell(row) for row in own]
        columns |= {
            f"{measure}_rate": heading,
            f"{measure}_n": f"{heading} n",
            f"{measure}_d": f"{heading} d",
        }
    return exports.Part(
        title,
        frame,
        columns,
        rates=frozenset(f"{measure}_rate" for measure in measures),
        counts=frozenset(f"{measure}_{part}" for measure in measures for part in ("n", "d")),
    )


def _rate_cell(row: Any) -> float | str:
    state, marked = wording.state_of(row), wording.is_contradicted(row)
    return wording.format_figure(row, language(), counts=False) if state or marked else float(row.rate)


def _plain(words: str) -> str:
    return words.replace("**", "")


def clause(figures: pd.DataFrame, indicator: str, unit: str = CAMPUS) -> str:
    """``开课率 99.2 %（3,280 / 3,306 门次）`` from the one day of ``figures``."""
    declared = indicator_by_id(indicator)
    row = compare.of(figures, indicators=[indicator], units=[unit]).iloc[0]
    title = wording.indicator_title(indicator, language())
    if wording.state_of(row):
        return f"{title} **{wording.format_figure(row, language())}**"
    rate = wording.format_figure(row, language(), counts=False)
    counted_in = titled(declared.counted)
    return _("{title} **{rate}**（{ratio} {counted_in}）").format(
        title=title, rate=rate, ratio=wording.format_ratio(row["n"], row["d"]), counted_in=counted_in
    )


def sentence(figures: pd.DataFrame, indicators: Sequence[str], unit: str = CAMPUS) -> str:
    """One sentence of several figures; of totals it says up to which day they are."""
    clauses = _("{clauses}。").format(clauses=joined([clause(figures, id, unit) for id in indicators]))
    if "since" in figures or figures.empty:
        return clauses
    until = wording.span(figures["on"].iloc[0].date(), language=language(), weekday=False)
    return _("{until}，{clauses}").format(until=until, clauses=clauses)


def furthest(figures: pd.DataFrame, indicator: str, term: Term, limit: int = 3) -> str:
    """The units with the lowest rates below 100 % on the one day of ``figures``: ``理学院 81.2 %``.

    One that has not reported stands there as such.
    """
    units = compare.of(figures, indicators=[indicator])
    behind = units[(units["unit"] != CAMPUS) & (units["rate"] < 1)].sort_values("rate", kind="stable")
    names = [
        " ".join(
            [
                wording.unit_title(row.unit, term, language()),
                wording.format_figure(row, language(), counts=False),
            ]
        )
        for row in behind.head(limit).itertuples()
    ]
    more = len(behind) - len(names)
    return joined(names) + (_("（其余 {count} 个）").format(count=more) if more else "")


def with_rate(unit: str, rate: float, term: Term) -> str:
    """``理学院 81.2 %``."""
    return f"{wording.unit_title(unit, term, language())} {wording.format_rate(rate, language=language())}"


def silent(figures: pd.DataFrame, indicator: str, term: Term, units: Sequence[str]) -> str:
    """Which of ``units`` told nothing in the stretch of days of ``figures``."""
    own = compare.of(figures, indicators=[indicator], units=units)
    missing = list(own["unit"][own["d"] == 0])
    if not missing:
        return _("各学院(系、部)都报了授课情况。")
    return _("{count} 个学院(系、部)没有报授课情况：{names}。").format(
        count=len(missing), names=unit_names(term, missing)
    )
