"""Nobody learns a small count, or a small change, by comparing before and after a correction."""

from dataclasses import replace
from functools import partial
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.facts import Name, Need
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.auditing.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.drafting.taking import take
from dashboard.publications.protecting.ranges.drafting.telling import seeds_of
from dashboard.publications.protecting.ranges.needs.block import TOTAL
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from tests.publications.protecting.adversary import fiscal
from tests.publications.protecting.ranges.attacker import Attacker, Guess, is_narrow
from tests.publications.protecting.ranges.comparing import Comparer
from tests.publications.protecting.ranges.test_ranges import GUESSES, SESSIONS, THRESHOLD
from tests.publications.protecting.worlds import WORDS, counts, worlds
from tests.support.one_search import protect

SLOWLY = settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
)


def block(sessions, seed=0):
    return BlockCounts(counts(sessions), WORDS, WORDS.venue_types, Rules(THRESHOLD, seed))


def taking(sessions, taken, given=(), arrives=None, seed=3):
    """What is taken of these sessions, beside what was shown of them, and its ranges."""
    whole = block(sessions)
    before = protect(whole, {})
    part = Part(block(taken, seed), arrives=arrives, given=counts(given).tallies)
    found = Taking(part, (whole, before.shown))
    return found, take(found, before.witnesses)


def narrowed(comparer, guess):
    """The counts, of any part, that somebody who compares learns too much of."""
    for part, row, age in comparer.asked():
        own = comparer.parts[part]
        count, alone, told = own.true(row), own.alone(row, age), comparer.told(part, row)
        knows = {"told": told, "supposes": guess != Guess()}
        if 0 < count <= THRESHOLD or (count and alone):
            narrow = partial(is_narrow, count, alone, most=THRESHOLD, **knows)
            if ends := comparer.narrow(part, row, narrow):
                yield part, count, *ends


def is_close(ends):
    """Whether there is too little room for a change that is known."""
    least, most = ends
    return most - least < THRESHOLD


def changes(comparer, given):
    """The small changes whose room is too small, for somebody who knows what came instead."""
    came = Attacker(block(given), {}, Guess())
    every = {
        "language": ("", *WORDS.languages),
        "venue_type": ("", *WORDS.venue_types),
        "kind": ("", *WORDS.kinds),
        "age": ("", "youth", *WORDS.ages),
    }
    own = comparer.parts[0]
    for codes in product(*every.values()):
        chosen = {axis: code for axis, code in zip(every, codes, strict=True) if code}
        for period in {period for at in own.unknown for period in fiscal(at[1])}:
            row, other = own.row(period, chosen), came.row(period, chosen)
            change = came.true(other) - own.true(row)
            known = own.true(row) and 0 < abs(change) <= THRESHOLD
            if known and (ends := comparer.narrow(0, row, is_close)):
                yield period, chosen, change, *ends


@SLOWLY
@given(worlds(sessions=10), st.data())
def test_no_small_count_of_any_part_can_be_narrowed(sessions, data):
    """What was taken, what was kept, what they were together, and what they are now."""
    number = data.draw(st.integers(0, 2))
    taken, arrives = sessions[: max(number, 1)], None
    if not number:  # one is moved
        month, language, venue_type = taken[0][:3]
        others = [(t, k) for t in WORDS.venue_types for k in WORDS.kinds if t != venue_type]
        arrives = (month, language, *data.draw(st.sampled_from(others)))
    made, found = taking(sessions, taken, arrives=arrives)
    if not found.evidence.passed:
        return  # it is refused
    for guess in GUESSES:
        comparer = Comparer(made, found.shown, guess, found.witnesses)
        assert not list(narrowed(comparer, guess)), guess


@settings(SLOWLY, max_examples=6)
@given(worlds(sessions=10), st.integers(1, 3), st.integers(0, 2))
def test_no_small_change_can_be_narrowed_by_who_knows_what_came_instead(sessions, less, age):
    """They know the corrected session as it is now; a few people fewer came to it."""
    month, language, venue_type, kind, people = sessions[0]
    now = (*people[:age], max(people[age] - less, 0), *people[age + 1 :])
    given_now = [(month, language, venue_type, kind, now)]
    made, found = taking(sessions, sessions[:1], given_now)
    if found.evidence.passed:
        for guess in GUESSES:
            comparer = Comparer(made, found.shown, guess, found.witnesses)
            assert not list(changes(comparer, given_now)), guess


MADE, FOUND = taking(SESSIONS * 3, SESSIONS[1:2])
HIDDEN = [name for name, told in FOUND.shown.items() if not told.exact]


def test_what_is_found_passes():
    assert FOUND.evidence.passed, FOUND.evidence.failures
    assert len(HIDDEN) > 2


@pytest.mark.parametrize("name", HIDDEN, ids=str)
def test_any_range_of_what_is_taken_that_is_told_exactly_is_noticed(name):
    count = MADE.new.facts()[name].count
    shown = dict(FOUND.shown) | {name: Interval.exactly(count)}
    assert not audit_taking(MADE, shown, FOUND.witnesses).passed


def test_a_range_of_the_block_is_held_by_each_witness():
    """Were the whole block told exactly, some witness would leave what was shown before."""
    whole = MADE.whole[0]
    truth = {name: Interval.exactly(fact.count) for name, fact in Part(whole).facts().items()}
    seen = audit_taking(replace(MADE, whole=(whole, truth)), FOUND.shown, FOUND.witnesses)
    assert seen.refused


def test_without_witnesses_or_with_a_cell_too_few_nothing_passes():
    assert not audit_taking(MADE, FOUND.shown, ()).passed
    fewer = {name: told for name, told in FOUND.shown.items() if name != TOTAL}
    assert not audit_taking(MADE, fewer, FOUND.witnesses).passed


def test_more_cannot_be_taken_than_there_is():
    month, language, venue_type, kind, people = SESSIONS[0]
    more = [(month, language, venue_type, kind, tuple(n + 30 for n in people))]
    with pytest.raises(ValueError, match=r"."):
        taking(SESSIONS, more)


def test_who_is_moved_shows_where_they_leave_and_join_and_nowhere_else():
    month, _, venue_type, kind, _ = SESSIONS[0]
    sessions = [*SESSIONS, *SESSIONS]
    _, found = taking(sessions, SESSIONS[:1], arrives=(month, "fr", venue_type, kind))
    assert found.evidence.passed, found.evidence.failures
    assert {name.by[0] if name.by else "" for name in found.shown} <= {"language"}
    leaves = found.shown[Name("leaves", ("language",), ("en",))]
    assert leaves == found.shown[Name("joins", ("language",), ("fr",))] == Interval.exactly(32)


def test_who_is_moved_to_a_few_others_is_asked_for_together_with_them():
    """Two of them and two who are kept: all four together may be no more than one."""
    few = [("2014-02", code, "high_school", "discussion", (2, 20, 0)) for code in ("en", "fr")]
    made, found = taking([*SESSIONS * 3, *few], few[:1], arrives=(*few[1][:4],))
    there = Finest(0, *few[0][:4], "12-14"), Finest(made.kept, *few[1][:4], "12-14")
    wanted = [need for _, people, need in made.secrets() if people == frozenset(there)]
    assert wanted == [Need(1, THRESHOLD + 1)]
    far = {
        sum(change.get(at, 0) for at in there)
        for change in found.witnesses
        if found.evidence.passed
    }
    assert not far or (min(far) <= -3 and max(far) >= 1)


def test_two_parts_of_a_block_are_drawn_apart_and_each_is_drawn_alike():
    one, other = (("2015-01", "en", kind, "forum", (4, 5, 6)) for kind in WORDS.venue_types[:2])
    parts = [
        Part(block([one])),
        Part(block([other])),
        Part(block([one]), arrives=("2015-01", "fr", WORDS.venue_types[0], "forum")),
    ]
    every = [seeds_of(part, 7) for part in parts]
    assert len({seed for seeds in every for seed in seeds}) == 3 * len(every[0])
    assert [seeds_of(part, 7) for part in parts] == every
    assert not set(seeds_of(parts[0], 8)) & set(every[0])
