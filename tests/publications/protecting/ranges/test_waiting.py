"""A correction waits where readers who leave out tables would know a small count by it."""

from dataclasses import replace
from datetime import date

import numpy as np

from dashboard.publications.protecting import Rules, SessionCounts
from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.drafting import taking as drafting
from dashboard.publications.protecting.ranges.drafting.corrected_groups import groups
from dashboard.publications.protecting.ranges.drafting.revising import revision
from dashboard.publications.protecting.ranges.needs.changes import HeldSession
from dashboard.publications.protecting.ranges.proving.askable import askable
from dashboard.publications.protecting.ranges.proving.fixed import FixedRanges
from dashboard.publications.protecting.ranges.proving.heeded import AskedTables
from dashboard.publications.protecting.ranges.told.frozen import FrozenBlock
from dashboard.publications.protecting.ranges.told.totals import Chain
from dashboard.publications.protecting.system import system_of
from tests.publications.protecting.ranges.attacker import MOST, Guess
from tests.publications.protecting.ranges.comparing import Comparer
from tests.publications.protecting.ranges.test_ranges import THRESHOLD
from tests.publications.protecting.ranges.test_revising import block
from tests.publications.protecting.whole import WholeNumbers
from tests.publications.protecting.worlds import AGES, WORDS
from tests.support import one_search
from tests.support.one_search import protect

MOVED = ("2014-03", "fr", "shelter", "youth_workshop", (12, 2, 5))
WHOLE = block([
    MOVED,
    ("2014-03", "en", "group_home", "youth_workshop", (6, 0, 6)),
    ("2014-02", "en", "shelter", "discussion", (6, 3, 0)),
    ("2014-02", "en", "group_home", "youth_workshop", (9, 9, 9)),
    ("2014-03", "en", "group_home", "youth_workshop", (0, 3, 1)),
    ("2014-03", "fr", "group_home", "youth_workshop", (3, 0, 1)),
    ("2014-02", "fr", "high_school", "youth_workshop", (6, 0, 3)),
    ("2014-02", "fr", "high_school", "discussion", (0, 6, 0)),
    ("2014-02", "en", "high_school", "youth_workshop", (0, 6, 1)),
    ("2014-02", "en", "group_home", "youth_workshop", (12, 0, 2)),
    ("2014-02", "en", "high_school", "youth_workshop", (2, 20, 0)),
    ("2014-03", "en", "high_school", "youth_workshop", (12, 12, 2)),
])  # fmt: skip
WAS = HeldSession("moved", date(2014, 3, 3), *MOVED[1:])
OLDER = block([
    ("2014-03", "en", "high_school", "discussion", (9, 1, 3)),
    ("2014-02", "en", "high_school", "youth_workshop", (6, 3, 9)),
    ("2014-03", "en", "shelter", "discussion", (9, 9, 6)),
    ("2014-02", "en", "high_school", "discussion", (9, 6, 0)),
    ("2014-03", "fr", "high_school", "youth_workshop", (5, 0, 5)),
    ("2014-03", "en", "group_home", "discussion", (12, 20, 15)),
    ("2014-02", "fr", "high_school", "youth_workshop", (0, 2, 12)),
    ("2014-03", "fr", "high_school", "youth_workshop", (20, 5, 12)),
])  # fmt: skip
STRUCK = HeldSession("struck", date(2014, 3, 3), "fr", "high_school", "youth_workshop", (20, 5, 12))
RULES, NOTHING = Rules(THRESHOLD, 5), SessionCounts(WHOLE.counts.as_of, AGES, ())


def published(whole):
    """A block as it was published."""
    made = protect(whole, {})
    assert made.evidence.passed
    return Chain(blocks=(FrozenBlock(whole, made.shown, made.witnesses),))


def known(comparer):
    """The small counts that are known to be small by one round of leaving out."""
    sums = {}
    for part, row, _ in comparer.asked():
        found = comparer.across(part, row)
        sums[found.tobytes()] = comparer.parts[part].true(row), comparer.told(part, row), found
    numbers = comparer._numbers
    rows, low, high = [numbers._rows], [*numbers._low], [*numbers._high]
    for true, told, row in sums.values():
        least, most = numbers.ends(row)
        if (true == 0 < most <= THRESHOLD) or (max(1, told) < least <= THRESHOLD < true):
            rows.append(row[None])
            low.append(0 if true == 0 else THRESHOLD + 1)
            high.append(0 if true == 0 else np.inf)
    numbers = WholeNumbers(np.vstack(rows), low, high, 0, MOST)
    small = [own for own in sums.values() if 0 < own[0] <= THRESHOLD]
    return [true for true, _, row in small if numbers.ends(row)[1] <= THRESHOLD]


def test_what_would_tell_a_small_count_waits(monkeypatch):
    chain, corrected = published(WHOLE), [(WAS, replace(WAS, language="en"))]
    assert not revision(chain, NOTHING, corrected, RULES, WORDS).taken
    monkeypatch.setattr(drafting, "heed", lambda *_: np.zeros((2, 1), dtype=bool))
    [one] = revision(chain, NOTHING, corrected, RULES, WORDS).taken
    taking = chain.taking(one.of, one.part)
    assert known(Comparer(taking, one.part.shown, Guess(), one.part.witnesses)) == [2, 2]


def test_counts_are_asked_as_they_are_after_each_correction_and_may_be_one_person_in_all():
    """Readers who subtract them from what was told before would know what was cancelled."""
    moved = HeldSession("moved", date(2014, 3, 3), "en", "group_home", "discussion", (12, 20, 15))
    chain = published(OLDER)
    [first] = revision(chain, NOTHING, [(moved, replace(moved, language="fr"))], RULES, WORDS).taken
    chain = chain.without(first)
    [group] = groups(chain, [(STRUCK, None)], WORDS)
    taking = chain.taking(group.of, group.part(chain, NOTHING, RULES).part)
    system = system_of(drafting._book(taking, RULES))
    cells = system.grid.cells
    asked = askable(system.grid, WORDS.youth, WORDS.venue_types, taking.states)
    every = {tuple(own) for own in asked}
    in_french = {at for at, cell in enumerate(cells) if cell.step == 1 or cell[:3:2] == (2, "fr")}
    struck = {at for at, cell in enumerate(cells) if cell.step == 0}
    assert tuple(sorted(in_french)) in every
    assert tuple(sorted(in_french | struck)) in every
    assert set(AskedTables(FixedRanges(system, RULES, (), {}, {}), asked).least.tolist()) == {1}


def test_large_blocks_are_not_asked_for_it(monkeypatch):
    monkeypatch.setattr(drafting, "HEEDED", len(WHOLE.counts.tallies) - 1)
    corrected = [(WAS, replace(WAS, language="en"))]
    assert revision(published(WHOLE), NOTHING, corrected, RULES, WORDS).taken


def test_what_was_known_before_that_rule_keeps_no_correction_back(monkeypatch):
    monkeypatch.setattr(protecting, "heed", lambda *_: None)
    monkeypatch.setattr(one_search, "close", lambda _: None)
    chain = published(OLDER)
    assert revision(chain, NOTHING, [(STRUCK, None)], RULES, WORDS).taken
    monkeypatch.setattr(drafting, "lacking", lambda *_: np.zeros((2, 1), dtype=bool))
    assert not revision(chain, NOTHING, [(STRUCK, None)], RULES, WORDS).taken
