"""Errors as readers see them: one JSON shape under /api, a plain page elsewhere.

For unexpected errors and failures of the database, readers see the ``reference`` from the log.
"""

from __future__ import annotations

import re
from html import escape
from traceback import walk_tb
from typing import TYPE_CHECKING

import orjson
from flask import current_app, g, has_request_context, request
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.wrappers import Response

from dashboard.addresses import CALLBACK, EXPLORE, HOTLINE, locale_of, under
from dashboard.database import is_lost, trouble
from dashboard.i18n import Locale, Text, sequence, text
from dashboard.permission import RightEndedError
from dashboard.trouble import Trouble
from dashboard.web.shared.again import LOST
from dashboard.web.shared.failures import as_data, message_of, status_at_the_end, status_of
from dashboard.web.shared.logs import remark, report
from dashboard.web.shared.unavailable import RETRY_SECONDS, TRIAL, code_of, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from dashboard.domain.shared.filters import Problem

API = "/api/"
WRITTEN = "impact_written"
SCRIPTS = "/_dash-component-suites/"
NOT_FOUND = 404
TO_TRY = (Trouble.FULL, Trouble.LOST, Trouble.DAMAGED)  # what readyz should know at once
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – imPACT</title>
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/vendor/bootstrap.reduced.css">
<link rel="stylesheet" href="/assets/pages/other.css">
</head>
<body>
<header class="header">
<div class="header__row"><p class="brand"><span class="brand__name">imPACT</span>{line}</p></div>
</header>
<main class="page page--notice">
{parts}
</main>
</body>
</html>
"""
LINE = ' <span class="brand__line">{words}</span>'
PART = """<section lang="{lang}">
<h1>{title}</h1>
{paragraphs}
<p><a href="/{locale}">{link}</a></p>
<p>{hotline}<a class="hotline" href="tel:{number}">{number}</a></p>
</section>"""
LED = re.compile(r'( (?:href|action)=")([^"]*)')
OTHER = '<p lang="{lang}"><a href="{address}" hreflang="{lang}">{name}</a></p>'


def install(server: Flask) -> None:
    """Answer every error of a server in these forms."""
    server.register_error_handler(HTTPException, _expected)
    server.register_error_handler(RightEndedError, _ended)
    server.register_error_handler(Exception, _unexpected)


def answer(  # noqa: PLR0913 - what an error has
    path: str,
    status: int,
    message: Text,
    reference: str = "",
    *,
    code: str = "",
    root: str | None = None,
) -> Response:
    """The error as the reader of that path gets it; ``root`` is as in ``document``."""
    if path.startswith(API):
        return in_json(status, code or status_of(status).code, message, reference=reference)
    return _page(status, message, locale_of(path), reference, root)


def in_json(
    status: int,
    code: str,
    message: Text,
    *,
    problems: Sequence[Problem] = (),
    reference: str = "",
) -> Response:
    """The API's one error shape."""
    error = as_data(code, message, problems=problems, reference=reference)
    return Response(orjson.dumps({"error": error}), status, mimetype="application/json")


def of_another_version(way_on: Text) -> HTTPException:
    """The refusal of what no page of this version sends: one open since before an upgrade does.

    ``way_on`` is what helps there.
    """
    words = text("The request does not fit this version of the dashboard, so nothing was saved.")
    return BadRequest(response=in_json(400, status_of(400).code, sequence(words, way_on)))


def note_commit() -> None:
    """Remember that this request has written: what fails from now on leaves that undone or not."""
    if has_request_context():
        setattr(g, WRITTEN, True)


def invalid_filters(problems: Sequence[Problem]) -> Response:
    """Refuse mistyped filters, which must not count as none."""
    return in_json(
        400,
        "invalid_filter",
        text("Some filters are not valid; nothing was counted. Correct them, or leave them out."),
        problems=problems,
    )


def _expected(error: HTTPException) -> Response:
    if error.response is not None:  # a redirect to the address's proper form
        return error.response  # type: ignore[return-value]
    status = error.code or 500
    response = answer(request.path, status, message_of(status))
    response.headers.extend(
        (name, value)
        for name, value in error.get_headers()
        if name not in ("Content-Type", "Content-Length")
    )
    return response


def _ended(error: RightEndedError) -> Response:
    """The right ended while the write waited for its turn."""
    status = status_at_the_end(error)
    return answer(request.path, status, message_of(status))


def _unexpected(error: Exception) -> Response:
    if SCRIPTS in request.path:  # Dash looks for what was asked, and stumbles
        return answer(request.path, 404, message_of(404))
    found = trouble(error)
    if request.path.endswith(CALLBACK) and not _reached_a_callback(error):
        remark(error)  # Dash takes for granted that only its own script calls it
        return answer(request.path, 400, message_of(400))
    if found is None:
        return answer(request.path, 500, message_of(500), report(error))
    if (trial := current_app.extensions.get(TRIAL)) and found in TO_TRY:
        trial.soon()
    if is_lost(error):
        request.environ[LOST] = True
        found = Trouble.IN_DOUBT if g.get(WRITTEN) else found
    response = answer(request.path, 503, said(found), report(error), code=code_of(found))
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _reached_a_callback(error: Exception) -> bool:
    modules = (frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__))
    return any(module.startswith("callbacks.") for module in modules)


def _page(
    status: int, message: Text, locale: Locale | None, reference: str, root: str | None
) -> Response:
    locales = (locale,) if locale else tuple(Locale)
    parts = [_part(status, message, one, reference) for one in locales]
    parts += [_link_to(other) for other in Locale if other not in locales]
    return document(status, _heading(status), locales, "\n".join(parts), root=root)


def document(
    status: int, title: Text, locales: Sequence[Locale], parts: str, *, root: str | None = None
) -> Response:
    """A page that works without scripts; ``parts`` is its HTML.

    ``root`` is the site's path on its host; callers that answer before Flask must pass it.
    """
    html = PAGE.format(
        lang=locales[0].tag,
        title=escape(title.say(locales[0])),
        line=_line(locales[0]) if len(locales) == 1 else "",
        parts=parts,
    )
    if root is None:
        root = request.script_root if has_request_context() else ""
    led = LED.sub(lambda found: found[1] + under(root, found[2]), html) if root else html
    return Response(led, status, mimetype="text/html")


def _line(locale: Locale) -> str:
    """What the project is about, as beside the name in the header of every other page."""
    words = text("Preventing the trafficking of women and girls, together")
    return LINE.format(words=escape(words.say(locale)))


def _part(status: int, message: Text, locale: Locale, reference: str) -> str:
    said = [message]
    if reference:
        said.append(
            text(
                "If the problem persists, give us this reference: {reference}.", reference=reference
            )
        )
    return PART.format(
        lang=locale.tag,
        locale=locale,
        title=escape(_heading(status).say(locale)),
        paragraphs="\n".join(f"<p>{escape(words.say(locale))}</p>" for words in said),
        link=escape(text("Go to the home page").say(locale)),
        hotline=escape(
            text("Canadian Human Trafficking Hotline, 24 hours a day, 7 days a week: ").say(locale)
        ),
        number=HOTLINE,
    )


def _heading(status: int) -> Text:
    """What happened; the number of an HTTP status says nothing to most readers."""
    if status == NOT_FOUND:
        return text("Page not found")
    return text("The page could not be shown")


def _link_to(locale: Locale) -> str:
    return OTHER.format(lang=locale.tag, address=EXPLORE[locale], name=locale.native_name)
