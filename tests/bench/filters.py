"""Seeded random filters, as readers might choose them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, Period
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.options import Show, VenueOptions, VenueSort
from layouts.shared.links import query_of
from tests.bench.sessions import DAYS, FIRST_DAY, venue_code

CHANCE = 0.4  # of choosing anything in a dimension
CHANCE_OF_VENUES = 0.1
HALF = 0.5
MOST_VENUES = 3


def filters(seed: int, words: Vocabulary, venues: int) -> Iterator[Filters]:
    """Without end; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    while True:
        days, period = _when(chance)
        yield Filters(
            language=_some(chance, words.languages.codes),
            age=_some(chance, words.ages.codes),
            venue_type=_some(chance, words.venue_types.codes),
            venue=_venues(chance, venues),
            kind=_some(chance, words.kinds.codes),
            start=days.start,
            end=days.end,
            period=period,
        )


def venue_changes(seed: int, words: Vocabulary, venues: int) -> Iterator[tuple[str, str]]:
    """Queries of the venues view: other filters with a question, then another order of the same."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for chosen in filters(seed, words, venues):
        of_all = replace(chosen, venue=())
        asked = VenueOptions(show=chance.choice(list(Show)))
        order = chance.choice(list(VenueSort)), chance.random() < HALF
        ordered = replace(asked, sort=order[0], descending=order[1])
        yield query_of(of_all, asked), query_of(of_all, ordered)


def _some(chance: random.Random, codes: Sequence[str]) -> tuple[str, ...]:
    if chance.random() >= CHANCE:
        return ()
    return tuple(chance.sample(codes, chance.randint(1, len(codes) - 1)))


def _venues(chance: random.Random, venues: int) -> tuple[str, ...]:
    if chance.random() >= CHANCE_OF_VENUES:
        return ()
    return tuple(
        venue_code(chance.randint(1, venues)) for _ in range(chance.randint(1, MOST_VENUES))
    )


def _when(chance: random.Random) -> tuple[DateRange, Period | None]:
    first, last = sorted(FIRST_DAY + timedelta(chance.randrange(DAYS)) for _ in range(2))
    year, quarter = chance.randint(2013, 2024), chance.randint(1, 4)
    return chance.choice(
        [
            (DateRange(), None),
            (DateRange(), Period.fiscal_year(year)),
            (DateRange(), Period.fiscal_quarter(year, quarter)),
            (DateRange(), Period.school_year(year)),
            (DateRange(first, last), None),
            (DateRange(end=last), None),
        ]
    )
