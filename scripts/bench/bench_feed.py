"""How long a program waits for every figure of the sample: asked for over HTTP, as Excel and scripts ask."""

from __future__ import annotations

import tempfile
import urllib.error
import urllib.request
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from access import Person, Role
from metrics.indicators import INDICATORS
from schema.term import load_term
from scripts.bench.measure import Row, best_of
from scripts.serving import ROOT, sample_in, serving
from services import tokens

_ROUNDS = 5
_FIRST_PORT = 8901
_MOST_MS = 400
_ASKER = Person("demo-leader", "郑怀远", Role.LEADER)  # one of the demonstration's invented people
_FORMS = ("json", "csv", "parquet")


def run() -> list[dict[str, Any]]:
    """A row a form, the least of several rounds, and one for an answer that has not changed since."""
    term = load_term()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'sample.db')}"
        with sample_in(url) as desk:
            secret = tokens.make(replace(desk, person=_ASKER), "bench", (), 1)
        with serving(ROOT / "dashboard.py", _FIRST_PORT, {"DATABASE_URL": url}) as address:
            figures = f"{address}/api/v1/figures"
            known, _size = _ask(f"{figures}?format=json", secret)  # the first fills the server's cache
            asked = [partial(_ask, f"{figures}?format={form}", secret) for form in _FORMS]
            seconds = best_of(_ROUNDS, *asked, partial(_ask, figures, secret, known))
            _etag, size = asked[0]()
    places, days = len(term.units) + 1, (term.last_day - term.first_day).days + 1
    name = f"figures, {len(INDICATORS)} indicators × {places} places × {days} days"
    rows = [
        Row(f"{name}, {form}", measured * 1000, "ms", _MOST_MS)
        for form, measured in zip(_FORMS, seconds[:-1], strict=True)
    ]
    rows.append(Row("the same, unchanged since (304)", seconds[-1] * 1000, "ms"))
    rows.append(Row("size of the JSON", size / 1e6, "MB"))
    return [row.as_dict() for row in rows]


def _ask(url: str, secret: str, known: str = "") -> tuple[str, int]:
    """The ETag and the bytes of an answer; none of one that is ``known``. Raises ``HTTPError``."""
    headers = {"Authorization": f"Bearer {secret}"} | ({"If-None-Match": known} if known else {})
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:  # noqa: S310
            return str(answer.headers["ETag"]), len(answer.read())
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return known, 0
        raise
