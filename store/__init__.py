"""The store: what units submitted, what was found in it, and what was withdrawn. Append-only.

Nothing that was once received is changed or removed; a withdrawal is one more row. So any past
state can be asked for again. Start with :func:`open_store`.
"""

from store.errors import StoreError
from store.store import Store, open_store
from store.tables import FACTS_TABLES
from store.writing import Receipt

__all__ = ["FACTS_TABLES", "Receipt", "Store", "StoreError", "open_store"]
