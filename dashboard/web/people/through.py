"""Sign in and out through the provider, and link one's own account to it.

Each sign-in sets the role that the provider's claim gives. A person without a role is refused, and
signed out if they were still signed in. An account of ours with the same name is never assumed to
be the same person: its owner must sign in by password and link the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, session
from werkzeug.exceptions import Forbidden

from dashboard.access import identities
from dashboard.addresses import BACK, BEGIN, EXPLORE, LEAVE, SIGN_IN
from dashboard.database import reading
from dashboard.desk.people import PeopleDesk
from dashboard.domain.people.refusals import NameTakenError, UnfitNameError
from dashboard.i18n import Locale, Text, text
from dashboard.web.access.gate import asked_locale, reader_locale
from dashboard.web.people.provider import (
    CancelledError,
    ProviderIdentity,
    UnprovedError,
    UnreachableError,
)
from dashboard.web.people.signing import sign_in_page, wanted

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.access.accounts import Account
    from dashboard.domain.shared.roles import Role
    from dashboard.settings import Settings
    from dashboard.web.access.readers import People
    from dashboard.web.people.openid import Provider

BEGUN = "provider"
LONGEST_ADDRESS = 1_000  # a cookie holds 4,000 bytes
SAME_ORIGIN = "same-origin"


class SignInRefusedError(Exception):
    """Why a person whom the provider knows is refused."""

    def __init__(self, said: Text, status: int) -> None:
        super().__init__(said.message)
        self.said = said
        self.status = status


@dataclass(frozen=True, slots=True)
class SignInStart:
    """A sign-in in progress; ``joining`` is the account to link to the provider."""

    locale: Locale
    next: str
    joining: int | None


def blueprint(server: Flask, engine: Engine, people: People, settings: Settings) -> Blueprint:
    """The routes; they do not exist unless the settings name a provider."""
    routes = Blueprint("provider", __name__)
    provider = _provider(server, settings) if settings.oidc_issuer else None

    def known() -> Provider:
        return provider or abort(404)

    @routes.get(BEGIN)
    def begin() -> Response:
        locale = asked_locale()
        address = wanted(locale, request.args.get("next", ""))
        if len(address) > LONGEST_ADDRESS:
            address = EXPLORE[locale]
        begun = SignInStart(locale, address, _joining(people))
        session[BEGUN] = (begun.locale.value, begun.next, begun.joining)
        try:
            return known().to_sign_in(_here(settings, BACK), begun.locale.tag)
        except UnreachableError:
            return sign_in_page(settings, begun.locale, begun.next, _unreachable(), 502)

    @routes.get(BACK)
    def back() -> Response:
        begun = _begun()
        try:
            _check_owner(people, begun)
            account = _let_in(engine, known().person(), begun)
        except (UnreachableError, UnprovedError, CancelledError) as error:
            return sign_in_page(settings, begun.locale, begun.next, *_reason_and_status(error))
        except SignInRefusedError as error:
            return sign_in_page(settings, begun.locale, begun.next, error.said, error.status)
        people.sign_in(account, by_provider=True)
        return redirect(wanted(begun.locale, begun.next), 303)

    @routes.get(LEAVE)
    def leave() -> Response:
        locale = asked_locale()
        address = known().to_sign_out(_here(settings, SIGN_IN[locale]))
        return redirect(address or SIGN_IN[locale])

    return routes


def _provider(server: Flask, settings: Settings) -> Provider:
    # Only where there is one: on its import, urllib3 tries what sockets the machine has.
    from dashboard.web.people.openid import Provider  # noqa: PLC0415

    return Provider(server, settings)


def _joining(people: People) -> int | None:
    """The account to link, if its owner asks on a page of ours: another site must not."""
    if "join" not in request.args:
        return None
    account = people.account()
    if account is None or request.headers.get("Sec-Fetch-Site") != SAME_ORIGIN:
        raise Forbidden
    return account.id


def _begun() -> SignInStart:
    """The sign-in that the cookie holds; it is removed, since it is valid once."""
    said = session.pop(BEGUN, None)
    if not said:
        return SignInStart(reader_locale(), "", None)
    language, address, joining = said
    return SignInStart(Locale(language), address, joining)


def _check_owner(people: People, begun: SignInStart) -> None:
    """Check that whoever links their account is still signed in, after a while at the provider.

    Raises:
        UnprovedError: They are not, so it may be somebody else with their browser or its cookie.
    """
    if begun.joining is None:
        return
    account = people.account() if people.reader() else None
    if account is None or account.id != begun.joining:
        raise UnprovedError


def _here(settings: Settings, path: str) -> str:
    """The full address of a page; without a setting, on this machine's own name."""
    return (settings.base_url or request.host_url.rstrip("/")) + path


def _let_in(engine: Engine, person: ProviderIdentity, begun: SignInStart) -> Account:
    """The account of a person whom the provider proved, with their current role.

    Raises:
        SignInRefusedError: They are not let in.
    """
    desk = PeopleDesk(engine, person.issuer)
    with reading(engine) as connection:
        account = identities.account_of(connection, person.issuer, person.subject)
    if person.role is None:
        if account:
            desk.sign_out_everywhere(account.id)
        raise SignInRefusedError(_no_role(), 403)
    if account is None or begun.joining not in (None, account.id):
        account = _new(desk, person, person.role, begun)
    if not account.active:
        raise SignInRefusedError(text("This account is deactivated. Ask an administrator."), 403)
    if account.role is not person.role:
        desk.set_role(account.id, person.role, by_provider=True)
    return account


def _new(desk: PeopleDesk, person: ProviderIdentity, role: Role, begun: SignInStart) -> Account:
    """The account that its owner links now, or else a new one."""
    try:
        if begun.joining is not None:
            return desk.tie(begun.joining, person.issuer, person.subject)
        return desk.add_by_provider(person.name, role, person.issuer, person.subject)
    except NameTakenError as error:
        raise SignInRefusedError(_taken(joining=begun.joining is not None), 409) from error
    except UnfitNameError as error:
        raise SignInRefusedError(
            text("No account can have the name that the identity provider gave."), 409
        ) from error


def _no_role() -> Text:
    return text(
        "You have no role in this dashboard. Ask whoever manages your organization’s "
        "accounts, then sign in again."
    )


def _taken(*, joining: bool) -> Text:
    if joining:
        return text(
            "The person who signed in at the identity provider already has another account here."
        )
    return text(
        "An account with your name exists here already, and we cannot tell whether it "
        "is yours. If it is, sign in with its password and link the two under “Your "
        "account”; if not, ask an administrator."
    )


def _unreachable() -> Text:
    return text("The identity provider cannot be reached at the moment. Try again shortly.")


def _reason_and_status(error: Exception) -> tuple[Text, int]:
    if isinstance(error, UnreachableError):
        return _unreachable(), 502
    if isinstance(error, CancelledError):
        return text("You did not sign in at the identity provider."), 400
    return (
        text("This sign-in is too old, was already used, or was started elsewhere. Start again."),
        400,
    )
