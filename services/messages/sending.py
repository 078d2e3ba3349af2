"""A round of sending: what has come due is kept, what is kept is sent, and what became of it is written down.

One process of all does it at a time. A message is kept under a key before anything is sent, so there is only
one of it; where a process is killed before the outcome is written, the next round sends it again, with the
same Message-ID.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from schema.language import lazy
from schema.reminders import BRIEFING, LIST, MAIL, REMINDERS
from schema.term import Term
from services.desk import Desk
from services.messages.briefings import Pointless, document
from services.messages.gathering import SENDER, Known, all_planned, known
from services.messages.mail import Attached, Envelope, Undelivered, deliver, message_id, written
from services.messages.planning import quiet_at
from services.messages.settings import Unconfigured, public_address, read_settings
from services.messages.stopping import stop_address
from services.messages.words import Notice, in_chat, in_mail
from services.robots.robots import NotSent, Patience, configured, send
from services.robots.service import Reason
from store import Store
from store.messages import (
    FAILED,
    GIVEN_UP,
    SENT,
    SKIPPED,
    Kept,
    Message,
    Outcome,
    add_messages,
    add_outcome,
    log_round,
    read_keys,
    read_waiting,
)
from store.reminders import read_reminding
from store.signature import Signature
from store.sole import alone

_log = logging.getLogger("ruqi.messages")
# How long a message waits after each failure; after the last of them it is given up.
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
# What came due so shortly before its rule was set is sent still: rules may be saved at that very minute.
_GRACE = dt.timedelta(minutes=5)
# What was missed longer ago than this is not even told of.
_TOLD_OF = dt.timedelta(days=3)
_LATE = Reason(lazy("服务器没有在有效时间内运行或发出，已过时，不再发送"))
_SETTLED = Reason(lazy("已不需要：已报送或处理，或规则、订阅、地址、角色已改"))
_INTERNAL = Reason(lazy("程序出错，详见服务器日志"))


@dataclass(frozen=True)
class Counts:
    """What a round came to."""

    kept: int = 0
    sent: int = 0
    failed: int = 0
    skipped: int = 0


def both(reason: Reason) -> str:
    """A reason as it is kept: the Chinese sentence and the English one, a line each."""
    return f"{reason.message('zh')}\n{reason.message('en')}"


def send_due(store: Store, term: Term, clock: Callable[[], dt.datetime]) -> Counts | None:
    """Keep and send what is due now; ``None`` where another process is at it. Raises ``StoreError``."""
    with alone(store) as is_sole:
        if not is_sole:
            return None
        return _Round(Desk(store, term, SENDER, clock)).run()


@dataclass
class _Round:
    """One round: who is reached, and whether the mail server turned out to take nothing."""

    desk: Desk
    counts: Counter[str] = field(default_factory=Counter)
    is_down: bool = False

    def run(self) -> Counts:
        store, term, now = self.desk.store, self.desk.term, self.desk.now()
        self.reached = known(store)
        self.reminding = read_reminding(store, term.name)
        planned = all_planned(self.desk, self.reached, now, self.reminding)
        self.wanted = {one.key for one in planned}
        kept = self._keep(planned, now)
        for waiting in read_waiting(store, term.name):
            outcome = self._settle(waiting)
            if outcome is not None:
                add_outcome(store, waiting.number, outcome, self.desk.now())
                self.counts[outcome.outcome] += 1
        failed = self.counts[FAILED] + self.counts[GIVEN_UP]
        ended = Counts(kept, self.counts[SENT], failed, self.counts[SKIPPED])
        if self.counts:
            notice = {"sent": ended.sent, "failed": ended.failed, "skipped": ended.skipped}
            log_round(store, term.name, notice, Signature(self.desk.now(), SENDER.login))
        return ended

    def _keep(self, planned: list[Message], now: dt.datetime) -> int:
        """Keep what has come due since the rules were set, also what was missed, so that it is told of."""
        since = self.reminding.since
        due = [
            one
            for one in planned
            if one.send_at <= now
            and one.until > now - _TOLD_OF
            and (one.event == BRIEFING or (since is not None and one.send_at >= since - _GRACE))
        ]
        if not {one.key for one in due} - (read_keys(self.desk.store, self.desk.term.name) if due else set()):
            return 0
        return add_messages(self.desk.store, self.desk.term.name, due, now)

    def _settle(self, kept: Kept) -> Outcome | None:
        """What becomes of a message now; ``None`` while it goes on waiting."""
        message, now = kept.message, self.desk.now()
        if now >= message.until:
            return Outcome(SKIPPED, both(_LATE))
        if now < message.send_at:  # the clock has gone back
            return None
        if message.key not in self.wanted:
            return Outcome(SKIPPED, both(_SETTLED))
        if not _may_try(kept, now) or (message.channel == MAIL and self.is_down):
            return None
        zone = self.desk.term.timezone
        if message.event != BRIEFING and quiet_at(now, self.reminding.quiet, zone) is not None:
            return None
        return self._tried(kept)

    def _tried(self, kept: Kept) -> Outcome:
        try:
            self._send(kept)
        except Pointless as error:
            return Outcome(SKIPPED, both(error.reason))
        except Undelivered as error:
            self.is_down = self.is_down or error.is_down
            return _failed(kept, error.reason, again=error.again)
        except NotSent as error:
            return _failed(kept, error.reason, again=error.again)
        except Unconfigured as error:
            self.is_down = True
            return _failed(kept, error.reason, again=True)
        except Exception:  # noqa: BLE001 - one that cannot be made must not keep all others back
            _log.exception("message")
            return _failed(kept, _INTERNAL, again=True)
        return Outcome(SENT)

    def _send(self, kept: Kept) -> None:
        message = kept.message
        notice = Notice(message.event, message.content, kept.kept_at, self.desk.term)
        if message.channel == LIST:
            return  # it stands in the list of whom it is for by being kept
        if message.channel == MAIL:
            self._mail(kept, notice)
            return
        robots = {robot.service: robot for robot in configured()}
        if message.recipient not in robots:
            raise Pointless(Reason(lazy("没有配置这个机器人")))
        send(robots[message.recipient], in_chat(notice, public_address()), patience=Patience(pauses=()))

    def _mail(self, kept: Kept, notice: Notice) -> None:
        settings, login = read_settings(), kept.message.recipient
        store = self.desk.store
        # A round may take long: a right that was taken away meanwhile is gone.
        reached = known(store) if notice.event == BRIEFING else self.reached
        if login not in reached.addresses:
            raise Pointless(_SETTLED)
        address = reached.addresses[login]
        attached = self._document(reached, kept.message, notice) if notice.event == BRIEFING else None
        topic = BRIEFING if notice.event == BRIEFING else REMINDERS
        stop = stop_address(settings.address, store, login, topic, address.language)
        words = in_mail(notice, address.language, settings.address, stop)
        id = message_id(store.secret, kept.message.key)
        envelope = Envelope(address.address, id, stop, kept.kept_at)
        deliver(settings, written(settings, envelope, words, attached))

    def _document(self, reached: Known, message: Message, notice: Notice) -> Attached:
        login = message.recipient
        if login not in reached.circle.subscribers or (login, BRIEFING) in reached.circle.stopped:
            raise Pointless(_SETTLED)
        desk = Desk(self.desk.store, self.desk.term, reached.people[login], self.desk.clock)
        return document(desk, notice, reached.addresses[login].language)


def _may_try(kept: Kept, now: dt.datetime) -> bool:
    """Whether the pause after the last failure is over; a clock that has gone back ends it too."""
    if kept.failed_at is None:
        return True
    pause = PAUSES[min(kept.failures, len(PAUSES)) - 1]
    return not kept.failed_at <= now < kept.failed_at + pause


def _failed(kept: Kept, reason: Reason, *, again: bool) -> Outcome:
    is_last = not again or kept.failures >= len(PAUSES)
    return Outcome(GIVEN_UP if is_last else FAILED, both(reason))
