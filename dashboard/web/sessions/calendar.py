"""Secret addresses of planned-session calendars, created and ended by their owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

from flask import Blueprint, abort, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from dashboard.access import feeds
from dashboard.addresses import CALENDAR, SESSIONS, under
from dashboard.database import reading, writing
from dashboard.domain.shared import clock
from dashboard.i18n import Locale
from dashboard.queries.sessions.calendar import plans
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.web.shared.bodies import Body, answered
from dashboard.web.shared.fields import answer_model
from dashboard.web.shared.operations import Operation

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from dashboard.domain.sessions.calendar import Feed
    from dashboard.settings import Settings
    from dashboard.web.access.readers import People

LONGEST_SECRET = 100
NOWHERE = "impact.invalid"  # the host in events' ids, while nobody set one


class CreateCalendar(Body):
    """A new address, in a language."""

    language: Literal["en", "fr"]


@answer_model
class NewCalendar(TypedDict):
    """The path of the address, told this once."""

    path: Annotated[str, Field(pattern=r"/calendar/[\w-]+\.ics$")]


@answer_model
class RevocationAnswer(TypedDict):
    """Whether it was in use."""

    revoked: bool


def blueprint(engine: Engine, settings: Settings, people: People) -> Blueprint:
    """The routes."""
    routes = Blueprint("calendar", __name__)

    @routes.get(f"{CALENDAR}/<secret>.ics")
    def feed(secret: str) -> Response:
        if people.is_demonstration():
            people.reader()  # answered on its own machine only, like the rest of it
        with reading(engine) as connection:
            found = _presented(connection, secret, demonstration=people.is_demonstration())
            content = _content(connection, found, settings) if found else b""
            ended = found is None and feeds.is_known(connection, secret)
        if found is None:
            if not ended:
                people.refuse_many_guesses()
            abort(404)
        today = people.today()
        if found.last_used_on != today:
            feeds.mark_used(engine, found.id, today)
        answer = Response(content, mimetype="text/calendar")
        answer.add_etag()
        return answer.make_conditional(request)

    @routes.post("/api/v1/calendars")
    @Operation(
        "Make a secret address at which a calendar reads the planned sessions",
        takes=CreateCalendar,
        gives=NewCalendar,
    )
    def create(wanted: CreateCalendar) -> Response:
        locale, owner = Locale(wanted.language), people.known_reader().name
        with writing(engine) as connection:
            secret = feeds.create(connection, owner, locale, people.today())
        path = under(request.script_root, f"{CALENDAR}/{secret}.ics")
        return answered(NewCalendar(path=path))

    @routes.post("/api/v1/calendars/<int(max=2147483647):feed_id>/revoke")
    @Operation("End an address of one’s own", gives=RevocationAnswer)
    def revoke(feed_id: int) -> Response:
        with writing(engine) as connection:
            done = feeds.revoke(connection, people.known_reader().name, feed_id, people.today())
        return answered(RevocationAnswer(revoked=done))

    return routes


def _presented(connection: Connection, secret: str, *, demonstration: bool) -> Feed | None:
    found = feeds.presented(connection, secret) if len(secret) <= LONGEST_SECRET else None
    if found is None or demonstration or feeds.may_read(connection, found):
        return found
    return None


def _content(connection: Connection, feed: Feed, settings: Settings) -> bytes:
    from dashboard.exports.calendar import ics  # noqa: PLC0415 - where it is used

    today = clock.today(state(connection), settings.time_zone)
    page = f"{settings.base_url}{SESSIONS[feed.locale]}" if settings.base_url else ""
    host = urlsplit(settings.base_url).hostname or NOWHERE
    return ics(plans(connection, today), vocabulary(connection), feed.locale, host, page)
