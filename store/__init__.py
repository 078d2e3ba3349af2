"""The store: what units submitted, what was found in it, and what was withdrawn. Append-only.

Nothing that was once received is changed or removed; a withdrawal is one more row. So any past
state can be asked for again. Start with :func:`open_store`; the modules beside this one add rows
(``add_...``) and read them (``read_...``), each function taking the store first.
"""

from store.errors import StoreError
from store.store import Store, open_store
from store.tables import FACTS_TABLES

__all__ = ["FACTS_TABLES", "Store", "StoreError", "open_store"]
