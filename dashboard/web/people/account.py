"""A person's own account: password, signing out everywhere, linking it to the provider."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest

from dashboard.access import accounts, throttle
from dashboard.access.passwords import LONGEST
from dashboard.addresses import ACCOUNT, BEGIN, EXPLORE, MESSAGES, with_query
from dashboard.database import reading, writing
from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale, text
from dashboard.web.access.proxies import found_lately
from dashboard.web.people.provider import ProviderName
from dashboard.web.people.signing import new_password, signed_out, unfit
from dashboard.web.shared import forms
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.access.accounts import Account
    from dashboard.settings import Settings
    from dashboard.web.access.readers import People

TITLE = text("Your account")
PASSWORD, EVERYWHERE = "password", "everywhere"


def blueprint(engine: Engine, people: People, settings: Settings) -> Blueprint:
    """The route, in both languages."""
    routes = Blueprint("account", __name__)

    def page(locale: Locale) -> Response:
        account = people.account()
        if account is None:
            return forms.without_account(people, ACCOUNT, TITLE, locale)
        refused = None
        if request.method == "POST":
            if request.form.get("do") == EVERYWHERE:
                return _sign_out_everywhere(people, account, locale)
            refused = _change_password(engine, people, settings, account)
            if refused is None:
                return forms.saved(ACCOUNT, locale)
        shown = _page(settings, locale, account, refused)
        return forms.show(shown, locale, ACCOUNT[locale.other])

    in_both_languages(routes, ACCOUNT, page, has_form=True)
    return routes


def _change_password(
    engine: Engine, people: People, settings: Settings, account: Account
) -> forms.Refusal | None:
    """Change the password and sign out all other browsers; returns why not, if refused."""
    if request.form.get("do") != PASSWORD or not account.has_password:
        raise BadRequest
    given, again = request.form.get("password", ""), request.form.get("again", "")
    if refused := unfit(given, again, account.name, settings.base_url):
        return refused, HTTPStatus.BAD_REQUEST
    address, now = request.remote_addr or "", request.form.get("now", "")[: LONGEST + 1]
    with writing(engine) as connection:
        if throttle.is_throttled(connection, account.name, address):
            return forms.too_often()
        throttle.tried(connection, account.name, address)
    with reading(engine) as connection:
        if accounts.signed_in(connection, account.name, now) is None:
            wrong = text("That is not your current password.")
            return wrong, HTTPStatus.BAD_REQUEST
    with writing(engine) as connection:
        throttle.succeeded(connection, account.name, address)
    desk = people.people_desk()
    people.sign_in(desk.set_password(account.id, request.form["password"]))
    return None


def _sign_out_everywhere(people: People, account: Account, locale: Locale) -> Response:
    people.people_desk().sign_out_everywhere(account.id)
    people.sign_out()
    return signed_out(locale)


def _page(
    settings: Settings, locale: Locale, account: Account, refused: forms.Refusal | None
) -> forms.Page:
    why, status = refused or (None, HTTPStatus.OK)
    return forms.Page(
        TITLE,
        tuple(_parts(settings, locale, account)),
        why,
        status,
        text("Your new password is in force. You are signed out everywhere else.")
        if forms.SAVED in request.args
        else None,
    )


def _parts(settings: Settings, locale: Locale, account: Account) -> Iterator[str]:
    role = account.role.called
    yield forms.paragraph(locale, text("{name}: {role}", name=account.name, role=role))
    if account.role.may(Right.ADMINISTER) and (wrong := found_lately()):
        yield forms.paragraph(locale, wrong, look="sign-in__refused")
    yield forms.link(locale, EXPLORE[locale], text("Back to the dashboard"))
    yield forms.link(locale, MESSAGES[locale], text("Messages by email"))
    provider = ProviderName(settings.oidc_name)
    if account.has_password and settings.password_sign_in:
        yield forms.heading(locale, text("Change your password"))
        now = {"autocomplete": "current-password"}
        yield forms.form(
            locale,
            text("Change the password"),
            forms.field(locale, "now", text("Current password"), now),
            *new_password(locale, account),
            does=PASSWORD,
        )
        if settings.oidc_issuer:
            yield from _joining(locale, provider)
    elif account.by_provider:
        said = text("You sign in with {name}, which manages your password.", name=provider)
        yield forms.paragraph(locale, said)
    yield forms.heading(locale, text("Still signed in elsewhere?"))
    yield forms.paragraph(
        locale,
        text(
            "If you left a browser signed in or lost a phone, sign out everywhere here, "
            "including this browser."
        ),
    )
    yield forms.form(locale, text("Sign out everywhere"), does=EVERYWHERE)


def _joining(locale: Locale, provider: ProviderName) -> Iterator[str]:
    yield forms.heading(locale, text("Sign in with {name}", name=provider))
    yield forms.paragraph(
        locale,
        text(
            "Link this account to the one that you have there. From then on, you sign "
            "in there only, with the role that you have there."
        ),
    )
    query = urlencode({"lang": locale.value, "next": ACCOUNT[locale], "join": ""})
    words = text("Link to {name}", name=provider)
    yield forms.link(locale, with_query(BEGIN, query), words, as_button=True)
