"""The changes of one record of reference data, the latest first."""

from collections.abc import Iterator

from dash.development.base_component import Component

from dashboard.domain.reference.kinds import VENUES
from dashboard.domain.shared.history import Deed, HistoryStep
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import HIDDEN, capitalise
from dashboard.queries.reference.view import ReferenceView
from dashboard.sentences.reference.words import cell, change, column
from dashboard.sentences.sessions.words import moment
from layouts.shared import html, panel

NAMES = ("label_en", "label_fr", "area")


def history(shown: ReferenceView, locale: Locale) -> Component | None:
    """The history of the record in the address, even if the record is gone."""
    key = shown.options.record
    if not key:
        return None
    body: Component = (
        html.Ol([_step(step, shown, locale) for step in shown.steps], className="steps")
        if shown.steps
        else html.P(text("No change is on record.").say(locale))
    )
    return html.Section(
        [html.H2(text("History of {session}", session=key).say(locale)), body],
        className="card history reference__history",
    )


def _step(step: HistoryStep, shown: ReferenceView, locale: Locale) -> Component:
    when = moment(step.at, shown.time_zone)
    changed = panel.states(
        _rows(step, shown, locale), locale, had_before=step.deed is not Deed.ADDED
    )
    back = (
        panel.restore_button(
            when,
            locale,
            goback=str(step.entry_id),
            kind=shown.options.of,
            key=shown.options.record,
            version=shown.opened.version if shown.opened else "",
        )
        if step.restorable
        else None
    )
    return panel.step(change(step, shown.files), when, [changed, back], locale)


def _rows(
    step: HistoryStep, shown: ReferenceView, locale: Locale
) -> Iterator[tuple[str, list[Component]]]:
    kind = shown.options.kind
    for one in step.differences:
        title = column(kind, one.column)
        if title is None:
            continue
        values = (one.after,) if step.deed is Deed.ADDED else (one.before, one.after)
        yield (
            capitalise(title.say(locale)),
            [
                html.Td(
                    _said(one.column, value, shown, locale),
                    className="number" if value.isdecimal() else "",
                )
                for value in values
            ],
        )


def _said(name: str, value: str, shown: ReferenceView, locale: Locale) -> str:
    """The value to show; hides names in the log that a venue of its type may not have any more."""
    if value and name in NAMES and _by_code_only(shown):
        return HIDDEN
    return cell(shown.options.kind, name, value, shown.reading.vocabulary).say(locale)


def _by_code_only(shown: ReferenceView) -> bool:
    if shown.options.kind.code != VENUES:
        return False
    types = [d for step in shown.steps for d in step.differences if d.column == "venue_type"]
    codes = {code for one in types for code in (one.before, one.after)}
    if shown.opened:
        codes.add(shown.opened.record.cells()["venue_type"])
    known = shown.reading.vocabulary.venue_types
    return any(code in known and known[code].sensitive for code in codes)
