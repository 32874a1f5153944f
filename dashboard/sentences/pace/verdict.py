"""Will the target be reached? The answer in one sentence."""

from dashboard.domain.pace.pace import Pace
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
        "{likely}: {condition}, about {median} by {day}, for a target of {target} "
        "(chance: {chance}).",
        likely=likely(pace.usual.chance),
        condition=_condition(pace),
        median=pace.usual.bands[-1].median,
        target=pace.target.value,
        day=pace.last,
        chance=chance(pace.usual.chance),
    )


def likely(value: float) -> Text:
    """The phrase for a chance from 0 to 1."""
    return next(words for least, words in LIKELIHOODS if value >= least)


def _projected(pace: Pace) -> Text | None:
    if pace.usual is None:
        return None
    return text(
        "By {day}, {condition}: about {median}.",
        day=pace.last,
        condition=_condition(pace),
        median=pace.usual.bands[-1].median,
    )


def _condition(pace: Pace) -> Text:
    if pace.silent:
        return text("if sessions resume as before")
    return text("at the current pace")
