"""An answer as everything that the explore view draws of it."""

from collections.abc import Iterable, Iterator

from callbacks.about import about, say_if_any
from dashboard.cards import Card, EarlierResult, Result, cards
from dashboard.cards.panels import BARS, GAUGES
from dashboard.domain.progress.comparison import Comparison
from dashboard.i18n import Locale
from dashboard.queries.explore import ExploreView
from dashboard.sentences.progress import charts, comparison
from layouts.progress import gauge_words, toggles
from layouts.shared.drawing import Drawing, drawing_of, slot


def drawing(answer: ExploreView, locale: Locale) -> Drawing:
    """Everything of the explore view that depends on the filters, an earlier period beside it."""
    progress, reading = answer.progress, answer.reading
    found = cards(result_of(answer), locale)
    gauges, shown = [found[panel.code] for panel in GAUGES], [found[panel.code] for panel in BARS]
    parts = {
        **about(reading, locale, last_session=progress.last_session),
        slot("empty"): say_if_any(charts.empty(progress, answer.without), locale),
        **dict(_gauges(gauges)),
        **{slot(card.code, "sentence"): card.sentence for card in shown},
        **{slot(card.code, "rows"): toggles.rows(card) for card in shown if card.panel.filters},
    }
    if answer.comparison:
        compared = comparison.showing(answer.comparison, progress, reading.today).say(locale)
        parts[slot("showing")] += f" {compared}"
    drawn = drawing_of(
        parts,
        reading.state.edition,
        tables={slot(card.code, "table"): toggles.table(card) for card in shown},
        figures={slot(card.code, "figure"): card.figure for card in (*gauges, *shown)},
    )
    return drawn | {"empty": not progress.delivered}


def result_of(answer: ExploreView) -> Result:
    """What cards are made of."""
    earlier = _earlier(answer.comparison)
    return Result(answer.progress, answer.reading.vocabulary, earlier=earlier)


def _earlier(compared: Comparison | None) -> EarlierResult | None:
    """The period to compare with; ``None`` without any."""
    if compared is None or compared.earlier is None:
        return None
    return EarlierResult(compared.how, compared.earlier)


def _gauges(gauges: Iterable[Card]) -> Iterator[tuple[str, object]]:
    for card in gauges:
        yield slot(card.code, "value"), gauge_words.value(card)
        yield slot(card.code, "status"), gauge_words.under(card)
        yield slot(card.code, "sentence"), card.sentence
