"""An answer as everything that the explore view draws of it."""

from collections.abc import Iterable, Iterator

from callbacks.about import about, say_if_any
from dashboard.cards import Card, EarlierResult, Result, cards
from dashboard.cards.panels import CHARTS, GAUGES, MULTIPLES
from dashboard.domain.progress.bars import FrenchShares
from dashboard.domain.progress.comparison import Comparison
from dashboard.i18n import Locale
from dashboard.queries.explore import ExploreView
from dashboard.sentences.progress import charts, comparison
from layouts.progress import gauge_words, multiples, toggles
from layouts.shared.drawing import Drawing, drawing_of, slot


def drawing(answer: ExploreView, locale: Locale) -> Drawing:
    """Everything of the explore view that depends on the filters, an earlier period beside it."""
    progress, reading = answer.progress, answer.reading
    found = cards(_result(answer), locale)
    gauges, shown = [found[panel.code] for panel in GAUGES], [found[panel.code] for panel in CHARTS]
    parts = {
        **about(reading, locale, last_session=progress.last_session),
        slot("empty"): say_if_any(charts.empty(progress, answer.without), locale),
        **dict(_gauges(gauges)),
        **{slot(card.code, "sentence"): card.sentence for card in shown},
        **multiples.parts([(bars, found[bars.code]) for bars in MULTIPLES]),
    }
    if answer.comparison:
        compared = comparison.showing(answer.comparison, progress, reading.today).say(locale)
        parts[slot("showing")] += f" {compared}"
    drawn = drawing_of(
        parts,
        reading.state.edition,
        tables={slot(card.code, "table"): toggles.table(card) for card in shown},
        figures=dict(_figures([*gauges, *shown])),
    )
    return drawn | {"empty": not progress.delivered}


def _result(answer: ExploreView) -> Result:
    """What is shown, beside an earlier period and in the order of the whole project."""
    words, number, more = answer.reading.vocabulary, answer.options.bars, answer.bearings
    whole = Result(more.whole, words, bars=number, french=more.french_whole) if more.whole else None
    return Result(
        answer.progress,
        words,
        earlier=_earlier(answer.comparison, more.french_earlier),
        bars=number,
        french=more.french,
        whole=whole,
    )


def _earlier(compared: Comparison | None, french: FrenchShares) -> EarlierResult | None:
    """The period to compare with; ``None`` without any."""
    if compared is None or compared.earlier is None:
        return None
    return EarlierResult(compared.how, compared.earlier, french)


def _gauges(gauges: Iterable[Card]) -> Iterator[tuple[str, object]]:
    for card in gauges:
        yield slot(card.code, "value"), gauge_words.value(card)
        yield slot(card.code, "status"), gauge_words.under(card)
        yield slot(card.code, "sentence"), card.sentence


def _figures(shown: Iterable[Card]) -> Iterator[tuple[str, Drawing]]:
    """The drawings; that of months has beside each point what choosing it filters by."""
    for card in shown:
        points = {"toggles": toggles.of_points(card)} if card.code == "by_month" else {}
        yield slot(card.code, "figure"), card.figure | points
