"""Bytes of a workbook in, tidy rows and findings out. No database and no screen here."""

from loaders.reader import read_workbook

__all__ = ["read_workbook"]
