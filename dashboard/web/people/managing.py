"""Accounts and tokens over JSON, for the view of people; for administrators only.

A refusal is a fault (422). One-time links and tokens are in the answer, and shown only there.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

from flask import Blueprint, request
from pydantic import Field
from typing_extensions import TypedDict
from werkzeug.exceptions import NotFound

from dashboard.addresses import PASSWORD
from dashboard.domain.people.people import LONGEST_NAME
from dashboard.domain.people.refusals import AccountRefusedError, UnknownError
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.importers.faults import Fault
from dashboard.web.shared.bodies import Body, Faults, settled
from dashboard.web.shared.fields import answer_model
from dashboard.web.shared.operations import Operation

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


class AddPerson(Body):
    """A person; the link is in their language."""

    name: Name
    role: AsRole
    language: Language


class SetRole(Body):
    """Another role."""

    role: AsRole


class SetActive(Body):
    """Let in, or kept out."""

    active: bool


class MakeLink(Body):
    """The link's language."""

    language: Language


class CreateToken(Body):
    """A token."""

    name: Name
    role: AsRole
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)]


ToldOnce = Annotated[str, Field(description="Told this once.")]


@answer_model
class Nothing(TypedDict):
    """It is done."""


@answer_model
class NewPerson(TypedDict):
    """The person, with a link that sets a password."""

    name: str
    link: ToldOnce


@answer_model
class NewLink(TypedDict):
    """A link that sets a password."""

    link: ToldOnce


@answer_model
class NewToken(TypedDict):
    """The token."""

    token: ToldOnce


changes = partial(Operation, refuses={422: Faults})
"""Declares a view that changes accounts or tokens, or refuses to."""


def blueprint(people: People, settings: Settings) -> Blueprint:
    """The routes."""
    routes = Blueprint("people", __name__, url_prefix="/api/v1")

    @routes.post("/people")
    @changes("Add a person", takes=AddPerson, gives=NewPerson)
    def add(wanted: AddPerson) -> Response:
        return _answer(lambda: _add(people, settings, wanted))

    @routes.post(f"/people/{ONE}/role")
    @changes("Give a person another role", takes=SetRole, gives=Nothing)
    def set_role(wanted: SetRole, number: int) -> Response:
        return _answer(lambda: people.people_desk().set_role(number, wanted.role))

    @routes.post(f"/people/{ONE}/active")
    @changes("Let a person in, or keep them out", takes=SetActive, gives=Nothing)
    def set_active(wanted: SetActive, number: int) -> Response:
        return _answer(lambda: people.people_desk().set_active(number, active=wanted.active))

    @routes.post(f"/people/{ONE}/link")
    @changes("Make a one-time link that sets a password", takes=MakeLink, gives=NewLink)
    def make_link(wanted: MakeLink, number: int) -> Response:
        def make() -> NewLink:
            secret = people.people_desk().new_link(number)
            return {"link": _address(settings, wanted.language, secret)}

        return _answer(make)

    @routes.post(f"/people/{ONE}/sign-out")
    @changes("End all sign-ins of a person", takes=Body, gives=Nothing)
    def sign_out(_: Body, number: int) -> Response:
        def end() -> None:
            people.people_desk().sign_out_everywhere(number)

        return _answer(end)

    @routes.post("/tokens")
    @changes("Create a token for a program", takes=CreateToken, gives=NewToken)
    def create_token(wanted: CreateToken) -> Response:
        return _answer(lambda: _create(people, wanted))

    @routes.post(f"/tokens/{ONE}/revoke")
    @changes("End a token now", takes=Body, gives=Nothing)
    def revoke_token(_: Body, number: int) -> Response:
        return _answer(lambda: people.people_desk().revoke_token(number, people.today()))

    return routes


def _add(people: People, settings: Settings, wanted: AddPerson) -> NewPerson:
    account, secret = people.people_desk().add(wanted.name, wanted.role)
    return {"name": account.name, "link": _address(settings, wanted.language, secret)}


def _create(people: People, wanted: CreateToken) -> NewToken:
    today = people.today()
    until = today + timedelta(wanted.days)
    name = wanted.name.strip()
    return {"token": people.people_desk().create_token(name, wanted.role, today, until)}


def _address(settings: Settings, locale: Locale, secret: str) -> str:
    base = settings.base_url or request.host_url.rstrip("/")
    return f"{base}{PASSWORD[locale]}/{secret}"


def _answer(do: Callable[[], NewPerson | NewLink | NewToken | None]) -> Response:
    """The answer to a change."""
    try:
        done = do() or Nothing()
    except UnknownError as error:
        raise NotFound from error
    except AccountRefusedError as error:
        return settled(Nothing, faults=[Fault(None, "name", "", error.problem, error.remedy)])
    return settled(lambda: done)
