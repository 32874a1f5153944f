"""The right that each address and each callback needs; anything not listed is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import Forbidden

from dashboard.addresses import CALLBACK, REFERENCE, view_at
from dashboard.domain.reference.kinds import kind_of
from dashboard.domain.shared.roles import Right

if TYPE_CHECKING:
    from typing import Final

ANYONE: Final = None
PAGES = "/<path:path>"
SUITES = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
ENDING = "unsubscribing.page"
LIVE = "embed.live"
OF_RECORDS = "reference."

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


def is_in_person(endpoint: str) -> bool:
    """Whether only a signed-in person may use it, and no program."""
    return endpoint.startswith(IN_PERSON)
