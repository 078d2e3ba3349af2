"""Where publications are: a folder, or whatever pyarrow has a file system for, such as ``s3://…``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pyarrow as pa
from pyarrow import fs

from schema.publication_errors import PublicationError

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Place:
    """A folder of a file system, and by which ``address`` other programs reach it."""

    system: fs.FileSystem
    path: str
    address: str = field(repr=False)  # with the keys of access, where it has them

    @property
    def name(self) -> str:
        """What people are told: the address without keys of access."""
        if "://" not in self.address:
            return self.address
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{unquote(parts.path)}".rstrip("/")

    def __truediv__(self, part: str) -> Place:
        """The file or folder ``part`` inside."""
        before, mark, options = self.address.partition("?")
        # In a URI the percent sign of a folder's name is written as one.
        inside = quote(part, safe="/=") if "://" in self.address else part
        address = f"{before.rstrip('/')}/{inside}{mark}{options}"
        return Place(self.system, f"{self.path}/{part}", address)

    def read(self, most: int | None = None) -> bytes:
        """The bytes of the file, at the most one more than ``most``.

        Raises ``PublicationError`` where there is none, or no way to it.
        """
        with self._reached():
            try:
                with self.system.open_input_file(self.path) as file:
                    content: bytes = file.read(None if most is None else most + 1)
            except FileNotFoundError as error:
                raise PublicationError("file_missing", place=self.name) from error
        return content

    def write(self, content: bytes) -> None:
        """Write the file; what reads it meanwhile may see a part. Raises ``PublicationError``."""
        with self._reached():
            if isinstance(self.system, fs.LocalFileSystem):
                self.system.create_dir(self.path.rpartition("/")[0])
            with self.system.open_output_stream(self.path) as file:
                file.write(content)

    def replace(self, content: bytes) -> None:
        """Write the file at once: whoever reads it gets all of what was there, or all of ``content``."""
        if not isinstance(self.system, fs.LocalFileSystem):
            self.write(content)  # an object appears whole or not at all
            return
        ending = f".{hashlib.sha256(content).hexdigest()[:16]}.part"
        part = Place(self.system, self.path + ending, self.address + ending)
        part.write(content)
        with self._reached():
            self.system.move(part.path, self.path)

    def folders(self, prefix: str = "") -> list[Place]:
        """The folders inside whose names begin with ``prefix``, in order; none where there is nothing."""
        with self._reached():
            inside = self.system.get_file_info(fs.FileSelector(self.path, allow_not_found=True))
        names = sorted(each.base_name for each in inside if each.type == fs.FileType.Directory)
        return [self / name for name in names if name.startswith(prefix)]

    def has(self, part: str) -> bool:
        """Whether there is a file ``part`` inside; raises ``PublicationError`` where that cannot be told."""
        with self._reached():
            return bool(self.system.get_file_info((self / part).path).type == fs.FileType.File)

    def remove(self) -> None:
        """Remove the folder with all that is inside; one that somebody else has removed is gone."""
        with self._reached(), suppress(FileNotFoundError):
            self.system.delete_dir(self.path)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Say in a sentence why there is no way here."""
        try:
            yield
        except OSError as error:
            raise PublicationError("unreachable", place=self.name, problem=error) from error


def place_of(address: str) -> Place:
    """The folder at ``address``, a path or a URI. Raises ``PublicationError`` for one that cannot be."""
    if "://" not in address:
        path = str(Path(address).absolute())
        return Place(fs.LocalFileSystem(), path, path)
    try:
        system, path = fs.FileSystem.from_uri(address)
    except (pa.ArrowException, OSError) as error:
        name = Place(fs.LocalFileSystem(), "", address).name
        raise PublicationError("unreachable", place=name, problem=type(error).__name__) from error
    return Place(system, path.rstrip("/"), address)
