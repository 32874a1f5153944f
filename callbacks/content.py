"""An answer as everything that the explore view draws of it."""

from collections.abc import Iterable, Iterator

from callbacks.about import about, say_if_any
from dashboard.cards import Card, EarlierResult, Result, cards
from dashboard.cards.panels import CHARTS, GAUGES
from dashboard.domain.progress.comparison import Comparison
from dashboard.i18n import Locale
from dashboard.queries.explore import ExploreView
from dashboard.sentences.progress import charts, comparison
from layouts.progress import gauges, toggles
from layouts.shared.drawing import Drawing, drawing_of, slot


def drawing(answer: ExploreView, locale: Locale) -> Drawing:
    """Everything of the explore view that depends on the filters, an earlier period beside it."""
    progress, reading = answer.progress, answer.reading
    earlier = _earlier(answer.comparison)
    found = cards(Result(progress, reading.vocabulary, earlier=earlier), locale)
    shown = [found[panel.code] for panel in CHARTS]
    faces = gauges.parts([found[panel.code] for panel in GAUGES], locale)
    parts = {
        **about(reading, locale, last_session=progress.last_session),
        slot("empty"): say_if_any(charts.empty(progress, answer.without), locale),
        **faces["parts"],
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
        figures=dict(_figures(shown)),
    )
    return drawn | {"pictures": faces["pictures"], "empty": not progress.delivered}


def _earlier(compared: Comparison | None) -> EarlierResult | None:
    """The period to compare with; ``None`` without any."""
    if compared is None or compared.earlier is None:
        return None
    return EarlierResult(compared.how, compared.earlier)


def _figures(shown: Iterable[Card]) -> Iterator[tuple[str, Drawing]]:
    """The drawings; that of months has beside each point what choosing it filters by."""
    for card in shown:
        points = {"toggles": toggles.of_points(card)} if card.code == "by_month" else {}
        yield slot(card.code, "figure"), card.figure | points
