"""Which corrections are told: each that can be proved, though another one waits."""

from dataclasses import replace
from datetime import date
from itertools import chain as every

import pytest

from dashboard.domain.publications.publication import WaitingSessions
from dashboard.publications.protecting import Rules, SessionCounts
from dashboard.publications.protecting.ranges import protect, telling
from dashboard.publications.protecting.ranges.changes import HeldSession, summed, tallied
from dashboard.publications.protecting.ranges.frozen import FrozenBlock
from dashboard.publications.protecting.ranges.revising import (
    less,
    revision,
    still_waiting,
    takes_well,
)
from dashboard.publications.protecting.ranges.totals import Chain
from tests.publications.protecting.ranges.attacker import Guess
from tests.publications.protecting.ranges.comparing import Comparer
from tests.publications.protecting.ranges.test_few import sums
from tests.publications.protecting.ranges.test_ranges import SESSIONS, THRESHOLD
from tests.publications.protecting.ranges.test_revising import block, narrowed
from tests.publications.protecting.worlds import AGES, WORDS

RULES = Rules(THRESHOLD, 5)


FEBRUARY, MARCH = date(2014, 2, 3), date(2014, 3, 3)
FEW_ADULTS = HeldSession("few", FEBRUARY, "en", "high_school", "youth_workshop", (20, 18, 3))
ALIKE = HeldSession("alike", MARCH, "fr", "high_school", "discussion", (15, 22, 3))
TINY = HeldSession("tiny", FEBRUARY, "fr", "high_school", "discussion", (0, 2, 0))
MANY = HeldSession("many", MARCH, "en", "high_school", "discussion", (24, 19, 12))
TO_FRENCH = replace(FEW_ADULTS, language="fr")


def beside_another(one):
    """A session, and a larger one of the same month, language, venue type and kind."""
    place = (f"{one.day:%Y-%m}", one.language, one.venue_type, one.kind)
    return [(*place, one.people), (*place, (31, 27, 16))]


WHOLE = block(sum(map(beside_another, (FEW_ADULTS, ALIKE, TINY, MANY)), SESSIONS * 2))
SHOWN = protect(WHOLE, {})
CHAIN = Chain(blocks=(FrozenBlock(WHOLE, SHOWN.shown, SHOWN.witnesses),))
NOTHING = SessionCounts(WHOLE.counts.as_of, AGES, ())


@pytest.mark.parametrize(
    ("corrected", "told", "waits"),
    [
        ([(FEW_ADULTS, TO_FRENCH), (TINY, None)], ["few"], WaitingSessions(cancelled=1)),
        ([(FEW_ADULTS, None), (MANY, None), (TINY, None)], ["few", "many", "tiny"], None),
        ([(FEW_ADULTS, None)], [], WaitingSessions(cancelled=1)),
        ([(FEW_ADULTS, None), (ALIKE, None)], ["few", "alike"], None),
        (
            [(MANY, None), (ALIKE, replace(ALIKE, people=(15, 21, 3)))],
            ["many"],
            WaitingSessions(other=1),
        ),
    ],
    ids=["moved beside cancelled", "all", "few adults", "few adults twice", "numbers"],
)
def test_what_can_be_proved_is_told_and_the_rest_is_named(corrected, told, waits):
    found = revision(CHAIN, NOTHING, corrected, RULES, WORDS)
    assert {one.key for one, _ in corrected} - {one.key for one in found.waiting} == set(told)
    assert still_waiting(CHAIN, corrected, found.waiting) == waits
    chain = CHAIN
    now = replace(WHOLE.counts, tallies=_as_it_is(corrected, told))
    assert takes_well(chain, found.taken, WHOLE.counts, now)
    for one in found.taken:
        taking = chain.taking(one.of, one.part)
        for guess in (Guess(somebody=True, at_sessions=True), Guess()):
            comparer = Comparer(taking, one.part.shown, guess, one.part.witnesses)
            assert not list(narrowed(comparer, guess))
        assert not list(learned(comparer, one.part))
        chain = chain.without(one)
        assert less(WHOLE.counts, one.part) != WHOLE.counts


def learned(comparer, part):
    """The small sums of cells, of what is taken or kept, that may surely not be one or less."""
    for name in (0, "kept") if part.arrives is None else ("kept",):
        own = comparer.parts[name]
        block = replace(WHOLE, counts=replace(WHOLE.counts, tallies=own.tallies))
        for row in {row.tobytes(): row for row in sums(block)}.values():
            if 0 < own.true(row) <= THRESHOLD:
                for ends in (comparer.surely, comparer.widest):
                    least, most = ends(name, row)
                    if least <= 1 and most > THRESHOLD:
                        break
                else:
                    yield name, own.true(row), least, most


def _as_it_is(corrected, told):
    changes = [
        ((tallied([old], WORDS), -1), (tallied([now] if now else [], WORDS), 1))
        for old, now in corrected
        if old.key in told
    ]
    return summed((WHOLE.counts.tallies, 1), *every.from_iterable(changes))


def test_what_costs_too_much_waits_as_it_was_told(monkeypatch):
    corrected = [(FEW_ADULTS, TO_FRENCH), (MANY, None)]
    monkeypatch.setattr(telling, "WORK", 1_000)
    found = revision(CHAIN, NOTHING, corrected, RULES, WORDS)
    assert not found.taken
    assert found.waiting == (FEW_ADULTS, MANY)


def test_a_group_that_costs_much_leaves_half_of_the_work_to_the_next(monkeypatch):
    shares = []

    def spending(*_, work, **__):
        shares.append(work.left)
        work.spend(work.left)
        raise ValueError

    monkeypatch.setattr(telling, "_TRY", 0)
    monkeypatch.setattr(telling, "take", spending)
    revision(CHAIN, NOTHING, [(FEW_ADULTS, TO_FRENCH), (MANY, None)], RULES, WORDS)
    assert shares[:2] == [telling.WORK // 2, telling.WORK // 4]
