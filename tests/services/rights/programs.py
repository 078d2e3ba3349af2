"""Who may let programs read, and what these are given in whose name."""

from __future__ import annotations

from contextlib import suppress

from exports.published.places import place_of
from schema.publication_errors import PublicationError
from services import feed, publishing, tokens
from services.desk import Desk
from services.feed import Question
from store import StoreError
from tests.services.rights.people import DAY, EVERY_ROLE, OF_UNIT, OWN, READERS, Asked

OF_OWN = Question(DAY, units=(OWN,))
OF_ONE = Question(DAY, units=(OWN,), indicators=("enrollment",))


def ended(desk: Desk) -> None:
    """Whether a token may be ended that is not the person's own, and that this small campus has not."""
    with suppress(StoreError):
        tokens.end(desk, 1)


def published(desk: Desk) -> None:
    """Whether the term may be published; that this small campus has no id comes after."""
    with suppress(PublicationError):
        publishing.publish_term(desk, place_of("nowhere"))


# Function, what is asked, and who gets it; everybody else is denied.
ASKED: list[Asked] = [
    ("feed.version", feed.version, EVERY_ROLE),
    *(
        ("feed.rows", lambda desk, name=name: feed.rows(desk, name, Question()), EVERY_ROLE)
        for name in ("figures", "checkpoints", "indicators", "term")
    ),
    ("feed.rows", lambda desk: feed.rows(desk, "submissions", Question()), {*READERS, "network"}),
    ("feed.rows", lambda desk: feed.rows(desk, "lists", Question(DAY)), READERS),
    ("feed.rows", lambda desk: feed.rows(desk, "lists", OF_OWN), OF_UNIT),
    ("feed.rows", lambda desk: feed.rows(desk, "trace", OF_ONE), OF_UNIT),
    ("tokens.listed", tokens.listed, EVERY_ROLE),
    ("tokens.make", lambda desk: tokens.make(desk, "看板", (), 1), EVERY_ROLE),
    ("tokens.end", ended, {"admin"}),
    ("publishing.publish_term", published, {"admin"}),
]
