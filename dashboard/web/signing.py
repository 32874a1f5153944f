"""Signing in and out, setting a password by a one-time link, taking a role in the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request
from werkzeug.exceptions import Forbidden

from dashboard.access import accounts, links, throttle
from dashboard.access.passwords import LONGEST, SHORTEST
from dashboard.addresses import ACT_AS, EXPLORE, HOTLINE, PASSWORD, SIGN_IN, SIGN_OUT, view_at
from dashboard.database import reading, writing
from dashboard.domain.roles import Role
from dashboard.i18n import Locale, Text, text
from dashboard.web.errors import document
from dashboard.web.gate import reader_locale

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.access.accounts import Account
    from dashboard.web.people import People

SEE_OTHER = 303

FORM = """<section lang="{lang}">
<h1>{title}</h1>
{said}
<form method="post" class="sign-in">
{fields}
<button type="submit" class="btn btn-primary">{button}</button>
</form>
<p>{hotline}<a class="hotline" href="tel:{number}">{number}</a></p>
</section>
<p lang="{other_lang}"><a href="{elsewhere}" hreflang="{other_lang}">{other_name}</a></p>"""
FIELD = """<div class="field">
<label for="{name}">{label}</label>
{hint}<input id="{name}" name="{name}" type="{type}" class="form-control" required{more}>
</div>"""
HINT = '<p id="{name}-hint" class="sign-in__hint">{hint}</p>\n'
REFUSED = '<p class="sign-in__refused" role="alert">{said}</p>'


@dataclass(frozen=True, slots=True)
class Form:
    """A page with one form; ``refused`` says why it was not taken."""

    title: Text
    button: Text
    fields: tuple[str, ...]
    refused: Text | None = None
    status: int = 200


def blueprint(engine: Engine, people: People) -> Blueprint:
    """The routes, in both languages."""
    routes = Blueprint("signing", __name__)

    def sign_in(locale: Locale) -> Response:
        refused = _try_to_sign_in(engine, people) if request.method == "POST" else None
        if request.method == "POST" and refused is None:
            return redirect(_wanted(locale), SEE_OTHER)
        return _page(locale, _sign_in_form(locale, refused), SIGN_IN[locale.other])

    def password(locale: Locale, secret: str) -> Response:
        return _password(engine, people, locale, secret)

    for locale in Locale:
        for rule, endpoint, view in (
            (SIGN_IN[locale], "sign_in", sign_in),
            (f"{PASSWORD[locale]}/<secret>", "password", password),
        ):
            methods = ["GET", "POST"]
            routes.add_url_rule(rule, endpoint, view, defaults={"locale": locale}, methods=methods)

    @routes.post(SIGN_OUT)
    def sign_out() -> Response:
        people.sign_out()
        return redirect(SIGN_IN[reader_locale()], SEE_OTHER)

    @routes.post(ACT_AS)
    def act_as() -> Response:
        role = request.form.get("role", "")
        if role not in set(Role):
            raise Forbidden
        people.act_as(Role(role))
        return redirect(_wanted(reader_locale()), SEE_OTHER)

    return routes


def _try_to_sign_in(engine: Engine, people: People) -> Text | None:
    """Sign in by what the form says; why not, if not: the same words whatever was wrong."""
    name = accounts.folded(request.form.get("name", ""))
    password = request.form.get("password", "")[: LONGEST + 1]
    address = request.remote_addr or ""
    with writing(engine) as connection:
        if throttle.is_throttled(connection, name, address):
            return text("Too many attempts. Try again in a quarter of an hour.")
        throttle.tried(connection, name, address)
    with reading(engine) as connection:
        account = accounts.signed_in(connection, name, password)
    if account is None:
        return text("The name or the password is not right.")
    with writing(engine) as connection:
        throttle.succeeded(connection, name, address)
    people.sign_in(account)
    return None


def _password(engine: Engine, people: People, locale: Locale, secret: str) -> Response:
    """Choose a password by a one-time link, and be signed in."""
    with reading(engine) as connection:
        account = links.account_of(connection, secret)
    if account is None:
        return _page(locale, _no_link(), SIGN_IN[locale.other])
    refused = None
    if request.method == "POST":
        refused = _unfit(request.form.get("password", ""), request.form.get("again", ""))
        if refused is None:
            return _set_password(engine, people, locale, secret)
    form = _password_form(locale, account, refused)
    return _page(locale, form, f"{PASSWORD[locale.other]}/{secret}")


def _set_password(engine: Engine, people: People, locale: Locale, secret: str) -> Response:
    with writing(engine) as connection:
        account = links.use(connection, secret, request.form["password"])
    if account is None:  # somebody was faster
        return _page(locale, _no_link(), SIGN_IN[locale.other])
    people.sign_in(account)
    return redirect(EXPLORE[locale], SEE_OTHER)


def _unfit(password: str, again: str) -> Text | None:
    if not SHORTEST <= len(password) <= LONGEST:
        return text(
            "Choose a password of {shortest} to {longest} characters.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    return None if password == again else text("The two passwords are not the same.")


def _wanted(locale: Locale) -> str:
    """Where the reader was going, if that is one of our pages; else the first one."""
    address = request.values.get("next", "")
    ours = view_at(address.partition("?")[0]) is not None
    return address if ours and address.isprintable() else EXPLORE[locale]


def _sign_in_form(locale: Locale, refused: Text | None) -> Form:
    return Form(
        text("Sign in"),
        text("Sign in"),
        (
            _field(
                locale, "name", text("Name"), {"autocomplete": "username", "autocapitalize": "none"}
            ),
            _field(locale, "password", text("Password"), {"autocomplete": "current-password"}),
        ),
        refused,
        401 if refused else 200,
    )


def _password_form(locale: Locale, account: Account, refused: Text | None) -> Form:
    hint = text("At least {shortest} characters; a few words are easiest.", shortest=SHORTEST)
    new = {"autocomplete": "new-password", "minlength": str(SHORTEST)}
    again = text("The same password again")
    return Form(
        text("Choose a password for {name}", name=account.name),
        text("Save and sign in"),
        (
            _field(locale, "password", text("Password"), new, hint),
            _field(locale, "again", again, new),
        ),
        refused,
        400 if refused else 200,
    )


def _no_link() -> Form:
    return Form(
        text("This link is of no use any more"),
        text("Sign in"),
        (),
        text("It was used, or it has expired. Ask an administrator for another one."),
        410,
    )


def _field(
    locale: Locale, name: str, label: Text, attributes: dict[str, str], hint: Text | None = None
) -> str:
    more = attributes | ({"aria-describedby": f"{name}-hint"} if hint else {})
    return FIELD.format(
        name=name,
        label=escape(label.say(locale)),
        hint=HINT.format(name=name, hint=escape(hint.say(locale))) if hint else "",
        type="text" if name == "name" else "password",
        more="".join(f' {key}="{escape(value)}"' for key, value in more.items()),
    )


def _page(locale: Locale, form: Form, elsewhere: str) -> Response:
    query = request.query_string.decode("ascii", "ignore")
    parts = FORM.format(
        lang=locale.tag,
        title=escape(form.title.say(locale)),
        said=REFUSED.format(said=escape(form.refused.say(locale))) if form.refused else "",
        fields="\n".join(form.fields),
        button=escape(form.button.say(locale)),
        hotline=escape(text("Canadian Human Trafficking Hotline, day and night: ").say(locale)),
        number=HOTLINE,
        other_lang=locale.other.tag,
        elsewhere=escape(f"{elsewhere}?{query}" if query else elsewhere),
        other_name={Locale.EN: "English", Locale.FR: "Français"}[locale.other],
    )
    return document(form.status, form.title, (locale,), parts)
