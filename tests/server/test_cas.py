"""Signing in by CAS, against a server that issues tickets and confirms them; and how sessions end."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from itsdangerous import URLSafeSerializer
from starlette.applications import Starlette

from access.visits import COOKIE, Problem, Visit, by_cookie, sealed
from access.ways import Signing, Way
from server import connections, routes
from store import Store
from store.last_acts import note_act, read_last_act
from tests.campus_cas import Campus, campus_cas
from tests.server.test_connections import let_through, messages
from tests.server.visiting import NOW, grant, of, sign_out
from ui import activity, identity, signing

OWN, SECRET = "http://127.0.0.1:8599/", "the cookies of this campus are signed with these words"
PEOPLE = {
    "li": {"name": "李思齐", "number": "20200017"},
    "two words": {"name": "某人"},
    "nameless": {"number": ""},
}


@pytest.fixture(scope="module")
def campus() -> Iterator[Campus]:
    """A campus with a CAS server."""
    with campus_cas(PEOPLE) as campus:
        yield campus


@pytest.fixture
def here(campus: Campus, house: Store, monkeypatch: pytest.MonkeyPatch) -> Signing:
    """The dashboard signs people in by that server."""
    campus.answers = None
    configured = Signing(Way.CAS, claim="", secret=SECRET, cas_url=campus.address, own_url=OWN)
    monkeypatch.setattr("ui.signing._at_start", [configured])
    monkeypatch.setattr(activity, "_written", type(activity._written)())
    return configured


class Browser:
    """Somebody's browser: it keeps cookies, follows nothing by itself."""

    def __init__(self) -> None:
        self.cookies = httpx.Cookies()

    def get(self, address: str) -> httpx.Response:
        """The answer of the dashboard to a request."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES))
            async with httpx.AsyncClient(transport=transport, base_url=OWN, cookies=self.cookies) as client:
                answer = await client.get(address)
                self.cookies = client.cookies
                return answer

        return asyncio.run(ask())

    def ticket(self, login: str, to: str = "") -> str:
        """Where the campus's server sends the browser back to with a ticket, once it went there."""
        there = self.get(f"sign-in?to={to}").headers["location"]
        answer = httpx.get(there + f"&as={login}")
        return str(answer.headers["location"])

    def visit(self) -> Visit:
        """Who the browser's cookie says it is."""
        return by_cookie(self.cookies.get(COOKIE), signing.signing(), dt.datetime.now(dt.UTC))


def why(answer: httpx.Response) -> str:
    """What the page is told of a sign-in that came to nothing."""
    return parse_qs(urlsplit(answer.headers["location"]).query)["why"][0]


def test_a_ticket_lets_in_whom_it_was_issued_to(here: Signing) -> None:
    """The login, the name and the role are theirs; the page that was asked for is where they arrive."""
    browser = Browser()
    answer = browser.get(browser.ticket("li", "people%3Flang%3Den"))
    assert answer.headers["location"] == f"{OWN}people?lang=en"
    assert (browser.visit().person.login, browser.visit().person.name) == ("li", "李思齐")
    assert identity.as_now(browser.visit(), dt.datetime.now(dt.UTC)).person.role == "reporter"
    cookie = next(text for text in answer.headers.get_list("set-cookie") if text.startswith(COOKIE))
    for word in ("httponly", "samesite=lax", "path=/", f"max-age={12 * 3600}"):
        assert word in cookie.lower()
    assert "secure" not in cookie.lower()


def test_a_ticket_is_good_once_in_the_browser_that_asked_for_it(here: Signing) -> None:
    """Used again, for another way, made up, or brought to another's browser, it lets nobody in."""
    mine, other = Browser(), Browser()
    back = mine.ticket("li")
    assert why(other.get(back)) == "not_begun"
    other.get("sign-in")
    assert why(other.get(back)) == "not_begun"
    assert other.visit().problem is Problem.NOT_SIGNED_IN
    state = back.split("&ticket=")[0]
    assert why(mine.get(f"{state}&ticket=ST-made-up")) == "refused"
    assert why(mine.get(state)) == "not_begun"
    mine.get(back)
    assert mine.visit().person.login == "li"
    mine.get("sign-in")
    assert why(mine.get(back)) == "not_begun"


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "..%2Fx", "\\\\evil", "a/b", "x%0d%0ay"]
)
def test_nobody_is_led_elsewhere(here: Signing, to: str) -> None:
    """What is no page of the dashboard leads to its beginning."""
    browser = Browser()
    assert browser.get(browser.ticket("li", to)).headers["location"] == OWN


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ("", "silent"),
        ("<html><body>502", "silent"),
        ("<a/>", "silent"),
        ("{}", "silent"),
        ("<a><b/></a>", "refused"),
    ],
)
def test_a_server_that_answers_oddly_lets_nobody_in(
    here: Signing, campus: Campus, answers: str, reason: str
) -> None:
    """Nothing, a page, or what cannot be read: the page says that the sign-in gave no answer."""
    browser = Browser()
    back = browser.ticket("li")
    campus.answers = answers
    assert why(browser.get(back)) == reason
    assert browser.visit().problem is Problem.NOT_SIGNED_IN


def test_a_server_that_is_away_is_said(here: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing listens the page says so."""
    browser = Browser()
    back = browser.ticket("li")
    monkeypatch.setattr("ui.signing._at_start", [replace(here, cas_url="http://127.0.0.1:9/cas/")])
    assert why(browser.get(back)) == "silent"


def test_the_login_may_be_an_attribute(here: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    """As configured; a user without one, or with one that is no login, is told so."""
    spaced = Browser()
    assert why(spaced.get(spaced.ticket("two%20words"))) == "no_login"
    monkeypatch.setattr("ui.signing._at_start", [replace(here, claim="number")])
    numbered, nameless = Browser(), Browser()
    numbered.get(numbered.ticket("li"))
    assert numbered.visit().person.login == "20200017"
    assert why(nameless.get(nameless.ticket("nameless"))) == "no_login"


def test_a_cookie_that_is_not_ours_is_nobody(here: Signing) -> None:
    """Changed, signed with other words or for another purpose, or too old."""
    now = dt.datetime.now(dt.UTC)
    good = sealed(("li", "李思齐"), here, now)
    assert by_cookie(good, here, now).person.login == "li"
    others = [None, "", "x", good[:-9] + ("A" if good[-9] != "A" else "B") + good[-8:], good + "x"]
    others += [sealed(("li", "li"), replace(here, secret="y" * 40), now)]
    others += [URLSafeSerializer(SECRET, salt="other").dumps(["li", "li", now.isoformat()])]
    for other in others:
        assert by_cookie(other, here, now).problem is Problem.NOT_SIGNED_IN
    assert by_cookie(good, here, now + dt.timedelta(hours=12, seconds=1)).problem is Problem.EXPIRED


def test_signing_out_ends_it_here_and_at_the_campus(here: Signing, house: Store, campus: Campus) -> None:
    """The cookie is taken away, copies of it are good for nothing, and the browser goes on to the campus."""
    browser = Browser()
    browser.get(browser.ticket("li"))
    copied = browser.visit()
    answer = browser.get("sign-out")
    assert answer.headers["location"].startswith(f"{campus.address}logout?service=")
    assert browser.visit().problem is Problem.NOT_SIGNED_IN
    assert identity.as_now(copied, dt.datetime.now(dt.UTC)).problem is Problem.SIGNED_OUT


def test_whoever_was_signed_out_says_the_password_again(here: Signing) -> None:
    """The campus's server may remember the browser: it is asked to ask anew."""
    assert "renew=true" in Browser().get("sign-in?anew=1").headers["location"]
    assert "renew" not in Browser().get("sign-in").headers["location"]


def test_where_another_way_is_configured_nobody_comes_by_cas(house: Store) -> None:
    """The two addresses are not there."""
    assert [Browser().get(path).status_code for path in ("sign-in", "cas?ticket=ST-1&state=x")] == [404, 404]


@pytest.mark.parametrize(("login", "ends"), [("li", True), ("yang", False)])
def test_doing_nothing_ends_the_visits_of_those_who_see_names(
    here: Signing, house: Store, login: str, ends: bool
) -> None:
    """After half an hour, wherever the last act was; leaders, who see no names, stay until the night is over."""
    half = dt.timedelta(minutes=30)
    came = of(login)
    assert identity.as_now(came, NOW + half).problem is None
    late = identity.as_now(came, NOW + half + dt.timedelta(seconds=1))
    assert late.problem is (Problem.IDLE if ends else None)
    note_act(house, login, NOW + half)  # at another server
    assert identity.as_now(came, NOW + half * 2).problem is None
    assert identity.as_now(came, NOW + dt.timedelta(hours=13)).problem is Problem.EXPIRED


def test_an_act_after_too_long_begins_nothing_anew(here: Signing, house: Store) -> None:
    """Whoever comes back late is not let in by coming; signing in again is."""
    came, late = of("li"), NOW + dt.timedelta(minutes=31)
    activity.note(came, late)
    assert read_last_act(house, "li") is None
    assert identity.as_now(came, late).problem is Problem.IDLE
    assert of("li", late).problem is None
    activity.note(came, NOW + dt.timedelta(minutes=29))
    assert identity.as_now(came, NOW + dt.timedelta(minutes=58)).problem is None


def test_only_what_a_person_does_is_an_act(
    here: Signing, house: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window that connects again, or draws itself anew by its own clock, is not somebody at the desk."""
    monkeypatch.setattr("server.gate.visitor", lambda _scope: of("li", dt.datetime.now(dt.UTC)))
    by_itself = messages("rerun_script", "rerun_script")
    by_itself[1].rerun_script.is_auto_rerun = True
    let_through("li", by_itself)
    assert read_last_act(house, "li") is None
    let_through("li", messages("rerun_script", "rerun_script"))
    assert read_last_act(house, "li") is not None


def test_an_idle_window_is_closed(here: Signing, house: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names on the screen are gone without a click; how long that takes is configured, or never is."""
    monkeypatch.setattr(connections, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr("server.gate.visitor", lambda _scope: of("li", dt.datetime.now(dt.UTC)))
    for idle, code in ((dt.timedelta(seconds=0.1), "1008"), (dt.timedelta(0), "1001")):
        monkeypatch.setattr("ui.signing._at_start", [replace(here, idle=idle)])
        assert let_through("li", []) == [code]


def test_whose_role_ended_is_out_though_they_were_active(here: Signing, house: Store) -> None:
    """A right that is taken away, or a sign-out elsewhere, counts at the next click."""
    came = of("li", dt.datetime.now(dt.UTC))
    activity.note(came, dt.datetime.now(dt.UTC))
    grant(house, "li", None)
    assert identity.as_now(came, dt.datetime.now(dt.UTC)).problem is Problem.NO_ROLE
    sign_out(house, "li")
    assert identity.as_now(came, dt.datetime.now(dt.UTC)).problem is Problem.SIGNED_OUT
