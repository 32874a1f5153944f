"""Grants of embedded views over JSON: what the publish view sends; for administrators in person.

What is refused is told as faults (422). A new grant's key is in the answer, this once, with what
the partner puts into a page.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

from flask import Blueprint, request
from pydantic import Field

from dashboard.archive import grants, shown
from dashboard.archive.reading import numbered
from dashboard.database import reading
from dashboard.publishing.granting import Wanted
from dashboard.site.snippets import ready
from dashboard.web.bodies import WITHOUT_NUL, Body, answered, body_of, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.domain.embeds import Shown
    from dashboard.publishing.granting import Granted, Granting
    from dashboard.settings import Settings

ROUTES = "/api/v1/embeds"
ONE = "<int(max=2147483647):number>"
REACH_DAYS = 90
Word = Annotated[str, Field(max_length=300, pattern=WITHOUT_NUL)]
Query = Annotated[str, Field(max_length=2000, pattern=WITHOUT_NUL)]
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

    @routes.post("")
    def create() -> Response:
        done = granting().create(_wanted())
        if done.grant is None:
            return _answer(done)
        base = settings.base_url or request.host_url.rstrip("/")
        with reading(engine) as connection:
            fixed = done.grant.publication and numbered(connection, done.grant.publication)
        return _unkept(
            {
                "grant": done.grant.as_data(),
                "key": done.key,
                "snippets": ready(done.grant, done.key, base, fixed or None),
            }
        )

    @routes.post(f"/{ONE}")
    def change(number: int) -> Response:
        return _answer(granting().change(number, _wanted()))

    @routes.post(f"/{ONE}/revoke")
    def revoke(number: int) -> Response:
        body_of(Body)
        return _answer(granting().revoke(number))

    return routes


def _of(number: int, reach: tuple[Shown, ...]) -> list[dict[str, object]]:
    return [
        {"day": one.day, "view": one.view.value, "times": one.times}
        for one in reach
        if one.grant == number
    ]


def _wanted() -> Wanted:
    return Wanted(**body_of(Terms).model_dump())


def _answer(done: Granted) -> Response:
    if done.grant is None:
        return answered({"faults": told(done.faults)}, 422)
    return _unkept({"grant": done.grant.as_data()})


def _unkept(content: object) -> Response:
    response = answered(content)
    response.headers["Cache-Control"] = "no-store"
    return response
