"""Names and headings in the reader's language, and the pages' addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from access import ROLES, Role
from charts import wording
from schema.language import chosen
from services import words
from services.small_counts import FEW
from ui.language import gettext, language, lazy

_ = gettext
# Said of figures in documents too.
joined, unit_names = words.joined, words.unit_names
kind_title, form_title = words.kind_title, words.form_title
moment_of = words.moment_of
# Headings of columns that no sheet declares: what the lists and figures add.
_ADDED = {
    "missing": lazy("未进群人数"),
    "kind": lazy("表"),
    "count": lazy("空白的数"),
    "reported_on": lazy("统计日期"),
    "received_on": lazy("收到日期"),
}
_COUNTED = {"notified": lazy("已通知人数"), "received": lazy("已收到资料人数")}


def role_title(role: Role) -> str:
    """The name of a role."""
    return chosen(*ROLES[role])


def escaped(text: str) -> str:
    """``text`` from a file, shown as it is: nothing in it is markup."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~$:-])", r"\\\1", text)


def headings(columns: Sequence[str]) -> dict[str, str]:
    """The heading of each column: its own where it was added, else that of the sheet declaring it."""
    declared = words.declared_titles(language())
    added = {id: gettext(_ADDED[id]) for id in columns if id in _ADDED}
    return {id: added.get(id) or declared.get(id, id) for id in columns}


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a list with kinds of sheet and names of counts in the reader's words."""
    list_rows = rows.copy()
    if "kind" in list_rows:
        list_rows["kind"] = [kind_title(kind) for kind in list_rows["kind"]]
    if "count" in list_rows:
        list_rows["count"] = [gettext(_COUNTED[count]) for count in list_rows["count"]]
    return list_rows


def few_or(count: int) -> str:
    """A count as it may be told: few students are not counted."""
    return _("少于 5") if count == FEW else wording.format_count(count)
