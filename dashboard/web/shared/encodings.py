"""Brotli, or gzip for browsers without it."""

import gzip
import zlib
from typing import Literal

import brotli

Encoding = Literal["br", "gzip"]
ENCODINGS: tuple[Encoding, ...] = ("br", "gzip")  # the better one first

NARROWEST, WIDEST = 16, 22  # bits of Brotli's window; the memory behind it is cleared each time


def encode(content: bytes, encoding: Encoding, quality: int) -> bytes:
    """Encode the content; the qualities are Brotli's, up to 11."""
    if encoding == "br":
        window = min(max(len(content).bit_length(), NARROWEST), WIDEST)  # no wider than it need be
        return brotli.compress(content, quality=quality, lgwin=window)  # type: ignore[no-any-return]
    return gzip.compress(content, min(quality, 9), mtime=0)


def decode(content: bytes, encoding: Encoding) -> bytes | None:
    """Decode the content; ``None`` if it is incomplete or something else."""
    try:
        return brotli.decompress(content) if encoding == "br" else gzip.decompress(content)
    except (brotli.error, zlib.error, EOFError, OSError):
        return None
