"""Filters at random, as anybody may write them into an address."""

import random
from calendar import monthrange
from collections.abc import Sequence

from tests.attack.facts import CODES
from tests.attack.published import Issue

Pairs = list[tuple[str, str]]


def of_publication(chance: random.Random, issue: Issue) -> Pairs:
    """A filter that a publication answers: whole months, and the venue types that it shows."""
    every = sorted({month for month, *_ in issue.sessions})
    types = [code for code, members in issue.members.items() if members]
    pairs = _axes(chance, CODES | {"venue_type": tuple(types)}, often=0.3)
    how = chance.random()
    if how < 0.4 and every:
        first, last = sorted(chance.choices(every, k=2))
        first = last if chance.random() < 0.4 else first
        pairs += [("from", f"{first}-01")] * (chance.random() < 0.8)
        pairs += [("to", last_day(last))] * (chance.random() < 0.8)
    elif how < 0.7:
        periods = [code for code in issue.periods if not code.startswith("month")]
        pairs += [("period", code) for code in [chance.choice(periods)] if len(code) > 7]
    return pairs


def of_committee(chance: random.Random, months: Sequence[str]) -> Pairs:
    """A filter of a live page: any days."""
    pairs = _axes(chance, CODES, often=0.25)
    if chance.random() < 0.7:
        first, last = sorted(chance.choices(months, k=2))
        first = last if chance.random() < 0.6 else first
        if chance.random() < 0.9:
            pairs.append(("from", f"{first}-{chance.choice(('01', '01', '09'))}"))
        if chance.random() < 0.9:
            pairs.append(("to", last_day(last)))
    return pairs


def last_day(month: str) -> str:
    """The last day of a month."""
    return f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]}"


def _axes(chance: random.Random, codes: dict[str, tuple[str, ...]], often: float) -> Pairs:
    pairs = []
    for axis, known in codes.items():
        if chance.random() < often:
            many = chance.choice((1, 1, 1, 2))
            pairs += [(axis, code) for code in sorted(chance.sample(known, min(many, len(known))))]
    return pairs
