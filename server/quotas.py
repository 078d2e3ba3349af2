"""How many uploaded files, and how many bytes of them, the server holds for one person and for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from schema import limits
from ui import sessions

# Uploads that are coming in: login → the length of each, as its request says.
_coming: dict[str, list[int]] = {}


def has_room(login: str, length: int) -> bool:
    """Whether the server takes ``length`` more bytes as one more file of ``login``."""
    held = _held()
    own = [size for id in sessions.sessions_of(login) for size in held.get(id, ())] + _coming.get(login, [])
    every = [size for sizes in (*held.values(), *_coming.values()) for size in sizes]
    return (
        len(own) < limits.MOST_UPLOADS
        and sum(own) + length <= limits.MAX_BYTES_OF_UPLOADS
        and sum(every) + length <= limits.MAX_BYTES_OF_ALL_UPLOADS
    )


@contextmanager
def coming(login: str, length: int) -> Iterator[None]:
    """Count an upload while it comes in."""
    lengths = _coming.setdefault(login, [])
    lengths.append(length)
    try:
        yield
    finally:
        lengths.remove(length)
        if not lengths:
            _coming.pop(login, None)


def _held() -> dict[str, Iterable[int]]:
    """Session → the sizes of the files that it holds."""
    manager = get_instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)  # noqa: S101 - the server has no other
    return {
        id: [len(file.data) for file in files.values()] for id, files in manager.file_storage.copy().items()
    }
