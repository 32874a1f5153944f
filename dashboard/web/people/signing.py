"""Sign in and out, set a password by a one-time link, take a role in the demonstration."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request
from werkzeug.exceptions import Forbidden

from dashboard.access import accounts, links, throttle
from dashboard.access.blocklist import Weakness, weakness
from dashboard.access.passwords import LONGEST, SHORTEST
from dashboard.addresses import (
    ACCOUNT,
    ACT_AS,
    BEGIN,
    EXPLORE,
    FORGOTTEN,
    LEAVE,
    PASSWORD,
    SIGN_IN,
    SIGN_OUT,
    view_at,
    with_query,
)
from dashboard.database import reading, writing
from dashboard.desk.people import PeopleDesk
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale, Text, text
from dashboard.web.access.gate import reader_locale
from dashboard.web.people.provider import ProviderName
from dashboard.web.shared import forms
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.access.accounts import Account
    from dashboard.settings import Settings
    from dashboard.web.access.readers import People

SEE_OTHER = 303
OUT, HERE = "out", "here"
WEAK = {
    Weakness.OWN_WORDS: text(
        "This password is made of your name, your address or the project’s name, which others "
        "try first. Choose other words."
    ),
    Weakness.COMMON: text(
        "This password is easy to guess: many people use it, or it repeats itself, follows the "
        "keyboard, or is a word or two with a number or a date. Choose several words that do not "
        "belong together."
    ),
}


def blueprint(engine: Engine, people: People, settings: Settings) -> Blueprint:
    """The routes, in both languages."""
    routes = Blueprint("signing", __name__)

    def sign_in(locale: Locale) -> Response:
        if request.method == "POST":
            return _sign_in(engine, people, settings, locale)
        return sign_in_page(settings, locale, request.values.get("next", ""))

    def password(locale: Locale, secret: str) -> Response:
        if not settings.password_sign_in:
            abort(404)
        return _password(engine, people, settings, locale, secret)

    in_both_languages(routes, SIGN_IN, sign_in, has_form=True)
    in_both_languages(routes, PASSWORD, password, "/<secret>", has_form=True)

    @routes.post(SIGN_OUT)
    def sign_out() -> Response:
        by_provider = people.sign_out()
        there = bool(by_provider and settings.oidc_issuer)
        return signed_out(reader_locale(), there=there)

    @routes.post(ACT_AS)
    def act_as() -> Response:
        return _act_as(people)

    return routes


def signed_out(locale: Locale, *, there: bool = False) -> Response:
    """To the sign-in page, which says so; ``there``: still signed in at the provider."""
    query = urlencode({OUT: "" if there else HERE})
    return redirect(with_query(SIGN_IN[locale], query), SEE_OTHER)


def _act_as(people: People) -> Response:
    role = request.form.get("role", "")
    if role not in set(Role):
        raise Forbidden
    people.act_as(Role(role))
    return redirect(wanted(reader_locale(), request.values.get("next", "")), SEE_OTHER)


def sign_in_page(
    settings: Settings, locale: Locale, going: str, refused: Text | None = None, status: int = 200
) -> Response:
    """The sign-in page, as the settings allow; ``going`` is the address to go to afterwards."""
    query = urlencode({"next": going}) if going else ""
    parts = tuple(_ways_in(settings, locale, query))
    page = forms.Page(text("Sign in"), parts, refused, status, _said_of_coming(going))
    return forms.show(page, locale, with_query(SIGN_IN[locale.other], query))


def wanted(locale: Locale, address: str) -> str:
    """The page that a reader was going to, if it is one of ours; else the first one."""
    path = address.partition("?")[0]
    ours = view_at(path) is not None or path in (ACCOUNT.english, ACCOUNT.french)
    return address if ours and address.isprintable() else EXPLORE[locale]


def unfit(password: str, again: str, name: str, base_url: str) -> Text | None:
    """Why this account may not use this password; ``None`` if it may."""
    if not SHORTEST <= len(password) <= LONGEST:
        return text(
            "Choose a password of {shortest} to {longest} characters.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if password != again:
        return text("The two passwords are not the same.")
    found = weakness(password, name, base_url)
    return WEAK[found] if found else None


def new_password(locale: Locale, account: Account) -> tuple[str, str, str]:
    """The form fields for the new password of an account."""
    hint = text("At least {shortest} characters; a few words are easiest.", shortest=SHORTEST)
    new = {"autocomplete": "new-password", "minlength": str(SHORTEST)}
    return (
        forms.owner(account.name),
        forms.field(locale, "password", text("New password"), new, hint),
        forms.field(locale, "again", text("Confirm the password"), new),
    )


def _sign_in(engine: Engine, people: People, settings: Settings, locale: Locale) -> Response:
    if not settings.password_sign_in:
        raise Forbidden
    going = request.values.get("next", "")
    refused = _try_to_sign_in(engine, people)
    if refused is None:
        return redirect(wanted(locale, going), SEE_OTHER)
    return sign_in_page(settings, locale, going, *refused)


def _try_to_sign_in(engine: Engine, people: People) -> forms.Refusal | None:
    """Sign in with the form's values; a failure gives the same words whatever was wrong."""
    name = accounts.folded(request.form.get("name", ""))
    password = request.form.get("password", "")[: LONGEST + 1]
    address = request.remote_addr or ""
    with writing(engine) as connection:
        if throttle.is_throttled(connection, name, address):
            return forms.too_often()
        throttle.tried(connection, name, address)
    with reading(engine) as connection:
        account = accounts.signed_in(connection, name, password)
    if account is None:
        return text("The user name or the password is incorrect."), HTTPStatus.UNAUTHORIZED
    with writing(engine) as connection:
        throttle.succeeded(connection, name, address)
    people.sign_in(account)
    return None


def _password(
    engine: Engine, people: People, settings: Settings, locale: Locale, secret: str
) -> Response:
    """Set a password by a one-time link, and sign in."""
    with reading(engine) as connection:
        account = links.account_of(connection, secret)
        used = account is None and links.is_known(connection, secret)
    if account is None:
        if not used:
            people.refuse_many_guesses()
        return _no_link(locale)
    refused = None
    if request.method == "POST":
        given, again = request.form.get("password", ""), request.form.get("again", "")
        refused = unfit(given, again, account.name, settings.base_url)
        if refused is None:
            return _set_password(engine, people, locale, secret)
    page = _password_page(locale, account, refused)
    return forms.show(page, locale, f"{PASSWORD[locale.other]}/{secret}")


def _set_password(engine: Engine, people: People, locale: Locale, secret: str) -> Response:
    account = PeopleDesk(engine, "").use_link(secret, request.form["password"])
    if account is None:  # somebody was faster
        return _no_link(locale)
    people.sign_in(account)
    return redirect(EXPLORE[locale], SEE_OTHER)


def _ways_in(settings: Settings, locale: Locale, query: str) -> Iterator[str]:
    language = urlencode({"lang": locale.value})
    if settings.oidc_issuer:
        begin = with_query(BEGIN, f"{language}&{query}" if query else language)
        name = ProviderName(settings.oidc_name)
        words = text("Sign in with {name}", name=name)
        yield forms.link(locale, begin, words, as_button=True)
        if request.args.get(OUT) == "":
            leave = with_query(LEAVE, language)
            yield forms.link(locale, leave, text("Sign out of {name} as well", name=name))
    if not settings.password_sign_in:
        return
    typed = {"autocomplete": "username", "autocapitalize": "none"}
    if given := request.form.get("name"):  # after a wrong password
        typed["value"] = given
    yield forms.form(
        locale,
        text("Sign in"),
        forms.field(locale, "name", text("Email address or user name"), typed),
        forms.field(locale, "password", text("Password"), {"autocomplete": "current-password"}),
        action=with_query(SIGN_IN[locale], query),
    )
    if settings.smtp_url:
        yield forms.link(locale, FORGOTTEN[locale], text("Forgot your password?"))
    else:
        lost = text(
            "If you forgot your password, ask an administrator for a link to choose a new one."
        )
        yield forms.paragraph(locale, lost)


def _said_of_coming(going: str) -> Text | None:
    """Why somebody who asked for no sign-in page is on it."""
    if OUT in request.args:
        return text("You are signed out.")
    return text("Sign in to continue.") if going and request.method == "GET" else None


def _password_page(locale: Locale, account: Account, refused: Text | None) -> forms.Page:
    form = forms.form(locale, text("Save and sign in"), *new_password(locale, account))
    title = text("Choose a password for {name}", name=account.name)
    return forms.Page(title, (form,), refused, 400 if refused else 200)


def _no_link(locale: Locale) -> Response:
    page = forms.Page(
        text("This link no longer works"),
        (forms.link(locale, SIGN_IN[locale], text("Sign in"), as_button=True),),
        text("It was already used, or it has expired. Ask an administrator for another one."),
        410,
    )
    return forms.show(page, locale, SIGN_IN[locale.other])
