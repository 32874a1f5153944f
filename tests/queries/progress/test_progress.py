from dataclasses import astuple, fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.database import reading, writing
from dashboard.domain.progress.breakdowns import BREAKDOWNS, WEEKDAY
from dashboard.domain.progress.progress import BreakdownRow, Course, Facilitators, FrenchShare
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.queries.progress.course import course
from dashboard.queries.progress.from_tallies import counts_from_tallies
from dashboard.queries.progress.latest import last_session
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.from_sessions import counts_from_sessions
from tests.queries.oracle import expected
from tests.queries.worlds import (
    FILTERS,
    REVISIONS,
    SESSIONS,
    TRAININGS,
    a_session,
    in_a_passing_world,
    store,
)

TABLES = tuple(one.code for one in BREAKDOWNS)
MAXIMUM = 4

random_worlds = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def answer(connection, filters=None, audience=Audience.COORDINATOR, words=None):
    """``words`` are read where they are not given: once for all questions of a world is enough."""
    words = words or vocabulary(connection)
    return progress(connection, filters or Filters(), audience, words, small_cell_maximum=MAXIMUM)


@pytest.fixture
def ask(engine):
    """Answer one question on a world of these sessions."""

    def ask(*sessions, filters=None, audience=Audience.COORDINATOR, trainings=None, revisions=()):
        with writing(engine) as connection:
            store(connection, sessions, trainings, revisions)
        with reading(engine) as connection:
            return answer(connection, filters, audience)

    return ask


# The whole, against the slow count


@random_worlds
@given(
    sessions=SESSIONS,
    trainings=TRAININGS,
    revisions=REVISIONS,
    questions=st.lists(FILTERS, min_size=1, max_size=6),
)
def test_progress_is_what_a_slow_count_gives(engine, sessions, trainings, revisions, questions):
    with in_a_passing_world(engine, sessions, trainings, revisions) as connection:
        words = vocabulary(connection)
        for filters in questions:
            found = answer(connection, filters, words=words)
            slow = expected(filters, sessions, trainings, revisions)
            assert plain(found) == slow
            assert last_session(connection, filters) == slow["last_session"]  # none without any
            until = Filters(end=filters.range.end)
            whole = answer(connection, until, words=words)
            every = answer(connection, words=words)
            assert course(connection, until, words, every) == told_to_a_pace(whole)


def told_to_a_pace(found):
    read = {one.name: getattr(found, one.name) for one in fields(Course)}
    rows = {name: found.rows[name] for name in ("by_month", "by_venue_type")}
    return Course(**read | {"youth": replace(found.youth, distinct=None), "rows": rows})


def plain(found):
    target = found.youth.target
    return {
        "data_as_of": found.data_as_of,
        "last_session": found.last_session,
        "delivered": found.delivered,
        "participations": found.participations,
        "youth": found.youth.participations,
        "distinct": found.youth.distinct and astuple(found.youth.distinct),
        "target": target
        and {name: getattr(target, name) for name in ("value", "due", "effective_from", "start")},
        "percent": found.youth.percent,
        "french_share": (
            found.french_share.french,
            found.french_share.sessions,
            found.french_share.percent,
            found.french_share.months,
        ),
        "age_groups": [(g.code, g.participations, g.reached) for g in found.age_groups],
        "facilitators": astuple(found.facilitators),
        **{
            name: [
                (row.code, row.sessions, row.participations, row.youth) for row in found.rows[name]
            ]
            for name in TABLES
        },
    }


@random_worlds
@given(sessions=SESSIONS, questions=st.lists(FILTERS, min_size=1, max_size=6))
def test_tallies_and_sessions_give_the_same_counts(engine, sessions, questions):
    with in_a_passing_world(engine, sessions) as connection:
        words = vocabulary(connection)
        for filters in questions:
            tallied = counts_from_tallies(connection, filters, words)
            counted = counts_from_sessions(connection, filters, words)
            for one in BREAKDOWNS:
                table = one.dimension
                assert told(tallied[table], one) == told(counted[table], one)


def told(table, of):
    """Codes with a count; of weekdays, without the French share, which nobody asks there."""
    found = table if of is not WEEKDAY else {c: n._replace(in_share=0) for c, n in table.items()}
    return {code: count for code, count in found.items() if any(count)}


@random_worlds
@given(sessions=SESSIONS, questions=st.lists(FILTERS, min_size=1, max_size=6))
def test_the_committee_sees_the_same_numbers_or_none(engine, sessions, questions):
    with in_a_passing_world(engine, sessions) as connection:
        words = vocabulary(connection)
        for filters in questions:
            exact = answer(connection, filters, words=words)
            shown = answer(connection, filters, Audience.COMMITTEE, words)
            assert shown.delivered == exact.delivered
            assert shown.french_share == exact.french_share
            assert shown.facilitators == exact.facilitators
            for row, true in every_row(shown, exact):
                assert row.code == true.code
                assert row.sessions == true.sessions
                assert row.participations in (None, true.participations)
                assert row.youth in (None, true.youth)
            days = zip(shown.rows["by_weekday"], exact.rows["by_weekday"], strict=True)
            assert len({row.youth is None for row, true in days if true.youth}) < 2  # all or none
            for group, true in zip(shown.age_groups, exact.age_groups, strict=True):
                assert group.reached == true.reached
                assert group.participations in (None, true.participations)


@random_worlds
@given(sessions=SESSIONS, questions=st.lists(FILTERS, min_size=1, max_size=6))
def test_nothing_that_the_committee_sees_is_a_small_count(engine, sessions, questions):
    small = range(1, MAXIMUM + 1)
    with in_a_passing_world(engine, sessions) as connection:
        words = vocabulary(connection)
        for filters in questions:
            shown = answer(connection, filters, Audience.COMMITTEE, words)
            totals = (shown.participations, shown.youth.participations)
            for participations, youth in (totals, *numbers(shown)):
                assert participations not in small
                assert youth not in small
                if participations is not None and youth is not None:
                    assert participations - youth not in small
            for table in TABLES:
                rows = shown.rows[table]
                for total, field in zip(totals, ("participations", "youth"), strict=True):
                    if total is not None:
                        rest = total - sum(getattr(row, field) or 0 for row in rows)
                        assert rest not in small


def every_row(shown, exact):
    for table in TABLES:
        yield from zip(shown.rows[table], exact.rows[table], strict=True)


def numbers(shown):
    for table in TABLES:
        for row in shown.rows[table]:
            yield row.participations, row.youth


# What a reader would check by hand


def test_without_sessions_there_is_nothing_but_zeros(ask):
    found = ask()
    assert found.data_as_of is None
    assert (found.delivered, found.participations, found.youth.participations) == (0, 0, 0)
    assert found.youth.target is found.youth.percent is found.youth.status is None
    assert found.french_share == FrenchShare(0, 0, None)
    assert found.by_month == ()
    assert [row.code for row in found.by_language] == ["en", "fr", "bilingual"]
    assert not any(group.reached for group in found.age_groups)
    assert found.facilitators == Facilitators(0, {"en": 0, "fr": 0})


def test_months_without_sessions_between_others_are_zeros(ask):
    found = ask(
        a_session(date(2014, 11, 3), attendance={"12-14": 9}),
        a_session(date(2015, 2, 1), attendance={"unknown": 7}),
    )
    assert found.by_month == (
        BreakdownRow("2014-11", 1, 9, 9),
        BreakdownRow("2014-12", 0, 0, 0),
        BreakdownRow("2015-01", 0, 0, 0),
        BreakdownRow("2015-02", 1, 7, 0),
    )


def test_planned_and_cancelled_sessions_count_for_nothing(ask):
    found = ask(
        a_session(date(2014, 5, 1), attendance={"15-17": 6}),
        a_session(date(2014, 6, 1), status="planned", language="fr"),
        a_session(date(2014, 7, 1), status="cancelled", language="fr"),
    )
    assert found.data_as_of == date(2014, 5, 1)
    assert found.delivered == 1
    assert found.french_share == FrenchShare(0, 1, Decimal("0.0"))


def test_an_age_filter_counts_only_the_chosen_groups_of_sessions_that_have_one(ask):
    found = ask(
        a_session(attendance={"12-14": 10, "15-17": 20, "26-plus": 5}),
        a_session(attendance={"18-21": 40}),
        a_session(attendance={"26-plus": 7}),
        filters=Filters(age=("12-14", "26-plus")),
    )
    assert found.delivered == 2
    assert found.participations == 22
    assert found.youth.participations == 10
    assert [group.code for group in found.age_groups] == ["12-14"]
    assert found.by_age_group[1] == BreakdownRow("15-17", 0, 0, 0)


def test_a_bilingual_session_is_not_french_but_is_in_the_share(ask):
    found = ask(
        a_session(language="fr"),
        a_session(language="bilingual"),
        a_session(language="fr", kind="youth_workshop"),
    )
    assert found.french_share == FrenchShare(1, 2, Decimal("50.0"), {found.by_month[0].code: 1})


def test_a_language_filter_applies_to_both_sides_of_the_french_share(ask):
    found = ask(
        a_session(language="fr"), a_session(language="en"), filters=Filters(language=("fr",))
    )
    assert found.french_share == FrenchShare(1, 1, Decimal("100.0"), {found.by_month[0].code: 1})


def test_a_period_that_the_days_do_not_meet_gives_zeros(ask):
    filters = Filters(start=date(2014, 5, 1), period=Period.parse("2013-14"))
    found = ask(a_session(date(2014, 5, 2), attendance={"12-14": 9}), filters=filters)
    assert found.delivered == found.participations == 0
    assert found.data_as_of == date(2014, 5, 2)


def test_a_venue_filter_keeps_its_sessions_only(ask):
    found = ask(
        a_session(venue="SH-01", attendance={"12-14": 8}),
        a_session(venue="SH-02", attendance={"12-14": 80}),
        filters=Filters(venue=("SH-01",)),
    )
    assert found.participations == 8


REVISIONS_OF_2014 = (
    {"value": 100, "due": date(2014, 12, 31), "effective_from": date(2014, 1, 1)},
    {"value": 200, "due": date(2015, 1, 1), "effective_from": date(2014, 7, 1)},
)


@pytest.mark.parametrize(
    ("end", "value"),
    [
        (None, 100),
        (date(2013, 12, 31), None),
        (date(2014, 6, 30), 100),
        (date(2014, 7, 1), 200),
    ],
)
def test_the_target_is_the_latest_revision_on_the_last_day(ask, end, value):
    session = a_session(date(2014, 4, 1), attendance={"12-14": 50})
    found = ask(session, filters=Filters(end=end), revisions=REVISIONS_OF_2014)
    assert (found.youth.target and found.youth.target.value) == value


def test_the_plan_begins_with_the_first_revision(ask):
    session = a_session(date(2014, 7, 2), attendance={"12-14": 50})
    target = ask(session, revisions=REVISIONS_OF_2014).youth.target
    assert (target.start, target.effective_from) == (date(2014, 1, 1), date(2014, 7, 1))


def test_status_compares_with_the_target_to_date(ask):
    session = a_session(date(2014, 7, 2), attendance={"12-14": 99})
    found = ask(session, revisions=REVISIONS_OF_2014)
    assert found.youth.planned == Decimal(200) * 182 / 365
    assert found.youth.status == "watch"
    assert found.youth.percent == Decimal("49.5")


@pytest.mark.parametrize(
    "filters",
    [
        Filters(language=("en",)),
        Filters(start=date(2014, 1, 1)),
        Filters(period=Period.parse("2014-15")),
    ],
)
def test_under_a_filter_that_the_plan_knows_nothing_of_there_is_no_status(ask, filters):
    session = a_session(date(2014, 7, 2), attendance={"12-14": 99})
    found = ask(session, filters=filters, revisions=REVISIONS_OF_2014)
    assert found.youth.status is found.youth.planned is None
    assert found.youth.percent == Decimal("49.5")


def test_hidden_youth_hide_their_percent_and_status(ask):
    found = ask(
        a_session(date(2014, 7, 2), attendance={"12-14": 3, "26-plus": 9}),
        audience=Audience.COMMITTEE,
        revisions=REVISIONS_OF_2014,
    )
    youth = found.youth
    assert youth.participations is youth.percent is youth.status is found.participations is None
    assert youth.target.value == 200
    assert found.age_groups[0].reached
    assert found.age_groups[0].participations is None
    assert found.by_age_group[4] == BreakdownRow("26-plus", 1, 9, 0)


def test_facilitators_answer_to_language_and_the_last_day_only(ask):
    trainings = {
        ("F1", "en"): date(2014, 1, 1),
        ("F1", "fr"): date(2014, 3, 1),
        ("F2", "fr"): date(2014, 3, 2),
    }
    filters = Filters(
        language=("fr",), end=date(2014, 3, 1), start=date(2014, 2, 1), kind=("discussion",)
    )
    found = ask(filters=filters, trainings=trainings)
    assert found.facilitators == Facilitators(1, {"en": 0, "fr": 1}, {"2014-03": 1})


def test_who_is_trained_in_two_languages_counts_once(ask):
    day = date(2014, 1, 1)
    trainings = {("F1", "en"): day, ("F1", "fr"): day, ("F2", "en"): day}
    trained = Facilitators(2, {"en": 2, "fr": 1}, {"2014-01": 2})
    assert ask(trainings=trainings).facilitators == trained
