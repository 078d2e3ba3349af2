"""What the desk hands out: templates with a unit's own classes in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from access import Action
from schema.kinds import REPORTED_KINDS
from services import templates
from services.desk import Gate
from services.submissions import FAULTS


class Handing(Gate):
    """Templates, for those who fill them in."""

    def template(
        self, unit: str | None, kinds: Sequence[str] = (), *, on: dt.date, language: str = "zh"
    ) -> bytes:
        """One workbook with a sheet for each of ``kinds`` (all reported ones), for ``unit`` to fill in.

        ``kinds`` are among :data:`services.templates.TEMPLATES` and ``on`` is the day that is reported
        about. What only the office sends is for the campus, so its ``unit`` may be ``None``; the network
        centre takes that of obstacles.
        """
        wanted = list(kinds or REPORTED_KINDS)
        if templates.OFFICE.intersection(wanted):
            self.check(Action.SUBMIT_PLAN)
        self.check(Action.SUBMIT_FAULTS if set(wanted) == {FAULTS} else Action.TAKE_TEMPLATE, unit)
        return templates.template(self._facts(), self.term, unit, wanted, on=on, language=language)

    def all_templates(self, kinds: Sequence[str] = (), *, on: dt.date, language: str = "zh") -> bytes:
        """A zip of every unit's template, see :func:`services.templates.all_templates`."""
        self.check(Action.TAKE_TEMPLATE)
        wanted = list(kinds or REPORTED_KINDS)
        return templates.all_templates(self._facts(), self.term, on=on, kinds=wanted, language=language)
