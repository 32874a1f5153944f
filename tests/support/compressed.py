"""What was compressed in a test process is not compressed there a second time.

Files of pages, and those of a site of files, are compressed at the highest quality: three seconds
for all. Tests of warm servers and of written sites did so a dozen times, for the same bytes.
"""

import gzip
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

import brotli

LEAST_BYTES = 2_000  # less is compressed at once
KEPT = 300

Compress = Callable[..., bytes]


def keep_it() -> None:
    """In this process, from now on."""
    brotli.compress = _once(brotli.compress)
    gzip.compress = _once(gzip.compress)


def _once(compress: Compress) -> Compress:
    @wraps(compress)
    def compressed(content: bytes, *given: Any, **options: Any) -> bytes:
        if len(content) < LEAST_BYTES:
            return compress(content, *given, **options)
        return _found_or_made(compress, bytes(content), given, tuple(sorted(options.items())))

    return compressed


@lru_cache(maxsize=KEPT)
def _found_or_made(
    compress: Compress, content: bytes, given: tuple[Any, ...], options: tuple[tuple[str, Any], ...]
) -> bytes:
    return compress(content, *given, **dict(options))
