"""Where the project is likely to end, in clauses."""

from collections.abc import Callable
from typing import Any

from dashboard.domain.headline import Facts
from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection
from dashboard.i18n import text
from dashboard.sentences.headline.clause import Clause, Clauses, Evidence
from dashboard.sentences.pace.projection import chance


def _too_early(_: Pace, __: Facts) -> Clauses:
    return (Clause(text("it is too early to project where this will end"), Evidence.CURVE),)


def _projected(pace: Pace, _: Facts) -> Clauses:
    values = {"median": _end(pace), "day": pace.last}
    words = (
        text("if sessions resume as before, about {median} by {day}", **values)
        if pace.silent
        else text("on course for about {median} by {day}", **values)
    )
    return (Clause(words, Evidence.CURVE),)


def _end(pace: Pace) -> int:
    return pace.usual.bands[-1].median if pace.usual else 0


def _projected_to_target(pace: Pace, facts: Facts) -> Clauses:
    target = pace.target.value if pace.target else 0
    likely = chance(_chance(pace.usual))
    short = target - _end(pace)
    words = (
        text(
            "{short} short of the target (chance of reaching it: {chance})",
            short=short,
            chance=likely,
        )
        if short > 0
        else text("enough to reach the target (chance: {chance})", chance=likely)
    )
    return *_projected(pace, facts), Clause(words, Evidence.CURVE)


def _chance(projection: Projection | None) -> float:
    return (projection.chance or 0.0) if projection else 0.0


WORDS: dict[str, Callable[[Any, Facts], Clauses]] = {
    "too_early": _too_early,
    "projected_to_target": _projected_to_target,
    "projected": _projected,
}
"""The words of each of these rules."""
