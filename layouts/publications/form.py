"""The form for a new draft: the last day, and a note in both languages."""

from datetime import date
from typing import Any

from dash.development.base_component import Component

from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.publications.publishing import ParityPart
from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale, Text, text
from dashboard.publications.making.overview import Overview
from dashboard.queries.shared.reading import Reading
from layouts.shared import html
from layouts.shared.attributes import data
from layouts.shared.controls import check_box, native_input, sent_by_script, submit

FORM = "publish-form"
LONGEST_NOTE = 1000
BLOCKS = 2
"""A year is tightened if it has at least as many."""


def form(shown: Overview, reading: Reading, locale: Locale) -> Component | None:
    """The form, for readers who may prepare drafts; it starts with the values of the draft before.

    There is none while every draft would be refused: the page says above why, and what to do.
    """
    if shown.closed or (reading.reader and not reading.reader.role.may(Right.RECORD)):
        return None
    begun = shown.begun
    heading = (
        text("Prepare the draft again")
        if begun
        else text("Prepare a draft of the next publication")
    )
    return html.Section(
        [
            html.H2(heading.say(locale)),
            sent_by_script(
                locale,
                [
                    html.Div(
                        [_day(shown, reading, locale), _corrects(shown, locale)],
                        className="publish__pair",
                    ),
                    _note(begun.note if begun else BilingualText("", ""), locale),
                    _confirm(shown, locale),
                    *_tighten(shown, reading, locale),
                    submit(text("Prepare the draft"), locale),
                ],
                id=FORM,
                className="desk",
            ),
        ],
        className="card",
    )


def _note(note: BilingualText, locale: Locale) -> Component:
    return html.Fieldset(
        [
            html.Legend(text("Note to readers (optional)").say(locale)),
            html.Div(
                [
                    _words("note-en", text("In English"), note.en, Locale.EN, locale),
                    _words("note-fr", text("In French"), note.fr, Locale.FR, locale),
                ],
                className="publish__pair",
            ),
        ],
        className="publish__fields",
    )


def field(control_id: str, title: Text, control: Any, locale: Locale) -> Component:  # noqa: ANN401
    """A control under its label."""
    return html.Div(
        [html.Label(title.say(locale), htmlFor=f"publish-{control_id}"), control],
        className="desk__field",
    )


def words(control_id: str, value: str, language: Locale, **attributes: str) -> dict[str, Any]:
    """A field for several lines of text in one language."""
    return {
        "type": "Textarea",
        "props": {
            "id": f"publish-{control_id}",
            "className": "form-control",
            "rows": "3",
            "maxlength": str(LONGEST_NOTE),
            "lang": language.tag,
            "children": value,
            **attributes,
        },
    }


def _words(control_id: str, title: Text, value: str, language: Locale, locale: Locale) -> Component:
    return field(control_id, title, words(control_id, value, language), locale)


def _day(shown: Overview, reading: Reading, locale: Locale) -> Component:
    day = shown.begun.as_of if shown.begun else reading.today
    attributes = {
        "id": "publish-as-of",
        "type": "date",
        "className": "form-control",
        "value": day.isoformat(),
        "max": reading.today.isoformat(),
    }
    return field("as-of", text("Data up to this date"), native_input(attributes), locale)


def _corrects(shown: Overview, locale: Locale) -> Component:
    chosen = shown.begun.corrects if shown.begun else None
    options = [html.Option(text("none").say(locale), value="")]
    options += [
        html.Option(
            text(
                "publication {number}, of {day}",
                number=str(record.number),
                day=record.published_on,
            ).say(locale),
            value=str(record.number),
            **_selected(is_selected=record.number == chosen),
        )
        for record in shown.published
    ]
    control = html.Select(options, id="publish-corrects", className="form-select")
    return field("corrects", text("Corrects publication"), control, locale)


def _selected(*, is_selected: bool) -> dict[str, Any]:
    return {"selected": True} if is_selected else {}


def _confirm(shown: Overview, locale: Locale) -> Component | None:
    """A box to confirm labels that changed in one language only; ``None`` without any."""
    waiting = shown.waiting
    if waiting is None or not any(gap.part is ParityPart.LABELS for gap in waiting.gaps):
        return None
    said = text("I have reviewed the labels listed: both languages are correct as they are")
    box = {"id": "publish-confirmed", "checked": waiting.record.confirmed}
    return _boxed(box, said, locale)


def _tighten(shown: Overview, reading: Reading, locale: Locale) -> list[Component]:
    """A box for administrators to narrow the ranges of years that are over, if there are blocks.

    Others are told once a year is to be narrowed, because their drafts narrow none.
    """
    reader, due = reading.reader, shown.narrows_from
    if reader is None or not reader.is_administrator:
        return [_ask(due, locale)] if due and due <= reading.today else []
    if len(shown.published) < BLOCKS:
        return []
    said = text("Narrow the ranges of fiscal years that are over, for good")
    price = text(
        "Totals over these years are then told much more closely. Corrections of their sessions, "
        "and of those of earlier years, can no longer be published."
    )
    waiting = shown.waiting
    asked = waiting.evidence.tighten if waiting else due is not None and due <= reading.today
    box = {"id": "publish-tighten", "checked": asked, "aria-describedby": "publish-why"}
    hints = [price.say(locale)]
    if due is not None:
        box |= data(due=due.isoformat())
        why = text(
            "Recommended for data up to {day} or later: by then, most corrections have come in.",
            day=due,
        )
        again = text("It is proposed until you use it, or until a draft without it is published.")
        hints += [why.say(locale), again.say(locale)]
    hint = html.P(" ".join(hints), id="publish-why", className="desk__hint")
    return [_boxed(box, said, locale), hint]


def _boxed(box: dict[str, Any], said: Text, locale: Locale) -> Component:
    return html.Label([check_box(box), html.Span(said.say(locale))], className="desk__box")


def _ask(due: date, locale: Locale) -> Component:
    said = text(
        "The ranges of fiscal years that are over can now be narrowed: ask an administrator to "
        "prepare the draft, with data up to {day} or later.",
        day=due,
    )
    return html.P(said.say(locale), className="desk__hint")
