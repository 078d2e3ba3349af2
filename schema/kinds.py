"""The register of sheet kinds: add a declaration here and every room of the house knows it."""

from __future__ import annotations

from schema.checks import CHECKS
from schema.contingency import CONTINGENCY
from schema.enrollment import ENROLLMENT
from schema.groups import GROUPS
from schema.materials import MATERIALS
from schema.model import SheetForm, SheetKind
from schema.need import NEED
from schema.obstacles import OBSTACLES
from schema.plan import PLAN
from schema.sessions import SESSIONS
from schema.summaries import SUMMARIES
from schema.visitors import VISITORS
from schema.visits import VISITS
from schema.workgroups import WORKGROUPS

KINDS: tuple[SheetKind, ...] = (
    PLAN, GROUPS, ENROLLMENT, MATERIALS, VISITS,
    WORKGROUPS, NEED, SESSIONS, OBSTACLES, SUMMARIES, CONTINGENCY, VISITORS, CHECKS,
)
# The four sheets on which every unit is held to report: they have deadlines, and a share of reporting.
REPORTED_KINDS: tuple[str, ...] = ("groups", "enrollment", "materials", "visits")
# The sheets that units fill in beside them, each when it has something to say.
FURTHER_KINDS: tuple[str, ...] = (
    "workgroups", "need", "sessions", "obstacles", "summaries", "contingency",
)
# All that units send, and that academic affairs decides about.
UNIT_KINDS: tuple[str, ...] = (*REPORTED_KINDS, *FURTHER_KINDS)
# What only the office of academic affairs sends.
OFFICE_KINDS: tuple[str, ...] = ("plan", "visitors", "checks")


def kind_by_id(id: str) -> SheetKind:
    """The kind called ``id``; raises ``KeyError`` naming the known ones."""
    for kind in KINDS:
        if kind.id == id:
            return kind
    raise KeyError(f"no sheet kind {id!r}; known: {', '.join(k.id for k in KINDS)}")


def all_forms() -> tuple[tuple[SheetKind, SheetForm], ...]:
    """Every form with its kind, in register order."""
    return tuple((kind, form) for kind in KINDS for form in kind.forms)


def form_of(kind: str, form: str | None) -> SheetForm:
    """The form of ``kind`` named ``form`` (``None`` where a kind has one); raises ``KeyError``."""
    for candidate in kind_by_id(kind).forms:
        if candidate.name == form:
            return candidate
    raise KeyError(f"sheet kind {kind!r} has no form {form!r}")
