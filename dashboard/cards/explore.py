"""What cards and curves are made of, from the answer of the Explore view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.cards.result import EarlierResult, Result
from dashboard.figures.curve import Curve, latest

if TYPE_CHECKING:
    from dashboard.domain.pace.pace import Pace
    from dashboard.domain.progress.bars import FrenchShares
    from dashboard.domain.progress.comparison import Comparison
    from dashboard.queries.explore import ExploreView


def months_and_projection(answer: ExploreView) -> Curve:
    """The curve of all months so far and of the projection, if it has one."""
    known = answer.reading.vocabulary.annotations.items
    result = result_of(answer)
    months, pace = result.points, pace_of_curve(result, answer.pace)
    return Curve(latest(months, len(months)), (), pace, known)


def pace_of_curve(shown: Result, pace: Pace | None) -> Pace | None:
    """The pace that a curve of this result goes on with.

    ``pace`` is of the whole project, so it is ``None`` for a part of it, or beside an earlier
    period.
    """
    whole = shown.progress.filters.whole_project and shown.earlier is None
    return pace if whole else None


def result_of(answer: ExploreView) -> Result:
    """The input of the cards: the figures, an earlier period, and the order of rows."""
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
    """The earlier period; ``None`` without one."""
    if compared is None or compared.earlier is None:
        return None
    return EarlierResult(compared.how, compared.earlier, french)
