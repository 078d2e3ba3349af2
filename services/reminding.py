"""Who has reported what by when, and reminding those who have not."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from access import Action
from metrics import reports_by_period
from schema.deadlines import Deadline
from schema.language import lazy
from services.desk import Gate
from services.locks import deadlines_in_force
from services.robots import NotSent, Robot, configured, send


class Reminding(Gate):
    """Reports by period, and the robots that remind."""

    def deadlines_in_force(self) -> dict[str, Deadline]:
        """The deadline of each kind: as academic affairs set it, else as the term's file has it."""
        self.check(Action.SEE_RATES)
        return deadlines_in_force(self._store, self.term)

    def reports(self, until: dt.datetime, known_at: dt.datetime | None = None) -> pd.DataFrame:
        """Reports of every unit, kind and period at a moment, see :func:`metrics.reports_by_period`."""
        self.check(Action.SEE_RATES)
        return reports_by_period(
            self._facts(),
            self.term,
            list(self.deadlines_in_force().values()),
            known_at,
            until=until,
            exceptions=self._store.exceptions(self.term.name),
        )

    def robots(self) -> list[Robot]:
        """The robots of chat groups that this server knows; raises ``NotSent`` for an unusable one."""
        self.check(Action.REMIND)
        return configured()

    def remind(self, service: str, words: str, *, unit: str | None = None) -> int:
        """Send ``words`` to the group of the robot of ``service`` and log it; the number of messages.

        Raises ``NotSent``; then nothing is logged, for nothing or not all was sent.
        """
        self.check(Action.REMIND, unit)
        robots = {robot.service: robot for robot in self.robots()}
        if service not in robots:
            raise NotSent(lazy("没有配置这个机器人"))
        sent = send(robots[service], words)
        self._store.note(
            "reminded", at=self.now(), who=self.person.login, term=self.term.name,
            unit=unit, detail={"robot": service, "messages": sent},
        )  # fmt: skip
        return sent
