"""Having the briefing of a phase sent every morning: each leader for themselves."""

from __future__ import annotations

from access import Action
from exports.papers.formats import FORMATS
from schema.language import LANGUAGES
from schema.reminders import BRIEFING, MINUTES_OF_A_DAY, Subscription
from services.desk import Desk
from services.papers.scope import INDICATORS_OF
from store.addresses import add_mail_stop
from store.reminders import add_subscription, read_subscriptions

# PowerPoint is for meetings, not for a mail that is read on the way.
OFFERED = tuple(id for id in FORMATS if id != "pptx")


def own(desk: Desk) -> Subscription | None:
    """What the person has sent every morning; ``None`` for nothing."""
    desk.check(Action.SUBSCRIBE)
    for login, subscription, _since in read_subscriptions(desk.store, desk.term.name):
        if login == desk.person.login:
            return subscription
    return None


def subscribe(desk: Desk, subscription: Subscription | None) -> None:
    """Have a briefing sent, in place of what was sent before; ``None`` ends it.

    Mail that was stopped goes again.
    Raises ``KeyError`` for a phase, a format or a language that there is not, ``ValueError`` for no minute.
    """
    desk.check(Action.SUBSCRIBE)
    if subscription is not None:
        for value, known in (
            (subscription.phase, [one.id for one in desk.term.phases if one.id in INDICATORS_OF]),
            (subscription.format, OFFERED),
            (subscription.language, LANGUAGES),
        ):
            if value not in known:
                raise KeyError(value)
        if not 0 <= subscription.at < MINUTES_OF_A_DAY:
            raise ValueError(f"minute {subscription.at}")
        add_mail_stop(desk.store, desk.person.login, BRIEFING, desk.signed(), stopped=False)
    add_subscription(desk.store, desk.term.name, desk.person.login, subscription, desk.signed())
