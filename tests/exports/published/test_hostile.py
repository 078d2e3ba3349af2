"""What others publish is read as what it may be: a mistake, or an attempt on whoever counts many campuses."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from exports.published.federated import AT_CHECKPOINTS, Question
from exports.published.federating import federate
from exports.published.places import place_of
from exports.published.reading import publications
from schema import limits
from schema.publication_errors import PublicationError
from tests.exports.published.test_writing import published
from tests.metrics.making import feb

HOME = "campus=river-one/term=2020%E6%98%A5"
PLAN, CHECKPOINTS = "facts/plan/part-0.parquet", "figures/checkpoints.parquet"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """What one campus published."""
    published(place_of(str(tmp_path / "in")), 1, groups=1)
    return tmp_path / "in"


def worked_out(source: Path, engine: str = "pandas") -> Any:
    """The figures, as whoever counts many campuses has them worked out."""
    listed = publications(place_of(str(source)))
    return federate(listed, Question(feb(23), None, engine), place_of(str(source.parent / "out")), "v1")


def said(source: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what the manifest says."""
    manifest = source / HOME / "manifest.json"
    whole = json.loads(manifest.read_bytes())
    change(whole)
    manifest.write_text(json.dumps(whole))


def set_to(*path: Any, value: object) -> Callable[[dict[str, Any]], object]:
    """What gives an entry another value."""

    def change(whole: Any) -> None:
        for part in path[:-1]:
            whole = whole[part]
        whole[path[-1]] = value

    return change


def renamed(name: str) -> Callable[[dict[str, Any]], object]:
    """What says that a file lies elsewhere."""
    return lambda whole: set_to("files", name, value=whole["files"].pop(PLAN))(whole)


@pytest.mark.parametrize(
    "change",
    [
        *(renamed(name) for name in ("../../../../etc/hostname", "/etc/hostname", "facts/plan/../x", "facts", "")),
        *(set_to("version", value=value) for value in ([], "..", "a/b", "x\0y", "")),
        *(set_to("files", value=value) for value in ([], {}, "x")),
        *(set_to("files", PLAN, entry, value=value) for entry, value in (
            ("rows", 10**12), ("rows", -1), ("rows", "1"), ("bytes", 10**15), ("sha256", "x"), ("sha256", None))),
        *(set_to("term", "timezone", value=value) for value in ("Asia", "../../etc/passwd", 5)),
        *(set_to("term", "phases", 0, "starts", value=value) for value in ("0001-01-01", "1700-01-01")),
        *(set_to("term", entry, value=value) for entry, value in (("due", []), ("units", ["x"]), ("name", 5), ("phases", []))),
        *(set_to("term", "publishing", "id", value=value) for value in ("river-two", ["a"], None)),
        *(set_to("known_at", value=value) for value in ("2020-02-23T00:00:00", "0001-01-01T00:00:00+23:59")),
    ],
)  # fmt: skip
def test_a_manifest_that_says_anything_is_a_sentence(
    source: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    """A file elsewhere on the machine, terms without end, values of another kind: refused, nothing is read."""
    said(source, change)
    with pytest.raises(PublicationError, match="no manifest that can be read"):
        worked_out(source)


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b"\0", b"\xff\xfe{", b"NaN", b'{"schema":' + b"9" * 5000 + b"}"]
)
def test_what_is_no_manifest_is_a_sentence(source: Path, content: bytes) -> None:
    """Nested without end, no text, no JSON, a number without end."""
    (source / HOME / "manifest.json").write_bytes(content)
    with pytest.raises(PublicationError, match="no manifest that can be read"):
        worked_out(source)


@pytest.mark.parametrize("make", [shutil.copytree, lambda one, other: other.symlink_to(one)])
@pytest.mark.parametrize("other", ["campus=river-two", "campus=river-one/term=copy"])
def test_nobody_is_two_campuses(source: Path, make: Callable[[Path, Path], object], other: str) -> None:
    """A folder that is there twice would count twice, and stand for a campus that it is not of."""
    one = source / HOME if "/" in other else source / "campus=river-one"
    make(one, source / other)
    with pytest.raises(PublicationError, match="it is of campus river-one"):
        worked_out(source)


def filled(source: Path, name: str, make: Callable[[pa.Table], pa.Table]) -> None:
    """Change a file so that it is that of its checksum."""
    (file,) = source.glob(f"{HOME}/*/{name}")
    sink = io.BytesIO()
    parquet.write_table(make(parquet.read_table(file)), sink)
    file.write_bytes(sink.getvalue())
    of_file = {
        "rows": 1,
        "bytes": len(sink.getvalue()),
        "sha256": hashlib.sha256(sink.getvalue()).hexdigest(),
    }
    said(source, set_to("files", name, value=of_file))


def with_column(name: str, value: pa.Array) -> Callable[[pa.Table], pa.Table]:
    """What puts the same into a column of every row."""
    return lambda rows: rows.set_column(
        rows.column_names.index(name), name, value.take(pa.array([0] * len(rows), pa.int64()))
    )


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda rows: rows.drop_columns(["enrolled"]), "no column enrolled"),
        (with_column("enrolled", pa.array(["many"])), "many"),
        (with_column("submission", pa.nulls(1, pa.int64())), "rows without submission"),
        (with_column("received_at", pa.nulls(1, pa.timestamp("us"))), "rows without received_at"),
        (lambda rows: pa.concat_tables([rows] * 500), "a file of 1,000 rows"),
    ],
)
def test_a_file_that_holds_anything_is_a_sentence(
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
    make: Callable[[pa.Table], pa.Table],
    told: str,
) -> None:
    """Columns that are missing or of another kind, blanks where none can be, rows without end."""
    monkeypatch.setattr(limits, "MAX_PUBLISHED_ROWS", 999)
    filled(source, PLAN, make)
    with pytest.raises(PublicationError, match=told):
        worked_out(source, engine)


def test_a_link_to_what_never_ends_is_not_read(source: Path) -> None:
    """Of a file as many bytes are read as it is said to have."""
    (file,) = source.glob(f"{HOME}/*/{CHECKPOINTS}")
    file.unlink()
    file.symlink_to("/dev/zero")
    with pytest.raises(PublicationError):
        worked_out(source)


def test_a_campus_speaks_for_itself_alone(source: Path) -> None:
    """What it kept at checkpoints is its own, whatever campus its file names."""
    row = {"campus": "other", "unit": "全校", "indicator": "reporting", "gate": "x"}
    schema = parquet.read_schema(next(source.glob(f"{HOME}/*/{CHECKPOINTS}")))
    rows = pa.Table.from_pylist([row], schema)
    filled(source, CHECKPOINTS, lambda _rows: rows)
    assert set(worked_out(source).figures(AT_CHECKPOINTS)["campus"]) == {"river-one"}
