"""Run the migrations on the connection, and in the transaction, of whoever asked for them."""

from alembic import context

import store.tables  # noqa: F401 - the tables are declared there
from store.metadata import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
