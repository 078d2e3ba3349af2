"""The interface for programs that speak OData: a client that nobody here wrote, and each option."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pandas as pd
import pytest
import requests
import uvicorn
from odata import ODataService
from starlette.applications import Starlette

from access.ways import Signing, Way
from schema.figures import CAMPUS
from scripts.serve import HOST, free_port
from server import odata, routes
from server.odata_filter import filtered
from services import figures, tokens
from services.desk import Desk
from store import Store, open_store
from store.people import Granted, add_grant
from store.signature import Signature
from tests.server.visiting import NOW
from tests.services.rights.filling import fill
from tests.services.rights.people import DAY, OWN, PEOPLE, TERM

FIRST_PORT = 8981


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small campus with one of everything."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('odata') / 'ruqi.db'}") as store:
        fill(store)
        add_grant(store, Granted("leader", "校长", "leader", ()), Signature(NOW, "test"))
        yield store


@pytest.fixture(scope="module")
def secret(campus: Store) -> str:
    """A leader's token."""
    return tokens.make(Desk(campus, TERM, PEOPLE["leader"]), "Excel", (), 30)


@pytest.fixture(autouse=True)
def here(campus: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is that of the campus, and asked as often as the tests like."""
    monkeypatch.setattr("ui.signing._at_start", [Signing(Way.HEADER, header="X-Remote-User")])
    monkeypatch.setattr("ui.session.store", lambda: campus)
    monkeypatch.setattr("server.feed_asking.load_term", lambda: TERM)
    monkeypatch.setattr("server.feed_asking._BURST", 1_000)


def ask(path: str, secret: str) -> httpx.Response:
    """The server's answer to a program that knows names and passwords only."""

    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://ruqi") as client:
            return await client.get(f"/api/v1/odata/{path}", auth=("anybody", secret))

    return asyncio.run(asking())


def test_a_client_reads_the_metadata_and_the_figures(secret: str) -> None:
    """It learns the sets from the metadata, asks with a filter and an order, and gets the figures."""
    port = free_port(FIRST_PORT)
    app = Starlette(routes=routes.ROUTES)
    server = uvicorn.Server(uvicorn.Config(app, host=HOST, port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        with requests.Session() as session:
            session.auth = ("anybody", secret)
            service = ODataService(
                f"http://{HOST}:{port}/api/v1/odata/", session=session, reflect_entities=True,
                quiet_progress=True,
            )  # fmt: skip
            figure = service.entities["figures"]
            query = service.query(figure)
            query = query.filter(figure.indicator == "enrollment").filter(figure.d > 0)
            rows = query.order_by(figure.unit.asc()).all()
    finally:
        server.should_exit = True
        thread.join(timeout=10)
    assert {row.unit for row in rows} == {OWN, CAMPUS}
    assert {row.indicator for row in rows} == {"enrollment"}
    assert {(row.n, row.d, row.rate) for row in rows} == {(0, 40, 0.0), (1, 40, 0.025)}


def test_pages_of_a_set_make_the_whole(campus: Store, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Followed from next link to next link, every row comes once, and the count is that of all."""
    monkeypatch.setattr(odata, "MOST_ROWS", 7)
    whole = figures.all_series(Desk(campus, TERM, PEOPLE["leader"]))
    whole = whole[(whole["on"] == pd.Timestamp(DAY)) & (whole["unit"] == OWN)]
    path: str | None = f"figures?on={DAY}&$filter=unit eq '{OWN}'&$count=true&$select=indicator,n"
    rows: list[dict[str, Any]] = []
    while path:
        page = ask(path, secret).json()
        assert page["@odata.count"] == len(whole)
        assert len(page["value"]) <= 7
        rows += page["value"]
        path = page.get("@odata.nextLink", "").partition("/odata/")[2] or None
    assert [row["indicator"] for row in rows] == list(whole["indicator"])
    assert set(rows[0]) == {"indicator", "n"}
    few = ask(f"figures?on={DAY}&$top=9&$orderby=n desc,indicator", secret).json()
    rest = ask(few["@odata.nextLink"].partition("/odata/")[2], secret).json()
    assert (len(few["value"]), len(rest["value"]), "@odata.nextLink" in rest) == (7, 2, False)


FRUITS = pd.DataFrame(
    {
        "name": ["苹果", "it's", None],
        "n": [1, 2, 3],
        "rate": [0.5, None, -1.0],
        "on": pd.to_datetime(["2020-02-23", "2020-02-24", None]),
        "ripe": [True, False, True],
    }
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("n eq 1", [0]), ("1 lt n", [1, 2]), ("n ge 2 and n le 2", [1]), ("not (n eq 1)", [1, 2]),
        ("name eq 'it''s'", [1]), ("name eq null", [2]), ("name ne null", [0, 1]), ("name ne '苹果'", [1, 2]),
        ("rate lt 0", [2]), ("rate ge -1", [0, 2]), ("rate eq null or ripe", [0, 1, 2]), ("ripe eq true", [0, 2]),
        ("on ge 2020-02-24", [1]), ("on lt 2020-02-23T12:00:00Z", [0]), ("n in (1, 3)", [0, 2]),
        ("contains(name, '果')", [0]), ("startswith(name, 'it') or endswith(name, '果')", [0, 1]),
        ("(" * 900 + "n eq 1" + ")" * 900, [0]), ("null eq name", [2]), ("name gt null", []), ("contains(name, '.')", []),
    ],
)  # fmt: skip
def test_a_filter_means_what_odata_says(text: str, places: list[int]) -> None:
    """Each operator, also over what is missing; texts are no patterns."""
    assert list(filtered(FRUITS, text).index) == places


@pytest.mark.parametrize(
    "text",
    [
        "", "n", "n eq", "nothing eq 1", "n eq 'x' and", "1 eq 1", "n add 1 eq 2", "length(name) eq 2", "on",
        "contains(n, 'x')", "contains(name, 1)", "n eq 1" + " or n eq 1" * 300,
    ],
)  # fmt: skip
def test_a_filter_that_says_nothing_is_refused(text: str) -> None:
    """What is not understood is never taken for all rows, nor for none."""
    with pytest.raises(ValueError, match=r"filter|column|looks"):
        filtered(FRUITS, text)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 200), ("$metadata", 200), ("indicators?$top=1", 200), ("trace", 404), ("nothing", 404),
        ("figures?$top=-1", 400), ("figures?$skip=x", 400), ("figures?$orderby=n up", 400),
        ("figures?$orderby=,", 400), ("figures?$select=secret", 400), ("figures?$expand=units", 400),
        ("figures?$filter=n eq", 400),
    ],
)  # fmt: skip
def test_each_option_is_done_or_refused(secret: str, path: str, status: int) -> None:
    """Nothing that is asked for is left out in silence."""
    answer = ask(path, secret)
    assert answer.status_code == status
    assert (answer.headers.get("odata-version") == "4.0") == (status == 200)
    assert ask(path, "wrong").status_code == 401
