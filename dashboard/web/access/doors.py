"""What each address and each callback needs, in one table; whatever is not named is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from flask import redirect, request
from werkzeug.exceptions import Forbidden, Unauthorized

from dashboard.addresses import EMBED_LIVE, SIGN_IN, locale_of, view_at, with_query
from dashboard.database import failure
from dashboard.domain.publications.embeds import is_key
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.web.access.bearer import token_given

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from dashboard.web.access.readers import People

ANYONE: Final = None
PAGES = "/<path:path>"
CALLBACK = "/_dash-update-component"
SUITES = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
OWN_ACCOUNT = "account.page"
LIVE_CALLBACK = f"{EMBED_LIVE}{CALLBACK}"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OF_PAGES = (PAGES, CALLBACK, "/_dash-layout", "/_dash-dependencies")
OK, REFUSED = 200, 403
OUR_OWN = ("same-origin", "none")  # "none": typed, or from a bookmark

ENDPOINTS: dict[str, Role | None] = {
    "/": ANYONE,  # leads to a page
    PAGES: Role.COMMITTEE,  # or what the view needs, see ``needed``
    CALLBACK: Role.COMMITTEE,  # and what the callback needs
    "/_dash-layout": Role.COMMITTEE,
    "/_dash-dependencies": Role.COMMITTEE,
    SUITES: ANYONE,
    "_dash_assets.static": ANYONE,
    "modules.module": ANYONE,
    "/_favicon.ico": ANYONE,
    "api.progress": Role.COMMITTEE,
    "api.pace": Role.COMMITTEE,
    "api.freshness": Role.COMMITTEE,
    "api.openapi": ANYONE,  # what may be asked, and nothing of what is answered
    "template.download": Role.COORDINATOR,
    "desk.log": Role.COORDINATOR,
    "desk.edit": Role.COORDINATOR,
    "desk.set_status": Role.COORDINATOR,
    "desk.restore": Role.ADMIN,
    "desk.undo_import": Role.COORDINATOR,
    "findings.listed": Role.COORDINATOR,
    "findings.check": Role.COORDINATOR,
    "findings.take_back": Role.COORDINATOR,
    "desk.add_venue": Role.COORDINATOR,
    "calendar.feed": ANYONE,  # whoever has the address
    "calendar.create": Role.COORDINATOR,
    "calendar.revoke": Role.COORDINATOR,
    "imports.preview": Role.COORDINATOR,
    "imports.bring_in": Role.COORDINATOR,
    "imports.to_mend": Role.COORDINATOR,
    "imports.past": Role.COORDINATOR,
    "mappings.remembered": Role.COORDINATOR,
    "mappings.remember": Role.COORDINATOR,
    "mappings.forget": Role.COORDINATOR,
    "reference.records": Role.ADMIN,
    "reference.add": Role.ADMIN,
    "reference.edit": Role.ADMIN,
    "reference.remove": Role.ADMIN,
    "reference.restore": Role.ADMIN,
    "reference.merge": Role.ADMIN,
    "reference.unmerge": Role.ADMIN,
    "public.latest": ANYONE,  # publications, and nothing but
    "public.page": ANYONE,
    "public.index": ANYONE,
    "privacy.page": ANYONE,
    "public.content": ANYONE,
    "public.table": ANYONE,
    "public.table_in": ANYONE,
    "public.image": ANYONE,
    "publishing.preview": Role.COMMITTEE,
    "publishing.draft": Role.COORDINATOR,
    "publishing.approve": Role.COMMITTEE,
    "publishing.withdraw": Role.ADMIN,
    "embeds.every": Role.ADMIN,
    "embeds.create": Role.ADMIN,
    "embeds.change": Role.ADMIN,
    "embeds.renew": Role.ADMIN,
    "embeds.revoke": Role.ADMIN,
    "embeds.snippets": Role.ADMIN,
    "granted.view": Role.ADMIN,
    "embed.view": ANYONE,  # whoever has a grant's key, see ``embedding.guard``
    "embed.here": ANYONE,
    "embed.script": ANYONE,
    "embed.oembed": ANYONE,
    LIVE_CALLBACK: ANYONE,  # whoever has a ticket, and what the callback is
    f"{EMBED_LIVE}/_dash-layout": ANYONE,  # empty places, the same for all
    f"{EMBED_LIVE}/_dash-dependencies": ANYONE,
    f"{EMBED_LIVE}{SUITES}": ANYONE,
    "health.healthz": ANYONE,
    "health.readyz": ANYONE,
    "signing.sign_in": ANYONE,
    "signing.sign_out": ANYONE,
    "signing.password": ANYONE,  # whoever has the link
    "signing.act_as": Role.COMMITTEE,  # in the demonstration only
    "forgotten.ask": ANYONE,
    "provider.begin": ANYONE,
    "provider.back": ANYONE,
    "provider.leave": ANYONE,
    "metrics.metrics": Role.COMMITTEE,  # by a token
    "account.page": Role.COMMITTEE,  # one's own
    "people.add": Role.ADMIN,
    "people.set_role": Role.ADMIN,
    "people.set_active": Role.ADMIN,
    "people.make_link": Role.ADMIN,
    "people.sign_out": Role.ADMIN,
    "people.create_token": Role.ADMIN,
    "people.revoke_token": Role.ADMIN,
}
IN_PERSON = (
    *("people.", "embeds.", "calendar.create", "calendar.revoke"),
    *("publishing.draft", "publishing.approve", "publishing.withdraw"),
)
"""What no token opens, whatever its role: accounts, secret addresses, and what is published."""
BY_GRANT = "api.progress"
"""What the key of a grant opens as well."""
CALLBACKS: dict[str, Role] = {
    "shell-page.children": Role.COMMITTEE,  # the view in it is asked for its role again
    "view-drawing.data": Role.COMMITTEE,
}
LIVE_CALLBACKS = ("embed-drawing.data", "embed-renewed.data")
"""Those of embedded views, which know nothing of roles: each of them asks for a ticket."""


def guard(people: People) -> Callable[[], AnyResponse | None]:
    """What is run before each request: a redirection, a refusal, or nothing."""

    def check() -> AnyResponse | None:
        if request.endpoint is None:
            return None  # there is nothing at this address, which is told in a moment
        if request.endpoint not in ENDPOINTS:
            raise Forbidden
        _refuse_other_sites()
        if request.endpoint == BY_GRANT and is_key(token_given()):
            return None  # a partner's, who gets what a grant gives
        role = needed(request.endpoint, request.path)
        return None if role is ANYONE else _let_in(people, role, request.endpoint)

    return check


def _let_in(people: People, role: Role, endpoint: str) -> AnyResponse | None:
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
    if endpoint != PAGES and not reader.role.may_act_as(role):
        raise Forbidden
    return None


def is_in_person(endpoint: str) -> bool:
    """Whether nobody but who is signed in may use it."""
    return endpoint.startswith(IN_PERSON)


def mark_refused_pages(people: People) -> Callable[[Response], Response]:
    """A page that says whom it is for is refused for machines, too."""

    def mark(response: Response) -> Response:
        if request.endpoint == PAGES and response.status_code == OK:
            reader, role = people.seen_reader(), needed(PAGES, request.path)
            if reader and role and not reader.role.may_act_as(role):
                response.status_code = REFUSED
        return response

    return mark


def needed(endpoint: str, path: str) -> Role | None:
    """The least role for an address, and for the callback that its body names."""
    if endpoint == PAGES and (found := view_at(path)):
        return found[0].role
    if endpoint == LIVE_CALLBACK and _output() not in (None, *LIVE_CALLBACKS):
        raise Forbidden
    return callback_role() if endpoint == CALLBACK else ENDPOINTS[endpoint]


def callback_role() -> Role:
    """The least role for the callback that the request's body names.

    Raises:
        werkzeug.exceptions.Forbidden: It names none of ours.
    """
    output = _output()
    if output is None:
        return Role.COMMITTEE  # Dash says what is wrong with it
    if output not in CALLBACKS:
        raise Forbidden
    return CALLBACKS[output]


def _output() -> str | None:
    """What the callback that the request's body names would change."""
    body = request.get_json(silent=True)
    output = body.get("output") if isinstance(body, dict) else None
    return output if isinstance(output, str) else None


def _refuse_other_sites() -> None:
    """Nothing that changes anything may come from a page of another site.

    Browsers say where a request comes from, and no page can make them lie; a token is given by a
    program on purpose, and no browser adds it by itself.
    """
    if request.method in SAFE_METHODS or token_given() is not None:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = site in OUR_OWN if site else bool(request.host) and _host_of(origin) == request.host
    if not ours:
        raise Forbidden


def _host_of(origin: str | None) -> str:
    try:
        return urlsplit(origin or "").netloc
    except ValueError:
        return ""


def _to_sign_in() -> Response:
    """People are asked who they are; programs are told."""
    if request.endpoint not in (PAGES, OWN_ACCOUNT) or request.method not in SAFE_METHODS:
        raise Unauthorized
    locale = locale_of(request.path) or Locale.EN
    if (
        request.endpoint == PAGES and view_at(request.path) is None
    ):  # it may be a link that holds a secret
        return redirect(SIGN_IN[locale])  # type: ignore[return-value]
    wanted = with_query(request.path, request.query_string.decode("ascii", "ignore"))
    return redirect(with_query(SIGN_IN[locale], urlencode({"next": wanted})))  # type: ignore[return-value]
