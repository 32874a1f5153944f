"""Who is let in: each request is asked for the right that it needs, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from flask import redirect, request
from werkzeug.exceptions import Forbidden, Unauthorized

from dashboard.addresses import CALLBACK, SIGN_IN, locale_of, view_at, with_query
from dashboard.database import failure
from dashboard.domain.publications.embeds import is_key
from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.i18n import Locale
from dashboard.web.access.bearer import token_given
from dashboard.web.access.rights import (
    ANYONE,
    BY_GRANT,
    ENDING,
    ENDPOINTS,
    PAGES,
    is_in_person,
    needed,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import SplitResult

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from dashboard.domain.shared.roles import Right
    from dashboard.web.access.readers import People

OWN_PAGES = ("account.page", "subscribing.page", "outbox.page", "acts.page")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OF_PAGES = (PAGES, CALLBACK, "/_dash-layout", "/_dash-dependencies")
OK, REFUSED = 200, 403
OUR_OWN = ("same-origin", "none")  # "none": typed, or from a bookmark


def guard(people: People, base_url: str) -> Callable[[], AnyResponse | None]:
    """Check each request before it is handled: redirect, refuse, or let it pass.

    ``base_url`` is where people find the program; blank if nobody said.

    What else it goes by than ``Arrival`` and what a request says, ``serving.passes`` has to ask,
    too.
    """
    home = urlsplit(base_url)

    def check() -> AnyResponse | None:
        endpoint = request.endpoint
        if endpoint is None:
            return None  # no such address: the error follows
        if endpoint not in ENDPOINTS:
            raise Forbidden
        if endpoint != ENDING:  # mail programs do not say where they are (RFC 8058)
            _refuse_other_sites(home)
        if endpoint == BY_GRANT and is_key(token_given()):
            return None  # a partner's key: the grant decides
        right = needed(endpoint, request.path)
        return None if right is ANYONE else _let_in(people, right, endpoint)

    return check


def _let_in(people: People, right: Right, endpoint: str) -> AnyResponse | None:
    try:
        reader = people.reader()
    except Exception as error:
        if failure(error) and endpoint in OF_PAGES:
            return None  # the page tells it in its own words: to ask again fails again
        raise
    if reader is None:
        return _to_sign_in()
    if reader.by_token and (endpoint in OF_PAGES or is_in_person(endpoint)):
        raise Forbidden
    if endpoint != PAGES and not reader.role.may(right):
        raise Forbidden
    return None


def mark_refused_pages(people: People) -> Callable[[Response], Response]:
    """Give status 403 to a page that says in words whom it is for."""

    def mark(response: Response) -> Response:
        if request.endpoint == PAGES and response.status_code == OK:
            reader, right = people.seen_reader(), needed(PAGES, request.path)
            if reader and right and not reader.role.may(right):
                response.status_code = REFUSED
        return response

    return mark


def _refuse_other_sites(home: SplitResult) -> None:
    """Refuse changes that come from a page of another site.

    Browsers say where a request comes from, and no page can make them lie. A token is exempt: a
    program sends it on purpose, and no browser adds it by itself.
    """
    if request.method in SAFE_METHODS or token_given() is not None:
        return
    said = request.environ
    site, origin = said.get("HTTP_SEC_FETCH_SITE"), said.get("HTTP_ORIGIN")
    ours = site in OUR_OWN if site else bool(request.host) and _is_ours(origin, home)
    if not ours:
        raise Forbidden


def _is_ours(origin: str | None, home: SplitResult) -> bool:
    """Whether a page of this origin is one of ours, by its host; at ``home``, by its scheme, too.

    Behind a proxy only the setting says whether people come by https: a header could be anybody's.
    """
    try:
        scheme, host, *_ = urlsplit(origin or "")
    except ValueError:
        return False
    return host == request.host and (host != home.netloc or scheme == home.scheme)


def _to_sign_in() -> Response:
    """Ask people to sign in; give programs an error."""
    if request.endpoint not in (PAGES, *OWN_PAGES) or request.method not in SAFE_METHODS:
        raise Unauthorized
    locale = locale_of(request.path) or Locale.EN
    if (
        request.endpoint == PAGES and view_at(request.path) is None
    ):  # the address may contain a secret
        return redirect(SIGN_IN[locale])  # type: ignore[return-value]
    wanted = with_query(request.path, request.query_string.decode("ascii", "ignore"))
    going = urlencode({"next": wanted})  # longer than what is wanted: its signs are encoded again
    if len(going) > LONGEST_QUERY:
        going = urlencode({"next": request.path})
    return redirect(with_query(SIGN_IN[locale], going))  # type: ignore[return-value]
