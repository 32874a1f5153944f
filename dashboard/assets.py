"""The addresses of the files that browsers load: they change with the files."""

from functools import cache
from hashlib import blake2b

from dashboard import places


def addressed(name: str) -> str:
    """A file's address below the folder of assets, at which it may be kept for ever."""
    return f"{name}?m={version_of(name)}"


@cache
def version_of(name: str) -> str:
    """A few letters that change with a file's content."""
    return blake2b((places.ASSETS / name).read_bytes(), digest_size=4).hexdigest()
