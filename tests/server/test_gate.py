"""The gate in front of Streamlit's endpoints: who uploads, and who takes files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from access import Denied, Person
from access.visits import Problem, Visit
from server import quotas
from store import Store
from tests.server.visiting import asked, grant, headers, of, sign_out
from ui import handing, identity, sessions


def upload(login: str, session: str = "s", **more: Any) -> int:
    """The status of an upload to a session."""
    length = {"content_length": "100", **more}
    sent = headers(login, **{name: value for name, value in length.items() if value})
    return asked({"method": "PUT", "path": f"/_stcore/upload_file/{session}/f", "headers": sent})[0]


def test_only_a_session_of_somebody_who_may_report_takes_uploads(house: Store) -> None:
    """Nobody known, somebody else, a role that does not report, and one that was taken away: all are refused."""
    sessions._visits |= {
        "s": of("li"), "leader": of("yang"), "nobody": Visit(Person("", "", None), Problem.NOT_SIGNED_IN)
    }  # fmt: skip
    assert upload("li") == 200
    assert upload("yang") == 403
    assert upload("yang", "leader") == 403
    assert upload("li", "nobody") == 403
    assert upload("li", "never seen") == 403
    assert upload("li", content_length=None) == 411
    grant(house, "li", None)
    assert upload("li") == 403


def test_signing_out_ends_uploads_of_the_sessions_before(house: Store) -> None:
    """A window that was open before takes nothing more; one that is opened afterwards does."""
    sessions._visits["s"] = of("li")
    sign_out(house, "li")
    assert upload("li") == 403
    sessions._visits["s"] = of("li", dt.datetime.now(dt.UTC))
    assert upload("li") == 200


@pytest.mark.parametrize("limit", ["MOST_UPLOADS", "MAX_BYTES_OF_UPLOADS", "MAX_BYTES_OF_ALL_UPLOADS"])
def test_what_the_server_holds_of_uploads_is_bounded(
    house: Store, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """Too many files, too many bytes of one person, or of all, and the next waits until there is room."""
    monkeypatch.setattr(f"schema.limits.{limit}", 2 if limit == "MOST_UPLOADS" else 250)
    sessions._visits["s"] = of("li")
    held = {"other": [100, 100]} if limit == "MAX_BYTES_OF_ALL_UPLOADS" else {"s": [100, 100]}
    monkeypatch.setattr(quotas, "_held", lambda: {"s": [100]})
    assert upload("li") == 200
    monkeypatch.setattr(quotas, "_held", lambda: held)
    assert upload("li") == 429


def taken(address: str, login: str) -> int:
    """The status of asking for a file at an address, which Streamlit would give to anybody."""
    attachment = [(b"content-disposition", b'attachment; filename="a.xlsx"')]
    answer = [
        {"type": "http.response.start", "status": 200, "headers": attachment},
        {"type": "http.response.body", "body": b"names"},
    ]
    return asked({"path": address, "headers": headers(login)}, answer)[0]


def made_for(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes]:
    """The making of a file whose button was drawn in this visit."""
    monkeypatch.setattr(identity, "visit", lambda: visit)
    return handing.for_this_visit(lambda: b"names", "a.xlsx", "text/csv")


def address_of_file() -> str:
    """Where Streamlit would put that file."""
    return f"/media/{handing._calculate_file_id(b'names', 'text/csv', 'a.xlsx')}.csv"


@pytest.mark.parametrize(
    "end",
    [
        lambda store: grant(store, "li", None),
        lambda store: grant(store, "li", "network"),
        lambda store: grant(store, "li", "reporter", "体育教学部"),
        lambda store: sign_out(store, "li"),
    ],
    ids=["revoked", "another role", "another unit", "signed out"],
)
def test_rights_are_asked_when_a_file_is_taken(
    house: Store, monkeypatch: pytest.MonkeyPatch, end: Callable[[Store], None]
) -> None:
    """Whoever no longer is what they were when a button was drawn gets nothing by it, nor by an address."""
    make = made_for(of("li"), monkeypatch)
    assert make() == b"names"
    assert taken(address_of_file(), "li") == 200
    end(house)
    with pytest.raises(Denied):
        make()
    assert taken(address_of_file(), "li") == 404


def test_the_address_of_a_file_is_good_for_its_person_and_not_for_long(
    house: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another who learns it, nobody known, and its own person after a while get nothing; pictures are for all."""
    made_for(of("li"), monkeypatch)()
    assert taken(address_of_file(), "yang") == 404
    assert taken("/media/unknown.csv", "li") == 404
    assert asked({"path": "/media/logo.svg", "headers": []})[0] == 200
    monkeypatch.setattr(handing, "time", SimpleNamespace(monotonic=lambda: float("inf")))
    assert taken(address_of_file(), "li") == 404
