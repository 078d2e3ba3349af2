from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from access.complaints import Misconfigured
from access.ways import Signing, Way, is_loopback, way_of

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - nothing listens
SECRET = "x" * 32
AUTH = {
    "redirect_uri": "https://ruqi.sample.edu/oauth2callback",
    "cookie_secret": SECRET,
    "client_id": "ruqi",
    "client_secret": "secret",
    "server_metadata_url": "https://id.sample.edu/.well-known/openid-configuration",
}
PROVIDER = {key: AUTH[key] for key in ("client_id", "client_secret", "server_metadata_url")}
SHARED = {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")}
HEADER = {"RUQI_USER_HEADER": "X-Remote-User"}
WITH_SECRET = HEADER | {"RUQI_PROXY_SECRET": SECRET}
CAS = {
    "RUQI_CAS_URL": "https://cas.sample.edu/cas", "RUQI_URL": "https://ruqi.sample.edu",
    "RUQI_COOKIE_SECRET": SECRET,
}  # fmt: skip
BY_CAS = Signing(
    Way.CAS,
    claim="",
    secret=SECRET,
    cas_url="https://cas.sample.edu/cas/",
    own_url="https://ruqi.sample.edu/",
)


@pytest.mark.parametrize(
    ("environment", "auth", "address", "signing"),
    [
        ({}, None, HERE, Signing(Way.DEMONSTRATION)),
        ({}, AUTH, EVERYWHERE, Signing(Way.OPENID)),
        ({"RUQI_LOGIN_CLAIM": "employee"}, AUTH, HERE, Signing(Way.OPENID, claim="employee")),
        ({}, SHARED | {"campus": PROVIDER}, EVERYWHERE, Signing(Way.OPENID, provider="campus")),
        (HEADER, None, HERE, Signing(Way.HEADER, header="X-Remote-User")),
        (WITH_SECRET, None, EVERYWHERE, Signing(Way.HEADER, header="X-Remote-User", secret=SECRET)),
        (CAS, None, EVERYWHERE, BY_CAS),
        (CAS | {"RUQI_LOGIN_CLAIM": "number"}, None, HERE, replace(BY_CAS, claim="number")),
        (
            CAS | {"RUQI_IDLE_MINUTES": "5", "RUQI_SESSION_HOURS": "8.5"},
            None,
            HERE,
            replace(BY_CAS, idle=dt.timedelta(minutes=5), longest=dt.timedelta(hours=8.5)),
        ),
        (CAS | {"RUQI_IDLE_MINUTES": "0"}, None, HERE, replace(BY_CAS, idle=dt.timedelta(0))),
        ({"RUQI_USER_HEADER": " "}, None, HERE, Signing(Way.DEMONSTRATION)),
    ],
)
def test_the_configuration_decides_how_people_sign_in(environment, auth, address, signing) -> None:
    """OpenID Connect, CAS, a proxy's header, or a demonstration on this machine only."""
    assert way_of(environment, auth, address) == signing


@pytest.mark.parametrize(
    ("environment", "auth", "address", "complaint", "word"),
    [
        ({}, None, EVERYWHERE, "nobody_checked", EVERYWHERE),
        ({}, None, "", "nobody_checked", EVERYWHERE),
        ({}, None, "::", "nobody_checked", "::"),
        ({}, None, "192.0.2.7", "nobody_checked", "192.0.2.7"),
        ({}, None, "no.such.host.invalid", "nobody_checked", "no.such.host"),
        (HEADER, AUTH, HERE, "both", "RUQI_USER_HEADER"),
        ({"RUQI_PROXY_SECRET": SECRET}, AUTH, HERE, "both", "RUQI_USER_HEADER"),
        ({"RUQI_PROXY_SECRET": SECRET}, None, HERE, "header_name", "RUQI_USER_HEADER"),
        ({"RUQI_USER_HEADER": "Remote User"}, None, HERE, "header_name", "Remote User"),
        (HEADER, None, EVERYWHERE, "no_secret", "RUQI_PROXY_SECRET"),
        (HEADER | {"RUQI_PROXY_SECRET": "short"}, None, HERE, "weak_secret", "RUQI_PROXY_SECRET"),
        (CAS, AUTH, HERE, "both", "RUQI_CAS_URL"),
        (CAS | HEADER, None, HERE, "both", "RUQI_CAS_URL"),
        ({"RUQI_COOKIE_SECRET": SECRET}, None, HERE, "cas_incomplete", "RUQI_CAS_URL、RUQI_URL"),
        ({"RUQI_CAS_URL": "https://x.edu/"}, None, HERE, "cas_incomplete", "RUQI_COOKIE_SECRET"),
        (CAS | {"RUQI_COOKIE_SECRET": "short"}, None, HERE, "weak_secret", "RUQI_COOKIE_SECRET"),
        (CAS | {"RUQI_URL": "http://ruqi.sample.edu"}, None, HERE, "not_https", "RUQI_URL"),
        (CAS | {"RUQI_CAS_URL": "cas.sample.edu"}, None, HERE, "not_https", "RUQI_CAS_URL"),
        (CAS | {"RUQI_IDLE_MINUTES": "half an hour"}, None, HERE, "no_duration", "RUQI_IDLE_MINUTES"),
        (CAS | {"RUQI_SESSION_HOURS": "0"}, None, HERE, "no_duration", "RUQI_SESSION_HOURS"),
        (CAS | {"RUQI_SESSION_HOURS": "nan"}, None, HERE, "no_duration", "RUQI_SESSION_HOURS"),
        ({}, {}, HERE, "auth_incomplete", "redirect_uri、cookie_secret、client_id"),
        ({}, "yes", HERE, "auth_incomplete", "client_secret"),
        ({}, AUTH | {"client_secret": " "}, HERE, "auth_incomplete", "client_secret"),
        ({}, SHARED | {"campus": {"client_id": "x"}}, HERE, "auth_incomplete", "campus.client_secret"),
        ({}, SHARED | {"a": PROVIDER, "b": PROVIDER}, HERE, "several_providers", "a、b"),
        ({}, AUTH | {"b": PROVIDER}, HERE, "several_providers", "b"),
        ({}, AUTH | {"cookie_secret": "xxx"}, HERE, "weak_secret", "cookie_secret"),
        ({}, AUTH | {"redirect_uri": "https://ruqi.sample.edu/"}, HERE, "callback", "/oauth2callback"),
        (
            {},
            AUTH | {"redirect_uri": "http://ruqi.sample.edu/oauth2callback"},
            HERE,
            "not_https",
            "redirect_uri",
        ),
        ({}, AUTH | {"server_metadata_url": "http://192.0.2.7/x"}, HERE, "not_https", "server_metadata_url"),
    ],
)
def test_what_lets_anybody_be_anyone_is_refused(
    environment, auth, address, complaint: str, word: str
) -> None:
    """Each fault of the configuration is said in both languages, with what it is about."""
    with pytest.raises(Misconfigured) as refused:
        way_of(environment, auth, address)
    assert refused.value.complaint == complaint
    assert word in refused.value.message("zh")
    assert word in refused.value.message("en")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("[::1]", True), ("localhost", True),
        (EVERYWHERE, False), ("::", False), ("", False), ("10.0.0.1", False), ("::ffff:10.0.0.1", False),
        ("127.0.0.1.example.invalid", False), ("2130706433.invalid", False),
    ],
)  # fmt: skip
def test_only_this_machine_is_loopback(host: str, loopback: bool) -> None:
    """Names are asked for what they stand for; no name stands for every address."""
    assert is_loopback(host) is loopback
