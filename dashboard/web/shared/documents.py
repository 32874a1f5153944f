"""Files made in a process of their own: pages need the time and the memory that making takes."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from werkzeug.exceptions import ServiceUnavailable

from dashboard.web.shared.jobs import jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.importers.order import OnProgress


def made_apart(work: Callable[..., bytes], *given: object) -> bytes:
    """What ``work(*given)`` makes; it is a function of a module, and what is given can be pickled.

    Raises:
        werkzeug.exceptions.ServiceUnavailable: The process ended early.
    """
    line = jobs().doing(_packed, work, given)(lambda *_: None)
    if "file" not in line:
        raise ServiceUnavailable
    return b64decode(line["file"])


def _packed(
    work: Callable[..., bytes], given: Sequence[object], _tell: OnProgress
) -> Mapping[str, str]:
    return {"file": b64encode(work(*given)).decode()}
