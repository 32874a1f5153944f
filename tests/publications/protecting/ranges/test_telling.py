"""Which corrections are told: each that can be proved, though another one waits."""

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain as every
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.domain.publications.publication import WaitingSessions
from dashboard.publications.protecting import Rules, SessionCounts
from dashboard.publications.protecting.ranges.auditing.corrections_audit import takes_well
from dashboard.publications.protecting.ranges.drafting import taking as drafting
from dashboard.publications.protecting.ranges.drafting import telling, trying
from dashboard.publications.protecting.ranges.drafting.corrected_groups import groups
from dashboard.publications.protecting.ranges.drafting.revising import revision, still_waiting
from dashboard.publications.protecting.ranges.drafting.taking import take
from dashboard.publications.protecting.ranges.needs.changes import (
    HeldSession,
    TriedInVain,
    summed,
    tallied,
)
from dashboard.publications.protecting.ranges.proving.fixed import FixedRanges
from dashboard.publications.protecting.ranges.proving.pacing import EARLY, SOON, SearchPace
from dashboard.publications.protecting.ranges.proving.refilling import Refill
from dashboard.publications.protecting.ranges.told.corrected import less
from dashboard.publications.protecting.ranges.told.frozen import FrozenBlock
from dashboard.publications.protecting.ranges.told.totals import Chain
from dashboard.publications.protecting.solver import UNBOUND, Work
from tests.publications.protecting.ranges.attacker import Guess, is_told
from tests.publications.protecting.ranges.comparing import Comparer
from tests.publications.protecting.ranges.test_few import sums
from tests.publications.protecting.ranges.test_ranges import SESSIONS, THRESHOLD
from tests.publications.protecting.ranges.test_revising import block, narrowed
from tests.publications.protecting.worlds import AGES, WORDS
from tests.support.one_search import protect

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
        for guess in (Guess(True, True, True), Guess(somebody=True, at_sessions=True), Guess()):
            comparer = Comparer(taking, one.part.shown, guess, one.part.witnesses)
            assert not list(narrowed(comparer, guess))
        assert not list(learned(comparer, one.part))
        chain = chain.without(one)
        assert less(WHOLE.counts, one.part) != WHOLE.counts


@pytest.mark.parametrize("fewer", [(0, 0, 2), (2, 0, 0), (2, 1, 0)])
def test_a_session_waits_that_another_one_nearly_makes_up_for(fewer):
    """Counts change by two or three people: that needs room where the totals must be exact."""
    people = tuple(np.subtract(MANY.people, fewer).tolist())
    late = tallied([replace(MANY, key="late", people=people)], WORDS)
    found = revision(CHAIN, replace(NOTHING, tallies=late), [(MANY, None)], RULES, WORDS)
    assert not found.taken
    assert [one.key for one in found.waiting] == ["many"]


def test_nothing_is_sought_where_a_total_must_not_be_told(monkeypatch):
    sought = []
    monkeypatch.setattr(drafting, "search", lambda *_: sought.append("it") or True)
    revision(CHAIN, NOTHING, [(MANY, None)], RULES, WORDS)
    assert sought
    sought.clear()
    late = tallied([replace(MANY, key="late", people=(24, 19, 10))], WORDS)
    found = revision(CHAIN, replace(NOTHING, tallies=late), [(MANY, None)], RULES, WORDS)
    assert [one.key for one in found.waiting] == ["many"]
    assert not sought


def test_no_other_correction_is_tried_beside_a_total_that_must_not_be_told(monkeypatch):
    late = tallied([replace(MANY, key="late", people=(24, 19, 10))], WORDS)
    corrected, tried = [(MANY, None), (FEW_ADULTS, TO_FRENCH)], []
    monkeypatch.setattr(drafting, "search", lambda *_: tried.append("it"))
    found = revision(CHAIN, replace(NOTHING, tallies=late), corrected, RULES, WORDS)
    assert {one.key for one in found.waiting} == {"many", "few"}
    assert not tried


def learned(comparer, part):
    """The small sums of cells, of what is taken or kept, that may surely not be one or less."""
    for name in (0, "kept") if part.arrives is None else ("kept",):
        own = comparer.parts[name]
        block = replace(WHOLE, counts=replace(WHOLE.counts, tallies=own.tallies))
        for row in {row.tobytes(): row for row in sums(block)}.values():
            told = partial(is_told, 1, THRESHOLD)
            if 0 < own.true(row) <= THRESHOLD and (ends := comparer.narrow(name, row, told)):
                yield name, own.true(row), *ends


def _as_it_is(corrected, told):
    changes = [
        ((tallied([old], WORDS), -1), (tallied([now] if now else [], WORDS), 1))
        for old, now in corrected
        if old.key in told
    ]
    return summed((WHOLE.counts.tallies, 1), *every.from_iterable(changes))


def test_what_costs_too_much_waits_as_it_was_told(monkeypatch):
    corrected = [(FEW_ADULTS, TO_FRENCH), (MANY, None)]
    monkeypatch.setattr(trying, "WORK", 1_000)
    found = revision(CHAIN, NOTHING, corrected, RULES, WORDS)
    assert not found.taken
    assert found.waiting == (FEW_ADULTS, MANY)


def steps(taking, witnesses=()):
    """The work of a proof for what is taken, beside what these witnesses of the block prove."""
    work = Work(UNBOUND)
    assert take(taking, witnesses, exact=True, work=work).evidence.passed
    return UNBOUND - work.left


def test_what_proved_the_part_that_was_taken_last_is_not_sought_again(monkeypatch):
    nothing = np.zeros((2, 1), dtype=bool)
    monkeypatch.setattr(drafting, "heed", lambda *_: nothing)  # its work depends on other witnesses
    [first] = revision(CHAIN, NOTHING, [(MANY, None)], RULES, WORDS).taken
    then = CHAIN.without(first)
    [group] = groups(then, [(FEW_ADULTS, TO_FRENCH)], WORDS)
    taking = then.taking(group.of, group.part(then, NOTHING, RULES).part)
    unproved = tuple(replace(part, witnesses=()) for part in taking.before)
    assert steps(taking) < steps(replace(taking, before=unproved))


def test_what_proved_a_block_is_taken_again_though_it_moves_those_who_are_taken():
    """If they were the only ones at their place, they are moved now."""
    own = (f"{MANY.day:%Y-%m}", MANY.language, MANY.venue_type, MANY.kind)
    whole = block([*SESSIONS * 2, (*own, MANY.people)])
    shown = protect(whole, {})
    then = Chain(blocks=(FrozenBlock(whole, shown.shown, shown.witnesses),))
    [group] = groups(then, [(MANY, replace(MANY, language="fr"))], WORDS)
    taking = then.taking(group.of, group.part(then, NOTHING, RULES).part)
    apart = [each for each in shown.witnesses if all(at[1:5] != own for at in each)]
    assert steps(taking, shown.witnesses) < steps(taking, apart)


def moved(people):
    """A session with these people moves to another language: what that takes from its block."""
    place = (f"{MANY.day:%Y-%m}", MANY.language, MANY.venue_type, MANY.kind)
    whole = block([*SESSIONS * 2, (*place, people)])
    shown = protect(whole, {})
    then = Chain(blocks=(FrozenBlock(whole, shown.shown, shown.witnesses),))
    one = replace(MANY, people=people)
    [group] = groups(then, [(one, replace(one, language="fr"))], WORDS)
    return then.taking(group.of, group.part(then, NOTHING, RULES).part), shown


def test_witnesses_that_leave_nobody_in_a_cell_of_what_is_taken_are_mended(monkeypatch):
    """With somebody there, they prove far more: so less is sought."""
    taking, shown = moved((24, 1, 12))
    nothing, found = np.zeros((2, 1), dtype=bool), []
    monkeypatch.setattr(drafting, "heed", lambda *_: nothing)  # this and to close depend on
    monkeypatch.setattr(drafting, "close", lambda *_, **__: None)  # which others are found

    class Noted(Refill):
        def of(self, move, now):
            mended = super().of(move, now)
            if mended is not None:
                found.append((self._system.fills(move), self._system.fills(mended)))
            return mended

    monkeypatch.setattr(drafting, "Refill", Noted)
    mending = steps(taking, shown.witnesses)
    assert found
    assert set(found) == {(False, True)}
    monkeypatch.setattr(Noted, "of", lambda *_: None)
    assert mending < steps(taking, shown.witnesses)


def test_exact_cells_that_others_add_up_to_are_not_asked_for(monkeypatch):
    """They hold where the others hold."""
    taking, shown = moved((24, 1, 12))
    covers, left_out = [], FixedRanges.leave_out

    def leave_out(cover, cells):
        covers.append((cover, cover.cells))
        left_out(cover, cells)

    monkeypatch.setattr(FixedRanges, "leave_out", leave_out)
    assert take(taking, shown.witnesses, exact=True).evidence.passed
    [(cover, every)] = covers
    gone = np.setdiff1d(every, cover.cells)
    assert len(gone) > 0
    assert cover.kept[gone].all()
    rank = np.linalg.matrix_rank
    exact = (cells[cover.kept[cells]] for cells in (every, cover.cells))
    assert len({rank(cover.system.matrix[cells].toarray()) for cells in exact}) == 1


def test_what_must_not_be_told_is_listed_anew_only_where_more_differs_than_other_changes():
    taking, _ = moved((24, 1, 12))
    given = tuple(replace(one, month="2015-02") for one in taking.whole[0].counts.tallies[:2])
    found = list(taking.secrets())
    for new, before in product(
        (replace(taking.new, given=given), replace(taking.new, arrives=None)), ((), (taking.new,))
    ):
        other = replace(taking, new=new, before=before)
        anew = list(other.secrets())
        assert anew != found
        again = replace(taking, new=new, before=before).like(taking)
        assert list(again.secrets()) == anew
        assert ("_lasting" in vars(again) and again._lasting is taking._lasting) == (
            bool(new.given) and not before
        )


def spent_in_vain(monkeypatch, corrected, *, spent=0, over=True, before=()):
    """The blocks that were tried, and with how much work, where each try finds nothing."""
    shares = []

    def spending(taking, *_, work, **__):
        shares.append((taking.whole[0], work.left))
        work.spend(work.left if over else 0)
        raise ValueError

    monkeypatch.setattr(telling, "_TRY", 0)
    monkeypatch.setattr(telling, "take", spending)
    revision(CHAIN, NOTHING, corrected, RULES, WORDS, work=trying.Tries(spent, before))
    return shares


def test_no_try_of_a_block_is_begun_with_less_work_than_was_too_little(monkeypatch):
    [(_, share)] = spent_in_vain(monkeypatch, [(FEW_ADULTS, TO_FRENCH), (MANY, None)])
    assert share == int(0.6 * trying.WORK)


def test_other_tries_of_a_block_are_made_where_one_failed_within_its_work(monkeypatch):
    corrected = [(FEW_ADULTS, TO_FRENCH), (MANY, None)]
    shares = spent_in_vain(monkeypatch, corrected, over=False)
    assert [share for _, share in shares] == 2 * [int(0.6 * trying.WORK)]


@pytest.mark.parametrize("spent", [trying.DRAFT - trying.WORK, trying.DRAFT])
def test_what_a_new_block_took_is_not_left_for_corrections(spent, monkeypatch):
    shares = spent_in_vain(monkeypatch, [(MANY, None)], spent=spent)
    most = min(trying.WORK, max(trying.DRAFT - spent, trying.LEAST))
    assert shares[0][1] == int(0.6 * most)


def test_what_a_smaller_block_has_to_prove_and_what_fewer_sessions_take_is_sought_first():
    june = HeldSession("june", date(2014, 6, 2), "en", "high_school", "discussion", (24, 19, 12))
    small = block([(*june.place, june.people)])
    chain = CHAIN.with_one(FrozenBlock(small, {}))
    moved = (MANY, replace(MANY, language="fr"))
    corrected = [(TINY, None), (FEW_ADULTS, None), moved, (june, None)]
    found = groups(chain, corrected, WORDS)
    assert [len(each.sessions) for each in found] == [1, 1, 2]
    assert [each.sessions[0].key for each in found][:2] == ["june", "many"]


@pytest.mark.parametrize(("share", "given_up"), [(2, False), (0.4, True)])
def test_a_search_that_gets_on_too_slowly_is_given_up(share, given_up):
    ample = Work(UNBOUND)
    found = protect(WHOLE, {}, work=ample, exact=True)
    work = Work(int(share * (UNBOUND - ample.left)))
    made = protect(WHOLE, {}, work=work, exact=True)
    assert work.given_up == work.over == given_up
    assert made.evidence.passed != given_up
    assert given_up or made == found


@pytest.mark.parametrize(("left", "too_slow"), [(900, False), (1_100, True)])
def test_a_search_is_too_slow_if_too_much_lacks_a_proof_halfway(left, too_slow):
    lacking = [10_000]
    cover, work = SimpleNamespace(lacks=lambda: SimpleNamespace(many=sum(lacking))), Work(100)
    pace = SearchPace(cover, work)
    work.spend(49)
    assert not pace.is_too_slow()
    lacking[:] = [left - 100, 100]
    work.spend(1)
    assert pace.is_too_slow() == too_slow
    assert not pace.is_too_slow()  # it is asked once


@pytest.mark.parametrize(
    ("pace", "after", "too_slow"),
    [
        (SOON, {10: 2_700}, False),
        (SOON, {10: 2_800}, True),
        (EARLY, {10: 5_200}, False),
        (EARLY, {10: 5_300}, True),
        (EARLY, {10: 5_200, 20: 3_000}, False),
        (EARLY, {10: 5_200, 20: 3_200}, True),
    ],
)
def test_a_search_of_a_year_or_a_later_block_may_be_too_slow_soon(pace, after, too_slow):
    lacking = [10_000]
    cover, work = SimpleNamespace(lacks=lambda: SimpleNamespace(many=sum(lacking))), Work(80)
    pace, slow = SearchPace(cover, work, pace), False
    for part, left in after.items():
        assert not slow
        work.spend(part - 1 - work.spent)
        assert not pace.is_too_slow()
        lacking[:] = [left]
        work.spend(1)
        slow = pace.is_too_slow()
    assert slow == too_slow
    work.spend(40 - work.spent)
    assert pace.is_too_slow()  # halfway, 1,000 would do


@pytest.mark.parametrize(("in_vain", "again"), [(True, False), (False, True)])
def test_after_a_long_try_in_vain_its_block_is_left_alone_and_others_are_tried(in_vain, again):
    tries = trying.Tries(0)
    one, alike, other = (taken(*own) for own in ((0, MANY), (0, ALIKE), (1, MANY)))
    share = tries.share(one)
    given = share.left
    share.spend(given - 1)
    if in_vain:
        tries.note_in_vain(one, share)
    assert bool(tries.share(alike)) == again
    assert tries.share(other).left == int(0.6 * (trying.WORK - given + 1))


@pytest.mark.parametrize(("left", "begun"), [(1, True), (-1, False)])
def test_no_try_is_begun_that_is_not_worth_it(left, begun):
    tries = trying.Tries(0)
    tries.share(taken(1, MANY)).spend(trying.WORK - int(trying._WORTH / 0.6) - 2 * left)
    assert bool(tries.share(taken(0, MANY))) == begun


def taken(of, one):
    """What it takes from a block that a session is cancelled."""
    [group] = groups(CHAIN, [(one, None)], WORDS)
    return replace(group.part(CHAIN, NOTHING, RULES), of=of)


def test_what_was_tried_in_vain_is_passed_over_for_a_year():
    tried = trying.Tries(0)
    share = tried.share(taken(0, MANY))
    tried.note_in_vain(taken(0, MANY), share)
    [one] = tried.in_vain
    assert (one.work, one.passed) == (share.given, 0)
    for passed in range(1, 4):
        then = trying.Tries(0, [one])
        assert then.share(taken(0, MANY)) is None
        assert then.share(taken(0, MANY)) is None  # it is passed over once in each publication
        [one] = then.in_vain
        assert one.passed == passed
    at_last = trying.Tries(0, [one])
    assert at_last.share(taken(0, MANY)).given == share.given
    assert at_last.in_vain == ()  # until that is in vain, too


@pytest.mark.parametrize(("work", "again"), [(0.6, False), (0.3, True)])
def test_with_twice_the_work_it_is_tried_again(work, again):
    before = [TriedInVain(only(taken(0, MANY)), int(work * trying.WORK))]
    assert bool(trying.Tries(0, before).share(taken(0, MANY))) == again


@pytest.mark.parametrize("other", [(0, ALIKE), (1, MANY)], ids=["session", "block"])
def test_other_corrections_are_tried_though_one_was_in_vain(other):
    before = [TriedInVain(only(taken(0, MANY)), trying.WORK)]
    assert trying.Tries(0, before).share(taken(*other))


def test_what_was_not_begun_for_lack_of_work_is_still_known_to_be_in_vain():
    before = [TriedInVain(only(taken(0, MANY)), 1)]
    tries = trying.Tries(0, before)
    share = tries.share(taken(0, ALIKE))
    share.spend(share.given)
    tries.note_in_vain(taken(0, ALIKE), share)
    assert tries.share(taken(0, MANY)) is None
    assert before[0] in tries.in_vain


def only(one):
    """What is kept of it, to know it again."""
    tries = trying.Tries(0)
    tries.note_in_vain(one, tries.share(one))
    return tries.in_vain[0].what


def test_what_is_passed_over_leaves_its_work_to_others(monkeypatch):
    corrected = [(FEW_ADULTS, TO_FRENCH), (MANY, None)]
    shares = spent_in_vain(monkeypatch, corrected)
    assert len(shares) == 1  # it took all that there was
    tries, all_of_it = trying.Tries(0), int(0.6 * trying.WORK)
    revision(CHAIN, NOTHING, corrected, RULES, WORDS, work=tries)
    then = trying.Tries(0, tries.in_vain)
    revision(CHAIN, NOTHING, corrected, RULES, WORDS, work=then)
    assert [(one.work, one.passed) for one in then.in_vain] == [(all_of_it, 1), (all_of_it, 0)]
