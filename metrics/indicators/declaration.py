"""What an indicator declares: its titles, what it counts, what feeds it, and how it is worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from inspect import cleandoc

from metrics.basis.basis import Basis, Rate

# The same in Chinese and in English.
Words = tuple[str, str]
CLASSES_DUE: Words = ("应开教学班", "classes due")
CLASSES_WITH_GROUP: Words = ("已建群的教学班", "classes with a group")
ALL_UNITS: Words = ("全部学院(系、部)", "all units")


class Counted(Enum):
    """What the numbers of an indicator count, in words that follow a number."""

    CLASSES = ("个教学班", "classes")
    PLACES = ("人次", "student places")
    UNITS = ("个学院(系、部)", "units")
    SHEETS = ("张表", "sheets")
    GROUPS = ("个", "groups")
    STUDENTS = ("人", "students")
    TEACHERS = ("人", "teachers")
    PEOPLE = ("人", "people")
    OBSTACLES = ("件", "obstacles")
    SESSIONS = ("门次", "sessions")
    EVALUATIONS = ("项", "evaluations")
    PROBLEMS = ("个", "problems")
    EXEMPLARS = ("个", "exemplars")
    PLANS = ("项", "plans")
    COURSES = ("门", "courses")
    CHECKS = ("人次", "checks")

    @property
    def title(self) -> str:
        """The measure word in Chinese."""
        return self.value[0]

    @property
    def title_en(self) -> str:
        """The plural in English."""
        return self.value[1]


# A share that is looked at and has no target: at home is preferred, an isolated office will do.
_WITHOUT_TARGET = frozenset({"teaching_at_home"})


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as people see it, and ``define``, which works its rate out of a basis."""

    id: str
    title: str
    title_en: str
    n_means: str
    n_means_en: str
    d_means: str
    d_means_en: str
    counted: Counted
    fed_by: tuple[str, ...]
    moved_by: tuple[str, ...]
    headline: bool
    is_of_others: bool  # counted by somebody else than the unit, which cannot catch up with it
    define: Callable[[Basis], Rate]

    @property
    def definition(self) -> str:
        """What exactly is counted, and from when, as documents print it."""
        return cleandoc(self.define.__doc__ or "")

    @property
    def adds_up_classes(self) -> bool:
        """Whether n and d are sums over classes, each counted by its own rows alone.

        Sessions are not: where a unit sends totals, these take the place of the rows of its classes.
        """
        return self.counted in {Counted.CLASSES, Counted.PLACES} and "sessions" not in self.fed_by

    @property
    def has_target(self) -> bool:
        """Whether all of its denominator is wanted: a share is only looked at."""
        return self.id not in _WITHOUT_TARGET

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of sheets that it is made of."""
        return ("plan", *self.fed_by, *self.moved_by)

    def is_fed_by(self, kind: str) -> bool:
        """Whether a sheet of ``kind`` may move it; the plan may move every one."""
        return kind in self.kinds


class Family:
    """Indicators that belong together, in the order in which they are declared."""

    def __init__(self) -> None:
        self._indicators: list[Indicator] = []

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._indicators)

    def indicator(
        self,
        *,
        title: Words,
        n: Words,
        d: Words,
        counted: Counted,
        fed_by: tuple[str, ...],
        moved_by: tuple[str, ...] = (),
        headline: bool = False,
        of_others: bool = False,
    ) -> Callable[[Callable[[Basis], Rate]], Indicator]:
        """Declare the function below as an indicator of the family; its name is the id.

        ``n`` and ``d`` say what numerator and denominator count; ``fed_by`` are the kinds of sheets that
        tell it, beside the plan: of a unit that sent none it is not reported. ``moved_by`` are further ones
        that move it and alone tell nothing of it; a ``headline`` has a card on the overview; ``of_others``:
        not counted by the unit. The docstring of the function is the definition that documents print.
        """

        def declare(define: Callable[[Basis], Rate]) -> Indicator:
            indicator = Indicator(
                id=define.__name__,
                title=title[0],
                title_en=title[1],
                n_means=n[0],
                n_means_en=n[1],
                d_means=d[0],
                d_means_en=d[1],
                counted=counted,
                fed_by=fed_by,
                moved_by=moved_by,
                headline=headline,
                is_of_others=of_others,
                define=define,
            )
            self._indicators.append(indicator)
            return indicator

        return declare
