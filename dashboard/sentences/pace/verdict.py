"""Will the target be reached? The answer in one sentence."""

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection
from dashboard.i18n import Text, sequence, text
from dashboard.sentences.pace.pace import need
from dashboard.sentences.pace.projection import chance, outlook

LIKELIHOODS = (
    (0.9, text("Very likely")),
    (0.66, text("Probably")),
    (0.34, text("It could go either way")),
    (0.1, text("Probably not")),
    (0.0, text("Very unlikely")),
)
"""The least chance for each phrase (following the IPCC's AR5)."""


def verdict(pace: Pace) -> Text:
    """The answer: reached already, how likely it is, or why nobody can tell."""
    if pace.reached is None or pace.target is None:
        return need(pace)
    if pace.usual is None:
        return sequence(need(pace), outlook(pace))
    if pace.usual.chance is None:
        return sequence(need(pace), _projected(pace))
    return text(
        "{likely}: {condition}, about {median} by {day} (likely range {low} to {high}), for a "
        "target of {target} (chance: {chance}).",
        likely=likely(pace.usual.chance),
        condition=_condition(pace),
        target=pace.target.value,
        day=pace.last,
        chance=chance(pace.usual.chance),
        **_total(pace.usual),
    )


def likely(value: float) -> Text:
    """The phrase for a chance from 0 to 1."""
    return next(words for least, words in LIKELIHOODS if value >= least)


def _projected(pace: Pace) -> Text | None:
    if pace.usual is None:
        return None
    return text(
        "By {day}, {condition}: about {median} (likely range {low} to {high}).",
        day=pace.last,
        condition=_condition(pace),
        **_total(pace.usual),
    )


def _total(usual: Projection) -> dict[str, int]:
    last = usual.bands[-1]
    return {"median": last.median, "low": last.low, "high": last.high}


def _condition(pace: Pace) -> Text:
    if pace.silent:
        return text("if sessions resume as before")
    return text("going by the sessions so far")
