"""Templates filled with what is known: each unit's own classes, and what it has sent so far."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Collection, Sequence
from functools import cached_property

import pandas as pd

from access import Action
from exports.templates.sheet import TemplateSheet
from exports.templates.workbook import template_name, template_workbook
from metrics.received import Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.contingency import ITEMS
from schema.kinds import OFFICE_KINDS, REPORTED_KINDS, all_forms, form_of
from schema.model import SheetForm, SheetKind
from schema.sessions import REPORTED
from schema.summaries import SUMMARY_PHASES
from schema.term import Term
from services.desk import Desk
from services.submitted import FAULTS

# A template is asked for by the name of its table: the kind's own, where it is the usual form.
FORMS: dict[str, tuple[SheetKind, SheetForm]] = {form.table: (kind, form) for kind, form in all_forms()}
TEMPLATES: tuple[str, ...] = tuple(FORMS)
OFFICE: frozenset[str] = frozenset(name for name, (kind, _) in FORMS.items() if kind.id in OFFICE_KINDS)

_COURSE = {"course_name": ("课程名称", "Course Name"), "teacher": ("授课教师", "Teacher")}
_LAST = {"last_as_of": ("上次统计", "Last counted"), "last_joined": ("上次进群数", "Counted then")}
_SO_FAR = {"so_far": ("已报资料", "Sent so far")}
_PLAN_COLUMNS = ("unit", "class_id", "course_id", "course_name", "teacher", "first_session_on", "enrolled")
_COUNTS = ("joined", "notified", "received")


def template(
    desk: Desk, unit: str | None, kinds: Sequence[str] = (), *, on: dt.date, language: str = "zh"
) -> bytes:
    """One workbook with a sheet for each of ``kinds`` (all reported ones), for ``unit`` to fill in.

    ``kinds`` are among :data:`TEMPLATES` and ``on`` is the day that is reported
    about. What only the office sends is for the campus, so its ``unit`` may be ``None``; the network
    centre takes that of obstacles.
    """
    wanted = list(kinds or REPORTED_KINDS)
    if OFFICE.intersection(wanted):
        desk.check(Action.SUBMIT_PLAN)
    desk.check(Action.SUBMIT_FAULTS if set(wanted) == {FAULTS} else Action.TAKE_TEMPLATE, unit)
    return Templates(desk.facts(), desk.term).workbook(unit, wanted, on, language)


def all_templates(desk: Desk, kinds: Sequence[str] = (), *, on: dt.date, language: str = "zh") -> bytes:
    """A zip of every unit's template, see :func:`workbooks`."""
    desk.check(Action.TAKE_TEMPLATE)
    wanted = list(kinds or REPORTED_KINDS)
    return workbooks(desk.facts(), desk.term, on=on, kinds=wanted, language=language)


def workbooks(
    facts: Facts, term: Term, *, on: dt.date, kinds: Sequence[str] = REPORTED_KINDS, language: str = "zh"
) -> bytes:
    """A zip file with the template of every unit of the term, each named after its unit."""
    known = Templates(facts, term)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for unit in term.unit_names:
            entry = zipfile.ZipInfo(file_name(term, unit, kinds, language), on.timetuple()[:6])
            archive.writestr(entry, known.workbook(unit, kinds, on, language))
    return stream.getvalue()


def file_name(term: Term, unit: str | None, kinds: Sequence[str], language: str = "zh") -> str:
    """What the template of these kinds is called: ``2020春理学院听课模板.xlsx``."""
    forms = [(FORMS[name][0].id, FORMS[name][1].name) for name in kinds]
    return f"{template_name(term, unit, forms, language)}.xlsx"


class Templates:
    """Templates of a term, with what stands of it worked out once for all its units.

    With ``classes`` they are of these only, of those that are due.
    """

    def __init__(self, facts: Facts, term: Term, classes: Collection[str] | None = None) -> None:
        self._standing, self._term, self._classes = Standing(facts, term), term, classes

    @cached_property
    def _plan(self) -> pd.DataFrame:
        rows = self._rows(form_of("plan", None))
        return rows.sort_values(["unit", "class_id"], ignore_index=True)

    @cached_property
    def _groups(self) -> pd.DataFrame:
        return self._rows(form_of("groups", None))

    @cached_property
    def _counts(self) -> pd.DataFrame:
        return self._rows(form_of("enrollment", "aggregate")).sort_values("as_of", kind="stable")

    @cached_property
    def _roster(self) -> pd.DataFrame:
        return self._rows(form_of("enrollment", "roster")).sort_values(["class_id", "student_id"])

    @cached_property
    def _visits(self) -> pd.DataFrame:
        return self._rows(form_of("visits", None)).sort_values(["class_id", "key_on"])

    @cached_property
    def _materials(self) -> pd.Series:
        """Class → what was sent of each kind, in words."""
        rows = self._rows(form_of("materials", None))
        totals = rows.assign(count=rows["count"].fillna(1)).groupby(["class_id", "material_kind"], sort=True)
        sums = totals["count"].sum().reset_index()
        sums = sums[sums["count"] > 0]
        entries = sums["material_kind"].astype(object) + " " + sums["count"].astype(int).astype(str)
        return entries.groupby(sums["class_id"]).agg("、".join)

    def _rows(self, form: SheetForm) -> pd.DataFrame:
        return collected(self._standing.rows(form))

    def workbook(self, unit: str | None, kinds: Sequence[str], on: dt.date, language: str = "zh") -> bytes:
        """One workbook with a sheet for each of ``kinds``, to be filled in for the day ``on``.

        ``kinds`` are among ``TEMPLATES``: ``enrollment`` asks for totals of students, ``roster`` for one
        row a student. ``unit`` is ``None`` for what the office sends, and for a template of all units.
        Raises ``KeyError`` for a kind that there is not, ``ValueError`` for none at all.
        """
        if not kinds:
            raise ValueError("a template needs a kind at least")
        sheets = [self._sheet(name, unit, on) for name in kinds]
        return template_workbook(sheets, term=self._term, unit=unit, language=language)

    def _sheet(self, name: str, unit: str | None, on: dt.date) -> TemplateSheet:
        kind, form = FORMS[name]
        with_unit = unit is None
        planned = self._plan if unit is None else self._plan[self._plan["unit"] == unit]
        if name == "plan":
            return TemplateSheet(kind.id, form, planned, with_unit=True)
        due = planned[planned["class_id"].isin(self._standing.due_rows["class_id"])]
        if self._classes is not None:
            due = due[due["class_id"].isin(self._classes)]
        due = due[list(_PLAN_COLUMNS)].reset_index(drop=True)
        if not form.is_of_classes:
            return TemplateSheet(kind.id, form, self._without_classes(form, unit, on), with_unit=with_unit)
        if name == "groups":
            return TemplateSheet(kind.id, form, self._groups_of(due), with_unit=with_unit)
        if name == "enrollment":
            return TemplateSheet(kind.id, form, self._counts_of(due, on), _COURSE, _LAST, with_unit)
        if name == "materials":
            rows = due[["unit", "class_id", *_COURSE]].assign(so_far=due["class_id"].map(self._materials))
            return TemplateSheet(kind.id, form, rows, _COURSE, _SO_FAR, with_unit)
        if name == "sessions":
            rows = due[["unit", "class_id", *_COURSE]].assign(date=pd.Timestamp(on), source=REPORTED)
            return TemplateSheet(kind.id, form, rows, _COURSE, with_unit=with_unit)
        if name == "checks":
            return TemplateSheet(kind.id, form, due[["unit", "class_id", *_COURSE]], _COURSE, with_unit=True)
        earlier = self._roster if name == "roster" else self._visits
        return TemplateSheet(kind.id, form, _listed(due, earlier), _COURSE, with_unit=with_unit)

    def _without_classes(self, form: SheetForm, unit: str | None, on: dt.date) -> pd.DataFrame:
        """What was sent, to be carried on, and below it the rows that are asked for."""
        sent = self._rows(form)
        sent = sent if unit is None else sent[sent["unit"] == unit]
        units = self._term.unit_names if unit is None else (unit,)
        wanted = pd.DataFrame(
            [{"unit": name, **row} for name in units for row in _asked(form.table, on)],
            columns=form.column_ids,
        )
        key = list(form.key)
        known = pd.MultiIndex.from_frame(sent[key])
        wanted = wanted[~pd.MultiIndex.from_frame(wanted[key]).isin(known)]
        rows = pd.concat([sent[list(form.column_ids)].astype(object), wanted.astype(object)])
        return rows.sort_values("unit", key=self._place, kind="stable", ignore_index=True)

    def _place(self, units: pd.Series) -> pd.Series:
        """The place of each unit in the order of the term."""
        return units.map({name: place for place, name in enumerate(self._term.unit_names)})

    def _groups_of(self, due: pd.DataFrame) -> pd.DataFrame:
        """One row a class: what was sent of its group, and of the course what the plan says."""
        sent = due[["class_id"]].merge(self._groups, on="class_id", how="left")
        planned = due.drop(columns="enrolled")
        sent["first_session_on"] = sent["first_session_on"].fillna(planned["first_session_on"])
        return sent.assign(**{id: planned[id] for id in planned.columns if id != "first_session_on"})

    def _counts_of(self, due: pd.DataFrame, on: dt.date) -> pd.DataFrame:
        """One row a class for the day ``on``: who is expected, and counts that are known for that day."""
        day = pd.Timestamp(on)
        last = self._counts[self._counts["as_of"] <= day].drop_duplicates("class_id", keep="last")
        rows = due.merge(last.drop(columns="unit"), on="class_id", how="left")
        is_today = rows["as_of"] == day
        earlier = rows["as_of"].notna() & ~is_today
        rows["last_as_of"] = rows["as_of"].dt.strftime("%Y-%m-%d").where(earlier)
        rows["last_joined"] = rows["joined"].where(earlier)
        rows[list(_COUNTS)] = rows[list(_COUNTS)].where(is_today)
        return rows.assign(as_of=day, expected=rows["expected"].fillna(rows["enrolled"]))


def _listed(due: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """The rows that were sent of each class due, and one empty row for a class without any."""
    classes = due[["unit", "class_id", *_COURSE]]
    return classes.merge(earlier.drop(columns="unit"), on="class_id", how="left")


def _asked(table: str, on: dt.date) -> list[dict[str, object]]:
    """The rows that a sheet asks each unit for, beside what it writes of its own accord."""
    day = pd.Timestamp(on)
    by_table: dict[str, list[dict[str, object]]] = {
        "need_survey": [{"as_of": day}],
        "session_totals": [{"date": day, "source": REPORTED}],
        "health_checks": [{"date": day}],
        "contingency": [{"item": item} for item in ITEMS.words],
        "summaries": [{"phase": phase} for phase in SUMMARY_PHASES.words],
    }
    return by_table.get(table, [])
