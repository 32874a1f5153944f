"""Accounts and tokens over JSON: what the view of people sends; for administrators only.

What is refused is told as a fault (422). A one-time link and a token are in the answer, this once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from flask import Blueprint, request
from pydantic import Field
from werkzeug.exceptions import NotFound

from dashboard.access.accounts import LONGEST_NAME
from dashboard.addresses import PASSWORD
from dashboard.desk import people as desks
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale, Text, text
from dashboard.importers.faults import Fault
from dashboard.web.shared.bodies import Body, answered, body_of, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from dashboard.settings import Settings
    from dashboard.web.access.readers import People

LONGEST_DAYS = 3650
WITHOUT_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
Name = Annotated[str, Field(max_length=LONGEST_NAME, pattern=WITHOUT_CONTROLS)]
AsRole = Annotated[Role, Field(strict=False)]
Language = Annotated[Locale, Field(strict=False)]
ONE = "<int(max=2147483647):number>"


class Adding(Body):
    """A person; the link is in their language."""

    name: Name
    role: AsRole
    language: Language


class Roles(Body):
    """Another role."""

    role: AsRole


class Activity(Body):
    """Let in, or kept out."""

    active: bool


class Linking(Body):
    """The link's language."""

    language: Language


class Minting(Body):
    """A token."""

    name: Name
    role: AsRole
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)]


def blueprint(people: People, settings: Settings) -> Blueprint:
    """The routes."""
    routes = Blueprint("people", __name__, url_prefix="/api/v1")

    @routes.post("/people")
    def add() -> Response:
        return _said(lambda: _add(people, settings))

    @routes.post(f"/people/{ONE}/role")
    def set_role(number: int) -> Response:
        role = body_of(Roles).role
        return _said(lambda: people.people_desk().set_role(number, role))

    @routes.post(f"/people/{ONE}/active")
    def set_active(number: int) -> Response:
        active = body_of(Activity).active
        return _said(lambda: people.people_desk().set_active(number, active=active))

    @routes.post(f"/people/{ONE}/link")
    def make_link(number: int) -> Response:
        language = body_of(Linking).language

        def make() -> dict[str, str]:
            return {"link": _address(settings, language, people.people_desk().new_link(number))}

        return _said(make)

    @routes.post(f"/people/{ONE}/sign-out")
    def sign_out(number: int) -> Response:
        body_of(Body)

        def end() -> None:
            people.people_desk().sign_out_everywhere(number)

        return _said(end)

    @routes.post("/tokens")
    def create_token() -> Response:
        return _said(lambda: _create(people))

    @routes.post(f"/tokens/{ONE}/revoke")
    def revoke_token(number: int) -> Response:
        body_of(Body)
        return _said(lambda: people.people_desk().revoke_token(number, people.today()))

    return routes


def _add(people: People, settings: Settings) -> dict[str, str]:
    wanted = body_of(Adding)
    account, secret = people.people_desk().add(wanted.name, wanted.role)
    return {"name": account.name, "link": _address(settings, wanted.language, secret)}


def _create(people: People) -> dict[str, str]:
    wanted, today = body_of(Minting), people.today()
    if not wanted.name.strip():
        raise desks.UnfitNameError
    until = today + timedelta(wanted.days)
    name = wanted.name.strip()
    return {"token": people.people_desk().create_token(name, wanted.role, today, until)}


def _address(settings: Settings, locale: Locale, secret: str) -> str:
    base = settings.base_url or request.host_url.rstrip("/")
    return f"{base}{PASSWORD[locale]}/{secret}"


def _said(do: Callable[[], dict[str, str] | None]) -> Response:
    """What came of it."""
    try:
        answer = answered(do() or {})
    except desks.UnknownError as error:
        raise NotFound from error
    except desks.RefusedError as error:
        return answered({"faults": told([_fault(error)])}, 422)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _fault(error: desks.RefusedError) -> Fault:
    words: dict[type[desks.RefusedError], tuple[Text, Text]] = {
        desks.UnfitNameError: (
            text("No account can have this name"),
            text("Use 1 to {longest} visible characters", longest=LONGEST_NAME),
        ),
        desks.NameTakenError: (
            text("An account with that name exists already"),
            text("Find it in the list; a deactivated account can be reactivated"),
        ),
        desks.LastAdministratorError: (
            text("Nobody else can manage the accounts"),
            text("Make someone else an administrator first"),
        ),
    }
    problem, remedy = words[type(error)]
    return Fault(None, "name", "", problem, remedy)
