"""What a submitter does on the Submit page, without a browser."""

from __future__ import annotations

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from access import Person, Role
from metrics import gaps
from schema.term import load_term
from services import cache
from store import open_store
from store.drafts import read_drafts
from store.submissions import read_submissions
from tests.pages.opening import opened
from tests.pages.workbooks import UNIT, XLSX, workbook

TERM = load_term()
# The sample person whose session it is, where nobody is chosen.
ADMIN = Person("demo-admin", "周若兰", Role.ADMIN)


def without_group(url: str) -> list[str]:
    """Classes of the unit that have no group in the store."""
    with open_store(url) as store:
        found = gaps(cache.facts(store, TERM), TERM, TERM.last_day, unit=UNIT, lists=["no_group"])
    return list(found["no_group"]["class_id"])


def submissions(url: str) -> int:
    """How many submissions the store has."""
    with open_store(url) as store:
        return len(read_submissions(store, TERM.name))


def drafts(url: str) -> list[str]:
    """The names of the files that wait for the person's confirmation in the store."""
    with open_store(url) as store:
        return [draft.file for draft in read_drafts(store, TERM.name, ADMIN.login)]


def dropped(*files: tuple[str, bytes], **query: str) -> AppTest:
    """The page of submission with files dropped on it."""
    return drop(opened("submit", **query), *files)


def drop(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The page after files were dropped on it."""
    app.file_uploader[0].set_value([(name, content, XLSX) for name, content in files])
    return app.run()


def button(app: AppTest, label: str) -> Button:
    """The button whose label begins with ``label``."""
    return next(button for button in app.button if button.label.startswith(label))


def confirmed(app: AppTest) -> AppTest:
    """The page after the submitter agreed."""
    return button(app, "确认上报").click().run()


def shown(app: AppTest, heading: str) -> pd.DataFrame:
    """The table on the page that has a column called ``heading``."""
    return next(table.value for table in app.dataframe if heading in table.value)


def groups(*rows: list[object]) -> bytes:
    """A clean sheet of groups of the unit."""
    return workbook([["学院", "教学班号", "建群日期"], *([UNIT, *row] for row in rows)])
