"""Where to book next: the suggestions, and the dialog that a cell of the grid opens."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlencode

from dash.development.base_component import Component

from dashboard.domain.progress.coverage import Suggestion, mean_youth
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Language, VenueType, Vocabulary
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import capitalise
from dashboard.queries.explore import ExploreView
from dashboard.sentences.progress import coverage as sentences
from layouts.progress.headline import WHAT_NEXT
from layouts.shared import html
from layouts.shared.attributes import data, label, labelled_by
from layouts.shared.controls import chip
from layouts.shared.drawing import Drawing, slot
from layouts.shared.later import later, loading
from layouts.shared.links import session_address
from layouts.shared.written import shared

BEST, OTHERS, ADVICE = (slot("grid", one) for one in ("best", "others", "advice"))
FOLDED = (OTHERS,)
"""The place in a fold, whose content may come later."""
DIALOG = "grid-dialog"
LISTED_FIRST = 3


def best(locale: Locale) -> list[Component]:
    """The place of the first suggestions, below its heading."""
    title = text("Where to book next").say(locale)
    return [
        html.H3(title, id=WHAT_NEXT),
        html.Div(id=BEST, role="group", **label(title)),
    ]


def others(locale: Locale) -> Component:
    """The place of the other suggestions, in a fold."""
    return html.Details(
        [
            html.Summary(text("Further suggestions").say(locale)),
            loading(locale),
            html.Div(id=OTHERS),
        ],
        className="more",
        **later(OTHERS),
    )


def of_a_cell(locale: Locale, vocabulary: Vocabulary, *, records: bool) -> list[Component]:
    """The dialog of a cell, and what a script puts into it: advice, and the way to the form.

    That way is for readers who record sessions. No filter changes it, so it is sent once a page.
    """
    ways = [_ways(vocabulary, locale)] if records else []
    return [html.Div(id=ADVICE, hidden=True), *ways, _dialog(locale)]


def parts(answer: ExploreView, locale: Locale) -> dict[str, Component | list[Component]]:
    """What a filter change redraws."""
    coverage, rows = answer.coverage, answer.progress.by_venue_type
    first = _first(answer)
    youth = {one: mean_youth(rows, one) for one in coverage.venue_types}
    return {
        BEST: _listed(first, answer, locale)
        if first or not answer.suggestions
        else _all_planned(locale),
        ADVICE: [
            _advice(answer, language, venue_type, youth[venue_type], locale)
            for language in coverage.languages
            for venue_type in coverage.venue_types
        ],
    }


def in_fold(answer: ExploreView, locale: Locale) -> Drawing:
    """The rest of it, in ``FOLDED``."""
    first = _first(answer)
    rest = [one for one in answer.suggestions if one not in first]
    return {"parts": {OTHERS: _listed(rest, answer, locale)}}


def _first(answer: ExploreView) -> list[Suggestion]:
    return [one for one in answer.suggestions if one.to_book][:LISTED_FIRST]


def _listed(found: Sequence[Suggestion], answer: ExploreView, locale: Locale) -> Component:
    if not found:
        return html.P(text("No gaps left to close.").say(locale))
    return html.Ol([_suggested(one, answer, locale) for one in found], className="suggestions")


def _suggested(one: Suggestion, answer: ExploreView, locale: Locale) -> Component:
    """What is missing, the advice, and what can be done about it."""
    vocabulary = answer.reading.vocabulary
    finding = sentences.finding(one, answer.coverage.minimum, vocabulary)
    ways = [_filter(one, vocabulary, locale)]
    if answer.reading.records:
        ways.append(_booking(vocabulary, one.language, one.venue_type, locale))
    return html.Li(
        [
            html.Strong(capitalise(finding.say(locale))),
            f" {sentences.advice(one, vocabulary).say(locale)}",
            html.Div(ways, className="grid__ways"),
        ]
    )


def _all_planned(locale: Locale) -> Component:
    words = text("Nothing to book: sessions are planned wherever some are missing.")
    return html.P(words.say(locale))


def _filter(one: Suggestion, vocabulary: Vocabulary, locale: Locale) -> Component:
    """A button that filters the view by the language and the venue type of a suggestion."""
    words = text(
        "Filter by {venue_type} and {language}",
        venue_type=vocabulary.venue_types[one.venue_type],
        language=vocabulary.languages[one.language],
    )
    return chip(
        words.say(locale),
        toggle=urlencode({"language": one.language, "venue_type": one.venue_type}),
    )


def _dialog(locale: Locale) -> Component:
    """The dialog of a cell: the browser's own, which holds the focus and gives it back.

    A script fills it from the cell, and from what there is for its language and venue type.
    """
    return html.Dialog(
        [
            html.H3(id=f"{DIALOG}-title"),
            html.Div(id=f"{DIALOG}-advice"),
            html.P(
                [
                    html.Button(
                        text("Filter by this").say(locale),
                        id=f"{DIALOG}-filter",
                        type="button",
                        className="chip",
                        **data(off=text("Remove this filter").say(locale)),
                    ),
                    html.Button(
                        text("Close").say(locale),
                        id=f"{DIALOG}-close",
                        type="button",
                        className="chip",
                    ),
                ],
                className="grid__ways",
            ),
        ],
        id=DIALOG,
        className="grid__dialog",
        **labelled_by(f"{DIALOG}-title"),
    )


def _advice(
    answer: ExploreView, language: str, venue_type: str, youth: int | None, locale: Locale
) -> Component:
    """The facts for booking there."""
    coverage, place = answer.coverage, (language, venue_type)
    facts = coverage.planned.get(place, 0), coverage.trained.get(language), youth
    return _told(facts, " ".join(place), locale)


@lru_cache(maxsize=1024)  # mostly those of the last answer; nobody changes what is drawn
def _told(facts: tuple[int, int | None, int | None], place: str, locale: Locale) -> Component:
    told = [html.Li(fact.say(locale)) for fact in sentences.facts(*facts)]
    return shared(html.Div(html.Ul(told), **data(advice=place)))


def _ways(vocabulary: Vocabulary, locale: Locale) -> Component:
    """For each language and venue type, a link to the form."""
    ways = [
        html.Div(
            html.P(_booking(vocabulary, language, venue_type, locale)),
            **data(advice=f"{language} {venue_type}"),
        )
        for language in vocabulary.languages.codes
        for venue_type in vocabulary.venue_types.codes
    ]
    return html.Div(ways, hidden=True)


def _booking(vocabulary: Vocabulary, language: str, venue_type: str, locale: Locale) -> Component:
    return _way_to_book(vocabulary.languages[language], vocabulary.venue_types[venue_type], locale)


@lru_cache(maxsize=512)  # the same in each answer; nobody changes a component that is drawn
def _way_to_book(language: Language, venue_type: VenueType, locale: Locale) -> Component:
    options = SessionOptions(book_language=language.code, book_venue_type=venue_type.code)
    words = text(
        "Book a session: {language}, {venue_type}", language=language, venue_type=venue_type
    )
    return shared(
        html.A(
            text("Book a session").say(locale),
            href=session_address(Filters(), options, locale),
            className="btn grid__book",
            **label(words.say(locale)),
        )
    )
