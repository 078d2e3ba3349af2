"""Tracing the sample term: thousands of rows add up to the figure as a handful does."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import behind, compute_figures
from schema.figures import CAMPUS, FigureKey
from schema.places import place_of
from schema.term import load_term
from services.cache import facts as load_facts
from store import open_store
from tests.metrics.making import feb

# One for each way of counting.
WAYS = ("enrollment", "notification", "need_support", "teaching_at_home", "students_complete", "attendance")


def test_what_is_behind_the_campus_adds_up_on_the_sample_too(sample_file: Path) -> None:
    """Snapshots, people, places and both forms of sessions, with all that was withdrawn and sent again."""
    term = load_term()
    with open_store(f"sqlite:///{sample_file}") as store:
        facts = load_facts(store, term)
    figures = compute_figures(facts, term=term, days=[feb(26)], indicators=WAYS, units=[CAMPUS])
    for figure in figures.itertuples():
        rows = behind(facts, term, FigureKey(figure.indicator, CAMPUS, feb(26)))
        sums = rows.groupby("part")["change"].sum()
        assert (sums.get("n", 0), sums.get("d", 0)) == (figure.n, figure.d), figure.indicator


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("居家", "home"), ("Ｈｏｍｅ office", "home"), ("校外家中", "home"), ("A楼 办公室", "office"),
        ("国家重点实验室", "office"), ("办公室，未隔离", "office"), ("办公室（单独）", "isolated"),
        ("家/办公室", "other"), ("威海", "other"),
    ],
)  # fmt: skip
def test_a_place_is_read_as_a_person_would_read_it(text: str, place: str) -> None:
    """A word inside another word, and a word that is taken back, do not count."""
    assert place_of(text) == place
