"""Bytes of a workbook in, tidy rows and findings out. No database and no screen here."""

from loaders.reader import read_workbook
from loaders.request import Receipt

__all__ = ["Receipt", "read_workbook"]
