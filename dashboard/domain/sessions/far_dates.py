"""Find days so far from all other sessions that the year may be mistyped: 1926 among 2026."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

DAYS_IN_A_YEAR = 365.25
GENERATION = 20  # years without a session: no real project has such a gap
PAUSE = 5  # years: a gap that a project may have, but hardly with very few sessions beyond it
FEW = 20  # one session in 20, at most, is beyond a pause by mistake
TODAY = 8  # sessions that today counts as: where somebody logs sessions, some take place


def far_days(sessions: Mapping[date, int], today: date) -> frozenset[date]:
    """The days of sessions that are far from most others.

    Days form a group where no gap separates them. The largest group is right. So is the group of
    today: sessions logged now, or planned two years ahead, are never far. Of the other groups,
    those are far that lie

    * beyond a gap of 20 years, with at most half as many sessions as the largest group: a mistyped
      century, or a spreadsheet's zero (1900, 1904, 1970);
    * beyond a gap of 5 years, with at most a twentieth of all sessions: 2016 for 2026.

    So a project's whole history may be long and have pauses, and a file of three rows is questioned
    only about gaps of a generation. Today counts as 8 sessions, so a lone row of 1926 is found even
    if there are no others.
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
    """The groups other than the largest and today's, with at most ``most`` sessions."""
    groups = [*_groups(counted, years)]
    sizes = [sum(counted[day] for day in group) for group in groups]
    largest = max(zip(sizes, groups, strict=True), key=lambda one: (one[0], today in one[1]))
    limit = most * largest[0] if of_largest else most
    for size, group in zip(sizes, groups, strict=True):
        if size <= limit and group is not largest[1] and today not in group:
            yield group


def _groups(days: Mapping[date, int], years: int) -> Iterator[list[date]]:
    """Group the days in order; a new group begins after a gap of more than so many years."""
    group: list[date] = []
    for day in sorted(days):
        if group and (day - group[-1]).days > years * DAYS_IN_A_YEAR:
            yield group
            group = []
        group.append(day)
    if group:
        yield group
