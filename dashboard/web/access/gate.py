"""Checks before a request reaches a page: redirections, and refusal of malformed requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, redirect, request
from werkzeug.exceptions import RequestURITooLarge

from dashboard.addresses import (
    CALLBACK,
    is_public,
    locale_of,
    view_at,
    view_meant_by,
    with_query,
)
from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.i18n import Locale
from dashboard.web.shared.differing import differs_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashboard.addresses import View

CALLBACKS = (CALLBACK, "embed.live")
LARGEST_CALLBACK = 16 * 1024  # bytes: a query, a ticket, and what is said of both
PAGES = "/<path:path>"
PERMANENT = 308


def reader_locale() -> Locale:
    """The language that the reader's browser prefers; English if it prefers neither."""
    accepted = [tag for tag, quality in request.accept_languages if quality > 0]
    preferred = (tag.partition("-")[0].lower() for tag in accepted)
    known = {locale.value: locale for locale in Locale}
    return next((known[tag] for tag in preferred if tag in known), Locale.EN)


def asked_locale() -> Locale:
    """The language that the address names (``lang``), or else the reader's."""
    said = request.args.get("lang", "")
    return Locale(said) if said in set(Locale) else reader_locale()


def gate(first_view: Callable[[], View]) -> Callable[[], Response | None]:
    """The check before each request; ``first_view`` returns the page that readers begin with.

    What it goes by besides what a request says, ``serving.passes`` has to ask, too.
    """
    return lambda: _check(first_view)


def _check(first_view: Callable[[], View]) -> Response | None:
    """Redirect to the right page, and refuse what no browser would send."""
    if len(request.query_string) > LONGEST_QUERY:
        raise RequestURITooLarge
    if request.endpoint in CALLBACKS:
        _refuse_long_callbacks()
    if "\x00" in request.path:
        abort(404)
    if request.path == "/":
        return _to_first_view(first_view()[reader_locale()])
    rule = request.url_rule.rule if request.url_rule else ""
    if rule != PAGES:
        return None
    locale = locale_of(request.path)
    if locale is None:
        abort(404)
    if request.path.strip("/") == locale:
        return _to_first_view(first_view()[locale])
    if view_at(request.path) is None and (meant := view_meant_by(request.path)):
        return _to(meant, PERMANENT)
    if is_public(request.path):
        abort(404)
    return None


def _refuse_long_callbacks() -> None:
    """Limit text in callbacks: what a page sends back is a query, as long as an address allows."""
    request.max_content_length = LARGEST_CALLBACK
    if is_short(request.content_length or 0):
        return
    body = request.get_json(silent=True)
    if any(_query_length(said) > LONGEST_QUERY for said in _texts(body)):
        raise RequestURITooLarge


def is_short(length: int) -> bool:
    """Whether no text can be too long, as none is longer than the JSON that it stands in."""
    return 0 < length <= LONGEST_QUERY


def _texts(found: object) -> Iterator[str]:
    """Every text in a JSON value, at any depth."""
    waiting = [found]
    while waiting:
        match waiting.pop():
            case str(said):
                yield said
            case list(several):
                waiting.extend(several)
            case dict(named):
                waiting.extend(named.values())


def _query_length(said: str) -> int:
    """The length of a query, or of the query in an address."""
    path, mark, query = said.partition("?")
    return len(query if mark and path.startswith("/") else said)


def without_body(response: Response) -> Response:
    """Empty the body of redirections, which would have text in one language only."""
    if response.location:
        response.set_data(b"")
    return response


def mark_unknown_pages(response: Response) -> Response:
    """Give status 404 to a page that says that there is no such page."""
    rule = request.url_rule.rule if request.url_rule else ""
    if rule == PAGES and response.status_code == 200 and view_at(request.path) is None:
        response.status_code = 404
    return response


def _to_first_view(address: str) -> Response:
    answer = _to(address)
    differs_by(answer, "Accept-Language")
    return answer


def _to(address: str, status: int = 302) -> Response:
    query = request.query_string.decode("ascii", "ignore")
    return redirect(with_query(address, query), status)  # type: ignore[return-value]
