"""Columns by their distinct values: what is asked of a cell is asked once for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray


class Coded(Sequence[object]):
    """The cells of a column: the one in row *i* is ``values[codes[i]]``, and each value has a row."""

    __slots__ = ("codes", "values")

    def __init__(self, codes: NDArray[np.intp], values: list[object]) -> None:
        self.codes, self.values = codes, values

    @classmethod
    def of(cls, cells: Sequence[object] | NDArray[np.object_]) -> Coded:
        """``cells`` by their distinct values; ``True``, ``1`` and ``"1"`` stay apart."""
        if isinstance(cells, cls):
            return cells
        array = cells if isinstance(cells, np.ndarray) else np.fromiter(cells, object, len(cells))
        codes, values = pd.factorize(array)
        if _may_hide_bools(values) and bool in set(map(type, array)):
            seen: dict[tuple[type, object], int] = {}
            codes = np.fromiter(
                (seen.setdefault((type(c), c), len(seen)) for c in array), np.intp, len(array)
            )
            return cls(codes, [value for _, value in seen])
        if codes.min(initial=0) < 0:
            return cls(np.where(codes < 0, len(values), codes), [*values, None])
        return cls(codes, list(values))

    @overload
    def __getitem__(self, row: int) -> object: ...
    @overload
    def __getitem__(self, row: slice) -> Coded: ...
    def __getitem__(self, row: int | slice) -> object:
        """The cell of a row, or the cells of several."""
        if isinstance(row, slice):
            return _compact(self.codes[row], self.values)
        return self.values[int(self.codes[row])]

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, rows: NDArray[Any]) -> Coded:
        """The cells of ``rows``, given by their positions or as a mask."""
        return _compact(self.codes[rows], self.values)

    def rows_where(self, holds: Callable[[object], bool]) -> NDArray[np.bool_]:
        """For which rows ``holds`` is true of the cell."""
        if not self.values:
            return np.zeros(0, bool)
        return np.fromiter(map(holds, self.values), bool, len(self.values))[self.codes]

    def rows_with(self, wanted: Iterable[str]) -> NDArray[np.intp]:
        """The rows whose cell is one of the texts ``wanted``."""
        common = frozenset(wanted).intersection(self.values)
        if not common:
            return np.zeros(0, np.intp)
        return np.flatnonzero(np.isin(self.codes, [self.values.index(text) for text in common]))


def _may_hide_bools(values: NDArray[np.object_]) -> bool:
    """Whether one of the values is equal to ``True`` or ``False``."""
    return not {bool, int, float}.isdisjoint(map(type, values)) and not {0, 1}.isdisjoint(values)


def _compact(codes: NDArray[np.intp], values: list[object]) -> Coded:
    """Some rows of a column, without the values that none of them has."""
    used = np.bincount(codes, minlength=len(values)) > 0
    if used.all():
        return Coded(codes, values)
    return Coded((np.cumsum(used) - 1)[codes], [values[place] for place in np.flatnonzero(used).tolist()])
