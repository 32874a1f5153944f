"""The Explore view, redrawn by one request for each filter change."""

from collections.abc import Sequence

from dash.development.base_component import Component

from callbacks.counted import counted
from dashboard.addresses import EXPLORE
from dashboard.cards import card
from dashboard.cards.explore import result_of
from dashboard.cards.panels import MONTHS, MULTIPLES
from dashboard.domain.progress.options import ExploreTab
from dashboard.domain.shared.filters import UNFILTERED, Filters
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.sentences.headline import HeadlineSentence, sentences
from layouts import explore_view as view
from layouts.pace import curve
from layouts.progress import booking, equity, grid, headline, indicators, multiples, present
from layouts.shared import shell
from layouts.shared.drawing import Drawing, merged, slot, with_parts
from layouts.shared.links import query_of

FOLDED = (*curve.FOLDED, *multiples.FOLDED, *booking.FOLDED, *equity.FOLDED)
"""The places in folds, whose content may come later."""


def page(answers: Answers, query: str, locale: Locale) -> Component:
    """The whole view for a first load."""
    return page_of(explore_view(answers, query), locale)


def page_of(answer: ExploreView, locale: Locale) -> Component:
    """The page of an answer; the parts that never change are drawn only here."""
    reading = answer.reading
    still = {
        view.CARDS: view.cards(locale, reading),
        shell.FOOTER: shell.footer(locale, reading),
    }
    query = query_of(reading.filters, answer.options)
    drawn = _drawing(answer, sentences(answer.headline), locale, reading.filters)
    main = view.layout(locale, query, reading, with_parts(drawn, still))
    return shell.page(EXPLORE, locale, query, reading, main, parts=view.parts())


def update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """The drawing after a filter change, with an announcement for screen readers."""
    return update_of(explore_view(answers, query), locale)


def closed_update(answers: Answers, query: str, locale: Locale) -> Drawing:
    """The same for readers who have all folds closed: without the places in ``FOLDED``."""
    answer = explore_view(answers, query, folds=False)
    said = sentences(answer.headline)
    return _announced(_beside_folds(answer, said, locale, UNFILTERED), said, locale)


def update_of(answer: ExploreView, locale: Locale) -> Drawing:
    """The drawing of an answer, with an announcement."""
    said = sentences(answer.headline)
    return _announced(_drawing(answer, said, locale, UNFILTERED), said, locale)


def _announced(drawn: Drawing, said: Sequence[HeadlineSentence], locale: Locale) -> Drawing:
    """Screen readers are told where the project stands."""
    return with_parts(drawn, {slot("announcement"): said[0].say(locale)})


def _drawing(
    answer: ExploreView, said: Sequence[HeadlineSentence], locale: Locale, kept: Filters
) -> Drawing:
    drawn = _beside_folds(answer, said, locale, kept)
    return drawn | merged([drawn, *_in_folds(answer, locale)])


def _in_folds(answer: ExploreView, locale: Locale) -> list[Drawing]:
    result = result_of(answer)
    shown = [card(bars.code, result, locale) for bars in MULTIPLES]
    return [
        multiples.in_fold(shown),
        booking.in_fold(answer, locale),
        curve.in_folds(card(MONTHS.code, result, locale), answer.pace, answer.options),
        equity.parts(answer.equity, answer.reading.vocabulary, locale),
    ]


def _beside_folds(
    answer: ExploreView, said: Sequence[HeadlineSentence], locale: Locale, kept: Filters
) -> Drawing:
    """Links to other parts keep the filters of a first page; from then on, a script does that."""
    vocabulary, options = answer.reading.vocabulary, answer.options
    drawn = counted(answer, locale)
    months = card(MONTHS.code, result_of(answer), locale)
    numbers = multiples.numbers(locale, kept, options)
    more = [
        {"parts": headline.parts(said, answer.progress, locale)},
        {"parts": {slot("tabs"): view.tabs(locale, kept, options)}},
        present.parts(answer, locale),
        {"parts": {slot("multiples", "numbers"): numbers}},
        grid.parts(answer, locale),
        curve.parts(months, answer.pace, options, answer.reading, kept),
    ]
    presents = options.present is not None  # its screens say what is missing
    tab = present.TAB if presents else options.tab.value
    if tab == ExploreTab.INDICATORS:  # to open the tab is to ask for it
        more.append(indicators.parts(answer.tracking, vocabulary, locale))
    state = {"tab": tab, "empty": drawn["empty"] and not presents}
    return drawn | merged([drawn, *more]) | state
