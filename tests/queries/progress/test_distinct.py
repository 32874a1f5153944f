"""The range of distinct youth, and that it tells the committee no small count."""

from collections import defaultdict
from datetime import date
from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.database import reading, writing
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.privacy import CrossedCounts
from dashboard.queries.progress.breakdowns import breakdowns
from dashboard.queries.progress.counts import Count
from dashboard.queries.progress.distinct import as_shown
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.worlds import FILTERS, SESSIONS, a_session, store
from tests.support.samples import VOCABULARY

MAXIMUM = 4


def answer(connection, filters, audience=Audience.COORDINATOR):
    return reached(connection, filters, audience).distinct


def reached(connection, filters, audience=Audience.COORDINATOR):
    words = vocabulary(connection)
    return progress(connection, filters, audience, words, small_cell_maximum=MAXIMUM).youth


@pytest.fixture
def ask(engine):
    """The range in a world of these sessions."""

    def ask(*sessions, filters=None, audience=Audience.COORDINATOR):
        with writing(engine) as connection:
            store(connection, sessions)
        with reading(engine) as connection:
            return answer(connection, filters or Filters(), audience)

    return ask


# The rule, session by session


@pytest.mark.parametrize(
    ("attendance", "first_time", "low", "high"),
    [
        ({"12-14": 10}, 6, 6, 6),
        ({"12-14": 10, "26-plus": 2}, 6, 4, 6),
        ({"12-14": 10, "unknown": 9}, 6, 0, 6),
        ({"12-14": 4, "26-plus": 9}, 6, 0, 4),
        ({"12-14": 4, "26-plus": 9}, 13, 4, 4),
        ({"12-14": 10}, 0, 0, 0),
    ],
)
def test_first_time_participants_are_youth_at_most_and_at_least_those_others_cannot_be(
    ask, attendance, first_time, low, high
):
    found = ask(a_session(attendance=attendance, first_time=first_time))
    assert found == DistinctYouth(low, high, 1, 1)


def test_a_session_without_first_time_counts_has_from_none_to_all_of_its_youth(ask):
    found = ask(
        a_session(attendance={"12-14": 10}, first_time=6),
        a_session(attendance={"15-17": 20, "26-plus": 3}),
    )
    assert found == DistinctYouth(6, 26, 1, 2)


def test_without_any_first_time_count_there_is_no_range(ask):
    assert ask(a_session(attendance={"12-14": 10})) is None


def test_under_an_age_filter_there_is_no_range(ask):
    session = a_session(attendance={"12-14": 10}, first_time=10)
    assert ask(session, filters=Filters(age=("12-14",))) is None


@pytest.mark.parametrize("filters", [Filters(), Filters(venue=("SH-01", "HS-01"))])
def test_sessions_that_were_not_held_are_not_in_the_range(ask, filters):
    found = ask(
        a_session(attendance={"12-14": 10}, first_time=10),
        a_session(status="planned"),
        a_session(status="cancelled"),
        filters=filters,
    )
    assert found == DistinctYouth(10, 10, 1, 1)


def test_days_that_are_left_out_of_a_month_are_left_out_of_the_range(ask):
    found = ask(
        a_session(date(2014, 3, 2), attendance={"12-14": 10}, first_time=9),
        a_session(date(2014, 3, 20), attendance={"12-14": 10}, first_time=8),
        a_session(date(2014, 3, 30), attendance={"12-14": 10}, first_time=7),
        filters=Filters(start=date(2014, 3, 3), end=date(2014, 3, 29)),
    )
    assert found == DistinctYouth(8, 8, 1, 1)


# What the committee sees of it


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=SESSIONS, questions=st.lists(FILTERS, min_size=1, max_size=6))
def test_the_committee_sees_the_same_range_or_a_wider_one_or_that_it_is_hidden(
    engine, sessions, questions
):
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection, sessions)
        for filters in questions:
            youth = reached(connection, filters)
            exact = youth.distinct
            shown = answer(connection, filters, Audience.COMMITTEE)
            assert (shown is None) == (exact is None)
            if shown and exact:
                counts = (exact.first_time_sessions, exact.sessions)
                up_to_all = DistinctYouth(exact.low, youth.participations, *counts)
                assert shown in (exact, up_to_all, DistinctYouth(None, None, *counts))


@pytest.mark.parametrize(
    "sessions",
    [
        {"3 are new": ({"15-17": 20}, 3)},
        {"3 are not": ({"15-17": 20}, 17)},
        {"20 are new": ({"15-17": 20}, 20), "3 may be": ({"15-17": 3}, None)},
        {"3 others are hidden": ({"15-17": 20, "26-plus": 3}, 3)},
        {"youth are hidden": ({"15-17": 3, "26-plus": 20}, 23)},
    ],
    ids=" ".join,
)
def test_the_committee_sees_no_range_that_tells_a_small_count(ask, sessions):
    held = [a_session(attendance=who, first_time=new) for who, new in sessions.values()]
    assert ask(*held, audience=Audience.COMMITTEE) == DistinctYouth(None, None, 1, len(held))


def test_the_committee_sees_a_range_that_tells_none(ask):
    found = ask(
        a_session(attendance={"15-17": 30, "26-plus": 8}, first_time=25),
        audience=Audience.COMMITTEE,
    )
    assert found == DistinctYouth(17, 25, 1, 1)


@pytest.mark.parametrize(
    ("first_time", "told"),
    [
        ([23, None], (20, 40)),  # half of the sessions, half of the youth
        ([24, None], (None, None)),
        ([24, 0], (21, 40)),
        ([23, 15], (35, 40)),
        ([23, 16], (None, None)),  # few would be left
        ([27, 16], (40, 40)),
        ([5, 0], (None, None)),
        ([3, 0], (None, None)),  # that says nothing
    ],
)
def test_beside_a_small_count_the_range_goes_up_to_all_youth(ask, first_time, told):
    """And from no more than the share of the sessions that counted first-time participants."""
    held = [
        a_session(attendance={"15-17": youth, **more}, first_time=first)
        for youth, more, first in zip((24, 16), ({"26-plus": 3}, {}), first_time, strict=True)
    ]
    recorded = sum(first is not None for first in first_time)
    assert ask(*held, audience=Audience.COMMITTEE) == DistinctYouth(*told, recorded, 2)


def at(day, venue, language, attendance, first_time):
    return a_session(
        date(2015, 3, day),
        venue=venue,
        language=language,
        attendance=attendance,
        first_time=first_time,
    )


@pytest.mark.parametrize(
    "sessions",
    [
        # French at shelters: t youth, English at high schools as many, 10 - t at the others each.
        # Only these had adults, so they alone make 0 to 14 of it: 14 <= 2 * (10 - t).
        [
            at(24, "SH-01", "fr", {"15-17": 3}, 0),
            at(24, "HS-01", "fr", {"15-17": 7, "26-plus": 10}, 8),
            at(24, "SH-01", "en", {"15-17": 7, "26-plus": 10}, 8),
            at(24, "HS-01", "en", {"15-17": 3}, 0),
        ],
        # The same from 0 to 15 on two days of the week, which are hidden: Monday and Thursday.
        [
            at(2, "SH-01", "fr", {"15-17": 2}, 0),
            at(3, "SH-01", "fr", {"15-17": 8, "26-plus": 10}, 8),
            at(11, "SH-01", "en", {"15-17": 7, "26-plus": 10}, 8),
            at(12, "SH-01", "en", {"15-17": 3}, 0),
        ],
    ],
    ids=["in the grid", "in a table that yields"],
)
def test_the_committee_sees_no_range_that_tells_a_small_count_of_no_shown_table(ask, sessions):
    """All else is shown. Who knows that two of the sessions had no adults knows their youth."""
    assert ask(*sessions, audience=Audience.COMMITTEE) == DistinctYouth(None, None, 4, 4)


MONTHS = ("2015-01", "2015-02")
HELD = [
    (youth, others, first_time)
    for youth, others in product(range(5), repeat=2)
    for first_time in (None, *range(youth + others + 1))
]


@pytest.mark.parametrize("days", [("mon", "mon"), ("mon", "tue")], ids="-".join)
def test_the_range_leaves_every_hidden_count_as_open_as_it_was(days):
    """Try all pairs of small sessions, a month each, with counts of 1 hidden.

    A reader knows the rule, how many sessions counted first-time participants, and who was at
    each: youth, others or both. For whatever the reader sees, no hidden count is bounded closer
    with the range than without.
    """
    with_range, without = defaultdict(set), defaultdict(set)
    for world in product(HELD, repeat=len(MONTHS)):
        counts = tuple((youth, others) for youth, others, _ in world)
        tables, told, known = seen(world, tables_of(counts, days))
        with_range[tables, known, told].add(counts)
        without[tables, known].add(counts)
    for (tables, known, told), worlds in with_range.items():
        for at, row in enumerate(dict(tables)["by_month"]):
            for count, shown in enumerate((row.youth, _others(row))):
                if shown is None:
                    possible = {world[at][count] for world in without[tables, known]}
                    assert {world[at][count] for world in worlds} == possible
                assert told is None or 1 not in told


@cache
def tables_of(who, days):
    """The tables of a world, in which first-time participants are not."""
    counts = {month: Count(1, 1, y + o, y) for month, (y, o) in zip(MONTHS, who, strict=True)}
    youth, others = map(sum, zip(*who, strict=True))
    whole = Count(len(who), len(who), youth + others, youth)
    ages = {"12-14": Count(0, 0, youth, youth), "unknown": Count(0, 0, others, 0)}
    found = {
        "month": counts,
        "language": {"en": whole},
        "venue_type": {"shelter": whole},
        "age_group": ages,
        "weekday": dict(zip(days, counts.values(), strict=True))
        if len(set(days)) > 1
        else {"mon": whole},
    }
    rows = [
        (month, "en", "shelter", age, day, count, 1)
        for month, day, of_ages in zip(MONTHS, days, who, strict=True)
        for age, count in zip(ages, of_ages, strict=True)
        if count
    ]
    return breakdowns(found, CrossedCounts.of(rows), VOCABULARY, maximum=1)


def seen(world, tables):
    """The tables, the three parts that the range cuts the youth into, and what else is known.

    That is how many sessions recorded first-time participants, and at which there were youth, and
    at which others.
    """
    youth = sum(y for y, _, _ in world)
    low = sum(0 if first is None else max(0, first - o) for _, o, first in world)
    high = sum(y if first is None else min(y, first) for y, _, first in world)
    recorded = sum(first is not None for _, _, first in world)
    told = as_shown(
        DistinctYouth(low, high, recorded, len(world)),
        tables.youth,
        1,
        beside_small=is_small(world),
    )
    present = tuple((y > 0, o > 0) for y, o, _ in world)
    seen = (*tables.rows.items(), ("totals", (tables.participations, tables.youth)))
    parts = None if told.low is None else (told.low, told.high - told.low, youth - told.high)
    return seen, parts, (recorded, present)


def is_small(world):
    """Whether a count of a table is 1, shown or not."""
    return any(1 in (*counts, sum(counts)) for counts in list(zip(*world, strict=True))[:2])


def _others(row):
    return None if row.participations is None else row.participations - (row.youth or 0)
