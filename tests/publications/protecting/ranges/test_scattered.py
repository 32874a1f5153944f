"""Sums of blocks that do not follow each other: whoever subtracts exact quarters learns nothing."""

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import combinations, repeat

import numpy as np
import pytest

from dashboard.domain.publications.publishing import NotNarrowed
from dashboard.publications.protecting.facts import Fact, Need
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.auditing.years_audit import is_tightened_well
from dashboard.publications.protecting.ranges.drafting import yearly
from dashboard.publications.protecting.ranges.drafting.yearly import years
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule
from dashboard.publications.protecting.ranges.needs.scattered import how_many, scattered_sums
from dashboard.publications.protecting.ranges.told import year_of_blocks
from dashboard.publications.protecting.ranges.told.totals import Chain
from tests.publications.protecting.ranges.attacker import is_told
from tests.publications.protecting.ranges.test_ranges import GUESSES
from tests.publications.protecting.ranges.test_tightened import YearReader, chain
from tests.publications.protecting.worlds import WORDS

DAYS = (date(2014, 6, 30), date(2014, 9, 30), date(2014, 12, 31), date(2015, 3, 31))
MONTHS = ("2014-05", "2014-08", "2014-11", "2015-02")
MOST = 4
SEED = 1
"""One with which such a sum was known too closely before."""


def two_and_many(month, many):
    """English schools with many people; in French two people, or many."""
    french = [(9, 14, 0), (9, 15, 0)] if many else [(1, 1, 0)]
    return [
        (month, "en", "high_school", kind, (13 + n, 11 - n, 9))
        for n, kind in enumerate(WORDS.kinds)
    ] + [(month, "fr", "high_school", "discussion", people) for people in french]


def narrowed(found, made_by=TODAY):
    """The year of these blocks, by the rules of this number."""
    whole = Chain.year
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chain, "year", lambda *of: replace(whole(*of), made_by=made_by))
        [made] = years(found, DAYS[-1], lambda _: SEED).years
    return replace(made, made_by=made_by)


@pytest.fixture(scope="module")
def found():
    """French has two people in the first and third quarter, and many in the others."""
    return chain(*(two_and_many(month, at % 2) for at, month in enumerate(MONTHS)), days=DAYS)


def learned(found, made):
    """The small sums of French in any quarters of which a reader knows more than one of each."""
    reader, each = YearReader(found, made, GUESSES[0]), found.year(made.of)
    for size in range(2, len(found.blocks)):
        for steps in combinations(range(len(found.blocks)), size):
            people = {at for at in each.truth if at.language == "fr" and at.step in steps}
            row = np.array([Finest(*at) in people for at in reader.people], dtype=float)
            told = partial(is_told, size, MOST)
            if 0 < reader.true(row) <= MOST and (ends := reader.narrow(row, told)):
                yield steps, *ends


def test_nobody_learns_how_many_came_in_the_first_and_the_third_quarter(found):
    made = narrowed(found)
    assert is_tightened_well(found, made)
    assert not list(learned(found, made))


def test_years_of_before_that_rule_are_verified_as_they_are_and_no_new_one_is_like_them(found):
    before = narrowed(found, Rule.SUMS)
    assert is_tightened_well(found, before)
    assert [steps for steps, *_ in learned(found, before)] == [(0, 2)]
    failures = audit_tightened(found.year(before.of), before.shown, before.witnesses).failures
    assert {one.what.split(", ", 1)[1] for one in failures} == {"blocks 0, 2"}
    assert {(one.count, one.least) for one in failures} <= {(4, 3), (4, 4)}
    assert not is_tightened_well(found, replace(before, made_by=TODAY))


def test_a_sum_with_such_a_year_asks_nothing_of_its_blocks(found):
    """What it told stays told; and the year beside it asks for itself."""
    year = found.year((0, 1, 2, 3))

    def asked_with(*years):
        every = replace(year, years=years).secrets
        return {
            frozenset(at.step for at in people)
            for what, people, _ in every
            if "blocks 0, 2" in what
        }

    made = narrowed(found)
    assert asked_with(made) == {frozenset({0, 2})}
    assert asked_with(replace(made, made_by=Rule.SUMS)) == set()


def test_as_many_sums_as_subsets_are_counted_without_making_any():
    facts = {step: Fact(1, others=1) for step in range(64)}
    assert how_many([("", facts, {})], 50) > 2**63


@pytest.mark.parametrize(
    "counts", [(2, 0, 1, 2), (1, 1, 1, 1), (3, 9, 1, 0), (2, 2, 0, 0), (9, 9, 0, 4)]
)
def test_each_small_sum_is_asked_for_with_all_blocks_in_which_nobody_is(counts):
    facts = {step: Fact(n, others=1) for step, n in enumerate(counts)}
    people = {step: [Finest(step, *"abcde")] for step in facts}
    every = list(scattered_sums([("", facts, people.__getitem__)], MOST))
    asked = [{at.step for at in one.parts} for one in every]
    none = {step for step, n in enumerate(counts) if not n}
    for size in range(2, 5):
        for steps in map(set, combinations(range(4), size)):
            some = steps - none
            if len(some) < sum(counts[step] for step in some) <= MOST:
                assert some | none in asked
    assert all(one.need == Need(1, MOST + 1) for one in every)
    assert all(sum(counts[at] for at in own) <= MOST and len(own) > 1 for own in asked)


def test_what_has_too_many_small_sums_is_not_narrowed(found, monkeypatch):
    facts = {step: Fact(n, others=1) for step, n in enumerate((1, 2, 2, 9, 0))}
    assert how_many([("", facts, {})] * 2, MOST) == 2 * 6  # 1, 2, 2, 1 + 2, 1 + 2, 2 + 2
    assert how_many(repeat(("", facts, {})), MOST, 20) == 4 * 6  # though questions never end
    monkeypatch.setattr(year_of_blocks, "_MOST_SUMS", 1)
    assert years(found, DAYS[-1], lambda _: 1).others == {"2014-15": NotNarrowed.TOO_LARGE}
    assert not yearly._may_be_one(found, (0, 1, 2, 3))


def test_a_session_that_must_be_hidden_may_be_smaller_beside_blocks_without_anyone():
    facts = {0: Fact(9, sensitive=1), 1: Fact(0), 2: Fact(0, others=1), 3: Fact(12, others=2)}
    people = {step: [Finest(step, *"abcde")] for step in facts}
    [one] = scattered_sums([("", facts, people.__getitem__)], MOST)
    assert ({at.step for at in one.parts}, one.need) == ({0, 1}, Need(1, MOST + 1, 2 * MOST))
