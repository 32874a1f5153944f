"""What a person wants to be told by email: chosen, seen and ended in their account."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, Forbidden

from dashboard.access import mail, subscriptions
from dashboard.access.subscriptions import ActiveSubscription, TooManyError
from dashboard.addresses import ACCOUNT, EXPLORE, MESSAGES, REFERENCE, with_query
from dashboard.database import reading, writing
from dashboard.domain.messages.kinds import KINDS, MOST_SUBSCRIPTIONS, Wish, offered
from dashboard.domain.reference.kinds import MEETINGS
from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale, Text, sequence, text
from dashboard.sentences.shared.choices import ignored, showing
from dashboard.web.shared import forms
from dashboard.web.shared.pages import in_both_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from werkzeug.wrappers import Response

    from dashboard.access.accounts import Account
    from dashboard.queries.answers import Answers
    from dashboard.settings import Settings
    from dashboard.web.access.readers import People

TITLE = text("Messages by email")
SUBSCRIBE, END = "subscribe", "end"
NAMES = {Locale.EN: text("English"), Locale.FR: text("French")}


def blueprint(engine: Engine, people: People, settings: Settings) -> Blueprint:
    """The route, in both languages."""
    routes = Blueprint("subscribing", __name__)

    def page(locale: Locale) -> Response:
        account = people.account()
        if account is None:
            return forms.without_account(people, MESSAGES, TITLE, locale)
        why = None
        if request.method == "POST":
            why = _change(engine, people, account, locale)
            if why is None:
                return forms.saved(MESSAGES, locale)
        with reading(engine) as connection:
            there = subscriptions.of_account(connection, account.id)
        parts = tuple(_parts(people.ask(), settings, account, there, locale))
        shown = forms.Page(
            TITLE,
            parts,
            why,
            HTTPStatus.BAD_REQUEST if why else HTTPStatus.OK,
            text("Saved.") if forms.SAVED in request.args else None,
        )
        elsewhere = with_query(
            MESSAGES[locale.other], request.query_string.decode("ascii", "ignore")
        )
        return forms.show(shown, locale, elsewhere)

    in_both_languages(routes, MESSAGES, page, has_form=True)
    return routes


def _change(engine: Engine, people: People, account: Account, locale: Locale) -> Text | None:
    """Add or end a subscription; returns why not, if refused."""
    now = datetime.now(UTC)
    match request.form.get("do"):
        case "subscribe":
            wish, why = _wish(people.ask(), account, locale)
            if wish is None:
                return why
            try:
                with writing(engine) as connection:
                    subscriptions.begin(connection, account.id, wish, now)
            except TooManyError:
                return text(
                    "You have {count} subscriptions, which is the maximum. Unsubscribe from one "
                    "first.",
                    count=MOST_SUBSCRIPTIONS,
                )
        case "end":
            chosen = forms.chosen_row()
            with writing(engine) as connection:
                subscriptions.end(connection, chosen, account.id, now)
        case _:
            raise BadRequest
    return None


def _wish(answers: Answers, account: Account, locale: Locale) -> tuple[Wish | None, Text | None]:
    """What the form asks for, or why it cannot be had."""
    kind, query = KINDS.get(request.form.get("kind", "")), request.form.get("query", "")
    languages = _languages(locale).get(request.form.get("languages", ""))
    if kind is None or languages is None or len(query) > LONGEST_QUERY:
        raise BadRequest
    if not account.role.may(kind.right):
        raise Forbidden
    found = answers.standing(query)
    if found.problems:
        return None, text("Some filters were not recognized. Choose them again in Explore.")
    if kind.is_alert:  # it is about the whole project
        return Wish(kind.code, "", languages, with_brief=False), None
    with_brief = request.form.get("with_brief") == "on"
    return Wish(kind.code, found.filters.to_query(), languages, with_brief), None


def _languages(locale: Locale) -> dict[str, tuple[Locale, ...]]:
    """The choices of languages; of both, the reader's own comes first."""
    both = (locale, locale.other)
    return {locale.value: (locale,), locale.other.value: (locale.other,), " ".join(both): both}


def _parts(
    answers: Answers,
    settings: Settings,
    account: Account,
    there: tuple[ActiveSubscription, ...],
    locale: Locale,
) -> Iterator[str]:
    yield forms.link(locale, ACCOUNT[locale], text("Back to your account"))
    if not settings.smtp_url:
        said = text("No mail server is set, so nothing is sent yet. An administrator can set one.")
        yield forms.paragraph(locale, said)
    if not mail.is_address(account.name):
        said = text("Your user name is not an email address, so no message can reach you.")
        yield forms.paragraph(locale, said)
    if account.role.may(Right.RECORD):
        address = with_query(REFERENCE[locale], urlencode({"of": MEETINGS}))
        yield forms.link(locale, address, text("Dates of committee meetings"))
    if there:
        yield forms.heading(locale, text("What you receive"))
    for one in there:
        yield _subscription(answers, one, locale)
    yield forms.heading(locale, text("New subscription"))
    yield from _new(answers, account, locale)


def _subscription(answers: Answers, one: ActiveSubscription, locale: Locale) -> str:
    """A subscription in words, and the button that ends it."""
    found = answers.standing(one.wish.query)
    brief = text("with the brief attached") if one.wish.with_brief else None
    languages = tuple(NAMES[language] for language in one.wish.languages)
    details = text("In {languages}", languages=languages)
    kind, shown = KINDS[one.wish.kind], showing(found.filters, found.vocabulary)
    return "\n".join(
        (
            forms.heading(locale, kind.label, level=3),
            *(() if kind.is_alert else (forms.paragraph(locale, shown),)),
            forms.paragraph(locale, sequence(details, brief, between=", ")),
            forms.form(locale, text("Unsubscribe"), forms.hidden("id", str(one.id)), does=END),
        )
    )


def _new(answers: Answers, account: Account, locale: Locale) -> Iterator[str]:
    """The form, for the filters in the page's address."""
    query = request.form.get("query", "")
    if request.method != "POST":
        pairs = [pair for pair in request.args.items(multi=True) if pair[0] != forms.SAVED]
        query = urlencode(pairs)
    found = answers.standing(query[:LONGEST_QUERY])
    if wrong := ignored(found.problems):
        yield forms.paragraph(locale, wrong)
    yield forms.paragraph(locale, showing(found.filters, found.vocabulary))
    yield forms.link(
        locale,
        with_query(EXPLORE[locale], found.filters.to_query()),
        text("For other filters, choose them in Explore, then “Brief” and “By email, regularly”"),
    )
    yield forms.paragraph(
        locale,
        text(
            "Each message shows what your role may see on the day it is sent. One click is enough "
            "to unsubscribe. Please do not pass it on."
        ),
    )
    kinds, alerts = (
        {one.code: one.label for one in offered(account.role) if one.is_alert is wanted}
        for wanted in (False, True)
    )
    together = text("Both, one after the other")
    languages = {
        value: NAMES[chosen[0]] if len(chosen) == 1 else together
        for value, chosen in _languages(locale).items()
    }
    yield forms.form(
        locale,
        text("Subscribe"),
        forms.hidden("query", found.filters.to_query()),
        forms.choice(locale, "kind", text("When"), kinds, next(iter(kinds))),
        forms.choice(locale, "languages", text("Language"), languages, locale.value),
        forms.tick(locale, "with_brief", text("Attach the brief (PDF)"), chosen=False),
        does=SUBSCRIBE,
    )
    yield forms.heading(locale, text("New alert"))
    yield forms.paragraph(
        locale,
        text("An alert is sent only once, when a situation begins. It covers the whole project."),
    )
    yield forms.form(
        locale,
        text("Subscribe to this alert"),
        forms.choice(locale, "kind", text("When"), alerts, next(iter(alerts))),
        forms.choice(locale, "languages", text("Language"), languages, locale.value),
        does=SUBSCRIBE,
    )
