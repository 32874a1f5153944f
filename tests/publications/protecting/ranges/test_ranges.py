"""No count that must not be told can be worked out of the ranges of a block."""

import sys
from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges import BlockCounts, LessenedError, added, audit
from dashboard.publications.protecting.ranges.auditing.watching import note
from dashboard.publications.protecting.ranges.needs.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.needs.ends import in_order
from tests.publications.protecting.ranges.attacker import Attacker, Guess, is_narrow
from tests.publications.protecting.worlds import WORDS, counts, everywhere, worlds
from tests.support.one_search import protect

SLOWLY = settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
THRESHOLD = 4
auditing = sys.modules[audit.__module__]  # the package has a function of its name
GUESSES = [
    Guess(),
    Guess(somebody=True),
    Guess(at_sessions=True),
    Guess(True, True),
    Guess(at_sessions=True, young=True),
    Guess(True, True, True),
]
SESSIONS = [
    ("2014-02", "en", "high_school", "discussion", (20, 12, 0)),
    ("2014-02", "en", "shelter", "discussion", (2, 3, 0)),
    ("2014-02", "fr", "shelter", "youth_workshop", (0, 6, 1)),
    ("2014-03", "fr", "high_school", "youth_workshop", (9, 14, 3)),
    ("2014-03", "en", "group_home", "discussion", (1, 0, 5)),
    ("2014-03", "en", "high_school", "youth_workshop", (25, 0, 2)),
]


def block(sessions, seed=0, types=WORDS.venue_types):
    return BlockCounts(counts(sessions), WORDS, types, Rules(THRESHOLD, seed))


BLOCK = block(SESSIONS)
FOUND = protect(BLOCK, {})


def narrowed(attacker, guess):
    """The counts that an attacker learns too much of: small ones, and single sensitive sessions."""
    for row, age in attacker.asked():
        count, alone = attacker.true(row), attacker.alone(row, age)
        if 0 < count <= THRESHOLD or (count and alone):
            knows = {"told": attacker.told(row), "supposes": guess != Guess()}
            narrow = partial(is_narrow, count, alone, most=THRESHOLD, **knows)
            if ends := attacker.narrow(row, narrow):
                yield count, *ends


@SLOWLY
@given(worlds())
def test_no_small_count_can_be_narrowed_whatever_is_supposed(sessions):
    made = block(sessions)
    found = protect(made, {})
    assert found.evidence.passed, found.evidence.failures
    for guess in GUESSES:
        assert not list(narrowed(Attacker(made, found.shown, guess), guess)), guess


@SLOWLY
@given(worlds())
def test_every_range_holds_the_count_and_ends_elsewhere(sessions):
    made = block(sessions, seed=len(sessions))
    attacker = Attacker(made, protect(made, {}).shown, Guess())
    for name, told in protect(made, {}).shown.items():
        count = attacker.true(
            attacker.row(name.period, dict(zip(name.by, name.codes, strict=True)))
        )
        assert count in told
        if told.exact:
            assert not 0 < count <= THRESHOLD, name
        else:
            assert told.low < count < told.high or told.low == 0 <= count < told.high
            assert told.width >= THRESHOLD
            assert in_order(told, THRESHOLD)


def test_what_is_found_passes():
    assert FOUND.evidence.passed, FOUND.evidence.failures
    assert FOUND.evidence.needs > 10
    assert any(not told.exact for told in FOUND.shown.values())


HIDDEN = [name for name, told in FOUND.shown.items() if not told.exact]


def test_many_counts_are_tried_some_at_a_time(monkeypatch):
    """What a wrong range and a missing proof are noticed by hangs not on how many."""
    wrong = FOUND.shown | {TOTAL: Interval.exactly(0)}
    whole = [audit(BLOCK, wrong, FOUND.witnesses), audit(BLOCK, FOUND.shown, ())]
    seen = []

    def noted(watched, *how):
        seen.append(len(watched))
        return note(watched, *how)

    monkeypatch.setattr(auditing, "_AT_ONCE", 7)
    monkeypatch.setattr(auditing, "note", noted)
    assert audit(BLOCK, FOUND.shown, FOUND.witnesses) == FOUND.evidence
    assert [audit(BLOCK, wrong, FOUND.witnesses), audit(BLOCK, FOUND.shown, ())] == whole
    assert max(seen) == 7


@pytest.mark.parametrize("name", HIDDEN[::3], ids=str)
def test_any_range_that_is_told_exactly_is_noticed(name):
    """Each was hidden for its own sake, or some proof goes through it."""
    attacker = Attacker(BLOCK, FOUND.shown, Guess())
    count = attacker.true(attacker.row(name.period, dict(zip(name.by, name.codes, strict=True))))
    shown = dict(FOUND.shown) | {name: Interval.exactly(count)}
    assert not audit(BLOCK, shown, FOUND.witnesses).passed


@pytest.mark.parametrize(
    "told",
    [Interval(0, 5), Interval(11, 20), Interval(0, 9), Interval(1, 10), Interval(0, 1)],
    ids=str,
)
def test_a_range_that_ends_on_the_count_or_off_the_grid_or_is_false_is_noticed(told):
    """The shelters of these sessions had 5 people in English."""
    name = Name("project", ("language", "venue_type"), ("en", "shelter"))
    shown = dict(FOUND.shown) | {name: told}
    seen = audit(BLOCK, shown, FOUND.witnesses)
    assert any("wrongly shown" in each.what for each in seen.failures)


def test_a_cell_too_many_or_too_few_is_noticed():
    fewer = {name: told for name, told in FOUND.shown.items() if name != TOTAL}
    assert not audit(BLOCK, fewer, FOUND.witnesses).passed
    more = dict(FOUND.shown) | {Name("2010-11", (), ()): Interval(0, 10)}
    assert not audit(BLOCK, more, FOUND.witnesses).passed


def test_without_witnesses_nothing_passes():
    assert not audit(BLOCK, FOUND.shown, ()).passed


def test_witnesses_that_leave_a_range_or_need_less_than_nobody_are_none():
    [at, *_] = FOUND.witnesses[0]
    for change in (1_000, -1_000):
        seen = audit(BLOCK, FOUND.shown, (*FOUND.witnesses, {at: change}))
        assert seen.refused == 1
        assert not seen.passed
    elsewhere = at._replace(month="2013-11")
    assert audit(BLOCK, FOUND.shown, (*FOUND.witnesses, {elsewhere: 1})).refused == 1


@pytest.mark.parametrize("change", [0.5, 1.9, 1 << 62])
def test_parts_of_people_and_more_than_can_be_added_up_are_no_witness(change):
    shown = {name: Interval(0, 1 << 62) for name in FOUND.shown}
    where = Finest(0, "2014-02", "en", "high_school", "discussion", "12-14")
    assert audit(BLOCK, shown, ({where: 1},)).refused == 0
    assert audit(BLOCK, shown, ({where: change},)).refused == 1


def test_less_than_nobody_is_no_witness_even_where_no_cell_tells():
    """21 of the 20 people of one session go to another one; no cell is below 0."""
    shown = {name: Interval(0, 5_000) for name in FOUND.shown}
    where = ("2014-02", "en", "high_school", "discussion", "12-14")
    other = ("2014-03", "en", "high_school", "youth_workshop", "12-14")
    for people, refused in ((20, 0), (21, 1)):
        move = {Finest(0, *where): -people, Finest(0, *other): people}
        assert audit(BLOCK, shown, (move,)).refused == refused


def test_the_same_secret_gives_the_same_ranges_and_another_one_others():
    assert protect(block(SESSIONS, seed=5), {}).shown == protect(block(SESSIONS, seed=5), {}).shown
    assert any(protect(block(SESSIONS, seed=seed), {}).shown != FOUND.shown for seed in range(1, 6))


def test_large_counts_are_told_exactly():
    found = protect(block(everywhere((30, 40, 50))), {})
    assert found.evidence.passed
    assert found.ready
    assert all(told.exact for told in found.shown.values())


def test_a_block_whose_youth_are_few_had_better_wait():
    found = protect(block([("2014-02", "en", "high_school", "discussion", (2, 1, 40))]), {})
    assert found.evidence.passed
    assert not found.shown[YOUTH_TOTAL].exact
    assert not found.ready


def test_two_small_sessions_get_a_range_for_their_total_instead_of_no_proof():
    """With somebody in each kind, neither could be more than 4 if the total were told to be 5."""
    sessions = [
        ("2013-11", "en", "shelter", "discussion", (0, 0, 4)),
        ("2013-11", "en", "shelter", "youth_workshop", (0, 0, 1)),
    ]
    found = protect(block(sessions), {})
    assert found.evidence.passed, found.evidence.failures
    assert not found.shown[TOTAL].exact


def test_no_session_at_all_is_zero_everywhere():
    found = protect(block([]), {})
    assert found.evidence.passed
    assert set(found.shown.values()) == {Interval(0, 0)}


def test_what_was_added_is_new_sessions_of_any_month():
    before = counts(SESSIONS[:3], date(2014, 3, 31))
    now = counts([*SESSIONS, ("2014-02", "en", "shelter", "discussion", (1, 1, 1))])
    late = ("2014-02", "en", "shelter", "discussion", (1, 1, 1))
    assert added(before, now) == counts([*SESSIONS[3:], late])
    assert added(now, now).tallies == ()


@pytest.mark.parametrize(
    "now",
    [
        SESSIONS[:2],
        [*SESSIONS[:2], ("2014-02", "fr", "shelter", "youth_workshop", (0, 5, 1))],
        [*SESSIONS[:2], ("2014-02", "fr", "shelter", "youth_workshop", (0, 7, 1))],
    ],
    ids=["a session less", "a person less", "a person more at the same session"],
)
def test_a_correction_is_not_taken_for_something_added(now):
    with pytest.raises(LessenedError):
        added(counts(SESSIONS[:3]), counts(now))
