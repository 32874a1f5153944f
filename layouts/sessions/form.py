"""The form in which a session is logged or corrected; the browser's script fills and sends it."""

import json

from dash import html
from dash.development.base_component import Component

from dashboard.addresses import TEMPLATE
from dashboard.domain.sessions.options import STATUSES, SessionOptions, Tab
from dashboard.domain.shared.records import SessionRecord
from dashboard.domain.shared.vocabulary import Terms, TermT_co, Venue, Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.queries.sessions.desk import Begun
from dashboard.queries.shown import Worked
from dashboard.sentences.sessions.words import column, status, updated
from layouts.sessions.planned import waiting
from layouts.sessions.said import said
from layouts.sessions.venue import new_venue
from layouts.sessions.words import in_script
from layouts.shared import controls as parts
from layouts.shared.attributes import data
from layouts.shared.drawing import Drawing, slot
from layouts.shared.links import session_address

VENUES = "desk-venues"
DELIVERED, NOT_RECORDED = "delivered", "unknown"
OF_HABIT = ("kind", "language", "venue", "facilitators", "duration_minutes")


def places(locale: Locale) -> list[Component]:
    """Where the form is drawn; what it says of itself stands where its reader looks."""
    return [
        html.Div(id=slot("desk", "waiting")),
        said("desk-form-said", locale),
        html.Div(id=slot("desk", "head")),
        html.Div(id="desk-offers"),
        html.Div(id=slot("desk", "form")),
        html.Div(id=slot("desk", "begin"), hidden=True),
    ]


def drawing(shown: Worked, begun: Begun, locale: Locale) -> Drawing:
    """The form, which stays what it is, and apart from it what it begins with."""
    missing = bool(shown.options.edit) and begun.edited is None
    form = None if missing else _form(shown.reading.vocabulary, begun.facilitators, locale)
    return {
        slot("desk", "waiting"): waiting(shown, begun, locale),
        slot("desk", "head"): _head(shown, begun, locale, missing=missing),
        slot("desk", "form"): form,
        slot("desk", "begin"): html.Div(id="desk-begin", **data(begin=_begin(shown, begun))),
    }


def _head(shown: Worked, begun: Begun, locale: Locale, *, missing: bool) -> list[Component]:
    options, reference = shown.options, shown.options.edit
    if not reference:
        return [html.H2(text("Log a session").say(locale)), _template(locale)]
    if missing:
        words = text("There is no session {reference}.", reference=reference)
        return [html.H2(words.say(locale)), _ways_back(shown, locale)]
    took_place = text("It took place: {reference}", reference=reference)
    title = took_place if options.held else text("Edit {session}", session=reference)
    found: list[Component] = [html.H2(title.say(locale))]
    if begun.edited:
        stored = begun.edited
        words = updated(stored.updated_at, stored.author, shown.time_zone)
        found.append(html.P(text("Last change: {change}", change=words).say(locale)))
    return [*found, _ways_back(shown, locale)]


def _template(locale: Locale) -> Component:
    """For many at once, a workbook that needs no network."""
    words = text("Download the workbook to fill in").say(locale)
    return html.P(
        [
            text("Many sessions at once?").say(locale) + " ",
            html.A(words, href=f"{TEMPLATE}?lang={locale.value}", download=""),
        ],
        className="desk__template",
    )


def _ways_back(shown: Worked, locale: Locale) -> Component:
    ways = (
        (SessionOptions(), text("Log a new session")),
        (SessionOptions(tab=Tab.LIST), text("All sessions")),
        (SessionOptions(tab=Tab.LIST, history=shown.options.edit), text("History")),
    )
    return html.P(
        [
            html.A(
                words.say(locale),
                href=session_address(shown.reading.filters, options, locale),
                **data(stay=""),
            )
            for options, words in ways
        ],
        className="desk__ways",
    )


def _begin(shown: Worked, begun: Begun) -> str:
    """What the script needs to know: whose form it is, of which session, and what stands in it."""
    reading, stored = shown.reading, begun.edited
    if stored:
        cells = stored.record.cells()
        if shown.options.held and stored.record.status != DELIVERED:
            cells |= {"status": DELIVERED, "total": ""}  # nobody has counted yet
    else:
        cells = {"date": reading.today.isoformat(), "status": DELIVERED} | _habits(begun.last)
    return json.dumps(
        {
            "reader": reading.reader.name if reading.reader else "",
            "reference": stored.record.reference if stored else "",
            "version": stored.version if stored else 0,
            "held": shown.options.held,
            "cells": cells,
        },
        sort_keys=True,
    )


def _habits(last: SessionRecord | None) -> dict[str, str]:
    """What is mostly as it was the last time."""
    cells = last.cells() if last else {}
    return {code: cells[code] for code in OF_HABIT if cells.get(code)}


def _form(words: Vocabulary, facilitators: tuple[str, ...], locale: Locale) -> Component:
    def title(code: str) -> Text:
        return column(code, words)

    return html.Form(
        [
            html.P(id="desk-summary", className="desk__summary", role="status"),
            html.Div(
                [
                    parts.field("date", title("date"), parts.entry("date", "date"), locale),
                    _status(title("status"), locale),
                    _venue(words, title("venue"), locale),
                    parts.choice_field("kind", title("kind"), _labels(words.kinds), locale),
                    parts.choice_field(
                        "language", title("language"), _labels(words.languages), locale
                    ),
                ],
                className="desk__what",
            ),
            new_venue(words, locale),
            _counts(words, locale),
            _facilitators(title("facilitators"), facilitators, locale),
            html.Div(
                [
                    parts.field(
                        "duration_minutes",
                        title("duration_minutes"),
                        parts.count("duration_minutes"),
                        locale,
                    ),
                    parts.field("note", title("note"), _note(), locale),
                ],
                className="desk__what",
            ),
            html.Div(
                [
                    html.Button(
                        text("Save the session").say(locale),
                        id="desk-save",
                        type="submit",
                        className="btn desk__save",
                    ),
                    html.P(id="desk-said", className="desk__said", role="status"),
                ],
                className="desk__end",
            ),
            html.Section(id="desk-conflict", hidden=True, className="desk__conflict"),
        ],
        id=parts.FORM,
        className="desk",
        noValidate=True,
        **data(words=json.dumps(in_script(locale), ensure_ascii=False, sort_keys=True)),
    )


def _status(title: Text, locale: Locale) -> Component:
    return parts.choice_field("status", title, {code: status(code) for code in STATUSES}, locale)


def _venue(words: Vocabulary, title: Text, locale: Locale) -> Component:
    """Typed ahead by code or label; a sensitive one has no label but its code."""
    described = {"aria-describedby": f"desk-venue-name {parts.fault_id('venue')}"}
    return html.Div(
        [
            parts.field(
                "venue",
                title,
                parts.entry("venue", list=VENUES, autocapitalize="characters", **described),
                locale,
            ),
            html.P(id="desk-venue-name", className="desk__hint"),
            html.Datalist([_offered(venue, locale) for venue in words.venues], id=VENUES),
        ]
    )


def _offered(venue: Venue, locale: Locale) -> Component:
    label = venue.label(locale)
    return html.Option(value=venue.code, label="" if label == venue.code else label)


def _counts(words: Vocabulary, locale: Locale) -> Component:
    """Only a session that took place has them."""
    total, first = column("total", words), column("first_time", words)
    put = text("Add the difference to “not recorded”")
    return html.Fieldset(
        [
            html.Legend(text("Attendance").say(locale)),
            html.Div(
                [
                    parts.stepper(group.code, column(group.code, words), locale)
                    for group in words.ages
                ],
                className="desk__ages",
            ),
            html.Div(
                [
                    parts.field("total", total, parts.count("total"), locale),
                    parts.field("first_time", first, parts.count("first_time"), locale),
                ],
                className="desk__pair",
            ),
            html.P(id="desk-sum", className="desk__hint", role="status"),
            html.Button(
                put.say(locale),
                id="desk-difference",
                type="button",
                className="chip desk__difference",
                disabled=NOT_RECORDED not in words.ages,
            ),
        ],
        id="desk-counts",
        className="desk__counts",
    )


def _facilitators(title: Text, codes: tuple[str, ...], locale: Locale) -> Component:
    """Checked by code; the script gathers them into one cell."""
    boxes = [_box(code) for code in codes]
    return parts.group("facilitators", title, [html.Div(boxes, className="desk__boxes")], locale)


def _box(code: str) -> Component:
    box = parts.check_box({"name": "facilitators", "value": code})
    return html.Label([box, html.Span(code)], className="desk__box")


def _note() -> Component:
    return html.Textarea(
        id=parts.control_id("note"),
        name="note",
        rows="3",
        maxLength="2000",
        className="form-control",
        **parts.described("note"),
    )


def _labels(terms: Terms[TermT_co]) -> dict[str, Text]:
    return {term.code: Text("{term}", {"term": term}) for term in terms}
