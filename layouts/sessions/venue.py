"""The fold that adds a new venue without leaving the form."""

from dash.development.base_component import Component

from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.venues.words import BY_CODE
from layouts.shared import controls as parts
from layouts.shared import html
from layouts.shared.attributes import data


def new_venue(words: Vocabulary, locale: Locale) -> Component:
    """The fields of a venue; a sensitive one has neither name nor area."""
    named = (
        ("label_en", text("name in English")),
        ("label_fr", text("name in French")),
        ("area", text("area (optional)")),
    )
    return html.Details(
        [
            html.Summary(text("New venue").say(locale), id="desk-venue-summary"),
            html.Div(
                [
                    parts.field("venue_type", text("venue type"), _types(words, locale), locale),
                    html.Div(
                        [
                            parts.field(code, title, parts.entry(code), locale)
                            for code, title in named
                        ],
                        id="desk-venue-names",
                        className="desk__what",
                    ),
                    html.P(
                        BY_CODE.say(locale),
                        id="desk-venue-sensitive",
                        className="desk__hint",
                        hidden=True,
                    ),
                    html.Button(
                        text("Add the venue").say(locale),
                        id="desk-venue-add",
                        type="button",
                        className="chip",
                    ),
                    html.P(id="desk-venue-said", className="desk__hint", role="status"),
                ],
                className="desk__fold",
            ),
        ],
        id="desk-new-venue",
        className="desk__new",
    )


def _types(words: Vocabulary, locale: Locale) -> Component:
    return html.Select(
        [
            html.Option(text("choose").say(locale), value=""),
            *(
                html.Option(
                    capitalise(kind.label(locale)),
                    value=kind.code,
                    **(data(sensitive="") if kind.sensitive else {}),
                )
                for kind in words.venue_types
            ),
        ],
        id=parts.control_id("venue_type"),
        name="venue_type",
        className="form-select",
        **parts.described("venue_type"),
    )
