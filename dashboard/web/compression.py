"""Smaller answers: Brotli, or gzip for those who cannot read it.

Files are compressed once a process, at the highest quality, and found again by their content.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING

import brotli
from flask import request

from dashboard.addresses import EMBED_LIVE

if TYPE_CHECKING:
    from flask import Response

KINDS = frozenset(
    (
        "application/javascript",
        "application/json",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
    )
)
ENCODINGS = ("br", "gzip")
SUITES = "/_dash-component-suites/"
FILES = ("/assets/", SUITES, f"{EMBED_LIVE}{SUITES}")
SMALLEST = 500
QUICK, THOROUGH = 4, 11


class Compressor:
    """Compresses answers after each request; holds the compressed files of one server."""

    def __init__(self) -> None:
        self._files: dict[tuple[bytes, str], bytes] = {}
        self._busy: defaultdict[tuple[bytes, str], Lock] = defaultdict(Lock)

    def __call__(self, response: Response) -> Response:
        """Compress an answer that is worth it, in a form that the reader takes."""
        if response.mimetype not in KINDS:
            return response
        response.vary.add("Accept-Encoding")
        etag, _ = response.get_etag()
        if etag:
            response.make_conditional(request)  # before any work for what the reader has
        encoding = request.accept_encodings.best_match(ENCODINGS)
        if encoding is None or response.status_code in (204, 304) or response.content_encoding:
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) < SMALLEST:
            return response
        response.set_data(self._compressed(body, encoding))
        response.content_encoding = encoding
        if etag:
            response.set_etag(etag, weak=True)  # the same content in other bytes
        return response

    def _compressed(self, body: bytes, encoding: str) -> bytes:
        if not request.path.startswith(FILES):
            return encode(body, encoding, QUICK)
        key = (hashlib.blake2b(body, digest_size=16).digest(), encoding)
        with self._busy[key]:  # whoever comes meanwhile waits, and shares the result
            if key not in self._files:
                self._files[key] = encode(body, encoding, THOROUGH)
        return self._files[key]


def encode(content: bytes, encoding: str, quality: int) -> bytes:
    """The content in that encoding."""
    if encoding == "br":
        return brotli.compress(content, quality=quality)  # type: ignore[no-any-return]
    return gzip.compress(content, min(quality, 9), mtime=0)
