from __future__ import annotations

import datetime as dt

import pytest

from access.visits import Problem, Visit, by_claims, by_header
from access.ways import SECRET_HEADER, Signing, Way

NOW = dt.datetime(2020, 2, 23, 12, tzinfo=dt.UTC)
SECRET = "a secret that only the proxy and the dashboard know"
OPENID = Signing(Way.OPENID)
PROXY = Signing(Way.HEADER, header="X-Remote-User", secret=SECRET)
NEARBY = Signing(Way.HEADER, header="X-Remote-User")
CLAIMS = {
    "is_logged_in": True, "sub": "17", "email": "Li.SQ@sample.edu", "name": " 李思齐 ",
    "iat": NOW.timestamp() - 60,
}  # fmt: skip


def who(visit: Visit) -> str | Problem:
    """The login, else what keeps them out; nobody has a role before the store was asked."""
    assert visit.person.role is None
    assert bool(visit.person.login) != bool(visit.problem)
    return visit.problem or visit.person.login


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, "li.sq@sample.edu"),
        ({"email_verified": True}, "li.sq@sample.edu"),
        ({"email_verified": False}, Problem.UNVERIFIED),
        ({"email_verified": "false"}, Problem.UNVERIFIED),
        ({"is_logged_in": False}, Problem.NOT_SIGNED_IN),
        ({"is_logged_in": "yes"}, Problem.NOT_SIGNED_IN),
        ({"email": None}, Problem.NO_LOGIN),
        ({"email": ""}, Problem.NO_LOGIN),
        ({"email": ["li.sq@sample.edu"]}, Problem.NO_LOGIN),
        ({"email": "a@sample.edu b@sample.edu"}, Problem.NO_LOGIN),
        ({"iat": NOW.timestamp() - 13 * 3600}, Problem.EXPIRED),
        ({"iat": None}, Problem.EXPIRED),
    ],
)
def test_a_token_says_who_somebody_is(changed: dict[str, object], found: object) -> None:
    """Only a fresh token with a usable, not unverified address is anybody."""
    assert who(by_claims(CLAIMS | changed, OPENID, NOW)) == found


def test_nobody_signed_in_has_no_claims() -> None:
    """A session without a token is not signed in."""
    assert who(by_claims({}, OPENID, NOW)) is Problem.NOT_SIGNED_IN


def test_another_claim_may_hold_the_login() -> None:
    """A staff id is taken as it is, also where the provider writes it as a number."""
    staff = Signing(Way.OPENID, claim="employee")
    for told in ("20200101", 20200101):
        assert who(by_claims(CLAIMS | {"employee": told, "email_verified": False}, staff, NOW)) == "20200101"
    assert who(by_claims(CLAIMS | {"employee": True}, staff, NOW)) is Problem.NO_LOGIN


def test_the_name_is_the_tokens_until_the_store_has_one() -> None:
    """The name of the token is shown without its blanks; without one, the login stands for it."""
    assert by_claims(CLAIMS, OPENID, NOW).person.name == "李思齐"
    assert by_claims(CLAIMS | {"name": " "}, OPENID, NOW).person.name == "li.sq@sample.edu"


@pytest.mark.parametrize(
    ("users", "secrets", "found"),
    [
        (["20200101"], [SECRET], "20200101"),
        (["Li.SQ@sample.edu"], [SECRET], "li.sq@sample.edu"),
        (["20200101"], [], Problem.NOT_SIGNED_IN),
        (["20200101"], [""], Problem.NOT_SIGNED_IN),
        (["20200101"], [SECRET + "x"], Problem.NOT_SIGNED_IN),
        (["20200101"], ["秘密"], Problem.NOT_SIGNED_IN),
        (["20200101"], [SECRET, SECRET], Problem.NOT_SIGNED_IN),
        (["20200101", "20200101"], [SECRET], Problem.NOT_SIGNED_IN),
        (["20200101, 1001"], [SECRET], Problem.NOT_SIGNED_IN),
        ([""], [SECRET], Problem.NOT_SIGNED_IN),
        (["   "], [SECRET], Problem.NOT_SIGNED_IN),
        (["1001\x00"], [SECRET], Problem.NOT_SIGNED_IN),
        (["10\t01"], [SECRET], Problem.NOT_SIGNED_IN),
        (["å¼ ä¸\x89"], [SECRET], Problem.NOT_SIGNED_IN),
        ([], [SECRET], Problem.NOT_SIGNED_IN),
    ],
)
def test_a_header_counts_only_from_the_proxy(users: list[str], secrets: list[str], found: object) -> None:
    """Without the proxy's secret, or with anything but one plain login, it is nobody."""
    headers = {"X-Remote-User": users, SECRET_HEADER: secrets}
    assert who(by_header(lambda name: headers.get(name, []), PROXY, NOW)) == found


def test_on_this_machine_the_header_alone_counts() -> None:
    """Where only this machine can reach the server, the proxy needs no secret."""
    headers = {"X-Remote-User": ["20200101"]}
    assert who(by_header(lambda name: headers.get(name, []), NEARBY, NOW)) == "20200101"
