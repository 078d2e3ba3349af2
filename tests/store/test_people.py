from __future__ import annotations

import datetime as dt
import threading

import pytest

from schema.deadlines import Deadline
from store import StoreError, open_store

NOON = dt.datetime(2020, 2, 25, 4, tzinfo=dt.UTC)


def test_the_latest_word_about_a_login_holds(store):
    """A role given, changed and taken away: each is in the log, the last one counts."""
    store.grant("wang", "王老师", "admin", at=NOON, by=None)
    store.grant("li", "李秘书", "reporter", ["理学院", "体育教学部"], at=NOON, by="wang")
    assert store.person("li") == ("li", "李秘书", "reporter", ("理学院", "体育教学部"))
    store.grant("li", "李秘书", None, at=NOON, by="wang")
    assert store.person("li").role is None
    assert store.person("nobody") is None
    people = store.people()
    assert people["login"].tolist() == ["li", "wang"]
    assert people["role"].isna().tolist() == [True, False]
    assert store.acts()["act"].tolist() == ["granted", "granted", "revoked"]


def test_a_login_is_not_blank(store):
    """A role for nobody is refused."""
    with pytest.raises(StoreError, match="cannot be blank"):
        store.grant(" ", "王", "admin", at=NOON, by=None)


def test_the_last_admin_stays(store):
    """The only admin cannot be made anything else, and one of two can."""
    store.grant("wang", "王", "admin", at=NOON, by=None)
    with pytest.raises(StoreError, match="wang is the last administrator"):
        store.grant("wang", "王", "leader", at=NOON, by="wang")
    store.grant("li", "李", "admin", at=NOON, by="wang")
    store.grant("wang", "王", None, at=NOON, by="wang")
    assert store.person("wang").role is None


def test_two_admins_who_drop_each_other_leave_one(store, url):
    """At the same moment only one of the two goes through."""
    for login in ("a", "b"):
        store.grant(login, login, "admin", at=NOON, by=None)
    refused, ready = [], threading.Barrier(2)

    def drop(login: str) -> None:
        with open_store(url) as own:
            ready.wait()
            try:
                own.grant(login, login, None, at=NOON, by="x")
            except StoreError as error:
                refused.append(error.code)

    threads = [threading.Thread(target=drop, args=(login,)) for login in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["last_admin"]
    assert sum(store.person(login).role == "admin" for login in ("a", "b")) == 1


def test_the_latest_deadline_of_a_kind_holds(store):
    """A deadline set again replaces the earlier one of its kind and term only."""
    first = Deadline("groups", "once", dt.date(2020, 2, 20), dt.date(2020, 2, 23), dt.timedelta())
    daily = Deadline(
        "enrollment",
        "daily",
        dt.date(2020, 2, 20),
        dt.date(2020, 2, 28),
        dt.timedelta(hours=-6),
        dt.timedelta(hours=12),
    )
    later = Deadline(
        "groups", "weekly", dt.date(2020, 2, 20), dt.date(2020, 3, 22), dt.timedelta(days=1), None
    )
    for deadline in (first, daily, later):
        store.set_deadline("2020春", deadline, at=NOON, by="wang")
    assert sorted(store.deadlines("2020春"), key=lambda one: one.kind) == [daily, later]
    assert store.deadlines("2021秋") == []
    assert store.acts("2020春")["act"].tolist() == ["deadline_set"] * 3
