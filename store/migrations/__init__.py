"""The history of the tables, one file a change; :mod:`store.migrate` applies it."""
