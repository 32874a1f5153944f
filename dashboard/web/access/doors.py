"""The right required for each address and each callback; anything not listed is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from flask import redirect, request
from werkzeug.exceptions import Forbidden, Unauthorized

from dashboard.addresses import CALLBACK, REFERENCE, SIGN_IN, locale_of, view_at, with_query
from dashboard.database import failure
from dashboard.domain.publications.embeds import is_key
from dashboard.domain.reference.kinds import kind_of
from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale
from dashboard.web.access.bearer import token_given

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final
    from urllib.parse import SplitResult

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from dashboard.web.access.readers import People

ANYONE: Final = None
PAGES = "/<path:path>"
SUITES = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
OWN_PAGES = ("account.page", "subscribing.page", "outbox.page", "acts.page")
ENDING = "unsubscribing.page"
"""Mail programs end a subscription with a POST that says nothing of where it comes from
(RFC 8058); the secret in its address is all that it needs."""
LIVE = "embed.live"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OF_RECORDS = "reference."
OF_PAGES = (PAGES, CALLBACK, "/_dash-layout", "/_dash-dependencies")
OK, REFUSED = 200, 403
OUR_OWN = ("same-origin", "none")  # "none": typed, or from a bookmark

ENDPOINTS: dict[str, Right | None] = {
    "/": ANYONE,  # leads to a page
    PAGES: Right.LOOK,  # or what the view needs, see ``needed``
    CALLBACK: Right.LOOK,  # and what the callback needs
    "/_dash-layout": Right.LOOK,
    "/_dash-dependencies": Right.LOOK,
    SUITES: ANYONE,
    "_dash_assets.static": ANYONE,
    "joined.joined": ANYONE,
    "/_favicon.ico": ANYONE,
    "ahead.ready": Right.LOOK,  # makes ready what the callback answers, and says nothing
    "choices.offer": Right.LOOK,
    "api.progress": Right.LOOK,
    "api.pace": Right.LOOK,
    "api.annotations": Right.LOOK,
    "api.freshness": Right.LOOK,
    "brief.download": Right.LOOK,
    "brief.slides": Right.LOOK,
    "charts.svg": Right.LOOK,
    "charts.png": Right.LOOK,
    "charts.numbers": Right.LOOK,
    "charts.words": Right.LOOK,
    "charts.book": Right.LOOK,
    "charts.files": Right.LOOK,
    "api.openapi": ANYONE,  # what may be asked, and nothing of what is answered
    "template.download": Right.RECORD,
    "desk.log": Right.RECORD,
    "desk.edit": Right.RECORD,
    "desk.set_status": Right.RECORD,
    "desk.restore": Right.ADMINISTER,
    "desk.undo_import": Right.RECORD,
    "findings.listed": Right.RECORD,
    "findings.check": Right.RECORD,
    "findings.take_back": Right.RECORD,
    "desk.add_venue": Right.RECORD,
    "calendar.feed": ANYONE,  # anyone with the address
    "calendar.create": Right.RECORD,
    "calendar.revoke": Right.RECORD,
    "imports.preview": Right.RECORD,
    "imports.bring_in": Right.RECORD,
    "imports.to_mend": Right.RECORD,
    "imports.past": Right.RECORD,
    "mappings.remembered": Right.RECORD,
    "mappings.remember": Right.RECORD,
    "mappings.forget": Right.RECORD,
    "reference.records": Right.RECORD,  # or what the kind needs
    "reference.add": Right.RECORD,
    "reference.edit": Right.RECORD,
    "reference.remove": Right.RECORD,
    "reference.restore": Right.RECORD,
    "reference.merge": Right.ADMINISTER,
    "reference.unmerge": Right.ADMINISTER,
    "public.latest": ANYONE,  # publications, and nothing but
    "public.page": ANYONE,
    "public.index": ANYONE,
    "privacy.page": ANYONE,
    "public.content": ANYONE,
    "public.table": ANYONE,
    "public.table_in": ANYONE,
    "public.image": ANYONE,
    "public.file": ANYONE,
    "publishing.preview": Right.LOOK,
    "publishing.draft": Right.RECORD,
    "publishing.approve": Right.APPROVE,
    "publishing.send_back": Right.APPROVE,
    "publishing.withdraw": Right.ADMINISTER,
    "embeds.every": Right.ADMINISTER,
    "embeds.create": Right.ADMINISTER,
    "embeds.change": Right.ADMINISTER,
    "embeds.renew": Right.ADMINISTER,
    "embeds.revoke": Right.ADMINISTER,
    "embeds.snippets": Right.ADMINISTER,
    "granted.view": Right.ADMINISTER,
    "embed.view": ANYONE,  # anyone with a grant's key, see ``embeds.guard``
    "embed.here": ANYONE,
    "embed.script": ANYONE,
    "embed.oembed": ANYONE,
    LIVE: ANYONE,  # anyone with a ticket
    "health.healthz": ANYONE,
    "health.readyz": ANYONE,
    "signing.sign_in": ANYONE,
    "signing.sign_out": ANYONE,
    "signing.password": ANYONE,  # anyone with the link
    "signing.act_as": Right.LOOK,  # in the demonstration only
    "forgotten.ask": ANYONE,
    "provider.begin": ANYONE,
    "provider.back": ANYONE,
    "provider.leave": ANYONE,
    "metrics.metrics": Right.LOOK,  # by a token
    "account.page": Right.LOOK,  # one's own
    "subscribing.page": Right.LOOK,  # one's own
    "outbox.page": Right.ADMINISTER,
    "acts.page": Right.ADMINISTER,
    ENDING: ANYONE,  # anyone with the address
    "people.add": Right.ADMINISTER,
    "people.set_role": Right.ADMINISTER,
    "people.set_active": Right.ADMINISTER,
    "people.make_link": Right.ADMINISTER,
    "people.sign_out": Right.ADMINISTER,
    "people.create_token": Right.ADMINISTER,
    "people.revoke_token": Right.ADMINISTER,
}
IN_PERSON = (
    *("people.", "outbox.", "acts.", "embeds.", "calendar.create", "calendar.revoke"),
    *("publishing.", "granted."),
)
"""Closed to tokens of every role: accounts, secret addresses, publishing, and its previews."""
BY_GRANT = "api.progress"
"""Also open to the key of a grant."""
CALLBACKS: dict[str, Right] = {
    "view-drawing.data": Right.LOOK,  # the view is asked for its right again
}


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
        if endpoint != ENDING:
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


def is_in_person(endpoint: str) -> bool:
    """Whether only a signed-in person may use it, and no program."""
    return endpoint.startswith(IN_PERSON)


def mark_refused_pages(people: People) -> Callable[[Response], Response]:
    """Give status 403 to a page that says in words whom it is for."""

    def mark(response: Response) -> Response:
        if request.endpoint == PAGES and response.status_code == OK:
            reader, right = people.seen_reader(), needed(PAGES, request.path)
            if reader and right and not reader.role.may(right):
                response.status_code = REFUSED
        return response

    return mark


def needed(endpoint: str, path: str) -> Right | None:
    """The right for an address, its kind of record, and the callback named in the body."""
    if endpoint == PAGES and (found := view_at(path)):
        right = found[0].right
        return _of_kind(request.args.get("of"), right) if found[0] is REFERENCE else right
    if endpoint.startswith(OF_RECORDS):
        return _of_kind((request.view_args or {}).get("kind"), ENDPOINTS[endpoint])
    if endpoint == CALLBACK:
        return callback_right(request.get_json(silent=True))
    return ENDPOINTS[endpoint]


def _of_kind(code: str | None, otherwise: Right | None) -> Right | None:
    """The right for a kind of reference data, if that code is one; ``otherwise`` if not."""
    kind = kind_of(code) if code else None
    return kind.right if kind else otherwise


def callback_right(body: object) -> Right:
    """The right for the callback that a request's body names.

    Raises:
        werkzeug.exceptions.Forbidden: It names none of ours.
    """
    output = body.get("output") if isinstance(body, dict) else None
    if not isinstance(output, str):
        return Right.LOOK  # Dash says what is wrong with it
    if output not in CALLBACKS:
        raise Forbidden
    return CALLBACKS[output]


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
    return redirect(with_query(SIGN_IN[locale], urlencode({"next": wanted})))  # type: ignore[return-value]
