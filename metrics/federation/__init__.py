"""The figures of many campuses, each by the same definitions, on one machine or on many."""

from metrics.federation.campuses import ENGINES, figures_of_campuses
from metrics.federation.published import OF_CAMPUS, STATED, PublishedTerm
from metrics.federation.tables import ParquetTables

__all__ = ["ENGINES", "OF_CAMPUS", "STATED", "ParquetTables", "PublishedTerm", "figures_of_campuses"]
