"""Teaching from the first day on: sessions held and students present, each source by itself."""

from __future__ import annotations

from metrics.basis.basis import Basis, Rate
from metrics.indicators.declaration import Counted, Family
from schema.sessions import FEEDBACK, REPORTED, SAMPLED

TEACHING = Family()
_EXPECTED = ("应到人次", "student places expected")
_HELD = ("实开门次", "sessions held")
_PLANNED = ("应开门次", "sessions planned")
_PRESENT = ("实到人次", "student places present")


@TEACHING.indicator(
    title=("开课率", "Sessions held"),
    n=_HELD,
    d=_PLANNED,
    counted=Counted.SESSIONS,
    fed_by=("sessions",),
)
def session_opening(basis: Basis) -> Rate:
    """开课率: Σ 实开门次 / Σ 应开门次 of the days ≤ on, as reported 上报. Counted in sessions 门次.

    By class for classes due, or as totals of a unit: for each unit, day and source the form of the
    later submission stands alone. Sources are never added up.
    """
    return _held(basis, REPORTED)


@TEACHING.indicator(
    title=("开课率（抽样）", "Sessions held (sampled)"),
    n=_HELD,
    d=_PLANNED,
    counted=Counted.SESSIONS,
    fed_by=("sessions",),
    of_others=True,
)
def session_opening_sampled(basis: Basis) -> Rate:
    """开课率（抽样）: as 开课率, of what was sampled 抽样. Counted in sessions 门次."""
    return _held(basis, SAMPLED)


@TEACHING.indicator(
    title=("开课率（学生反馈）", "Sessions held (students' word)"),
    n=_HELD,
    d=_PLANNED,
    counted=Counted.SESSIONS,
    fed_by=("sessions",),
    of_others=True,
)
def session_opening_feedback(basis: Basis) -> Rate:
    """开课率（学生反馈）: as 开课率, by the word of students 学生反馈. Counted in sessions 门次."""
    return _held(basis, FEEDBACK)


@TEACHING.indicator(
    title=("到课率", "Attendance"),
    n=_PRESENT,
    d=_EXPECTED,
    counted=Counted.PLACES,
    fed_by=("sessions",),
)
def attendance(basis: Basis) -> Rate:
    """到课率: Σ 实到人数 / Σ 应到人数 of the days ≤ on, as reported 上报, of rows that give both.

    The rows are those of 开课率. Counted in student places 人次.
    """
    return _present(basis, REPORTED)


@TEACHING.indicator(
    title=("到课率（抽样）", "Attendance (sampled)"),
    n=_PRESENT,
    d=_EXPECTED,
    counted=Counted.PLACES,
    fed_by=("sessions",),
    of_others=True,
)
def attendance_sampled(basis: Basis) -> Rate:
    """到课率（抽样）: as 到课率, of what was sampled 抽样. Counted in student places 人次."""
    return _present(basis, SAMPLED)


@TEACHING.indicator(
    title=("到课率（学生反馈）", "Attendance (students' word)"),
    n=_PRESENT,
    d=_EXPECTED,
    counted=Counted.PLACES,
    fed_by=("sessions",),
    of_others=True,
)
def attendance_feedback(basis: Basis) -> Rate:
    """到课率（学生反馈）: as 到课率, by the word of students 学生反馈. Counted in student places 人次."""
    return _present(basis, FEEDBACK)


def _held(basis: Basis, source: str) -> Rate:
    sessions = basis.sessions
    return Rate(n=sessions.changes("held", source), d=sessions.changes("planned", source))


def _present(basis: Basis, source: str) -> Rate:
    sessions = basis.sessions
    return Rate(n=sessions.changes("present", source), d=sessions.changes("expected", source))
