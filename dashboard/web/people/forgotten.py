"""Password reset by e-mail.

The answer and its timing are the same for every name. Whether the name has an account is looked up
later, in the background.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request

from dashboard.access import accounts, mail, throttle
from dashboard.addresses import FORGOTTEN, PASSWORD, SIGN_IN
from dashboard.database import reading, writing
from dashboard.desk.people import PeopleDesk
from dashboard.i18n import Locale, Text, text
from dashboard.web.shared import forms
from dashboard.web.shared.logs import report
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.settings import Settings

AUTHOR = "impact"
SENDERS = 2


def blueprint(engine: Engine, settings: Settings) -> Blueprint:
    """The route, in both languages; it does not exist without a mail server."""
    routes = Blueprint("forgotten", __name__)
    senders = ThreadPoolExecutor(SENDERS, "mail")

    def ask(locale: Locale) -> Response:
        if not (settings.smtp_url and settings.password_sign_in):
            abort(404)
        if request.method != "POST":
            return forms.show(_form(locale), locale, FORGOTTEN[locale.other])
        name = accounts.folded(request.form.get("name", ""))
        if _is_asked_too_often(engine, name):
            page = _form(locale, *forms.too_often())
            return forms.show(page, locale, FORGOTTEN[locale.other])
        senders.submit(copy_context().run, _send, engine, settings, name, locale)
        return forms.show(_question(locale), locale, FORGOTTEN[locale.other])

    in_both_languages(routes, FORGOTTEN, ask, has_form=True)
    return routes


def _is_asked_too_often(engine: Engine, name: str) -> bool:
    address = request.remote_addr or ""
    with writing(engine) as connection:
        if throttle.is_asked_too_often(connection, name, address):
            return True
        throttle.asked(connection, name, address)
    return False


def _send(engine: Engine, settings: Settings, name: str, locale: Locale) -> None:
    """Send a reset link to an account that has a password; never tell whether there is one."""
    try:
        with reading(engine) as connection:
            account = accounts.by_name(connection, name)
        if account is None or not account.active or account.by_provider:
            return
        if not mail.is_address(account.name):
            return
        desk = PeopleDesk(engine, AUTHOR)
        secret = desk.new_link_by_mail(account.id)
        link = f"{settings.base_url}{PASSWORD[locale]}/{secret}"
        subject, body = _message(link)
        try:
            mail.send(
                settings.smtp_url,
                settings.mail_from,
                account.name,
                subject.say(locale),
                body.say(locale),
            )
        except Exception:
            desk.link_not_sent(account.id)  # whoever asked is told nothing; administrators are
            raise
    except Exception as error:  # noqa: BLE001 - nobody waits for it: it must be in the log
        report(error)


def _message(link: str) -> tuple[Text, Text]:
    return text("Your password for the imPACT dashboard"), text(
        "Hello,\n\n"
        "someone, probably you, asked for a new password for the imPACT dashboard. To "
        "choose one, open this link within an hour; it works once:\n\n"
        "{link}\n\n"
        "If it was not you, do nothing: your password stays the same.\n",
        link=link,
    )


def _form(locale: Locale, refused: Text | None = None, status: int = 200) -> forms.Page:
    typed = {"autocomplete": "username", "autocapitalize": "none"}
    return forms.Page(
        text("Forgot your password?"),
        (
            forms.paragraph(
                locale,
                text(
                    "If your user name is an email address, we send you a link to "
                    "choose a new password. Otherwise, ask an administrator for one."
                ),
            ),
            forms.form(
                locale,
                text("Send a link"),
                forms.field(locale, "name", text("Email address or user name"), typed),
            ),
            forms.link(locale, SIGN_IN[locale], text("Back to sign-in")),
        ),
        refused,
        status,
    )


def _question(locale: Locale) -> forms.Page:
    return forms.Page(
        text("Check your email"),
        (forms.link(locale, SIGN_IN[locale], text("Back to sign-in")),),
        said=text(
            "If there is an account with that name, a link is on its way. It is valid "
            "for an hour. If nothing arrives, check your spam folder, or ask an "
            "administrator."
        ),
    )
