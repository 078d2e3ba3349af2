"""Bytes of a workbook in, tidy rows and findings out. No database and no screen here.

What is listed here is brought in when it is first asked for: who looks for a unit by its name reads no
workbook.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loaders.reader import read_workbook
    from loaders.request import Receipt

__all__ = ["Receipt", "read_workbook"]

_MODULE_OF = {"Receipt": "request", "read_workbook": "reader"}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
