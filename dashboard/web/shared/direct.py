"""Drawings are answered here, as Dash answers them, without its work for callbacks of any form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, request

from dashboard.addresses import CALLBACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

ANSWER: Final = "impact_answer"
"""What answers callbacks, in the server's extensions."""


def answer_first(server: Flask, answer: Callable[[object], bytes | None]) -> None:
    """Answer callbacks by ``answer``, which gives JSON, or ``None`` for what Dash is to answer."""
    server.extensions[ANSWER] = answer
    by_dash = server.view_functions[CALLBACK]

    def answered() -> Response:
        found = answer(request.get_json())
        if found is None:
            return by_dash()  # type: ignore[return-value]
        return Response(found, content_type="application/json")

    server.view_functions[CALLBACK] = answered
