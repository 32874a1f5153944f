"""Answers of embedded views: what each may do in another page, and refusals in each format."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import TYPE_CHECKING

import orjson
from werkzeug.wrappers import Response

from dashboard.publications.drawings.paper import STYLE
from dashboard.publications.pages.embeds import page, pictures
from dashboard.web.publications.embeds.refusals import EmbedRefusedError, Reason, message
from dashboard.web.shared import logs
from dashboard.web.shared.failures import as_data, status_of
from dashboard.web.shared.headers import NOT_STORED, content_security_policy

if TYPE_CHECKING:
    from dashboard.domain.publications.embeds import Grant
    from dashboard.i18n import Locale

HTML, SVG, CSV, JSON = "text/html", "image/svg+xml", "text/csv", "application/json"
REFUSED, TOO_OFTEN = 403, 429
LATER_SECONDS = 900
RELOADED = (Reason.TICKET, Reason.NEWER, Reason.WITHDRAWN)
NOBODY, ANYBODY = "'none'", "*"


def answer(
    body: str | bytes, kind: str, grant: Grant | None, *, frames: str | None = None
) -> Response:
    """An answer that only the grant's sites may show in a frame, or else those that are named."""
    response = Response(body, mimetype=kind)
    frames = frames or (" ".join(grant.origins) if grant and grant.origins else NOBODY)
    policy = {
        HTML: content_security_policy((), frames),
        SVG: f"default-src 'none'; style-src {_style()}; frame-ancestors {frames}",
    }
    response.headers["Content-Security-Policy"] = policy.get(
        kind, "default-src 'none'; frame-ancestors 'none'"
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = NOT_STORED
    if kind == SVG:  # a picture in another site's page, which only the key and the grant open
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def refused(error: EmbedRefusedError, locale: Locale, kind: str) -> Response:
    """A refusal: a sentence in both languages and no figure; logged without the key.

    Any site may show the page: else its readers would see that the server "refused to connect".
    """
    number = error.grant.id if error.grant else "–"
    logs.note("embed refused: %s (grant %s)", error.reason.value, number)
    words, grant = message(error), error.grant
    if kind == HTML:
        told = page.refusal(words, locale, grant.origins if grant else ())
        made = answer(told, HTML, grant, frames=ANYBODY)
    elif kind == SVG:
        made = answer(pictures.refused(words, locale), SVG, grant)
    else:
        made = answer(orjson.dumps({"error": as_data(_code(error.reason), words)}), JSON, grant)
    made.status_code = REFUSED
    if error.reason is Reason.OFTEN:
        made.status_code = TOO_OFTEN
        made.headers["Retry-After"] = str(LATER_SECONDS)
    return made


def _code(reason: Reason) -> str:
    if reason is Reason.OFTEN:
        return status_of(TOO_OFTEN).code
    return "reload" if reason in RELOADED else "forbidden"


def _style() -> str:
    """The hash of our pictures' one style sheet."""
    inside = str(STYLE).removeprefix("<style>").removesuffix("</style>")
    return f"'sha256-{base64.b64encode(sha256(inside.encode()).digest()).decode()}'"
