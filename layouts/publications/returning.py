"""Sending a draft back: the form, and what the one who prepared it then reads."""

from dash.development.base_component import Component

from dashboard.domain.publications.publishing import DraftRecord, DraftReturn
from dashboard.i18n import Locale, text
from dashboard.publications.making.overview import ReturnedDraft
from dashboard.sentences.publications import publishing as sentences
from layouts.publications.form import field, words
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import sent_by_script, submit


def return_form(record: DraftRecord, locale: Locale) -> Component:
    """A fold with the form."""
    reason = words("return-reason", "", locale, required="required")
    return html.Details(
        [
            html.Summary(text("Send this draft back").say(locale)),
            sent_by_script(
                locale,
                [
                    field("return-reason", text("What is to change"), reason, locale),
                    submit(text("Send this draft back"), locale),
                ],
                id="publish-return",
                className="desk",
                **data(draft=str(record.id), digest=record.digest),
            ),
        ],
        className="desk__new",
    )


def returned_draft(shown: ReturnedDraft, locale: Locale) -> Component:
    """Who sent the latest draft back, and why."""
    title = text("The draft of publication {number} was sent back", number=str(shown.number))
    prepared = text(
        "Data as of {day}. Prepared by {author}.",
        day=shown.record.as_of,
        author=shown.record.prepared_by,
    )
    return html.Section(
        [
            html.H2(title.say(locale)),
            html.P(prepared.say(locale), className="sentence"),
            returned(shown.back, locale),
        ],
        className="card publish__draft",
        id="publish-returned",
    )


def returned(one: DraftReturn, locale: Locale) -> Component:
    """By whom a draft was sent back, and why."""
    return html.P(sentences.returned(one).say(locale), className="publish__returned")
