"""The fold in which a coordinator subscribes to the planned sessions, or unsubscribes."""

from collections.abc import Sequence

from dash.development.base_component import Component

from dashboard.domain.sessions.calendar import Feed
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, text
from layouts.shared import html
from layouts.shared.controls import chip, native_input

ADDRESS = "calendar-address"


def calendar(feeds: Sequence[Feed], words: Vocabulary, locale: Locale) -> Component:
    """An explanation, a button for a new address, and the addresses in use."""
    sensitive = tuple(one for one in words.venue_types if one.sensitive)
    return html.Div(
        [
            html.P(
                text(
                    "Your own calendar can show the planned sessions through a secret "
                    "link. It gets day, kind, language and venue. For a sensitive "
                    "venue ({types}), it gets neither code nor area. It never gets "
                    "counts, notes or facilitators.",
                    types=sensitive,
                ).say(locale)
            ),
            chip(text("Create calendar link").say(locale), calendar=locale.value),
            html.Ul([_feed(one, locale) for one in feeds], className="calendar__feeds")
            if feeds
            else None,
        ]
    )


def made(locale: Locale) -> Component:
    """The place of a new address, which is shown only once."""
    return html.Div(
        [
            html.Label(text("Your secret link").say(locale), htmlFor=ADDRESS),
            native_input(
                {
                    "id": ADDRESS,
                    "type": "text",
                    "readonly": True,
                    "className": "form-control",
                    "aria-describedby": f"{ADDRESS}-hint",
                }
            ),
            html.P(
                text(
                    "It is shown only once: add it to your calendar now, as a "
                    "subscription, and share it with nobody. Anyone who has it can see "
                    "the planned sessions."
                ).say(locale),
                id=f"{ADDRESS}-hint",
                className="desk__hint",
            ),
            html.P(
                [
                    chip(text("Copy").say(locale), copy=text("Copied.").say(locale)),
                    html.A(
                        text("Open in this device’s calendar").say(locale),
                        id="calendar-open",
                        className="chip",
                    ),
                    html.Span(id="calendar-copied", role="status"),
                ],
                className="desk__ways",
            ),
        ],
        id="calendar-made",
        className="calendar__made",
        hidden=True,
    )


def _feed(feed: Feed, locale: Locale) -> Component:
    language = {Locale.EN: text("in English"), Locale.FR: text("in French")}[feed.locale]
    made_on, last = feed.created_on, feed.last_used_on
    used = text("last used on {day}", day=last) if last else text("never used")
    words = text("Created on {day}, {language}, {used}", day=made_on, language=language, used=used)
    named = text("Turn off the link created on {day}", day=made_on)
    return html.Li(
        [
            html.Span(words.say(locale)),
            chip(text("Turn off").say(locale), named.say(locale), uncalendar=str(feed.id)),
        ]
    )
