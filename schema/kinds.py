"""The register of sheet kinds: add a declaration here and every room of the house knows it."""

from __future__ import annotations

from schema.enrollment import ENROLLMENT
from schema.groups import GROUPS
from schema.materials import MATERIALS
from schema.model import SheetForm, SheetKind
from schema.plan import PLAN
from schema.visits import VISITS

KINDS: tuple[SheetKind, ...] = (PLAN, GROUPS, ENROLLMENT, MATERIALS, VISITS)
# What colleges report; the plan comes from the office of academic affairs.
REPORTED_KINDS: tuple[str, ...] = ("groups", "enrollment", "materials", "visits")


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
