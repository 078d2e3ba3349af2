"""The interface for programs that speak OData: a client that nobody here wrote, and each option."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
import requests
from odata import ODataService
from requests.auth import HTTPBasicAuth

from schema.feed import TABLES
from schema.figures import CAMPUS
from server import odata
from server.odata_filter import filtered
from services import figures
from services.checkpoints import freeze_passed
from store import Store
from tests.server.programs import ask_odata as ask
from tests.server.programs import at, listening, token
from tests.services.rights.people import DAY, OWN, TERM

pytestmark = pytest.mark.usefixtures("asked_here")
ASKED = {"trace": {"indicator": "enrollment", "unit": OWN, "on": str(DAY)}, "lists": {"on": str(DAY)}}


@pytest.fixture(scope="module")
def secret(campus: Store) -> str:
    """A leader's token."""
    return token(campus, "leader")


class Client:
    """A client of OData at a server that listens, with somebody's token."""

    def __init__(self, address: str, secret: str) -> None:
        session, self._secret, self._asked = requests.Session(), secret, dict[str, str]()
        session.auth = self._signed
        self.service = ODataService(
            f"{address}/odata/", session=session, reflect_entities=True, quiet_progress=True
        )

    def _signed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        # What is asked beside OData's own options stands in every address, as Power BI's Query puts it there.
        request.prepare_url(request.url, self._asked)
        return HTTPBasicAuth("anybody", self._secret)(request)

    def query(self, name: str) -> tuple[Any, Any]:
        """A query of a set and what it is made of, by what that has to be asked by."""
        self._asked = ASKED.get(name, {})
        entity = self.service.entities[name]
        return self.service.query(entity), entity


@pytest.fixture
def address(asked_here: None) -> Iterator[str]:
    """Where the server listens."""
    with listening() as there:
        yield there


def test_a_client_reads_the_metadata_and_the_figures(address: str, secret: str) -> None:
    """It learns the sets from the metadata, asks with a filter and an order, and gets the figures."""
    query, figure = Client(address, secret).query("figures")
    query = query.filter(figure.indicator == "enrollment").filter(figure.d > 0)
    rows = query.order_by(figure.unit.asc()).all()
    assert {row.unit for row in rows} == {OWN, CAMPUS}
    assert {row.indicator for row in rows} == {"enrollment"}
    assert {(row.n, row.d, row.rate) for row in rows} == {(0, 40, 0.0), (1, 40, 0.025)}


def test_a_client_reads_every_set_by_its_key(
    address: str, campus: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page by page, some of it, so many, and each row again by its key, which stays: of lists and traces too."""
    freeze_passed(campus, TERM, at(campus, "admin").facts, TERM.end_of(TERM.last_day))
    monkeypatch.setattr(odata, "MOST_ROWS", 2)
    client = Client(address, token(campus, "own"))
    for name, table in TABLES.items():
        query, entity = client.query(name)
        if name in ("figures", "indicators"):
            query = query.filter(entity.indicator == "enrollment")
        rows = query.all()
        assert bool(rows) == (name != "checkpoints" or bool(TERM.checkpoints)), name
        keys = [tuple(getattr(row, column) for column in table.key) for row in rows]
        assert len(set(keys)) == len(keys) == query.count()
        first = table.key[0]
        selected = [row[first] for row in query.select(getattr(entity, first))]
        assert selected == [key[0] for key in keys]
        assert [getattr(row, first) for row in query.limit(1).offset(1)] == selected[1:2]
        if first == "key":
            assert [query.get(own).key for own in selected[:2]] == selected[:2]


def test_one_row_is_read_by_its_key(campus: Store, secret: str) -> None:
    """A key that is none, or of other columns, is refused, and never taken for several rows."""
    trace = f"indicator=enrollment&unit={OWN}&on={DAY}"
    rows = ask(f"trace?{trace}", secret).json()["value"]
    one = ask(f"trace('{rows[0]['key']}')?{trace}", secret).json()
    assert one.pop("@odata.context").endswith("#trace/$entity")
    assert one == rows[0]
    figure = f"figures(indicator='enrollment',unit='{OWN}',on={DAY})?$select=n,d"
    assert ask(figure, secret).json()["d"] == 40
    for path, status in (
        (f"trace('0')?{trace}", 404), ("figures('enrollment')", 400), ("indicators(title='x')", 400),
        ("indicators('x' or true)", 400), ("nothing('x')", 404), ("submissions(1)?$top=1", 400),
    ):  # fmt: skip
        assert ask(path, secret).status_code == status, path


def test_keys_stay_and_tell_nobody_who_it_is(campus: Store, secret: str) -> None:
    """A row has the same key on another day; where students are not named, none is of the key of one."""
    trace = f"trace?indicator=enrollment&unit={OWN}&on="
    seen, again = (ask(f"{trace}{day}", token(campus, "own")).json()["value"] for day in (DAY, TERM.last_day))
    masked = ask(f"{trace}{DAY}", secret).json()["value"]
    assert {row["key"] for row in seen} <= {row["key"] for row in again}
    named = {row["key"] for row in seen if row["student_name"]}
    assert named
    assert not named & {row["key"] for row in masked}


def test_pages_of_a_set_make_the_whole(campus: Store, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Followed from next link to next link, every row comes once, and the count is that of all."""
    monkeypatch.setattr(odata, "MOST_ROWS", 7)
    whole = figures.all_series(at(campus, "leader"))
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
        ("", 200), ("$metadata", 200), ("indicators?$top=1", 200), ("trace", 400), ("nothing", 404),
        ("figures?$top=-1", 400), ("figures?$skip=x", 400), ("figures?$orderby=n up", 400),
        ("figures?$orderby=,", 400), ("figures?$select=secret", 400), ("figures?$expand=units", 400),
        ("figures?$filter=n eq", 400), ("term('x')/$count", 404), ("term?$select=unit,unit", 200),
    ],
)  # fmt: skip
def test_each_option_is_done_or_refused(secret: str, path: str, status: int) -> None:
    """Nothing that is asked for is left out in silence."""
    answer = ask(path, secret)
    assert answer.status_code == status
    assert (answer.headers.get("odata-version") == "4.0") == (status == 200)
    assert ask(path, "wrong").status_code == 401
