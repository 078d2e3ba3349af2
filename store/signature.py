"""Who does something, and when: what stands under every row that is added."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """The moment of an act (aware) and the login of who does it (``None``: nobody in particular)."""

    at: dt.datetime
    by: str | None = None
