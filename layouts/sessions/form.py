"""The form that logs or corrects a session; the browser's script fills and sends it."""

import json
from dataclasses import replace
from typing import assert_never

from dash.development.base_component import Component

from dashboard.domain.reference.kinds import FACILITATORS
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.sessions.column import ColumnType, FormPart, SessionColumn
from dashboard.domain.sessions.columns import SESSION_COLUMNS, in_form
from dashboard.domain.sessions.options import day_to_book
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.vocabulary import Terms, Vocabulary
from dashboard.i18n import Locale, Text, text
from dashboard.queries.sessions.desk import FormStart
from dashboard.queries.sessions.view import SessionsView
from dashboard.sentences.sessions.words import column
from layouts.sessions.form_head import head
from layouts.sessions.planned import PLANNED, waiting
from layouts.sessions.said import said
from layouts.sessions.venue import new_venue
from layouts.sessions.words import in_script
from layouts.shared import controls as parts
from layouts.shared import html, suggested
from layouts.shared.attributes import data
from layouts.shared.controls import sent_by_script
from layouts.shared.drawing import Drawing, slot
from layouts.shared.links import reference_address

VENUES, AHEAD = "desk-venues", "desk-ahead"
DELIVERED, NOT_RECORDED = "delivered", "unknown"
OF_HABIT = tuple(column.code for column in SESSION_COLUMNS if column.habitual)


def places(locale: Locale) -> list[Component]:
    """The places of the form; messages stand where the reader is looking."""
    return [
        html.Div(id=slot("desk", "waiting")),
        said("desk-form-said", locale),
        html.Div(id=slot("desk", "head")),
        html.Div(id="desk-offers"),
        html.Div(id=slot("desk", "form")),
        html.Div(id=slot("desk", "begin"), hidden=True),
    ]


def drawing(shown: SessionsView, begun: FormStart, locale: Locale) -> Drawing:
    """The form, which never changes, and separately the values that it begins with."""
    missing = bool(shown.options.edit) and begun.edited is None
    form = None if missing else _form(_offered_words(shown), begun.facilitators, locale)
    return {
        slot("desk", "waiting"): waiting(shown, begun, locale),
        slot("desk", "head"): head(shown, begun, locale),
        slot("desk", "form"): form,
        slot("desk", "begin"): html.Div(id="desk-begin", **data(begin=_begin(shown, begun))),
    }


def _offered_words(shown: SessionsView) -> Vocabulary:
    """The vocabulary of the form; to plan a session, only with venues of the wanted type."""
    words, wanted = shown.reading.vocabulary, shown.options.book_venue_type
    if not (shown.options.books and wanted):
        return words
    venues = tuple(venue for venue in words.venues if venue.venue_type == wanted)
    return replace(words, venues=Terms(venues))


def _begin(shown: SessionsView, begun: FormStart) -> str:
    """The input of the script, as JSON: the reader, the session and the form's values."""
    reading, stored = shown.reading, begun.edited
    if stored:
        cells = stored.record.cells()
        if shown.options.held and stored.record.status != DELIVERED:
            cells |= {"status": DELIVERED, "total": ""}  # nobody has counted the participants yet
    elif shown.options.books:
        cells = {
            "date": day_to_book(reading.today).isoformat(),
            "status": PLANNED,
            "language": shown.options.book_language,
            "venue": shown.options.book_venue,
        }
    else:
        cells = {"date": reading.today.isoformat(), "status": DELIVERED} | _habits(begun.last)
    return json.dumps(
        {
            "reader": reading.reader.name if reading.reader else "",
            "today": reading.today.isoformat(),
            "reference": stored.record.reference if stored else "",
            "version": stored.version if stored else 0,
            "held": shown.options.held,
            "cells": cells,
        },
        sort_keys=True,
    )


def _habits(last: SessionRecord | None) -> dict[str, str]:
    """The values that a new session usually shares with the last one."""
    cells = last.cells() if last else {}
    return {code: cells[code] for code in OF_HABIT if cells.get(code)}


def _form(words: Vocabulary, facilitators: tuple[str, ...], locale: Locale) -> Component:
    def fields(*parts_of_form: FormPart) -> list[Component]:
        columns = (column for part in parts_of_form for column in in_form(part))
        return [_field(column, words, facilitators, locale) for column in columns]

    return sent_by_script(
        locale,
        [
            html.P(id="desk-summary", className="desk__summary", role="status"),
            html.Div(
                [
                    *fields(FormPart.WHEN, FormPart.WHERE),
                    new_venue(words, locale),
                    *fields(FormPart.WHAT),
                ],
                className="desk__what",
            ),
            _counts(words, fields(FormPart.WHO_CAME), locale),
            html.P(id="desk-dropped", className="desk__summary", role="status"),
            *fields(FormPart.WHO_LED),
            html.Div(fields(FormPart.BESIDES), className="desk__what"),
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


def _field(
    declared: SessionColumn, words: Vocabulary, facilitators: tuple[str, ...], locale: Locale
) -> Component:
    """The field of a column, according to its type."""
    code, title = declared.code, declared.name
    match declared.type:
        case ColumnType.TERM:
            return parts.choice_field(code, title, _labels(declared, words), locale)
        case ColumnType.VENUE:
            return _venue(code, title, words, locale)
        case ColumnType.FACILITATORS:
            return _facilitators(code, title, facilitators, locale)
        case ColumnType.DATE:
            return _day(code, title, locale)
        case ColumnType.COUNT | ColumnType.MINUTES:
            control = parts.count(code)
        case ColumnType.NOTE:
            control = _note(declared)
        case ColumnType.REFERENCE:
            control = parts.entry(code)
        case _:
            assert_never(declared.type)
    return parts.field(code, title, control, locale)


def _day(code: str, title: Text, locale: Locale) -> Component:
    """The day, and below it what a day that is still to come means."""
    described = {"aria-describedby": f"{AHEAD} {parts.fault_id(code)}"}
    control = parts.entry(code, "date", **described)
    said = html.P(id=AHEAD, className="desk__ahead", role="status")
    return html.Div([parts.field(code, title, control, locale), said])


def _venue(code: str, title: Text, words: Vocabulary, locale: Locale) -> Component:
    """The venue, completed from code or label; a sensitive one is shown by its code."""
    described = {"aria-describedby": f"desk-venue-name {parts.fault_id(code)}"}
    return html.Div(
        [
            parts.field(
                code,
                title,
                parts.entry(code, list=VENUES, autocapitalize="characters", **described),
                locale,
            ),
            html.P(id="desk-venue-name", className="desk__hint"),
            suggested.venues(words, VENUES, locale),
        ]
    )


def _counts(words: Vocabulary, fields: list[Component], locale: Locale) -> Component:
    """The counts, which only a delivered session has."""
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
            html.Div(fields, className="desk__pair"),
            html.Div(
                [
                    html.P(id="desk-sum", className="desk__hint", role="status"),
                    html.Button(
                        put.say(locale),
                        id="desk-difference",
                        type="button",
                        className="chip desk__difference",
                        disabled=NOT_RECORDED not in words.ages,
                    ),
                ],
                className="desk__sum",
            ),
        ],
        id="desk-counts",
        className="desk__counts",
    )


def _facilitators(
    code: str, title: Text, facilitators: tuple[str, ...], locale: Locale
) -> Component:
    """A check box for each facilitator's code; the script joins the codes into one cell."""
    boxes = [_box(code, one) for one in facilitators]
    none = [] if boxes else [f"{text('There are no facilitators yet').say(locale)}. "]
    href = reference_address(ReferenceOptions(FACILITATORS, new=True), locale)
    add = html.A(text("Add a facilitator").say(locale), href=href)
    body = [html.Div(boxes, className="desk__boxes"), html.P([*none, add], className="desk__hint")]
    return parts.group(code, title, body, locale)


def _box(code: str, facilitator: str) -> Component:
    box = parts.check_box({"name": code, "value": facilitator})
    return html.Label([box, html.Span(facilitator)], className="desk__box")


def _note(declared: SessionColumn) -> Component:
    return html.Textarea(
        id=parts.control_id(declared.code),
        name=declared.code,
        rows="3",
        maxLength=str(declared.longest),
        className="form-control",
        **parts.described(declared.code),
    )


def _labels(declared: SessionColumn, words: Vocabulary) -> dict[str, Text]:
    terms = declared.terms(words) if declared.terms else ()
    return {term.code: Text("{term}", {"term": term}) for term in terms}
