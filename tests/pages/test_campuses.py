"""多校: many campuses beside each other, on their page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import _is_listed
from exports.published.federated import OF_CAMPUSES
from metrics.indicators import FIRST
from schema.term import load_term
from services.campuses import VARIABLE, beside, federated, one, regions
from services.desk import Desk
from store import open_store
from store.acts import read_acts
from tests.campuses import ON, written
from tests.pages.opening import charts, opened, words
from tests.services.rights.people import PEOPLE

COUNT = 60
FILE = f"多校指标_{ON}.csv"
FIRST_IDS = ["group_creation", "counselor_presence", "assistant_assignment"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = tmp_path_factory.mktemp("campuses")
    written(kept, COUNT)
    return kept


@pytest.fixture
def desk(empty: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv(VARIABLE, str(folder))
    with open_store(empty) as store:
        yield Desk(store, load_term(), PEOPLE["leader"])


def test_campuses_stand_by_what_they_lack(desk: Desk) -> None:
    """The widest gap is first, n and d are those that were worked out, a region leaves the others out."""
    made = federated(desk)
    assert made.regions == {"江北": ("江北", "江北"), "江南": ("江南", "Jiangnan")}
    all_of_them = beside(desk, made, ON, FIRST_IDS)
    assert list(all_of_them.order["unit"]) == [f"第{number}大学" for number in reversed(range(COUNT))]
    figures, term = all_of_them.some(50, 25)
    assert [unit.name for unit in term.units] == [f"第{number}大学" for number in reversed(range(10))]
    assert set(figures["unit"]) == set(term.unit_names)
    few = beside(desk, made, ON, FIRST_IDS, "江南")
    assert set(few.figures["region"]) == {"江南"}
    assert len(few.order) == COUNT // 2 - 1
    sums = regions(desk, made, ON, FIRST_IDS).groupby("indicator")[["n", "d"]].sum()
    whole = made.figures(OF_CAMPUSES)
    day = whole[(whole["on"] == whole["on"].max()) & whole["indicator"].isin(FIRST_IDS)]
    assert (sums == 2 * day.groupby("indicator")[["n", "d"]].sum()).all(axis=None)
    alone = one(desk, made, "campus-59")
    assert set(alone.units["unit"]) == set(desk.term.unit_names[:3])
    assert (alone.kept["n_now"] >= alone.kept["n"]).all()


def test_the_page_shows_the_matrix_a_campus_and_the_rest(
    empty: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty-five at a time with the rest said; the first is looked at by itself; a file taken is logged."""
    files: dict[str, bytes] = {}

    def taken(_label: str, make: Callable[[], bytes], file: str, *_others: object, **_more: object) -> None:
        files[file] = make()  # as if everybody pressed every button

    monkeypatch.setattr("ui.show.download", taken)
    assert "没有多校的数字" in words(opened("campuses"))
    monkeypatch.setenv(VARIABLE, str(folder))
    app = opened("campuses")
    assert not app.exception
    text = words(app)
    assert "60 个校区，发布于 3月1日 周日 24:00" in text
    assert "其余 35 个校区" in text
    assert app.selectbox(key="from_place").options[-1] == "第 51 至 60 个，共 60 个"
    assert app.selectbox(key="campus").value == "campus-59"
    assert len(charts(app)) == 4
    kept = app.dataframe[0].value
    assert kept["now"].iloc[1].endswith("(10 / 600)")
    assert len(files[FILE].decode("utf-8-sig").splitlines()) == 1 + COUNT * len(FIRST)
    monkeypatch.undo()
    monkeypatch.setenv(VARIABLE, str(folder))
    app.selectbox(key="region").set_value("江北").run()
    app.selectbox(key="from_place").set_value(25).run()
    assert not app.exception
    assert app.selectbox(key="campus").value == "campus-59"
    assert "其余 25 个校区" in words(app)
    with open_store(empty) as store:
        log = read_acts(store)
    downloads = log[log["act"] == "downloaded"]
    assert {json.loads(detail)["file"] for detail in downloads["detail"]} == set(files)
    assert set(downloads["kind"]) == {"figures"}


def test_the_menu_has_the_page_only_where_there_is_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation of one campus lists no page of many; who may not see it is never shown it."""
    monkeypatch.delenv(VARIABLE, raising=False)
    assert not _is_listed("campuses", PEOPLE["leader"])
    monkeypatch.setenv(VARIABLE, "somewhere")
    assert _is_listed("campuses", PEOPLE["leader"])
    assert not _is_listed("campuses", PEOPLE["own"])
