"""What a server has for as long as it runs: the processes in which it reads, and what sends by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from loaders.pool import pool
from server import logs, sender


@asynccontextmanager
async def running(app: object) -> AsyncIterator[None]:
    """Start the readers before anybody comes, so that the first sheet waits for none; send meanwhile."""
    logs.begin()  # again: whatever serves us has set up lines of its own since
    pool()
    async with sender.running(app):
        yield
