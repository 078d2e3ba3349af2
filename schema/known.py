"""What is known beside a file that is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from schema.corrections import Corrections
from schema.mappings import NO_MAPPINGS, Mappings
from schema.platforms import KnownClasses


@dataclass(frozen=True)
class Known:
    """Of the classes that exports of platforms are about, of titles that no form declares, and of its cells."""

    classes: KnownClasses = field(default_factory=KnownClasses)
    mappings: Mappings = NO_MAPPINGS
    corrections: Corrections = ()


NOTHING_KNOWN = Known()
