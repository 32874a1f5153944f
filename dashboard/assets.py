"""The addresses of files for browsers; an address changes with the content.

An ES module imports others by relative addresses without a version. So all modules lie below one
folder, whose name changes with any of them. No page mixes old modules with new ones.
"""

import posixpath
import re
from functools import cache
from hashlib import blake2b

from dashboard import places

IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"(?P<file>\.{1,2}/[^"]+\.js)";', re.MULTILINE)
MODULES = "modules"
"""Below the folder of assets, and itself no folder: see ``web.shared.modules``."""
VENDORED = "vendor/"


def addressed(name: str) -> str:
    """A file's address below the assets folder, which browsers may cache for ever."""
    return f"{name}?m={version_of(name)}"


def module(name: str) -> str:
    """A module's address below the assets folder, which browsers may cache for ever."""
    return f"{MODULES}/{version_of_modules()}/{name}"


@cache
def version_of(name: str) -> str:
    """A few letters that identify a file's content."""
    return _digest((places.ASSETS / name).read_bytes())


@cache
def version_of_modules() -> str:
    """A few letters that identify the content of all modules."""
    paths = sorted(places.ASSETS.rglob("*.js"))
    names = [path.relative_to(places.ASSETS).as_posix() for path in paths]
    ours = [name for name in names if not name.startswith(VENDORED)]
    return _digest(" ".join(f"{name} {version_of(name)}" for name in ours).encode())


@cache
def imports(name: str) -> tuple[str, ...]:
    """All modules that one imports, directly or not, each once and before those that need it."""
    found: dict[str, None] = {}
    for imported in _imported_by(name):
        for each in (*imports(imported), imported):
            found.setdefault(each)
    return tuple(found)


def _imported_by(name: str) -> list[str]:
    content = (places.ASSETS / name).read_text(encoding="utf-8")
    folder = posixpath.dirname(name)
    return [posixpath.normpath(f"{folder}/{one['file']}") for one in IMPORT.finditer(content)]


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=4).hexdigest()
