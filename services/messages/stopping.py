"""Stopping mail by a link: good for one topic of one login, and for nothing else, without signing in.

The link holds a code and nothing of whom it is for. Whoever has the key of the store can make it; everybody
else would have to guess.
"""

from __future__ import annotations

import datetime as dt
import hmac

from schema.reminders import TOPICS
from store import Store
from store.addresses import add_mail_stop, read_addresses
from store.people import read_grants
from store.signature import Signature

PATH = "stop-mail"
_LENGTH = 40


def stop_address(address: str, store: Store, login: str, topic: str, language: str) -> str:
    """The link by which ``login`` stops mail about a ``topic``."""
    return f"{address}/{PATH}/{_code(store, login, topic)}?lang={language}"


def stop(store: Store, code: str, at: dt.datetime) -> bool:
    """Stop what a code is good for; whether there is any such thing. Once more changes nothing."""
    if len(code) != _LENGTH:
        return False
    for login in sorted({*read_grants(store)["login"], *read_addresses(store)}):
        for topic in TOPICS:
            if hmac.compare_digest(_code(store, login, topic).encode(), code.encode("utf-8", "replace")):
                add_mail_stop(store, login, topic, Signature(at, login))
                return True
    return False


def _code(store: Store, login: str, topic: str) -> str:
    return hmac.digest(store.secret, f"stop {topic} {login}".encode(), "sha256").hex()[:_LENGTH]
