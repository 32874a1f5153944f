"""The site that a request for an embedded view comes from, if its browser tells."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.domain.publications.embeds import NotAnOriginError, parse_origin

if TYPE_CHECKING:
    from collections.abc import Container, Mapping


ALONE = ("document", "iframe", "frame")
OURS = ("same-origin", "none")  # "none": typed, or from a bookmark


class AnswerUse(Enum):
    """The permitted uses of an answer, by the browsers' names for a request's destination."""

    PAGE = ALONE
    PICTURE = (*ALONE, "image")
    CALLBACK = ()


def comes_from_elsewhere(
    headers: Mapping[str, str], origins: Container[str], ours: Container[str], use: AnswerUse
) -> bool:
    """Whether the headers show a site that the grant does not name, or another use.

    ``ours`` are our own origins. If a browser sends no such headers, ``frame-ancestors`` decides.
    """
    origin, referer = headers.get("Origin"), headers.get("Referer")
    if origin and not _is_known(origin, origins, ours):
        return True
    if referer and not _is_known(referer, origins, ours):
        return True
    destination = headers.get("Sec-Fetch-Dest")
    if not destination or destination in use.value:
        return use is AnswerUse.CALLBACK and headers.get("Sec-Fetch-Site", OURS[0]) not in OURS
    return not (destination == "empty" and headers.get("Sec-Fetch-Site") in OURS)


def own_origins(host: str, base_url: str) -> frozenset[str]:
    """Our own origins: of the address that people use, and of the host that was asked.

    A server behind a proxy does not know by which scheme the host was asked. Where people use
    https, a page of the same name without it is not ours: anybody on the way may have written it.
    """
    base = urlsplit(base_url.lower())
    used = {f"{base.scheme}://{base.netloc}"} if base_url else set()
    asked = {f"{scheme}://{host.lower()}" for scheme in ("http", "https")}
    return frozenset(used if base.netloc == host.lower() else used | asked)


def _is_known(address: str, origins: Container[str], ours: Container[str]) -> bool:
    """Whether an origin, or an address's origin, is known; ``null`` never is."""
    try:
        parts = urlsplit(address)
        found = f"{parts.scheme}://{parts.netloc}"
        return found.lower() in ours or parse_origin(found) in origins
    except (NotAnOriginError, ValueError):
        return False
