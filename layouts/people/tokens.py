"""The tokens of programs, in the view of people: the form that makes one, and their list."""

from datetime import date

from dash.development.base_component import Component

from dashboard.domain.people.people import Token
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, long_date
from dashboard.queries.people.view import PeopleView
from dashboard.sentences.people import people as words
from layouts.people.parts import deed, field, roles, row, table
from layouts.shared import html, records
from layouts.shared.attributes import data
from layouts.shared.controls import native_input, sent_by_script, submit

DAYS, LONGEST_DAYS = "365", "3650"


def minting(locale: Locale) -> Component:
    """The form that makes a token."""
    name = native_input(
        {
            "id": "token-name",
            "name": "name",
            "type": "text",
            "className": "form-control",
            "maxlength": "200",
            "required": True,
            "aria-describedby": "token-name-hint",
        }
    )
    days = native_input(
        {
            "id": "token-days",
            "name": "days",
            "type": "number",
            "className": "form-control",
            "min": "1",
            "max": LONGEST_DAYS,
            "value": DAYS,
            "required": True,
        }
    )
    hint = text("What it is for, e.g. “monthly report”")
    return sent_by_script(
        locale,
        [
            field(text("Name"), "token-name", name, locale, hint),
            field(
                text("Access level"),
                "token-role",
                roles("token-role", Role.COMMITTEE, locale),
                locale,
            ),
            field(text("Valid for (days)"), "token-days", days, locale),
            submit(text("Create a token"), locale),
        ],
        id="people-mint",
        className="desk__bulk",
        **data(send="tokens", shows="token"),
    )


def tokens(shown: PeopleView, locale: Locale) -> Component | None:
    """The tokens, without their secrets."""
    if not shown.keys:
        return html.P(text("There is no token yet.").say(locale))
    headings = (
        text("Name"),
        text("Access level"),
        text("Status"),
        text("Last used"),
        text("Change"),
    )
    rows = [_token(one, shown.day, headings, locale) for one in shown.keys]
    return table(text("Tokens"), headings, rows, locale)


def _token(one: Token, today: date, headings: tuple[Text, ...], locale: Locale) -> Component:
    revoke = text("Revoke {name}", name=one.name)
    cells: list[records.Content] = [
        capitalise(one.role.called.say(locale)),
        capitalise(words.validity(one, today).say(locale)),
        long_date(one.last_used_on, locale) if one.last_used_on else NOT_AVAILABLE,
        deed(f"tokens/{one.id}/revoke", text("Revoke"), revoke, locale, sure=True)
        if one.is_good(today)
        else "",
    ]
    return row(one.name, cells, headings, locale, is_off=not one.is_good(today))
