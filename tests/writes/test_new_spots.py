"""Where new sessions are, against a look at all sessions of a venue and a day."""

from collections import defaultdict
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.queries.shared.packs import Coding
from dashboard.writes import new_spots
from dashboard.writes.new_numbers import NewNumbers, ReferenceValues
from dashboard.writes.new_tallies import NewTallies

FIRST = date(2015, 3, 1)
KINDS, PEOPLE = ("discussion", "workshop"), ("F1", "F2", "F3")
REFERENCE = ReferenceValues(
    venues={9: ("A", "shelter"), 4: ("B", "shelter"), 7: ("C", "school")},
    bits={},
    youth=frozenset(),
    coding=Coding(("en",), KINDS, ()),
)
NAMES = ("id", "held_on", "status", "kind", "language", "venue_id", "total", "first_time")

SESSIONS = st.tuples(
    st.integers(0, 2).map(lambda at: (FIRST + timedelta(at)).isoformat()),
    st.sampled_from(("delivered", "planned", "cancelled")),
    st.sampled_from(KINDS),
    st.sampled_from([*REFERENCE.venues]),
    st.frozensets(st.sampled_from(PEOPLE), max_size=2),
)


def spots(sessions):
    """The spots of new sessions, numbered from 0."""
    numbers = NewNumbers()
    rows = [
        (n, day, status, kind, "en", venue, 0, None)
        for n, (day, status, kind, venue, _) in enumerate(sessions)
    ]
    led = [(n, code) for n, (*_, people) in enumerate(sessions) for code in sorted(people)]
    numbers.add(NAMES, rows, [], led)
    return NewTallies(numbers, REFERENCE).spots()


def by_spot(sessions):
    """The numbers of sessions that were not cancelled, with kind and people, by spot."""
    found = defaultdict(dict)
    for n, (day, status, kind, venue, people) in sessions.items():
        if status != "cancelled":
            found[venue, date.fromisoformat(day)][n] = {kind, *people}
    return found


def at_one_place(kind, *people):
    return FIRST.isoformat(), "delivered", kind, 9, frozenset(people)


@patch.object(new_spots, "AT_ONCE", 2)
@example(
    [at_one_place("discussion", "F1")],
    [at_one_place("workshop", "F1", "F2"), at_one_place("workshop", "F2")],
)
@example(
    [at_one_place("discussion", "F2")],
    [at_one_place("workshop", "F1", "F2"), at_one_place("workshop", "F1")],
)
@given(new=st.lists(SESSIONS, min_size=1, max_size=12), known=st.lists(SESSIONS, max_size=6))
def test_sessions_that_share_something_at_a_venue_on_a_day_are_found(new, known):
    found, there = spots(new), by_spot(dict(enumerate(new)))
    assert [*found] == sorted(there, key=lambda spot: (REFERENCE.venues[spot[0]], spot[1]))
    every = [(id_, FIRST + timedelta(at)) for id_ in (*REFERENCE.venues, 1) for at in range(4)]
    assert {spot for spot in every if spot in found} == {*there}

    known = [one for one in known if one[1] != "cancelled" and _spot(one) in there]
    beside = dict(enumerate(known, -100))
    company = [(n, venue, day, kind) for n, (day, _, kind, venue, _) in beside.items()]
    led = [(n, code) for n, (*_, people) in beside.items() for code in people]
    shared = [*filter(None, map(near_new, by_spot(dict(enumerate(new)) | beside).values()))]
    told = [{*some} for some in found.shared(company, led)]
    assert len(told) == -(-len(shared) // new_spots.AT_ONCE)
    assert sum(map(len, told)) == sum(map(len, shared))
    assert all(any(sessions <= some for some in told) for sessions in shared)


def near_new(sessions):
    """Those of a spot that share something, and of these the new ones with all linked to them."""
    found = {n for n in sessions if n >= 0}
    while more := {n for n in sessions if _linked(n, found, sessions)} - found:
        found |= more
    return {n for n in found if _linked(n, {*sessions}, sessions)}


def _linked(one, others, sessions):
    return any(one != n and not sessions[one].isdisjoint(sessions[n]) for n in others)


def _spot(session):
    return session[3], date.fromisoformat(session[0])
