"""Signing in by OpenID Connect and by CAS: a real browser, a real provider, a real server."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from scripts.serve import HOST, free_port
from scripts.serving import ROOT, serving, wait_for
from store import open_store
from store.people import Granted, add_grant
from store.signature import Signature
from tests.browser.looking import SECONDS, listed, settled, visit
from tests.campus_cas import campus_cas

FIRST_PORT, FIRST_PROVIDER_PORT = 8871, 9471
USERS = {
    "zhou": {"email": "Zhou.RL@sample.edu", "name": "周若兰"},
    "li": {"email": "li.sq@sample.edu", "name": "李思齐"},
    "sun": {"email": "sun.ym@sample.edu", "name": "孙一鸣"},
    "stranger": {"email": "stranger@sample.edu", "name": "陌生人"},
    "forger": {"email": "zhou.rl@sample.edu", "email_verified": False, "name": "冒名者"},
}
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "cookies of this test are signed with these words"
client_id = "ruqi"
client_secret = "ruqi and its provider know this"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Where an identity provider answers that knows a few people."""
    port = free_port(FIRST_PROVIDER_PORT)
    known = [f"--user-claims={json.dumps({'sub': sub, **claims})}" for sub, claims in USERS.items()]
    command = [sys.executable, "-m", "oidc_provider_mock", f"--host={HOST}", f"--port={port}", *known]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://{HOST}:{port}"
        wait_for(f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database in which three people have a role."""
    url = f"sqlite:///{tmp_path_factory.mktemp('campus') / 'ruqi.db'}"
    grant(url, "zhou.rl@sample.edu", "周若兰", "admin")
    grant(url, "li.sq@sample.edu", "李思齐", "reporter", "理学院")
    grant(url, "sun.ym@sample.edu", "孙一鸣", "leader")
    return url


@pytest.fixture(scope="module")
def campus(provider: str, url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a dashboard answers that asks the provider."""
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    secrets.write_text(SECRETS.format(provider=provider), encoding="utf-8")
    environment = {"DATABASE_URL": url, "RUQI_CONTACT": "教务处 8001"}
    with serving(ROOT / "dashboard.py", FIRST_PORT, environment, [f"--secrets.files={secrets}"]) as address:
        yield address


@pytest.fixture
def page(screen: Page) -> Iterator[Page]:
    """A browser in which nobody has signed in yet."""
    screen.context.clear_cookies()
    yield screen
    screen.context.clear_cookies()


def grant(url: str, login: str, name: str, role: str | None, *units: str) -> None:
    """Give somebody a role as another admin would."""
    with open_store(url) as store:
        add_grant(store, Granted(login, name, role, units), Signature(dt.datetime.now(dt.UTC), "test"))


@pytest.fixture(scope="module")
def by_cas(url: str) -> Iterator[str]:
    """Where a dashboard answers whose campus signs people in by CAS."""
    port = free_port(FIRST_PORT + 40)
    own = f"http://{HOST}:{port}"
    with campus_cas({"li.sq@sample.edu": {"name": "李思齐"}}) as campus:
        environment = {
            "DATABASE_URL": url, "RUQI_CAS_URL": campus.address, "RUQI_URL": own,
            "RUQI_COOKIE_SECRET": "cookies of this test are signed with these words",
        }  # fmt: skip
        with serving(ROOT / "dashboard.py", port, environment) as address:
            assert address == own
            yield address


def test_a_campus_with_cas_signs_people_in_and_out(page: Page, by_cas: str) -> None:
    """From the page that was asked for to the campus and back to it; out again, there as well as here."""
    visit(page, by_cas, "submit?lang=zh", "如期")
    page.get_by_role("link", name="登录").click()
    page.get_by_role("link", name="li.sq@sample.edu").click(timeout=SECONDS)
    settled(page, "上报")
    expect(page.get_by_test_id("stSidebar").get_by_text("李思齐 · 学院填报")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("link", name="退出").click()
    settled(page, "如期")
    page.get_by_role("link", name="登录").click()
    expect(page.get_by_role("heading", name="统一身份认证")).to_be_visible(timeout=SECONDS)


def sign_in(page: Page, campus: str, sub: str, title: str, path: str = "") -> None:
    """Go the way of a person: the sign-in page, the provider, and back."""
    visit(page, campus, path, "如期")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name=sub, exact=True).click(timeout=SECONDS)
    settled(page, title)


def test_nobody_sees_anything_before_signing_in(page: Page, campus: str) -> None:
    """The sign-in page names the campus and offers one button, in both languages, whatever the address.

    A cookie that the server did not sign is as good as none.
    """
    for path in ("people", "?as=admin"):
        visit(page, campus, path, "如期")
        expect(page.get_by_text("示例大学（滨海校区）")).to_be_visible()
        expect(page.get_by_role("button", name="登录")).to_be_visible()
        expect(page.get_by_test_id("stTopNav")).to_have_count(0)
        expect(page.get_by_test_id("stMain").get_by_role("link")).to_have_count(0)
    page.get_by_role("radio", name="English").click()
    settled(page, "Ruqi")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    claims = json.dumps({"email": "zhou.rl@sample.edu", "is_logged_in": True, "origin": campus})
    page.context.add_cookies([{"name": "_streamlit_user", "value": claims.encode().hex(), "url": campus}])
    visit(page, campus, "people", "如期")


def test_signing_in_shows_name_and_role_and_signing_out_ends_it(page: Page, campus: str) -> None:
    """An admin comes in by an address written otherwise, sees the people page, and leaves."""
    sign_in(page, campus, "zhou", "总览")
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("周若兰 · 教务管理")).to_be_visible()
    expect(page.get_by_text("演示模式")).to_have_count(0)
    listed(page, "管理", "人员").click()
    settled(page, "人员")
    sidebar.get_by_role("button", name="退出").click()
    page.get_by_role("button", name="End session").click(timeout=SECONDS)
    settled(page, "如期")
    visit(page, campus, "people", "如期")


def test_a_reporter_sees_the_own_units_and_not_the_people(page: Page, campus: str) -> None:
    """The menu holds what a reporter may see; the address of another page gives a sentence."""
    sign_in(page, campus, "li", "今晚")
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("李思齐 · 学院填报")).to_be_visible()
    expect(sidebar.get_by_text("理学院").first).to_be_visible()
    expect(listed(page, "报送", "上报")).to_be_visible()
    expect(page.get_by_test_id("stTopNav").get_by_text("管理")).to_have_count(0)
    page.goto(f"{campus}/people")
    expect(page.get_by_text("您没有权限进行这项操作")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)


def test_a_signed_in_person_without_a_role_is_told_whom_to_ask(page: Page, campus: str, url: str) -> None:
    """They see their login, whom to ask and how to leave; with a role, a reload lets them in."""
    sign_in(page, campus, "stranger", "还没有权限")
    expect(page.get_by_text("stranger@sample.edu")).to_be_visible()
    expect(page.get_by_text("教务处 8001")).to_be_visible()
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_role("link")).to_have_count(0)
    grant(url, "stranger@sample.edu", "", "network")
    page.get_by_role("button", name="刷新").click()
    settled(page, "总览")
    expect(page.get_by_text("陌生人 · 网络中心")).to_be_visible()
    grant(url, "stranger@sample.edu", "", None)


def test_a_role_taken_away_is_gone_at_the_next_click(page: Page, campus: str, url: str) -> None:
    """Whoever loses the role while the page is open sees nothing more of it at the next click."""
    sign_in(page, campus, "sun", "总览")
    grant(url, "sun.ym@sample.edu", "孙一鸣", None)
    listed(page, "看板", "导出").click()
    settled(page, "还没有权限")
    expect(page.get_by_test_id("stTopNav")).to_have_count(0)
    expect(page.get_by_role("button", name="下载 Excel")).to_have_count(0)


def test_an_address_that_nobody_verified_lets_nobody_in(page: Page, campus: str) -> None:
    """Whoever claims an admin's address without proof is told so, and stays outside."""
    sign_in(page, campus, "forger", "如期")
    expect(page.get_by_text("邮箱尚未")).to_be_visible()
    expect(page.get_by_test_id("stTopNav")).to_have_count(0)
