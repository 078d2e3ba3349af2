"""Which rows an OData ``$filter`` means: its text is parsed by odata-query, and answered by pandas."""

from __future__ import annotations

import datetime as dt
import operator
from typing import Any

import pandas as pd
from odata_query import ast
from odata_query.exceptions import ODataException
from odata_query.grammar import ODataLexer, ODataParser

_LONGEST = 2_000  # characters
_COMPARED = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_TEXTS = ("contains", "startswith", "endswith")
_LITERALS = (ast.Null, ast.String, ast.Integer, ast.Float, ast.Boolean, ast.Date, ast.DateTime)


def filtered(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """Those of ``rows`` that the filter ``text`` means; raises ``ValueError`` for one that says nothing.

    Comparisons, ``in``, ``and``, ``or``, ``not``, ``contains``, ``startswith``, ``endswith`` and ``null`` are
    known; what is missing equals ``null`` and is neither more nor less than anything.
    """
    if len(text) > _LONGEST:
        raise ValueError(f"a filter has at most {_LONGEST} characters")
    try:
        return rows[_Filter(rows).mask(ODataParser().parse(ODataLexer().tokenize(text)))]
    except (ODataException, TypeError, RecursionError) as error:
        raise ValueError(f"the filter cannot be read: {error}") from error


class _Filter:
    """The parts of a filter over ``rows``: columns, values, and masks of the rows."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows

    def mask(self, node: Any) -> pd.Series:
        """Which rows a part that is true or false means."""
        match node:
            case ast.Compare():
                return self._compared(node)
            case ast.BoolOp():
                left, right = self.mask(node.left), self.mask(node.right)
                return left & right if isinstance(node.op, ast.And) else left | right
            case ast.UnaryOp() if isinstance(node.op, ast.Not):
                return ~self.mask(node.operand)
            case ast.Call():
                return self._looked_for(node)
        column = self._value(node)
        if not isinstance(column, pd.Series) or column.dtype != bool:
            raise ValueError("this part of the filter is neither true nor false")
        return column

    def _value(self, node: Any) -> Any:
        """A column, or what a literal says: days and moments as the columns have them."""
        match node:
            case ast.Identifier():
                if node.namespace or node.name not in self._rows:
                    raise ValueError(f"there is no column {node.name!r}")
                return self._rows[node.name]
            case ast.List():
                return [self._value(each) for each in node.val]
            case ast.UnaryOp() if isinstance(node.op, ast.USub):
                return -self._value(node.operand)
        if not isinstance(node, _LITERALS):
            raise ValueError(f"{type(node).__name__} is not known in a filter here")
        value = node.py_val
        if isinstance(value, dt.datetime):
            moment = pd.Timestamp(value)
            return moment.tz_convert("UTC").tz_localize(None) if moment.tzinfo else moment
        return pd.Timestamp(value) if isinstance(value, dt.date) else value

    def _compared(self, node: Any) -> pd.Series:
        left, right = self._value(node.left), self._value(node.right)
        if isinstance(node.comparator, ast.In):
            return self._column(left).isin(right)
        column, other = (left, right) if isinstance(left, pd.Series) else (right, left)
        known = self._column(column).notna()
        is_not = isinstance(node.comparator, ast.NotEq)
        if other is None:
            return known if is_not else ~known & isinstance(node.comparator, ast.Eq)
        if isinstance(other, pd.Series):
            known &= other.notna()
        mask = _COMPARED[type(node.comparator)](left, right).fillna(False).astype(bool)
        return mask | ~known if is_not else mask & known

    def _looked_for(self, node: Any) -> pd.Series:
        name = node.func.name
        if name not in _TEXTS or len(node.args) != 2:
            raise ValueError(f"{name} is not known in a filter here")
        texts, part = self._column(self._value(node.args[0])), self._value(node.args[1])
        if not isinstance(part, str) or not pd.api.types.is_string_dtype(texts):
            raise ValueError(f"{name} looks for a text in a column of texts")
        given = {"regex": False} if name == "contains" else {}
        mask: pd.Series = getattr(texts.str, name)(part, **given)
        return mask.fillna(False).astype(bool)

    def _column(self, value: Any) -> pd.Series:
        if not isinstance(value, pd.Series):
            raise ValueError("a column is compared with values")
        return value
