"""The diary of decisions, on the page of the action plan."""

from collections.abc import Iterable

from dash.development.base_component import Component

from dashboard.domain.reference.kinds import DECISIONS
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.shared.vocabulary import Decision
from dashboard.i18n import Locale, text
from dashboard.queries.shared.reading import Reading
from dashboard.sentences.reference import diary
from layouts.shared import html
from layouts.shared.attributes import label
from layouts.shared.drawing import slot
from layouts.shared.links import reference_address

NAME = "decisions"


def section(locale: Locale) -> Component:
    """The place, under its title."""
    return html.Section(
        [html.H2(text("Decisions of the committee").say(locale)), html.Div(id=slot(NAME))]
    )


def part(reading: Reading, locale: Locale) -> list[Component]:
    """All decisions, the open ones first; who may record has a way to the form."""
    words = reading.vocabulary
    is_open = diary.to_review(words)
    others = (one for one in words.decisions if one not in is_open)
    closed = sorted(others, key=lambda one: one.day, reverse=True)
    found = [
        *_list(text("To review at the next meeting").say(locale), is_open, reading, locale),
        *_list(text("Done or dropped").say(locale), closed, reading, locale),
    ] or [html.P(text("No decision has been recorded yet.").say(locale))]
    if reading.records:
        back = reading.filters.to_query()
        href = reference_address(ReferenceOptions(DECISIONS, new=True, back=back), locale)
        words_ = text("Record a decision").say(locale)
        found.append(html.P(html.A(words_, href=href, className="chip")))
    return found


def _list(
    title: str, decisions: Iterable[Decision], reading: Reading, locale: Locale
) -> list[Component]:
    items = [_item(one, reading, locale) for one in decisions]
    return [html.H3(title), html.Ul(items)] if items else []


def _item(one: Decision, reading: Reading, locale: Locale) -> Component:
    said: list[str | Component] = [diary.told(one, reading.vocabulary).say(locale)]
    if reading.records:
        edit = text("Edit").say(locale)
        back = reading.filters.to_query()
        href = reference_address(ReferenceOptions(DECISIONS, one.code, back=back), locale)
        said += [" ", html.A(edit, href=href, **label(f"{edit} – {one.code}"))]
    return html.Li(said)
