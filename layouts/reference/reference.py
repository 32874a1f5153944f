"""The view of reference data: its kinds, the records of one kind, and merged venues."""

from collections.abc import Iterator, Sequence
from typing import Any

from dash.development.base_component import Component

from dashboard.addresses import EXPLORE, PLAN, REFERENCE, with_query
from dashboard.domain.reference.fields import FieldType, RecordField, RecordKind
from dashboard.domain.reference.kinds import (
    ANNOTATIONS,
    DECISIONS,
    FACILITATORS,
    ORDER,
    TARGETS,
    kinds_for,
)
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.shared.records import AliasRecord
from dashboard.i18n import Locale, Text, plural, text
from dashboard.i18n.formats import HIDDEN, capitalise
from dashboard.queries.reference.view import ReferenceView
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.reference import words
from layouts.shared import html, shell
from layouts.shared.attributes import current_page, data, label
from layouts.shared.controls import chip
from layouts.shared.drawing import Drawing, slot
from layouts.shared.frame import frame
from layouts.shared.links import reference_address
from layouts.shared.records import heading, row, table
from layouts.shared.script_words import said_place, templates
from layouts.shared.signed_out import sign_in_again

IN_TABLE = (
    FieldType.FLAG,
    FieldType.WHOLE,
    FieldType.PERCENT,
    FieldType.DAY,
    FieldType.CHOICE,
    FieldType.AREA,
)
SAID = "reference-said"


def offered(reading: Reading) -> tuple[RecordKind, ...]:
    """The kinds that the reader may edit."""
    return kinds_for(reading.reader.role) if reading.reader else ()


def layout(locale: Locale, query: str, drawing: Drawing) -> list[Component | None]:
    """The frame with its places, which the first drawing fills."""
    return frame(
        REFERENCE,
        locale,
        query,
        drawing,
        controls=html.Div(id=slot("tabs")),
        results=[
            said_place(SAID, data(**templates(_sentences(), locale)) | sign_in_again(locale)),
            html.Div(id="reference-ask", className="reference__ask"),
            html.Div(id=slot("editor"), tabIndex="-1"),
            html.Div(id=slot("history")),
            html.Div(id=slot("records")),
            html.Div(id=slot("merges")),
        ],
    )


def for_administrators(locale: Locale, query: str, reading: Reading) -> Component:
    """The page for readers who are not administrators."""
    return shell.refusal(
        REFERENCE,
        locale,
        query,
        reading,
        title=text("This view is for administrators"),
        what=text(
            "Administrators edit here the words and numbers that all views share, such as venues, "
            "age groups and targets."
        ),
    )


def tabs(options: ReferenceOptions, offered: Sequence[RecordKind], locale: Locale) -> Component:
    """Links to the kinds, each with an address of its own."""
    return html.Nav(
        [
            html.A(
                kind.title.say(locale),
                href=reference_address(ReferenceOptions(kind.code), locale),
                className="tabs__tab",
                **data(stay=""),
                **current_page(is_current=kind.code == options.of),
            )
            for kind in offered
        ],
        className="tabs reference__kinds",
        **label(text("Categories of reference data").say(locale)),
    )


def records(shown: ReferenceView, locale: Locale) -> list[Component]:
    """The records of the kind, both languages side by side."""
    kind = shown.options.kind
    columns = [
        (field, code)
        for field in kind.fields
        for code in field.columns
        if field.code != ORDER and (field.entry in IN_TABLE or field.code in ("label", "reason"))
    ]
    key = {TARGETS: text("Revision"), FACILITATORS: text("Entry")}.get(kind.code, text("Code"))
    headings = [key.say(locale)]
    headings += [capitalise(field.title_of(code).say(locale)) for field, code in columns]
    return [
        html.P([*_ways(shown.options, locale)], className="reference__ways"),
        table(
            kind.title.say(locale),
            [heading(one) for one in headings],
            [_row(one, columns, shown, locale) for one in shown.records],
            "worklist worklist--reference",
        ),
    ]


def _ways(options: ReferenceOptions, locale: Locale) -> Iterator[Component]:
    """Links to a new record and to where the records are used."""
    kind = options.kind
    if kind.open:
        yield html.A(
            text("Add an entry").say(locale),
            href=reference_address(
                ReferenceOptions(kind.code, new=True, back=options.back), locale
            ),
            className="chip",
            **data(stay="", focus=slot("editor")),
        )
    if kind.code in (DECISIONS, FACILITATORS):
        plan = with_query(PLAN[locale], options.back)
        yield html.A(text("Back to the action plan").say(locale), href=plan, className="chip")
    if kind.code == ANNOTATIONS:
        curve = f"{with_query(EXPLORE[locale], options.back)}#curve"
        yield html.A(text("Back to the curve").say(locale), href=curve, className="chip")


def _row(
    one: StoredRecord, columns: list[tuple[RecordField, str]], shown: ReferenceView, locale: Locale
) -> Component:
    kind, key = shown.options.kind, one.record.key
    is_open = shown.opened is not None and shown.opened.record.key == key
    name = html.A(
        key,
        href=reference_address(ReferenceOptions(kind.code, key, back=shown.options.back), locale),
        **data(stay="", focus=slot("editor")),
        **current_page(is_current=is_open),
    )
    titles = (capitalise(field.title_of(code).say(locale)) for field, code in columns)
    cells = (
        html.Span(_said(one, kind, code, shown, locale), **_language(code, field))
        for field, code in columns
    )
    return row(name, titles, cells)


def _said(
    one: StoredRecord, kind: RecordKind, code: str, shown: ReferenceView, locale: Locale
) -> str:
    if one.hides and code == "area":
        return HIDDEN
    return words.cell(kind, code, one.cells.get(code, ""), shown.reading.vocabulary).say(locale)


def _language(code: str, field: RecordField) -> dict[str, Any]:
    """Marks the language of a text, so that screen readers pronounce it correctly."""
    return {"lang": code[-2:]} if field.said else {}


def merges(shown: ReferenceView, locale: Locale) -> Component | None:
    """The merged venues, each with a way to undo the merge."""
    if not shown.merges:
        return None
    return html.Section(
        [
            html.H2(text("Merged venues").say(locale)),
            html.Ul([_merge(one, locale) for one in shown.merges], className="reference__merges"),
        ]
    )


def _merge(one: AliasRecord, locale: Locale) -> Component:
    said = plural(
        "{code} was merged into {venue}, with {count} session.",
        "{code} was merged into {venue}, with {count} sessions.",
        one.moved,
        code=one.code,
        venue=one.venue,
    )
    history = text("History of {session}", session=one.code).say(locale)
    undo = text("Undo the merge of {code}", code=one.code).say(locale)
    options = ReferenceOptions(record=one.code)
    return html.Li(
        [
            said.say(locale) + " ",
            html.A(
                history,
                href=reference_address(options, locale),
                **data(stay="", focus=slot("editor")),
            ),
            " ",
            chip(undo, unmerge=one.code),
        ]
    )


def _sentences() -> dict[str, Text]:
    """The messages of the browser's script."""
    return {
        "saved": text("Saved: {key}."),
        "gone": text("Removed: {key}. Its history is kept."),
        "restored": text("Restored: {key}."),
        "merged": text("Merged: {key} now leads to the other venue."),
        "unmerged": text("{key} is back."),
        "needed": text("Required"),
        "faults": text("Not saved. Correct the highlighted fields."),
        "offline": text(
            "The connection was lost; it may have been saved. Press again: nothing is saved twice."
        ),
        "failed": text("Not saved. Reload the page and try again."),
        "asks": text("Before you save"),
        "knowing": text("Save anyway"),
        "leave": text("Change nothing"),
        "clash": text("Someone changed this while you had it open"),
        "theirs": text("current version: {value}"),
        "mine": text("your version: {value}"),
        "removed": text("It has been removed since."),
        "over": text("Overwrite with my version"),
        "take": text("Show the current version"),
        "blank": text("nothing"),
    }
