"""Which rows an OData ``$filter`` means: a grammar of its comparisons, answered by pandas.

Of the grammar of OData 4.01 (OASIS, part 2, section 5.1.1) what programs send for columns of plain values.
"""

from __future__ import annotations

import datetime as dt
import operator
from functools import reduce
from typing import Any

import pandas as pd
from lark import Lark, Transformer
from lark.exceptions import LarkError, VisitError

_LONGEST = 2_000  # characters
_GRAMMAR = r"""
    ?filter: either
    ?either: both ("or" both)*
    ?both: one ("and" one)*
    ?one: "not" one -> negated
        | "(" either ")"
        | value COMPARED value -> compared
        | value "in" "(" value ("," value)* ")" -> listed
        | TEXTS "(" value "," value ")" -> looked_for
        | COLUMN -> column_itself
    ?value: COLUMN -> column
        | /'(''|[^'])*'/ -> text
        | /-?\d+(?![\d.T:-])/ -> integer
        | /-?\d+\.\d+/ -> real
        | /\d{4}-\d\d-\d\d(?!T)/ -> day
        | /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)/ -> moment
        | "true" -> true
        | "false" -> false
        | "null" -> null
    COMPARED.2: /(eq|ne|lt|le|gt|ge)\b/
    TEXTS.2: /(contains|startswith|endswith)(?=\s*\()/
    COLUMN: /[A-Za-z_]\w*/
    %ignore /\s+/
"""
_COMPARED = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
_PARSER = Lark(_GRAMMAR, start="filter", parser="lalr")


def filtered(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """Those of ``rows`` that the filter ``text`` means; raises ``ValueError`` for one that says nothing.

    Comparisons, ``in``, ``and``, ``or``, ``not``, ``contains``, ``startswith``, ``endswith`` and ``null`` are
    known; what is missing equals ``null`` and is neither more nor less than anything.
    """
    if len(text) > _LONGEST:
        raise ValueError(f"a filter has at most {_LONGEST} characters")
    try:
        return rows[_Masks(rows).transform(_PARSER.parse(text))]
    except VisitError as error:
        raise ValueError(f"the filter cannot be answered: {error.orig_exc}") from error
    except (LarkError, RecursionError) as error:
        raise ValueError(f"the filter cannot be read: {error}") from error


class _Masks(Transformer[Any, pd.Series]):
    """Each part of a filter over ``rows`` as a column, a value, or a mask of the rows."""

    def __init__(self, rows: pd.DataFrame) -> None:
        super().__init__()
        self._rows = rows

    def column(self, parts: list[Any]) -> pd.Series:
        """The column of a name."""
        if parts[0] not in self._rows:
            raise ValueError(f"there is no column {str(parts[0])!r}")
        return self._rows[str(parts[0])]

    def column_itself(self, parts: list[Any]) -> pd.Series:
        """A column that is true or false by itself."""
        column = self.column(parts)
        if column.dtype != bool:
            raise ValueError(f"the column {str(parts[0])!r} is neither true nor false")
        return column

    def text(self, parts: list[Any]) -> str:
        """A text in quotes, in which a quote stands twice."""
        return str(parts[0])[1:-1].replace("''", "'")

    def integer(self, parts: list[Any]) -> int:
        """A whole number."""
        return int(parts[0])

    def real(self, parts: list[Any]) -> float:
        """A number."""
        return float(parts[0])

    def day(self, parts: list[Any]) -> pd.Timestamp:
        """A day, as the columns of days have it."""
        return pd.Timestamp(dt.date.fromisoformat(parts[0]))

    def moment(self, parts: list[Any]) -> pd.Timestamp:
        """A moment, in UTC as the columns of moments have it."""
        return pd.Timestamp(str(parts[0])).tz_convert("UTC").tz_localize(None)

    def true(self, _parts: list[Any]) -> bool:
        """What is true."""
        return True

    def false(self, _parts: list[Any]) -> bool:
        """What is not."""
        return False

    def null(self, _parts: list[Any]) -> None:
        """What is missing."""
        return

    def either(self, parts: list[Any]) -> pd.Series:
        """Rows of any of the parts."""
        return reduce(operator.or_, parts)

    def both(self, parts: list[Any]) -> pd.Series:
        """Rows of all of the parts."""
        return reduce(operator.and_, parts)

    def negated(self, parts: list[Any]) -> pd.Series:
        """All other rows."""
        mask: pd.Series = ~parts[0]
        return mask

    def compared(self, parts: list[Any]) -> pd.Series:
        """Rows whose value is equal to, more or less than another."""
        left, compare, right = parts
        column, other = (left, right) if isinstance(left, pd.Series) else (right, left)
        known = _column(column).notna()
        if other is None:
            return known if compare == "ne" else ~known & (compare == "eq")
        if isinstance(other, pd.Series):
            known &= other.notna()
        mask = _COMPARED[compare](left, right).fillna(False).astype(bool)
        return mask | ~known if compare == "ne" else mask & known

    def listed(self, parts: list[Any]) -> pd.Series:
        """Rows whose value is one of several."""
        return _column(parts[0]).isin(parts[1:])

    def looked_for(self, parts: list[Any]) -> pd.Series:
        """Rows whose text contains, begins with or ends with another."""
        name, texts, part = str(parts[0]), _column(parts[1]), parts[2]
        if not isinstance(part, str) or not pd.api.types.is_string_dtype(texts):
            raise ValueError(f"{name} looks for a text in a column of texts")
        given = {"regex": False} if name == "contains" else {}
        mask: pd.Series = getattr(texts.str, name)(part, **given)
        return mask.fillna(False).astype(bool)


def _column(value: Any) -> pd.Series:
    if not isinstance(value, pd.Series):
        raise TypeError("a column is compared with values")
    return value
