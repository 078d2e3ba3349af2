"""A briefing on a page: a headline in words, and tables with n and d under headings."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from charts import wording
from metrics.indicators import INDICATORS, indicator_by_id
from pages.phases.view import View
from schema.figures import CAMPUS, CONTRADICTED, STATE
from schema.language import titled
from services.beside import Beside
from services.beside_words import remark
from services.papers.headlines import headline
from ui.beside import beside_figures, remark_links
from ui.filters import Filters
from ui.language import gettext, language
from ui.papers import take_along
from ui.show import rate_column, text_columns

_ = gettext
_COUNTS_WIDTH = 132
_BARS_WIDTH = 112
# What a table of a briefing keeps of each figure.
PARTS = ("n", "d", "rate", STATE, CONTRADICTED)


@dataclass(frozen=True)
class Briefing:
    """What a page of a phase says, in the order in which it says it."""

    view: View

    @property
    def filters(self) -> Filters:
        """What the reader chose."""
        return self.view.filters

    def headline(self) -> None:
        """What the figures come to, in words, at the top; and the ways to take it along."""
        with st.container(border=True):
            first, *others = map(wording.unbroken, headline(self.view.scope))
            st.header(first, anchor=False)
            for sentence in others:
                st.markdown(sentence)
        take_along(self.view.scope)

    def table(
        self,
        title: str,
        frame: pd.DataFrame,
        texts: Mapping[str, str],
        measures: Mapping[str, str] | None = None,
        after: Mapping[str, str] | None = None,
    ) -> None:
        """Show ``frame``: columns of text, ``measures``, and text ``after`` them.

        The first heading says what the figures cover: up to the day, or from that of a column ``since``
        on. A measure ``x`` has the columns ``x_n``, ``x_d`` and ``x_rate``. The keys of all are columns, the
        values their headings.
        """
        measures, after = measures or {}, after or {}
        texts = self._covered(frame, texts) if measures and "week" not in texts else texts
        if any(said := self._beside(frame, measures)):
            frame, after = frame.assign(said=said), {**after, "said": _("未计入与核查")}
        numbers = len(measures) * (_BARS_WIDTH + _COUNTS_WIDTH)
        config, height = text_columns(frame, {**texts, **after}, numbers)
        columns = frame[list(texts)].copy()
        for place, (measure, heading) in enumerate(measures.items()):
            own = list(_figures_of(frame, measure).itertuples())
            columns[f"{measure}_rate"] = [wording.bar(row.rate, wording.state_of(row)) for row in own]
            columns[f"{measure}_counts"] = [_counts(row) for row in own]
            config[f"{measure}_rate"] = rate_column(heading, _BARS_WIDTH)
            config[f"{measure}_counts"] = _counts_column(measure, place)
        st.dataframe(
            columns.assign(**{column: frame[column] for column in after}),
            hide_index=True,
            height="content",
            row_height=height,
            column_config=config,
            placeholder="",
            alt=title,
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

    def remarks(self) -> None:
        """Say whom the campus's figures leave out, and which ones spot checks contradict."""
        filters = dataclasses.replace(self.filters, on=self.view.until)
        known, links = self._known(), []
        for id in self.view.scope.ids:
            if remark(known, id, CAMPUS):
                title = wording.indicator_title(id, language())
                links.append(f"{title}　{remark_links(known, id, CAMPUS, filters)}")
        if links:
            st.caption("  \n".join(links))

    def _covered(self, frame: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, str]:
        """``texts`` whose first heading says of which days the figures beside it are."""
        since = frame["since"].iloc[0].date() if "since" in frame and len(frame) else None
        covered = wording.span(self.view.until, since, language(), weekday=False)
        first = next(iter(texts))
        return {**texts, first: _("{heading}（{days}）").format(heading=texts[first], days=covered)}


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
    heading = wording.capitalized(titled(declared.counted)) + "\u200b" * place
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
