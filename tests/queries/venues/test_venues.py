"""The table of venues: what the filters keep of each, what its record says, and what is hidden."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from sqlalchemy import update

from dashboard.database import reading, writing
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.domain.venues.venues import VenueStatus
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.venues.records import records
from dashboard.queries.venues.venues import venue_rows
from dashboard.tables import Venue
from dashboard.writes.state import bump_version
from tests.queries.oracle import VENUE_TYPES, YOUTH, is_kept
from tests.queries.sessions.test_form_start import rows_read
from tests.queries.worlds import (
    AGES,
    DAYS,
    FILTERS,
    FIRST_DAY,
    LANGUAGES,
    SESSIONS,
    VENUES,
    a_session,
    in_a_passing_world,
    store,
    store_sessions,
)

TODAY = date(2014, 6, 1)
MAXIMUM = 4
SILENCE = timedelta(weeks=12)

random_worlds = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def answer(connection, filters, audience=Audience.COORDINATOR, today=TODAY):
    words = vocabulary(connection)
    seen = progress(connection, filters, audience, words, small_cell_maximum=MAXIMUM)
    return seen, venue_rows(connection, seen, words, today, small_cell_maximum=MAXIMUM)


@pytest.fixture
def ask(engine):
    """The rows, by code, of a world of these sessions."""

    def ask(*sessions, filters=None, audience=Audience.COORDINATOR):
        with writing(engine) as connection:
            store(connection, sessions)
            connection.execute(update(Venue).values(area="Vanier"))
        with reading(engine) as connection:
            _, table = answer(connection, filters or Filters(), audience)
        return {row.venue.code: row for row in table.rows}

    return ask


# The whole, against a slow count


@random_worlds
@given(sessions=SESSIONS, today=DAYS, questions=st.lists(FILTERS, min_size=1, max_size=6))
def test_the_table_is_what_a_slow_count_gives(engine, sessions, today, questions):
    with in_a_passing_world(engine, sessions) as connection:
        for filters in questions:
            _, table = answer(connection, filters, today=today)
            found = [(row.venue.code, *row[1:]) for row in table.rows]
            assert found == expected(sessions, filters, today)


def expected(sessions, filters, today):
    in_order = sorted(VENUES, key=lambda code: (VENUE_TYPES.index(VENUES[code]), code))
    return [
        expected_row(code, [s for s in sessions if s["venue"] == code], filters, today)
        for code in in_order
        if not filters.venue or code in filters.venue
        if not filters.venue_type or VENUES[code] in filters.venue_type
    ]


def expected_row(code, sessions, filters, today):
    kept = [s for s in sessions if s["status"] == "delivered" and is_kept(s, filters)]
    last = max((s["held_on"] for s in kept), default=None)
    counted = [
        (age, count)
        for s in kept
        for age, count in s["attendance"].items()
        if not filters.age or age in filters.age
    ]
    came = {age for age, _ in counted}
    to_come = [
        s["held_on"]
        for s in sessions
        if s["status"] == "planned" and s["held_on"] >= today
        if is_kept(s, replace(filters, age=(), start=None, end=None, period=None))
    ]
    return (
        code,
        "",
        len(kept),
        sum(count for _, count in counted),
        tuple(c for c in LANGUAGES if any(s["language"] == c for s in kept)),
        tuple(age for age in AGES if age in came),
        last,
        min(to_come, default=None),
        (today - last).days // 7 if last else None,
        expected_status(sessions, today),
    )


def expected_status(sessions, today):
    if any(s["status"] == "planned" and s["held_on"] < today for s in sessions):
        return VenueStatus.NO_REPORT
    delivered = [s["held_on"] for s in sessions if s["status"] == "delivered"]
    if not delivered:
        return VenueStatus.NEVER
    return VenueStatus.SILENT if today - max(delivered) >= SILENCE else VenueStatus.ACTIVE


# What the committee may see


@random_worlds
@given(sessions=SESSIONS, questions=st.lists(FILTERS, min_size=1, max_size=6))
def test_the_committee_sees_the_same_rows_and_no_small_count(engine, sessions, questions):
    with in_a_passing_world(engine, sessions) as connection:
        for filters in questions:
            _, exact = answer(connection, filters)
            _, shown = answer(connection, filters, Audience.COMMITTEE)
            for row, true in zip(shown.rows, exact.rows, strict=True):
                assert row._replace(participations=None) == true._replace(participations=None)
                assert row.participations in (None, true.participations)
                assert row.participations not in range(1, MAXIMUM + 1)
                assert row.participations == 0 or true.participations


@random_worlds
@given(sessions=SESSIONS, questions=st.lists(FILTERS, min_size=1, max_size=6))
def test_what_is_hidden_of_a_type_is_never_a_small_number_of_people(engine, sessions, questions):
    with in_a_passing_world(engine, sessions) as connection:
        for filters in questions:
            seen, table = answer(connection, filters, Audience.COMMITTEE)
            for tally in seen.by_venue_type:
                own = [row for row in table.rows if row.venue.venue_type == tally.code]
                if tally.participations is None:
                    assert not any(row.participations for row in own)
                elif own:
                    rest = tally.participations - sum(row.participations or 0 for row in own)
                    assert rest not in range(1, MAXIMUM + 1)


AT_FEW_VENUES = st.builds(
    lambda venue, came: a_session(venue=venue, attendance=came),
    st.sampled_from(("SH-01", "SH-02", "HS-01")),
    st.sampled_from(
        (
            {"15-17": 3, "26-plus": 7},
            {"12-14": 2, "15-17": 20},
            {"15-17": 30},
            {"15-17": 3},
            {"12-14": 9, "26-plus": 3},
            {"26-plus": 6},
        )
    ),
)


@random_worlds
@given(sessions=st.lists(AT_FEW_VENUES, min_size=2, max_size=5))
def test_who_reads_the_explore_view_too_knows_no_few_youth_and_no_few_others_of_a_venue(
    engine, sessions
):
    filters = Filters()
    with in_a_passing_world(engine, sessions) as connection:
        seen, table = answer(connection, filters, Audience.COMMITTEE)
        for tally in seen.by_venue_type:
            rows = [row for row in table.rows if row.venue.venue_type == tally.code]
            parts = [parts_of(sessions, row.venue.code) for row in rows]
            if tally.participations is not None:
                assert all(can_be_many(tally, rows, parts)), (rows, parts)


def parts_of(sessions, code):
    """Of youth and of others at a venue: how many came, and at least how many, by its history."""
    ages = [[], []]
    for session in sessions:
        for age, count in session["attendance"].items():
            if session["venue"] == code:
                ages[age not in YOUTH].append(count)
    return [(sum(counts), len(counts)) for counts in ages]


def can_be_many(tally, rows, parts):
    """Of each few youth and each few others of a venue: whether they may be many, by both views."""
    every = [one for pair in parts for one in pair]
    of_class = [[float(at % 2 == side) for at in range(len(every))] for side in (0, 1)]
    known = [(of_class[0], tally.youth), (of_class[1], tally.participations - tally.youth)]
    for at, row in enumerate(rows):
        if row.participations is not None:
            own = [float(one // 2 == at) for one in range(len(every))]
            known.append((own, row.participations))
    sums, totals = zip(*known, strict=True)
    limits = [(least, None if least else 0) for _, least in every]
    for at, (count, _) in enumerate(every):
        if 1 <= count <= MAXIMUM:
            cost = [-float(one == at) for one in range(len(every))]
            yield linprog(cost, A_eq=sums, b_eq=totals, bounds=limits).fun <= -MAXIMUM - 1 + 1e-6


def test_one_small_venue_hides_another_of_its_type(ask):
    rows = ask(
        a_session(venue="HS-01", attendance={"12-14": 3}),
        a_session(venue="HS-02", attendance={"12-14": 30}),
        a_session(venue="SH-01", attendance={"12-14": 20}),
        a_session(venue="SH-02", attendance={"12-14": 25}),
        audience=Audience.COMMITTEE,
    )
    assert rows["HS-01"].participations is rows["HS-02"].participations is None
    assert (rows["SH-01"].participations, rows["SH-02"].participations) == (20, 25)


def test_a_total_that_is_hidden_elsewhere_can_not_be_summed_up_here(ask):
    """Three adults are hidden on the explore view, and so is the total of youth and adults."""
    rows = ask(
        a_session(venue="HS-01", attendance={"12-14": 30, "26-plus": 3}),
        a_session(venue="HS-02", attendance={"12-14": 40}),
        audience=Audience.COMMITTEE,
    )
    assert rows["HS-01"].participations is rows["HS-02"].participations is None


def test_the_adults_of_a_type_take_nobody_away_from_its_only_venue_with_adults(ask):
    """The explore view tells of seven adults at this type: all of them came where adults did."""
    rows = ask(
        a_session(venue="SH-01", attendance={"15-17": 3, "26-plus": 7}),
        a_session(venue="SH-02", attendance={"15-17": 30}),
        a_session(venue="HS-01", attendance={"15-17": 30, "26-plus": 7}),
        a_session(venue="HS-02", attendance={"15-17": 40}),
        audience=Audience.COMMITTEE,
    )
    assert rows["SH-01"].participations is rows["SH-02"].participations is None
    assert (rows["HS-01"].participations, rows["HS-02"].participations) == (37, 40)


def test_an_age_group_that_came_to_one_venue_alone_takes_nobody_away_from_another(ask):
    """The explore view tells of twenty at 12 to 14: all of them came to the first venue."""
    rows = ask(
        a_session(venue="SH-01", attendance={"12-14": 20, "15-17": 3}),
        a_session(venue="SH-02", attendance={"15-17": 30}),
        a_session(venue="HS-01", attendance={"15-17": 30, "18-21": 9}),
        a_session(venue="HS-02", attendance={"15-17": 40}),
        audience=Audience.COMMITTEE,
    )
    assert rows["SH-01"].participations is rows["SH-02"].participations is None
    assert (rows["HS-01"].participations, rows["HS-02"].participations) == (39, 40)


def test_a_venue_to_whose_session_nobody_came_hides_no_other(ask):
    rows = ask(
        a_session(venue="SH-01", attendance={}),
        a_session(venue="SH-02", attendance={"15-17": 30}),
        audience=Audience.COMMITTEE,
    )
    assert (rows["SH-01"].participations, rows["SH-02"].participations) == (0, 30)


def test_a_count_that_several_age_groups_must_share_is_small(ask):
    """Six from three age groups: each of them has at most four."""
    rows = ask(
        a_session(venue="HS-01", attendance={"12-14": 2, "15-17": 2, "18-21": 2}),
        a_session(venue="HS-02", attendance={"12-14": 30, "15-17": 30, "18-21": 30}),
        audience=Audience.COMMITTEE,
    )
    assert rows["HS-01"].participations is rows["HS-02"].participations is None


def test_a_count_that_as_many_sessions_and_ages_must_share_is_small(ask):
    """The history tells who came to each of six sessions: six in all is one each."""
    rows = ask(
        *[a_session(venue="HS-01", attendance={"12-14": 1})] * 5,
        a_session(venue="HS-01", attendance={"15-17": 1}),
        a_session(venue="HS-02", attendance={"12-14": 30, "15-17": 30}),
        audience=Audience.COMMITTEE,
    )
    assert rows["HS-01"].participations is rows["HS-02"].participations is None


def test_a_coordinator_sees_every_count(ask):
    rows = ask(a_session(venue="HS-01", attendance={"12-14": 3}))
    assert rows["HS-01"].participations == 3


# What a reader would check by hand


def test_a_shelter_has_no_area_and_no_name(ask):
    rows = ask()
    assert rows["SH-01"].area == ""
    assert rows["SH-01"].venue.label_en == rows["SH-01"].venue.label_fr == "SH-01"
    assert rows["HS-01"].area == "Vanier"


def test_last_and_weeks_are_of_the_sessions_that_the_filters_keep(ask):
    row = ask(
        a_session(date(2014, 4, 1), language="fr"),
        a_session(date(2014, 5, 25)),
        filters=Filters(language=("fr",)),
    )["HS-01"]
    assert (row.sessions, row.last, row.weeks) == (1, date(2014, 4, 1), 8)


def test_the_status_is_of_the_whole_record(ask):
    row = ask(a_session(date(2014, 5, 25)), filters=Filters(language=("fr",)))["HS-01"]
    assert row.last is row.weeks is None
    assert row.status is VenueStatus.ACTIVE


@pytest.mark.parametrize(
    ("sessions", "status"),
    [
        ([], VenueStatus.NEVER),
        ([a_session(TODAY - SILENCE + timedelta(days=1))], VenueStatus.ACTIVE),
        ([a_session(TODAY - SILENCE)], VenueStatus.SILENT),
        ([a_session(TODAY, status="planned")], VenueStatus.NEVER),
        ([a_session(TODAY - timedelta(days=1), status="planned")], VenueStatus.NO_REPORT),
        (
            [a_session(TODAY), a_session(date(2014, 1, 20), status="planned")],
            VenueStatus.NO_REPORT,
        ),
        ([a_session(date(2014, 1, 20), status="cancelled")], VenueStatus.NEVER),
    ],
)
def test_silence_and_no_report_are_told_apart(ask, sessions, status):
    assert ask(*sessions)["HS-01"].status is status


def test_the_next_session_is_planned_from_today_on_whatever_the_chosen_days(ask):
    planned = {"status": "planned", "language": "fr"}
    row = ask(
        a_session(TODAY - timedelta(days=1), **planned),
        a_session(TODAY, status="planned", language="en"),
        a_session(TODAY + timedelta(days=9), **planned),
        a_session(TODAY + timedelta(days=2), **planned),
        filters=Filters(language=("fr",), period=Period.parse("2013-14")),
    )["HS-01"]
    assert row.upcoming == TODAY + timedelta(days=2)


def test_a_session_planned_for_today_is_still_to_come(ask):
    row = ask(a_session(TODAY, status="planned"))["HS-01"]
    assert (row.upcoming, row.status) == (TODAY, VenueStatus.NEVER)


def test_what_is_planned_is_not_read_to_find_the_latest_session(engine):
    with writing(engine) as connection:
        store(connection, [a_session(FIRST_DAY)])
    plans = [a_session(FIRST_DAY + timedelta(n), status="planned") for n in range(1, 400)]
    with reading(engine) as connection:
        few = rows_read(connection, partial(records, connection, FIRST_DAY, 12))[1]
    with writing(engine) as connection:
        store_sessions(connection, plans, first_id=2)
        bump_version(connection)
    with reading(engine) as connection:
        found, rows = rows_read(connection, partial(records, connection, FIRST_DAY, 12))
    assert found["HS-01"].status is VenueStatus.ACTIVE
    assert rows < few + 100
