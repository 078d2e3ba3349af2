"""What is known beside a file that is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from schema.mappings import NO_MAPPINGS, Mappings
from schema.platforms import KnownClasses


@dataclass(frozen=True)
class Known:
    """Of the classes that exports of platforms are about, and of titles that no form declares."""

    classes: KnownClasses = field(default_factory=KnownClasses)
    mappings: Mappings = NO_MAPPINGS


NOTHING_KNOWN = Known()
