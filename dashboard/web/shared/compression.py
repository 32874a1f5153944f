"""Compress answers.

Each encoding of the same content has its own ETag, so that every tag is strong. Files are
compressed once, at the highest quality.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING

from cachetools import LRUCache
from flask import request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from dashboard.addresses import is_public
from dashboard.web.shared.differing import differs_by
from dashboard.web.shared.encodings import ENCODINGS, Encoding, encode

if TYPE_CHECKING:
    from flask import Response

    from dashboard.web.shared.kept import KeptFiles

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
SUITES = "/_dash-component-suites/"
FILES = ("/assets/", SUITES)
SMALLEST = 500
OK, NO_CONTENT, PART, NOT_MODIFIED = 200, 204, 206, 304
LEFT_ALONE = (NO_CONTENT, PART, NOT_MODIFIED)
QUALITY, QUICK = 5, 3
QUICK_UP_TO = 27_000
"""Bytes, as most filter changes have: less than half the time, for 500 bytes more."""
DIGEST = 16  # bytes: that two answers are one by chance, or by intent, does not happen
LARGEST_KEPT = 8 * 1024 * 1024  # bytes of encoded answers


class Compressor:
    """Compresses answers after each request."""

    def __init__(self, files: KeptFiles) -> None:
        self._files = files
        self._kept: LRUCache[tuple[bytes, Encoding], bytes] = LRUCache(LARGEST_KEPT, len)
        self._keeping = Lock()

    def __call__(self, response: Response) -> Response:
        """Compress an answer if that is worth it, in an encoding that the reader accepts."""
        if response.mimetype not in KINDS:
            return response
        differs_by(response, "Accept-Encoding")
        encoding = _encoding(response)
        tag, _ = response.get_etag()
        coded = f"{tag}-{encoding}" if tag and encoding else tag
        if held := _held(response, coded, tag):  # before any work for what the reader has
            response.status_code = NOT_MODIFIED
            response.set_etag(held)
            return response
        if encoding is None:
            return response
        response.direct_passthrough = False
        response.set_data(self._compressed(response.get_data(), encoding))
        response.content_encoding = encoding
        response.headers.pop("Accept-Ranges", None)  # parts are cut from the plain bytes only
        if coded:
            response.set_etag(coded)
        return response

    def _compressed(self, body: bytes, encoding: Encoding) -> bytes:
        if request.path.startswith(FILES):
            return self._files.compressed(body, encoding)
        if is_public(request.path):
            return self._encoded_once(body, encoding)
        return encode(body, encoding, quality(body))

    def _encoded_once(self, body: bytes, encoding: Encoding) -> bytes:
        """What many readers are sent alike; the same bytes are found by their digest alone."""
        place = blake2b(body, digest_size=DIGEST).digest(), encoding
        with self._keeping:
            found = self._kept.get(place)
        if found is None:
            found = encode(body, encoding, QUALITY)
            with self._keeping:
                self._kept[place] = found
        return found


def for_one_reader(body: bytes, accepted: str) -> tuple[bytes, Encoding | None]:
    """An answer that one reader is sent, compressed if that is worth it, and how."""
    encoding = best(accepted) if len(body) >= SMALLEST else None
    return (encode(body, encoding, quality(body)) if encoding else body), encoding


def quality(body: bytes) -> int:
    """The quality for an answer that one reader is sent."""
    return QUICK if len(body) <= QUICK_UP_TO else QUALITY


def _encoding(response: Response) -> Encoding | None:
    """The encoding to use; ``None`` to send the answer as it is."""
    if response.status_code in LEFT_ALONE or response.content_encoding:
        return None
    encoding = best(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
    return encoding if encoding and _length(response) >= SMALLEST else None


@lru_cache(100)
def best(accepted: str) -> Encoding | None:
    """The encoding that a reader likes best; browsers say what they accept in a few ways only."""
    liked = parse_accept_header(accepted, Accept).best_match(ENCODINGS)
    return next((one for one in ENCODINGS if one == liked), None)


def _length(response: Response) -> int:
    if response.content_length is not None:
        return response.content_length
    response.direct_passthrough = False
    return len(response.get_data())


def _held(response: Response, *tags: str | None) -> str | None:
    """The reader's tags that are current, among encodings that they accept."""
    if response.status_code != OK or not any(tags):
        return None
    known = request.if_none_match
    return next((tag for tag in tags if tag and known.contains_weak(tag)), None)
