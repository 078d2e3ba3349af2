"""What an indicator says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from schema.kinds import REPORTED_KINDS

# The name under which the whole campus stands in the figures table, and in rows that are about it.
CAMPUS = "全校"
# Columns of the figures table, the only thing that charts and exports take.
FIGURE_COLUMNS = ("indicator", "unit", "on", "n", "d", "rate")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as people see it: titles, and what its numerator and denominator count.

    ``family`` is where it belongs: ``first`` (the ten that every unit is shown by), ``tasks`` of the
    preparation, ``teaching``, ``quality`` of the first weeks, or ``contingency``.
    """

    id: str
    title: str
    title_en: str
    n_means: str
    n_means_en: str
    d_means: str
    d_means_en: str
    counted_in: str
    counted_in_en: str
    kind: str  # the sheet kind it is fed by
    headline: bool = False  # has a card on the overview
    family: str = "first"
    also: tuple[str, ...] = ()  # further kinds that it is fed by

    def is_fed_by(self, kind: str) -> bool:
        """Whether a sheet of ``kind`` may move it; the plan may move every one.

        One that is fed by ``all`` kinds is about those on which every unit is held to report.
        """
        own = REPORTED_KINDS if self.kind == "all" else (self.kind, *self.also)
        return kind == "plan" or kind in own
