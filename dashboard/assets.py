"""The files that browsers load, and their addresses, which change with the content.

Some are made of others, such as the styles of a page: their names begin with ``MADE``, which is no
folder.
"""

from functools import cache
from hashlib import blake2b

from dashboard import places, scripts, sheets

MADE = "pages/"


def addressed(name: str) -> str:
    """A file's address below the assets folder, which browsers may cache for ever."""
    return f"{name}?m={version_of(name)}"


@cache
def version_of(name: str) -> str:
    """A few letters that identify a file's content."""
    return blake2b(content(name), digest_size=4).hexdigest()


def content(name: str) -> bytes:
    """A file's content.

    Raises:
        OSError: There is no such file.
    """
    page, _, ending = name.removeprefix(MADE).rpartition(".")
    if not name.startswith(MADE):
        return (places.ASSETS / name).read_bytes()
    if ending == "css" and page in sheets.PAGES:
        return sheets.joined(page)
    if ending == "js" and page in scripts.ENTRIES:
        return scripts.joined(page)
    raise FileNotFoundError(name)
