"""Grants of embedded views over JSON: what the publish view sends; for administrators in person.

What is refused is told as faults (422); what somebody else changed meanwhile is not overwritten,
but answered as it is now (409). A new key is in the answer, this once, with what the partner puts
into a page.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

from flask import Blueprint, request
from pydantic import Field
from werkzeug.exceptions import NotFound

from dashboard.database import reading
from dashboard.domain.publications.embeds import VERSION_DIGITS
from dashboard.publications.archive import grants, shown
from dashboard.publications.archive.reading import numbered
from dashboard.publications.making.granting import Wanted
from dashboard.publications.pages.snippets import ready
from dashboard.web.shared.bodies import WITHOUT_NUL, Body, answered, body_of, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.domain.publications.embeds import Grant, Shown
    from dashboard.publications.making.granting import Granted, Granting
    from dashboard.settings import Settings

ROUTES = "/api/v1/embeds"
ONE = "<int(max=2147483647):number>"
REACH_DAYS = 90
KEY_TO_COME = "KEY"
Word = Annotated[str, Field(max_length=300, pattern=WITHOUT_NUL)]
Query = Annotated[str, Field(max_length=2000, pattern=WITHOUT_NUL)]
Version = Annotated[str, Field(pattern=f"^[0-9a-f]{{{VERSION_DIGITS}}}$")]
Snippets = dict[str, dict[str, dict[str, str]]]
Words = Annotated[tuple[Word, ...], Field(max_length=50, strict=False)]


class Terms(Body):
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


class Changing(Terms):
    """What a grant gives from now on, over the version that its editor saw."""

    version: Version


class Renewing(Body):
    """A new key, for the version of the grant that was seen."""

    version: Version


def blueprint(engine: Engine, settings: Settings, granting: Callable[[], Granting]) -> Blueprint:
    """The routes; ``granting`` is that of whoever asks."""
    routes = Blueprint("embeds", __name__, url_prefix=ROUTES)

    @routes.get("")
    def every() -> Response:
        today = granting().today
        with reading(engine) as connection:
            found = grants.every(connection)
            reach = shown.since(connection, today - timedelta(REACH_DAYS))
        return _unkept({"grants": [one.as_data() | {"shown": _of(one.id, reach)} for one in found]})

    def into_pages(grant: Grant, key: str) -> Snippets:
        base = settings.base_url or request.host_url.rstrip("/")
        with reading(engine) as connection:
            fixed = numbered(connection, grant.publication) if grant.publication else None
        return ready(grant, key, base, fixed)

    @routes.get(f"/{ONE}/snippets")
    def snippets(number: int) -> Response:
        granting()  # in person
        with reading(engine) as connection:
            found = grants.numbered(connection, number)
        if found is None:
            raise NotFound
        return _unkept({"snippets": into_pages(found, KEY_TO_COME)})

    _changes(routes, granting, into_pages)
    return routes


def _changes(
    routes: Blueprint,
    granting: Callable[[], Granting],
    into_pages: Callable[[Grant, str], Snippets],
) -> None:
    @routes.post("")
    def create() -> Response:
        desk, terms = granting(), body_of(Terms).model_dump()
        return _answer(desk.create(Wanted(**terms)), into_pages)

    @routes.post(f"/{ONE}")
    def change(number: int) -> Response:
        desk, terms = granting(), body_of(Changing).model_dump()
        seen = terms.pop("version")
        return _answer(desk.change(number, Wanted(**terms), seen), into_pages)

    @routes.post(f"/{ONE}/key")
    def renew(number: int) -> Response:
        desk, seen = granting(), body_of(Renewing).version
        return _answer(desk.renew(number, seen), into_pages)

    @routes.post(f"/{ONE}/revoke")
    def revoke(number: int) -> Response:
        desk = granting()
        body_of(Body)
        return _answer(desk.revoke(number), into_pages)


def _answer(done: Granted, into_pages: Callable[[Grant, str], Snippets]) -> Response:
    if done.clash:
        return answered({"conflicts": [{"key": done.clash.key, "now": done.clash.as_data()}]}, 409)
    if done.grant is None:
        return answered({"faults": told(done.faults)}, 422)
    found: dict[str, object] = {"grant": done.grant.as_data()}
    if done.key:
        found |= {"key": done.key, "snippets": into_pages(done.grant, done.key)}
    return _unkept(found)


def _of(number: int, reach: tuple[Shown, ...]) -> list[dict[str, object]]:
    return [
        {"day": one.day, "view": one.view.value, "times": one.times}
        for one in reach
        if one.grant == number
    ]


def _unkept(content: object) -> Response:
    response = answered(content)
    response.headers["Cache-Control"] = "no-store"
    return response
