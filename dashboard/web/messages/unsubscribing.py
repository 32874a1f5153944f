"""End a subscription by the address that stands in each of its messages, without signing in.

Opening it shows a button and ends nothing, as programs that look for viruses open every link. The
button, and the one of a mail program (RFC 8058), send a POST.
"""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, request

from dashboard.access import subscriptions
from dashboard.addresses import UNSUBSCRIBE
from dashboard.database import reading, writing
from dashboard.domain.messages.kinds import KINDS
from dashboard.i18n import Locale, text
from dashboard.web.shared import forms
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.access.subscriptions import ActiveSubscription
    from dashboard.web.access.readers import People

LONGEST_KEY = 100
ONE_CLICK = ("List-Unsubscribe", "One-Click")


def blueprint(engine: Engine, people: People) -> Blueprint:
    """The route, in both languages."""
    routes = Blueprint("unsubscribing", __name__)

    def page(locale: Locale, key: str) -> Response:
        with reading(engine) as connection:
            known = len(key) <= LONGEST_KEY and subscriptions.is_known(connection, key)
            found = subscriptions.by_key(connection, key) if known else None
        elsewhere = f"{UNSUBSCRIBE[locale.other]}/{key}"
        if not known:
            people.refuse_many_guesses()
            return forms.show(_unknown(), locale, UNSUBSCRIBE[locale.other] + "/-")
        if request.method == "POST" and found:
            with writing(engine) as connection:
                subscriptions.end_by_key(connection, key, datetime.now(UTC))
            found = None
        return forms.show(_question(found, locale) if found else _ended(), locale, elsewhere)

    in_both_languages(routes, UNSUBSCRIBE, page, "/<key>", has_form=True)
    return routes


def _question(found: ActiveSubscription, locale: Locale) -> forms.Page:
    return forms.Page(
        text("Unsubscribe from these messages?"),
        (
            forms.paragraph(locale, KINDS[found.wish.kind].label),
            forms.form(locale, text("Unsubscribe from these messages"), forms.hidden(*ONE_CLICK)),
        ),
    )


def _ended() -> forms.Page:
    said = text("You will not receive these messages any more.")
    return forms.Page(text("You have unsubscribed"), (), said=said)


def _unknown() -> forms.Page:
    why = text("This link matches no subscription. Copy it whole, or sign in to your account.")
    return forms.Page(text("Not found"), (), why, HTTPStatus.NOT_FOUND)
