"""On how many random terms a property is shown in one run; every run draws others.

What a property costs and what it could find decide: a term of three units in which everything collides meets
most rules at once, so that few find what many do, and the runs of a week add up to hundreds.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Of properties that make all figures over and over, and are shown on worked cases too.
FEW = 2
# Of properties that make some figures several times.
SOME = 6
# Of the definitions themselves, and of what a lock or a deadline lets in.
MANY = 12
# Of the reading of sheets, for each program that writes them.
SHEETS = 20


def tried(examples: int) -> settings:
    """The settings of a property that is slow by nature."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
