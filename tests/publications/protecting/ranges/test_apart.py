"""Shelters and group homes told apart: neither had few people, and no witness says that one had."""

from dataclasses import replace

import pytest

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.merging import venue_axis
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.auditing.taken_audit import audit_taking
from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks
from tests.publications.protecting.ranges.test_few import MOST
from tests.publications.protecting.test_asked import WHOLE
from tests.publications.protecting.worlds import counts
from tests.support.one_search import protect

YEAR = [
    ("2014-05", "en", "shelter", "discussion", (0, 8, 6, 0, 0, 0)),
    ("2014-06", "en", "shelter", "discussion", (0, 4, 0, 0, 4, 0)),
    ("2014-06", "en", "group_home", "discussion", (0, 10, 0, 9, 0, 0)),
    ("2014-06", "fr", "high_school", "discussion", (0, 30, 12, 14, 20, 0)),
    ("2015-05", "fr", "high_school", "discussion", (0, 30, 12, 14, 20, 0)),
    ("2015-05", "en", "shelter", "discussion", (0, 15, 0, 0, 0, 0)),
]
SHELTER = Finest(0, "2014-05", "en", "shelter", "discussion", "15-17")
OF_2015 = Finest(0, "2015-05", "en", "shelter", "discussion", "15-17")
FEW, ENOUGH, NONE = (
    {SHELTER: -8, SHELTER._replace(age="18-21"): -5},  # 9 of 22 are left
    {SHELTER: -8, SHELTER._replace(age="18-21"): -3},  # 11
    {OF_2015: -15},
)


def block(sessions=YEAR, **flags):
    known = counts(sessions, words=WHOLE)
    return BlockCounts(known, WHOLE, WHOLE.venue_types, Rules(MOST, 3), **flags)


def wide(names):
    return dict.fromkeys(names, Interval(0, 500))


@pytest.mark.parametrize(
    ("move", "fits"), [(FEW, False), (ENOUGH, True), (NONE, True), ({OF_2015: -5}, False)]
)
def test_a_witness_with_few_people_in_a_year_is_refused(move, fits):
    """None at all would do: then they would be told apart, too. Older blocks stay as they were."""
    own = block(first=True)
    assert audit(own, wide(own.names), [move]).refused == (not fits)
    assert audit(replace(own, first=False), wide(own.names), [move]).refused == 0


def test_so_it_is_in_corrections_and_narrowed_years():
    own = block(first=True)
    part = Part(block(YEAR[:1]))
    taking = Taking(part, (own, wide(own.names)))
    kept = {at._replace(step=1 if at.month != "2014-05" else 0): n for at, n in FEW.items()}
    assert audit_taking(taking, wide(part.rows()), [kept]).refused == 1
    older = replace(taking, whole=(replace(own, first=False), wide(own.names)))
    assert audit_taking(older, wide(part.rows()), [kept]).refused == 0
    later = block([(f"2015-0{n + 6}", *rest) for n, (_, *rest) in enumerate(YEAR[:2])])
    year = YearOfBlocks(((own, wide(own.names)), (later, wide(later.names))))
    in_later = {at._replace(step=1, month="2015-06"): n for at, n in FEW.items()}
    assert audit_tightened(year, wide(year.rows), [FEW]).refused == 1
    assert audit_tightened(year, wide(year.rows), [ENOUGH, in_later]).refused == 0


def test_types_that_are_told_as_one_tell_nothing_more():
    merged = ("shelter+group_home", "youth_organization", "high_school")
    own = replace(block(first=True), venue_types=merged)
    assert audit(own, wide(own.names), [FEW]).refused == 0


SMALL = [
    ("2014-05", "en", "group_home", "youth_workshop", (0, 1, 0, 1, 2, 1)),
    ("2014-05", "fr", "high_school", "discussion", (0, 9, 14, 20, 3, 9)),
    ("2014-05", "en", "shelter", "discussion", (0, 1, 0, 3, 1, 0)),
    ("2014-06", "en", "shelter", "youth_workshop", (0, 1, 1, 2, 1, 0)),
    ("2014-05", "fr", "group_home", "discussion", (0, 1, 1, 1, 1, 2)),
    ("2014-05", "en", "shelter", "youth_workshop", (0, 0, 2, 1, 1, 2)),
    ("2014-07", "en", "group_home", "youth_workshop", (0, 2, 1, 0, 0, 1)),
]
"""Of 49 witnesses that were found before, 12 had few people of one of these types."""


def test_the_search_finds_other_witnesses():
    own = replace(block(SMALL, first=True), rules=Rules(MOST, 5010))
    assert venue_axis(own.counts, own.words, own.rules) == own.venue_types
    before = protect(replace(own, first=False), {})
    assert before.evidence.passed
    assert audit(own, before.shown, before.witnesses).failures
    assert protect(own, {}).evidence.passed
