from __future__ import annotations

import datetime as dt
import threading

import pytest

from schema.deadlines import Deadline
from store import StoreError, open_store
from store.acts import read_acts
from store.deadlines import add_deadline, read_deadlines
from store.people import Granted, add_grant, read_grant, read_grants
from store.sign_outs import add_sign_out, read_sign_out
from store.signature import Signature

NOON = dt.datetime(2020, 2, 25, 4, tzinfo=dt.UTC)


def test_the_latest_word_about_a_login_holds(store):
    """A role given, changed and taken away: each is in the log, the last one counts."""
    add_grant(store, Granted("wang", "王老师", "admin"), Signature(NOON, None))
    add_grant(store, Granted("li", "李秘书", "reporter", ["理学院", "体育教学部"]), Signature(NOON, "wang"))
    assert read_grant(store, "li") == ("li", "李秘书", "reporter", ("理学院", "体育教学部"))
    add_grant(store, Granted("li", "李秘书", None), Signature(NOON, "wang"))
    assert read_grant(store, "li").role is None
    assert read_grant(store, "nobody") is None
    people = read_grants(store)
    assert people["login"].tolist() == ["li", "wang"]
    assert people["role"].isna().tolist() == [True, False]
    assert read_acts(store)["act"].tolist() == ["granted", "granted", "revoked"]


def test_a_login_is_not_blank(store):
    """A role for nobody is refused."""
    with pytest.raises(StoreError, match="cannot be blank"):
        add_grant(store, Granted(" ", "王", "admin"), Signature(NOON, None))


def test_the_last_admin_stays(store):
    """The only admin cannot be made anything else, and one of two can."""
    add_grant(store, Granted("wang", "王", "admin"), Signature(NOON, None))
    with pytest.raises(StoreError, match="wang is the last administrator"):
        add_grant(store, Granted("wang", "王", "leader"), Signature(NOON, "wang"))
    add_grant(store, Granted("li", "李", "admin"), Signature(NOON, "wang"))
    add_grant(store, Granted("wang", "王", None), Signature(NOON, "wang"))
    assert read_grant(store, "wang").role is None


def test_two_admins_who_drop_each_other_leave_one(store, url):
    """At the same moment only one of the two goes through."""
    for login in ("a", "b"):
        add_grant(store, Granted(login, login, "admin"), Signature(NOON, None))
    refused, ready = [], threading.Barrier(2)

    def drop(login: str) -> None:
        with open_store(url) as own:
            ready.wait()
            try:
                add_grant(own, Granted(login, login, None), Signature(NOON, "x"))
            except StoreError as error:
                refused.append(error.code)

    threads = [threading.Thread(target=drop, args=(login,)) for login in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["last_admin"]
    assert sum(read_grant(store, login).role == "admin" for login in ("a", "b")) == 1


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
        add_deadline(store, "2020春", deadline, Signature(NOON, "wang"))
    assert sorted(read_deadlines(store, "2020春"), key=lambda one: one.kind) == [daily, later]
    assert read_deadlines(store, "2021秋") == []
    assert read_acts(store, "2020春")["act"].tolist() == ["deadline_set"] * 3


def test_the_latest_sign_out_is_the_one_that_counts(store):
    """Signing out is known for its login only, by the moment that came last, and is in the log."""
    assert read_sign_out(store, "li") is None
    for hours in (2, 1):
        add_sign_out(store, Signature(NOON + dt.timedelta(hours=hours), "li"))
    assert read_sign_out(store, "li") == NOON + dt.timedelta(hours=2)
    assert read_sign_out(store, "wang") is None
    assert read_acts(store)[["who", "act"]].values.tolist() == [["li", "signed_out"]] * 2
