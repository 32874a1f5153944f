"""Every query that takes filters obeys every dimension that there is."""

import importlib
import inspect
import pkgutil
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

import dashboard.queries
from dashboard.domain.progress.breakdowns import BREAKDOWNS
from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.dimensions import DIMENSIONS, Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.plan.plan import plan
from dashboard.queries.progress.choosing import chosen_venues, venues_of
from dashboard.queries.progress.coverage import coverage
from dashboard.queries.progress.crossed import crossed
from dashboard.queries.progress.facilitators import facilitators, trained
from dashboard.queries.progress.french_shares import french_shares
from dashboard.queries.progress.from_tallies import counts_from_tallies
from dashboard.queries.progress.latest import last_session
from dashboard.queries.progress.progress import progress
from dashboard.queries.sessions.counted import by_day, by_month
from dashboard.queries.sessions.list import session_page
from dashboard.queries.sessions.stretches import stretches
from dashboard.queries.sessions.wanted import ListQuestion
from dashboard.queries.shared.filtering import attended, of_codes
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.venues.counts import counts
from dashboard.queries.venues.plans import planned
from dashboard.tables import STATUSES, AgeMaskTally, AttendanceTally, SessionTally
from tests.queries.from_sessions import counts_from_sessions
from tests.queries.oracle import SHARE_KINDS, codes_of, expected, is_kept
from tests.queries.progress.test_crossed import told
from tests.queries.worlds import CODES, SESSIONS, TRAININGS, VENUES, a_session, in_a_passing_world

TODAY = date(2014, 3, 1)
EVERY = 10**6  # a count that none is larger than

few_random_worlds = settings(
    max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@few_random_worlds
@given(sessions=SESSIONS, trainings=TRAININGS, chance=st.randoms(use_true_random=False))
def test_each_query_counts_what_a_slow_one_keeps(engine, sessions, trainings, chance):
    with in_a_passing_world(engine, sessions, trainings) as connection:
        world = World(connection, sessions, trainings)
        for name in DIMENSIONS:
            some = tuple(chance.sample(CODES[name], chance.randint(1, len(CODES[name]) - 1)))
            for query, is_right in CHECKS.items():
                assert is_right(world, Filters(**{name: some})), f"{query} by {name}"


class World:
    def __init__(self, connection, sessions, trainings):
        self.connection = connection
        self.words = vocabulary(connection)
        self.sessions = sessions
        self.trainings = trainings

    def kept(self, filters, status="delivered"):
        return [s for s in self.sessions if s["status"] == status and is_kept(s, filters)]


def people(session, filters):
    """Those of the age groups that the filters count."""
    came = session["attendance"]
    return {age: n for age, n in came.items() if not filters.age or age in filters.age}


def plain(found):
    """Counts as their sessions and participations by code."""
    tables = (found[name] for name in ("month", "language", "venue_type"))
    return [
        {code: (n.sessions, n.participations) for code, n in rows.items() if n.sessions}
        for rows in tables
    ]


def slowly(world, filters):
    ways = (
        lambda s: f"{s['held_on']:%Y-%m}",
        lambda s: s["language"],
        lambda s: VENUES[s["venue"]],
    )
    tables = [defaultdict(list) for _ in ways]
    for session in world.kept(filters):
        for rows, way in zip(tables, ways, strict=True):
            rows[way(session)].append(sum(people(session, filters).values()))
    return [{code: (len(n), sum(n)) for code, n in rows.items()} for rows in tables]


def _tallies(world, filters):
    found = counts_from_tallies(world.connection, filters, world.words)
    oracle = counts_from_sessions(world.connection, filters, world.words)
    return plain(found) == plain(oracle) == slowly(world, filters)


def _progress(world, filters):
    found = progress(
        world.connection, filters, Audience.COORDINATOR, world.words, small_cell_maximum=0
    )
    true = expected(filters, world.sessions, world.trainings, ())
    distinct = found.youth.distinct
    return (
        found.delivered == true["delivered"]
        and found.participations == true["participations"]
        and found.youth.participations == true["youth"]
        and (distinct and (distinct.low, distinct.high))
        == (true["distinct"] and true["distinct"][:2])
    )


def _french(world, filters):
    ways = {
        "by_month": lambda s: {f"{s['held_on']:%Y-%m}"},
        "by_venue_type": lambda s: {VENUES[s["venue"]]},
        "by_age_group": lambda s: set(people(s, filters)),
        "by_weekday": lambda s: {WEEKDAYS[s["held_on"].weekday()]},
    }
    counted = [s for s in world.kept(filters) if s["kind"] in SHARE_KINDS]
    true = {}
    for name, codes in ways.items():
        every = Counter(code for s in counted for code in codes(s))
        french = Counter(code for s in counted if s["language"] == "fr" for code in codes(s))
        true[name] = {code: (french[code], of) for code, of in every.items()}
    languages = Counter(s["language"] for s in counted)
    true["by_language"] = {
        code: (languages[code], len(counted)) for code in world.words.languages.codes if counted
    }
    found = french_shares(world.connection, filters, world.words)
    return true == {
        name: {code: (one.part, one.whole) for code, one in rows.items() if one.whole}
        for name, rows in found.items()
    }


def _latest(world, filters):
    days = [s["held_on"] for s in world.kept(filters)]
    return last_session(world.connection, filters) == max(days, default=None)


def _crossed(world, filters):
    true = Counter()
    for s in world.kept(filters):
        for age, n in people(s, filters).items():
            day = s["held_on"]
            codes = (f"{day:%Y-%m}", s["language"], VENUES[s["venue"]], age)
            true[*codes, WEEKDAYS[day.weekday()]] += n
    some = {one.dimension: {} for one in BREAKDOWNS}
    found = crossed(world.connection, filters, some, EVERY)
    return {codes: people for codes, (people, _) in told(found).items()} == true


def _coverage(world, filters):
    around = replace(filters, language=(), age=(), venue_type=())
    true = Counter(
        (s["language"], VENUES[s["venue"]], age)
        for s in world.kept(around)
        for age in people(s, around)
    )
    found = coverage(world.connection, filters, world.words, TODAY).sessions
    return {tuple(cell): n for cell, n in found.items() if n} == true


def _counts(world, filters):
    true = defaultdict(list)
    for s in world.kept(filters):
        true[s["venue"]].append(sum(people(s, filters).values()))
    found = counts(world.connection, filters, world.words)
    return {code: (one.sessions, one.participations) for code, one in found.items()} == {
        code: (len(n), sum(n)) for code, n in true.items()
    }


def _planned(world, filters):
    found, chosen = (
        planned(world.connection, filters, TODAY),
        chosen_venues(world.connection, filters),
    )
    to_come = defaultdict(list)
    for s in world.kept(replace(filters, age=()), "planned"):
        if s["held_on"] >= TODAY:
            to_come[s["venue"]].append(s["held_on"])
    return {code: found.get(id_) for id_, code in chosen.items()} == {
        code: min(to_come[code], default=None) for code in VENUES if _is_of(code, filters)
    }


def _is_of(venue, filters):
    chosen = (d for d in filters.chosen if d.of is Of.VENUE)
    have = codes_of(a_session(venue=venue))
    return all(have[d.code].intersection(filters.codes(d.code)) for d in chosen)


def _list(world, filters):
    numbered = enumerate(world.sessions, start=1)
    true = [f"S{n}" for n, s in numbered if is_kept(s, filters)]
    found = session_page(world.connection, ListQuestion(filters), world.words)
    return sorted(one.record.reference for one in found.sessions) == sorted(true)


def _stretches(world, filters):
    true = sum(is_kept(s, filters) for s in world.sessions)
    return all(
        sum(
            one.size
            for one in stretches(world.connection, ListQuestion(filters, order=order), world.words)
        )
        == true
        for order in SessionSort
    )


def _by_month(world, filters):
    return not filters.tallied or all(
        by_month(world.connection, filters, status, world.words)
        == Counter(f"{s['held_on']:%Y-%m}" for s in world.kept(filters, status))
        for status in STATUSES
    )


def _by_day(world, filters):
    months = {f"{s['held_on']:%Y-%m}" for s in world.sessions}
    return not filters.tallied or all(
        sum(
            (by_day(world.connection, filters, status, month, world.words) for month in months),
            Counter(),
        )
        == Counter(s["held_on"] for s in world.kept(filters, status))
        for status in STATUSES
    )


def _by_language_alone(query):
    def is_right(world, filters):
        alone = Filters(language=filters.language)
        return query(world, filters) == query(world, alone)

    return is_right


CHECKS = {
    "by_day": _by_day,
    "by_month": _by_month,
    "counts": _counts,
    "counts_from_tallies": _tallies,
    "coverage": _coverage,
    "crossed": _crossed,
    "distinct_youth": _progress,
    "facilitators": _by_language_alone(lambda w, f: facilitators(w.connection, f, w.words)),
    "french_shares": _french,
    "last_session": _latest,
    "plan": _by_language_alone(lambda w, f: plan(w.connection, f, w.words, TODAY)),
    "progress": _progress,
    "planned": _planned,
    "session_page": _list,
    "stretches": _stretches,
    "trained": _by_language_alone(lambda w, f: trained(w.connection, f, w.words)),
}


def queries():
    """The public functions that ask a database under filters."""
    for module in pkgutil.walk_packages(dashboard.queries.__path__, "dashboard.queries."):
        for name, found in vars(importlib.import_module(module.name)).items():
            if inspect.isfunction(found) and found.__module__ == module.name and name[0] != "_":
                types = {one.annotation for one in inspect.signature(found).parameters.values()}
                if Connection in types and types & {Filters, ListQuestion}:
                    yield name


def test_each_query_is_among_them():
    not_run = {
        "by_days",  # asks `by_day`
        "course",  # `test_progress` compares it with `progress`; it has a last day only
        "planned_led",  # `coverage` asks it
        "pack_blocks",  # `counts_from_tallies` asks it
        "planned_rows",  # `planned` and `coverage` ask it
        "venues_of",  # `chosen_venues` asks it
        *("chosen_venues", "rows_by_venue", "rows_of_ages"),  # `counts` asks them
        "these",  # makes a statement, which `session_page` and `stretches` run
        "kept_french_shares",  # asks `french_shares`
        "kept_progress",  # asks `progress`
        "youth_reached",  # a part of `progress`
    }
    assert set(queries()) - not_run == set(CHECKS)


@pytest.mark.parametrize("name", DIMENSIONS)
def test_each_dimension_is_a_condition(name):
    filters = Filters(**{name: ("some",)})
    assert len([*of_codes(filters), *attended(filters)]) == 1


def test_venues_are_read_with_what_dimensions_of_venues_are_chosen_by(engine, monkeypatch):
    by_area = replace(DIMENSIONS["venue"], column="area")
    monkeypatch.setitem(DIMENSIONS, "venue", by_area)
    with in_a_passing_world(engine) as connection:
        assert len(venues_of(connection, Filters(venue=("",)))) == len(VENUES)
        assert not venues_of(connection, Filters(venue=("East",)))


@pytest.mark.parametrize("name", [name for name, row in DIMENSIONS.items() if row.tallied])
def test_the_tallies_have_what_they_are_said_to_know(name):
    row = DIMENSIONS[name]
    of_people = (AttendanceTally,)
    every = of_people if row.of is Of.PARTICIPATION else (*of_people, SessionTally, AgeMaskTally)
    assert all(hasattr(tally, row.column) for tally in every)
