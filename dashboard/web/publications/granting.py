"""Grants of embedded views over JSON, for administrators in person.

Refusals are faults (422). If somebody else changed the grant, nothing is saved and the answer is
its current state (409). A new key is in this answer only, with the code for the partner's page.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

from flask import Blueprint, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.exceptions import NotFound

from dashboard.database import reading
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.publications.embeds import FILTERS, VERSION_DIGITS, SnippetKind
from dashboard.i18n import Locale
from dashboard.publications.archive import grants, shown
from dashboard.publications.archive.reading import numbered
from dashboard.publications.making.granting import GrantDraft
from dashboard.publications.pages.snippets import FOLLOWS, ready
from dashboard.web.shared.bodies import Body, Faults, answered, settled
from dashboard.web.shared.fields import WITHOUT_NUL, Count, Day, Id, answer_model, one_of
from dashboard.web.shared.operations import Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.domain.publications.embeds import Grant, ViewCount
    from dashboard.publications.making.granting import GrantDesk, GrantResult
    from dashboard.settings import Settings

ROUTES = "/api/v1/embeds"
ONE = "<int(max=2147483647):number>"
REACH_DAYS = 90
KEY_TO_COME = "KEY"
Word = Annotated[str, Field(max_length=300, pattern=WITHOUT_NUL)]
Query = Annotated[str, Field(max_length=2000, pattern=WITHOUT_NUL)]
Version = Annotated[
    str,
    Field(
        pattern=f"^[0-9a-f]{{{VERSION_DIGITS}}}$",
        description="Another one whenever the grant is another.",
    ),
]
ViewCode = Annotated[str, one_of(*EMBED_VIEWS)]
PageLanguage = Annotated[str, one_of(FOLLOWS, *Locale)]
FormCode = Annotated[str, one_of(*SnippetKind)]
ByView = Annotated[
    dict[ViewCode, dict[PageLanguage, dict[FormCode, str]]],
    Field(
        description="What goes into a page: by view, by its language (`page`: of a page in "
        "either), and by form."
    ),
]
Words = Annotated[tuple[Word, ...], Field(max_length=50, strict=False)]


class GrantTerms(Body):
    """What a grant gives; ``locked`` is a query string, ``expires_on`` the last good day."""

    partner: Word
    views: Words
    expires_on: date
    locked: Query = ""
    free: Words = ()
    language: Word | None = None
    publication: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    origins: Words = ()
    downloads: bool = False
    images: bool = False


class ChangeGrant(GrantTerms):
    """What a grant gives from now on, over the version that its editor saw."""

    version: Version


class RenewGrant(Body):
    """A new key, for the version of the grant that was seen."""

    version: Version


class GrantRecord(TypedDict):
    """What a key gives."""

    id: Id
    partner: str
    views: list[ViewCode]
    locked: list[Annotated[list[str], Field(min_length=2, max_length=2)]]
    """Names and values of the filters that always hold."""
    free: list[Annotated[str, one_of(*FILTERS)]]
    """Names of the filters that readers may choose."""
    language: Locale | None
    """Null when it follows the partner’s page."""
    publication: Id | None
    """Null when it is always the latest one."""
    origins: list[str]
    downloads: bool
    images: bool
    created_on: Day
    expires_on: Day
    revoked_on: Day | None
    version: Version


class TimesShown(TypedDict):
    """How often a view was shown on a day."""

    day: date
    view: ViewCode
    times: Count


class ShownGrant(GrantRecord):
    """What a key gives, and how often it was shown in the last 90 days."""

    shown: list[TimesShown]


@answer_model
class GrantsAnswer(TypedDict):
    """Every grant, the latest first."""

    grants: list[ShownGrant]


@answer_model
class ChangedGrant(TypedDict):
    """The grant as it is now."""

    grant: GrantRecord


@answer_model
class NewKey(ChangedGrant):
    """The grant, its key, and what goes into a page."""

    key: Annotated[str, Field(description="Told this once.")]
    snippets: ByView


@answer_model
class Snippets(TypedDict):
    """What goes into a page, with KEY in place of the key."""

    snippets: ByView


class GrantConflict(TypedDict):
    """A grant that is not as it was seen."""

    key: str
    now: GrantRecord


@answer_model
class GrantConflicts(TypedDict):
    """Somebody else changed it meanwhile; nothing was saved."""

    conflicts: list[GrantConflict]


UNSAVED = {409: GrantConflicts, 422: Faults}


def blueprint(engine: Engine, settings: Settings, granting: Callable[[], GrantDesk]) -> Blueprint:
    """The routes; ``granting`` returns the reader's desk of grants."""
    routes = Blueprint("embeds", __name__, url_prefix=ROUTES)

    @routes.get("")
    @Operation("List the grants, and how often each was shown", gives=GrantsAnswer)
    def every() -> Response:
        today = granting().today
        with reading(engine) as connection:
            found = grants.every(connection)
            reach = shown.since(connection, today - timedelta(REACH_DAYS))
        return answered(
            {"grants": [one.as_data() | {"shown": _of(one.id, reach)} for one in found]}
        )

    def into_pages(grant: Grant, key: str) -> ByView:
        base = settings.base_url or request.host_url.rstrip("/")
        with reading(engine) as connection:
            fixed = numbered(connection, grant.publication) if grant.publication else None
        return ready(grant, key, base, fixed)

    @routes.get(f"/{ONE}/snippets")
    @Operation("What goes into a page, with KEY in place of the key", gives=Snippets)
    def snippets(number: int) -> Response:
        with reading(engine) as connection:
            found = grants.numbered(connection, number)
        if found is None:
            raise NotFound
        return answered({"snippets": into_pages(found, KEY_TO_COME)})

    _changes(routes, granting, into_pages)
    return routes


def _changes(
    routes: Blueprint,
    granting: Callable[[], GrantDesk],
    into_pages: Callable[[Grant, str], ByView],
) -> None:
    @routes.post("")
    @Operation("Let a partner show views", takes=GrantTerms, gives=NewKey, refuses={422: Faults})
    def create(terms: GrantTerms) -> Response:
        return _answer(granting().create(GrantDraft(**terms.model_dump())), into_pages)

    @routes.post(f"/{ONE}")
    @Operation("Change what a key gives", takes=ChangeGrant, gives=ChangedGrant, refuses=UNSAVED)
    def change(terms: ChangeGrant, number: int) -> Response:
        wanted = GrantDraft(**terms.model_dump(exclude={"version"}))
        return _answer(granting().change(number, wanted, terms.version), into_pages)

    @routes.post(f"/{ONE}/key")
    @Operation(
        "Make a new key; the old one ends now", takes=RenewGrant, gives=NewKey, refuses=UNSAVED
    )
    def renew(wanted: RenewGrant, number: int) -> Response:
        return _answer(granting().renew(number, wanted.version), into_pages)

    @routes.post(f"/{ONE}/revoke")
    @Operation("End a grant now", takes=Body, gives=ChangedGrant, refuses={422: Faults})
    def revoke(_: Body, number: int) -> Response:
        return _answer(granting().revoke(number), into_pages)


def _answer(done: GrantResult, into_pages: Callable[[Grant, str], ByView]) -> Response:
    if done.grant:
        key = {"key": done.key, "snippets": into_pages(done.grant, done.key)} if done.key else {}
        return answered({"grant": done.grant.as_data(), **key})
    conflicts = [{"key": one.key, "now": one.as_data()} for one in (done.clash,) if one]
    return settled(dict, faults=done.faults, conflicts=conflicts)


def _of(number: int, reach: tuple[ViewCount, ...]) -> list[dict[str, object]]:
    return [
        {"day": one.day, "view": one.view, "times": one.times}
        for one in reach
        if one.grant == number
    ]
