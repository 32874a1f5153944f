"""Compressed files, kept between starts and shared by the processes of a server."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections import defaultdict
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from dashboard.private import FILE, make_folder, tighten
from dashboard.web.shared.encodings import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.web.shared.encodings import Encoding

THOROUGH = 11


class KeptFiles:
    """Files compressed at the highest quality, found by their content.

    Memory is tried first, then ``folder``. A file from there is used only if it decompresses to the
    content. While one process compresses a file, others wait for it. If the folder cannot be used,
    each process compresses for itself.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        tighten(folder)
        self._held: dict[str, bytes] = {}
        self._busy: defaultdict[str, Lock] = defaultdict(Lock)

    def compressed(self, content: bytes, encoding: Encoding) -> bytes:
        """The content in that encoding."""
        name = f"{hashlib.blake2b(content, digest_size=16).hexdigest()}.{encoding}"
        with self._busy[name]:  # others wait here, and share the result
            if name not in self._held:
                self._held[name] = self._found_or_made(self._folder / name, content, encoding)
        return self._held[name]

    def _found_or_made(self, path: Path, content: bytes, encoding: Encoding) -> bytes:
        if found := _found(path, content, encoding):
            return found
        with _alone(path):
            if found := _found(path, content, encoding):  # another process was here first
                return found
            made = encode(content, encoding, THOROUGH)
            _write(path, made)
        return made


def _found(path: Path, content: bytes, encoding: Encoding) -> bytes | None:
    """What is kept, if it leads back to the content."""
    try:
        found = path.read_bytes()
    except OSError:
        return None
    return found if decode(found, encoding) == content else None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Other processes that want the same file wait here.

    The lock goes with its process. Who waits for a lock that is deleted meanwhile only comes in at
    the same time as others, and finds what was made.
    """
    lock = path.with_name(f".{path.name}")
    try:
        make_folder(path.parent)
        held = os.open(lock, os.O_CREAT | os.O_WRONLY, FILE)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        os.close(held)


def _write(path: Path, content: bytes) -> None:
    """Write the whole file or nothing: other processes read it at the same time."""
    try:
        make_folder(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
    except OSError:
        return
