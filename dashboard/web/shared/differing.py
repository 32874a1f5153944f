"""Say by which headers of a request its answers differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


def differs_by(response: Response, header: str) -> None:
    """Add a header to those of ``Vary``, where it is not among them.

    Werkzeug’s own set of them would be read and written each time, at each request twice.
    """
    said = response.headers.get("Vary")
    if said is None:
        response.headers["Vary"] = header
    elif header not in said.split(", "):
        response.headers["Vary"] = f"{said}, {header}"
