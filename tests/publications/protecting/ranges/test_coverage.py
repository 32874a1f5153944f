"""An age group that a page calls not reached: no witness has anybody of it."""

from dataclasses import replace

import pytest

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.auditing.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.drafting.taking import take
from dashboard.publications.protecting.ranges.drafting.tightening import (
    Outside,
    YearRanges,
    tighten,
)
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.ranges.told.totals import ANYTHING
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_few import MOST, learned
from tests.publications.protecting.test_asked import WHOLE
from tests.publications.protecting.worlds import WORDS, counts
from tests.support.one_search import protect

NOBODY = ("12-14", "unknown")
FEW = [
    ("2014-03", "bilingual", "high_school", "youth_workshop", (0, 20, 4, 12, 4, 0)),
    ("2014-03", "en", "group_home", "youth_workshop", (0, 1, 3, 0, 0, 0)),
    ("2014-03", "en", "high_school", "youth_workshop", (0, 8, 5, 1, 0, 0)),
    ("2014-02", "fr", "group_home", "discussion", (0, 0, 0, 2, 0, 0)),
    ("2014-02", "en", "group_home", "discussion", (0, 0, 3, 4, 0, 0)),
    ("2014-03", "bilingual", "group_home", "discussion", (0, 1, 3, 0, 0, 0)),
]
"""Nearly all its witnesses had people of the group that nobody was of."""


def world(sessions=FEW, words=WHOLE, seed=178):
    known = counts(sessions, words=words)
    return BlockCounts(known, words, words.venue_types, Rules(MOST, seed))


def of_nobody(witnesses):
    return [one for one in witnesses if any(n for at, n in one.items() if at.age in NOBODY)]


@pytest.fixture(scope="module")
def before():
    """A block as it was made before the rule."""
    block = replace(world(), made_by=Rule.RUNS)
    return block, protect(block, {})


def test_no_witness_has_people_of_a_group_that_was_not_reached():
    block = world()
    found = protect(block, {})
    assert found.evidence.passed, found.evidence.failures
    assert not of_nobody(found.witnesses)
    asked = {row.tobytes(): row for row, _ in Attacker(block, {}, Guess()).asked()}
    assert not list(learned(Attacker(block, found.shown, Guess()), asked.values()))


def test_the_audit_refuses_such_witnesses_and_misses_the_proofs(before):
    """What was told before is still audited as it was made."""
    block, found = before
    assert audit(block, found.shown, found.witnesses).passed
    wrong = of_nobody(found.witnesses)
    evidence = audit(replace(block, made_by=Rule.COVERAGE), found.shown, found.witnesses)
    assert evidence.refused == len(wrong) > 0
    assert evidence.failures


def test_what_corrections_take_is_proved_without_them(before):
    """Though the block that they take it from told more."""
    block, found = before
    own = replace(block, counts=world(FEW[:1]).counts)
    wide = dict.fromkeys(block.names, Interval(0, 100))
    taking = Taking(Part(own), (block, wide))
    then = replace(taking, new=Part(own, made_by=Rule.RUNS))
    shown = dict.fromkeys(taking.new.rows(), Interval(0, 100))
    moves = [{at: 1} for at in taking.truth if at.age in NOBODY]
    assert audit_taking(then, shown, moves).refused == 0
    assert audit_taking(taking, shown, moves).refused == len(moves) > 0
    made = take(replace(taking, whole=(block, found.shown)), found.witnesses)
    assert made.witnesses
    assert not of_nobody(made.witnesses)
    assert not made.evidence.refused


def test_nobody_came_before_the_first_block_of_a_group():
    """Pages said until then that it was not reached; of later blocks they say nothing."""
    rows = [(20, 0, 30), (20, 12, 30), (20, 0, 30)]
    months = ("2014-05", "2014-08", "2014-11")
    parts = []
    for month, people in zip(months, rows, strict=True):
        own = world([(month, "en", "high_school", "discussion", people)], WORDS)
        own = replace(own, made_by=Rule.RUNS)
        parts.append((own, dict.fromkeys(own.names, Interval(0, 100))))
    year = YearOfBlocks(tuple(parts))
    shown = dict.fromkeys(year.rows, Interval(0, 300))
    moves = [
        {Finest(step, month, "en", "high_school", "discussion", "15-17"): 11}
        for step, month in enumerate(months)
    ]
    assert audit_tightened(year, shown, moves).refused == 1
    assert audit_tightened(year, shown, moves[1:]).refused == 0
    assert audit_tightened(replace(year, made_by=Rule.RUNS), shown, moves).refused == 0
    alone = [[{at._replace(step=0): n for at, n in move.items()}] for move in moves]
    outside = Outside(dict.fromkeys(year.rows, ANYTHING), lambda _: 0.0)
    ranges = YearRanges(year, outside)
    made = ranges.audited(tighten(ranges, alone, [3]))
    assert not [one for one in made.witnesses if any(at in moves[0] for at in one)]
    assert not made.evidence.refused
