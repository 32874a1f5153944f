"""Compressed files, kept between starts and shared by the processes of a server."""

from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from dashboard.private import make_folder, tighten
from dashboard.web.shared.encodings import decode, encode

if TYPE_CHECKING:
    from dashboard.web.shared.encodings import Encoding

THOROUGH = 11


class KeptFiles:
    """Files compressed at the highest quality, found by their content.

    Memory is tried first, then ``folder``. A file from there is used only if it decompresses to the
    content. If the folder cannot be used, each process compresses for itself.
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
        found = _read(path)
        if found and decode(found, encoding) == content:
            return found
        made = encode(content, encoding, THOROUGH)
        _write(path, made)
        return made


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write(path: Path, content: bytes) -> None:
    """Write the whole file or nothing: other processes read it at the same time."""
    try:
        make_folder(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
    except OSError:
        return
