"""Days so far from those of all other sessions that the year may be a slip: 1926 among 2026."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

DAYS_IN_A_YEAR = 365.25
GENERATION = 20  # years without a session: nobody runs a project with such a hole in it
PAUSE = 5  # years: a hole that a project may have, but hardly with very few sessions beyond it
FEW = 20  # one session in so many, at most, lies beyond a pause by a slip
TODAY = 8  # sessions that today stands for: where somebody logs sessions, some take place


def far_days(sessions: Mapping[date, int], today: date) -> frozenset[date]:
    """The days, of those with sessions, that are far from most of the others.

    Days belong together where no hole lies between them. Those of the largest group are right, and
    those of the group that today is in: what is logged now, or planned two years ahead, is never
    far, whatever else there is. Of the others, days are far

    * beyond a hole of 20 years, in a group of at most half as many sessions as the largest one: a
      century mistyped, or a spreadsheet's nought (1900, 1904, 1970);
    * beyond a hole of 5 years, in a group of at most a twentieth of all sessions: 2016 for 2026.

    So a project's whole history may be as long as it was, pauses included, and a file of three
    rows is asked about only where a generation lies between them. Today stands for 8 sessions, so
    that a lonely row of 1926 is told even where there is nothing else.
    """
    counted = Counter(sessions)
    counted[today] += TODAY
    of_all = sum(sessions.values()) / FEW
    return frozenset(
        day
        for years, of_largest, most in ((GENERATION, True, 0.5), (PAUSE, False, of_all))
        for group in _others(counted, today, years, most, of_largest=of_largest)
        for day in group
    )


def _others(
    counted: Mapping[date, int], today: date, years: int, most: float, *, of_largest: bool
) -> Iterator[list[date]]:
    """The groups that are neither the largest nor today's, and not larger than ``most``."""
    groups = [*_groups(counted, years)]
    sizes = [sum(counted[day] for day in group) for group in groups]
    largest = max(zip(sizes, groups, strict=True), key=lambda one: (one[0], today in one[1]))
    limit = most * largest[0] if of_largest else most
    for size, group in zip(sizes, groups, strict=True):
        if size <= limit and group is not largest[1] and today not in group:
            yield group


def _groups(days: Mapping[date, int], years: int) -> Iterator[list[date]]:
    """The days in order, parted where so many years lie between two of them."""
    group: list[date] = []
    for day in sorted(days):
        if group and (day - group[-1]).days > years * DAYS_IN_A_YEAR:
            yield group
            group = []
        group.append(day)
    if group:
        yield group
