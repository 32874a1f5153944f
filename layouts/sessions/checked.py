"""Findings checked as right: the form to check one, and the list of them, with undo."""

import json

from dash.development.base_component import Component

from dashboard.addresses import SIGN_IN
from dashboard.domain.sessions.checked import LONGEST_REASON
from dashboard.domain.sessions.findings import CheckedFinding, Finding
from dashboard.i18n import Locale, text
from dashboard.queries.sessions.view import SessionsView
from dashboard.sentences.sessions import findings as sentences
from dashboard.sentences.sessions.words import moment
from layouts.sessions.said import said
from layouts.sessions.words import in_checks
from layouts.shared import html
from layouts.shared.attributes import data, label
from layouts.shared.controls import chip, native_input, sent_by_script
from layouts.shared.drawing import slot

WORDS = "mend-words"


def places(locale: Locale) -> list[Component]:
    """The places of the messages, and what the script must know."""
    words = json.dumps(in_checks(locale), ensure_ascii=False, sort_keys=True)
    return [
        said("desk-mend-said", locale),
        html.Div(id=WORDS, hidden=True, **data(words=words, signin=SIGN_IN[locale])),
        html.Div(id=slot("mend", "reader"), hidden=True),
    ]


def reader(shown: SessionsView) -> Component:
    """The reader whose unsent reasons the browser keeps."""
    name = shown.reading.reader.name if shown.reading.reader else ""
    return html.Div(id="mend-reader", **data(reader=name))


def form(finding: Finding, place: str, locale: Locale) -> Component:
    """A fold with the form's only field."""
    reason, hint, fault = (f"{part}-{finding.key}" for part in ("reason", "hint", "fault"))
    words = text("This is correct").say(locale)
    return html.Details(
        [
            html.Summary(words, **label(f"{words} ({place})"), **data(key=finding.key)),
            sent_by_script(
                locale,
                [
                    html.Label(text("Why is this correct?").say(locale), htmlFor=reason),
                    native_input(
                        {
                            "id": reason,
                            "name": "reason",
                            "type": "text",
                            "maxlength": str(LONGEST_REASON),
                            "className": "form-control",
                            "aria-required": "true",
                            "aria-describedby": f"{hint} {fault}",
                        }
                    ),
                    html.P(
                        text(
                            "In a few words, without people’s names. The issue returns "
                            "to the list as soon as one of its sessions changes."
                        ).say(locale),
                        id=hint,
                        className="desk__hint",
                    ),
                    html.P(id=fault, className="desk__fault", hidden=True, role="alert"),
                    html.Button(
                        text("Mark as checked").say(locale), type="submit", className="chip"
                    ),
                ],
                **data(
                    check=finding.key,
                    rule=finding.rule.value,
                    versions=json.dumps(
                        dict(zip(finding.references, finding.versions, strict=True))
                    ),
                ),
            ),
        ],
        className="find__right",
    )


def fold(shown: SessionsView, locale: Locale) -> Component | None:
    """The checked findings of the chosen rule or of all, with author, time and reason."""
    rule = shown.options.rule
    checked = [one for one in shown.found.checked if rule in (None, one.finding.rule)]
    if not checked:
        return None
    title = text("Checked: {count}", count=len(checked)).say(locale)
    return html.Details(
        [
            html.Summary(title),
            html.Ol([_checked(one, shown, locale) for one in checked], className="finds"),
        ],
        className="desk__new finds__checked",
    )


def _checked(one: CheckedFinding, shown: SessionsView, locale: Locale) -> Component:
    words = shown.reading.vocabulary
    place = sentences.place(one.finding, words).say(locale)
    when = moment(one.at, shown.time_zone).say(locale) if one.at else ""
    back = text("Return to the list").say(locale)
    return html.Li(
        [
            html.H3(place),
            html.Div(
                [
                    html.P(sentences.reason(one.finding, words).say(locale)),
                    html.P([html.Strong(sentences.said_right(one).say(locale)), " ", when]),
                ]
            ),
            html.P(chip(back, f"{back} ({place})", uncheck=one.finding.key)),
        ],
        className="card find",
    )
