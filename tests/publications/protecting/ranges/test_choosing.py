"""Of several searches and several draws of the ends, the most open is kept."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import MonthTally, Rules, SessionCounts
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.auditing.evidence import RangeEvidence, RangeFailure
from dashboard.publications.protecting.ranges.drafting import choosing, protecting
from dashboard.publications.protecting.ranges.drafting.metering import Sparing
from dashboard.publications.protecting.ranges.drafting.openness import openness
from dashboard.publications.protecting.ranges.drafting.protecting import (
    Again,
    Bound,
    InexactTotalsError,
    ProtectedBlock,
    SearchTerms,
)
from dashboard.publications.protecting.ranges.needs.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.proving import searching
from dashboard.publications.protecting.ranges.proving.cover import BlockRanges
from dashboard.publications.protecting.ranges.proving.pricing import Prices, is_read_first
from dashboard.publications.protecting.ranges.proving.wishing import pull
from dashboard.publications.protecting.solver import UNBOUND, Work
from dashboard.publications.protecting.system import system_of
from tests.bench.publications import WORDS as BENCH
from tests.bench.publications import project
from tests.publications.protecting.ranges.test_ranges import THRESHOLD
from tests.publications.protecting.ranges.test_tightened import schools
from tests.publications.protecting.worlds import WORDS, counts
from tests.support import one_search
from tests.support.one_search import protect

EXACT, NEAR, FAR = Interval.exactly(50), Interval(46, 60), Interval(21, 80)
SEARCH, BESIDE = 30, 10
COST = SEARCH + BESIDE
PROOFS, HEEDING = 1_000, 900
opened: list[tuple[int, int]] = []
"""The work for each closing, and what it may take in any case."""


def block_of(tallies):
    one = MonthTally("2014-05", "en", "high_school", "discussion", 1, (), (), 0)
    held = SessionCounts(date(2014, 6, 30), (), (one,) * tallies)
    return BlockCounts(held, WORDS, (), Rules(THRESHOLD, 7))


class Closed(NamedTuple):
    """What a search tells otherwise once it is closed, and the work that takes."""

    told: dict
    work: int


@pytest.fixture
def found(monkeypatch):
    """What searches find, one after the other: everyone, the youth, and whether it is proved."""
    left, given = [], []
    opened.clear()

    class Sought:
        """What one search found: its numbers are all that is known of it.

        Once it is closed, some rows are told otherwise; that takes some work.
        """

        def __init__(self, everyone, youth, proved, rows=None, closed=None):
            self.shown = {TOTAL: everyone, YOUTH_TOTAL: youth, **(rows or {})}
            self.closed = closed or Closed({}, 0)
            self.failures = () if proved else (RangeFailure("", 0, 0, 0),)

        def intervals(self, _names):
            return self.shown

    class Seeking:
        needs = 0

        def __init__(self, _block, _past, _asked):
            pass

        def sought(self, rules, again, work, terms):
            assert terms.bound.paced
            assert not terms.bound.freely
            work.spend(SEARCH)
            given.append((rules.seed, again.seeds, terms.prices, terms.keep))
            if terms.exact and not left:
                raise InexactTotalsError
            return Sought(*left[len(given) - 1])

        def opened(self, one, _again, work, least):
            opened.append((work.left, least))
            one.shown |= one.closed.told
            work.spend(one.closed.work)
            return one

        def audited(self, one, _work):
            return ProtectedBlock(one.shown, (), RangeEvidence(0, 0, 0, 0, one.failures))

    monkeypatch.setattr(choosing, "Seeking", Seeking)
    monkeypatch.setattr(choosing, "_BESIDE", BESIDE)
    monkeypatch.setattr(choosing, "FIRST_WITH_QUARTERS", Sparing(10**9, PROOFS, HEEDING))
    monkeypatch.setattr(choosing, "LATER_BLOCK", Sparing(UNBOUND, PROOFS, HEEDING))
    return left, given


@pytest.mark.parametrize(
    ("tallies", "work", "exact", "searches"),
    [
        (10, SEARCH + COST // 2 - 1, True, 1),
        (40, SEARCH + COST // 2, True, 2),
        (41, 900, True, 1),
        (10, 3 * SEARCH + COST // 2 - 1, False, 3),
        (10, 3 * SEARCH + COST // 2, False, 4),
        (100, SEARCH + COST - 1, False, 1),
        (100, SEARCH + COST, False, 2),
        (100, 2 * SEARCH + COST, False, 3),
        (100, 900, False, 4),
    ],
)
def test_a_block_is_searched_as_often_as_its_size_and_the_work_allow(  # noqa: PLR0917 - a row
    found, monkeypatch, tallies, work, exact, searches
):
    """Where a whole search may be done, another one is begun; of a small block, half of one."""
    monkeypatch.setattr(BlockCounts, "names", [TOTAL, YOUTH_TOTAL])
    left, given = found
    left += [(EXACT, EXACT, True)] * searches
    choosing.best(block_of(tallies), {}, Work(PROOFS + work), exact=exact)
    assert len(given) == searches
    assert len({seed for seed, *_ in given}) == searches
    assert len({end for _, ends, *_ in given for end in ends}) == searches * choosing._ENDS
    prices = choosing._PRICES if exact else choosing._PRICES_OF_FIRST
    assert [own for _, _, own, _ in given] == list(prices[:searches])


@pytest.mark.parametrize(("once", "searches"), [(SEARCH, 1), (SEARCH + 1, 4)])
def test_no_other_seed_is_tried_where_quarters_take_too_long(found, monkeypatch, once, searches):
    """Its work is missed where quarters tell no axis."""
    left, given = found
    left += [(EXACT, EXACT, True)] * searches
    monkeypatch.setattr(BlockCounts, "names", [TOTAL, YOUTH_TOTAL])
    monkeypatch.setattr(choosing, "FIRST_WITH_QUARTERS", Sparing(once, 0, 0))
    made = choosing.best(block_of(10), {})
    assert len(given) == searches
    assert (made is not None) == (searches > 1)


@pytest.mark.parametrize(("paced", "searches"), [(True, 1), (False, 2)])
def test_nor_where_a_later_block_has_another_way(found, monkeypatch, paced, searches):
    """However much work is left for another seed, that would take as long."""
    left, given = found
    left += [(EXACT, EXACT, True)] * searches
    monkeypatch.setattr(BlockCounts, "names", [TOTAL, YOUTH_TOTAL])

    def given_up(seeking, rules, again, work, terms):
        work.give_up()
        return sought(seeking, rules, again, work, replace(terms, bound=Bound()))

    sought = choosing.Seeking.sought
    monkeypatch.setattr(choosing.Seeking, "sought", given_up)
    bound = Bound(10 * COST, paced=paced)
    assert choosing.best(block_of(10), {}, exact=True, bound=bound) is None
    assert len(given) == searches


def test_a_search_that_takes_too_much_is_given_up(monkeypatch):
    """Not one sum is looked at any more, so no time is lost on thousands of them."""
    new = counts(schools("2014-05", 14), as_of=date(2014, 6, 30))
    block = BlockCounts(new, WORDS, WORDS.venue_types, Rules(THRESHOLD, 7))
    wishes, tries = 4, 2
    seen = []

    def noted(cover, order):
        seen.append(len(order))
        return pull(cover, order)

    monkeypatch.setattr(searching, "pull", noted)
    assert choosing.best(block, {}, bound=Bound(1)) is None
    assert len(seen) <= wishes * tries < seen[0]
    assert choosing.best(block, {})


@pytest.mark.parametrize(
    ("most", "searches"),
    [(SEARCH, 0), (SEARCH + 1, 1), (SEARCH + COST // 2 - 1, 1), (SEARCH + COST // 2, 2)],
)
def test_what_all_searches_take_is_no_more_than_they_may(found, monkeypatch, most, searches):
    """One whose work is over has found nothing, and none is begun that will hardly end."""
    left, given = found
    left += [(EXACT, EXACT, True)] * 2
    monkeypatch.setattr(BlockCounts, "names", [TOTAL, YOUTH_TOTAL])
    made = choosing.best(block_of(10), {}, exact=True, bound=Bound(most))
    assert len(given) == max(searches, 1)
    assert (made is not None) == (searches > 0)


@pytest.mark.parametrize(
    ("results", "kept"),
    [
        ([(EXACT, FAR, True), (EXACT, EXACT, True)], 1),
        ([(EXACT, EXACT, True), (EXACT, NEAR, True)], 0),
        ([(EXACT, FAR, True), (EXACT, NEAR, True)], 1),
        ([(EXACT, FAR, True), (EXACT, EXACT, False)], 0),
        ([(EXACT, FAR, False), (EXACT, EXACT, False)], None),
    ],
)
def test_the_most_open_that_is_proved_is_kept(found, results, kept):
    left, _ = found
    left += results
    made = choosing.best(block_of(100), {}, Work(PROOFS + 2 * COST))
    told = made and (made.shown[TOTAL], made.shown[YOUTH_TOTAL])
    assert told == (None if kept is None else results[kept][:2])


ROWS = [Name(PROJECT, ("language",), (code,)) for code in ("en", "fr", "bilingual", "other")]


def rows_of(*told):
    """What a search finds that tells the totals, and these rows."""
    return EXACT, EXACT, True, dict(zip(ROWS, told, strict=True))


def test_rows_that_are_lost_are_kept_one_after_the_other_where_that_tells_more(found, monkeypatch):
    """The first was lost before, the second is kept; to keep the third loses others instead."""
    left, given = found
    monkeypatch.setattr(BlockCounts, "names", [TOTAL, YOUTH_TOTAL, *ROWS])
    left += [rows_of(FAR, NEAR, NEAR, NEAR)] * 2
    left += [rows_of(FAR, EXACT, NEAR, NEAR), rows_of(FAR, FAR, EXACT, FAR)]
    left += [rows_of(FAR, EXACT, NEAR, EXACT)]
    made = choosing.best(block_of(10), {ROWS[0]: Interval(3, 9)}, exact=True)
    assert [keep for *_, keep in given] == [
        (),
        (),
        (ROWS[1],),
        (ROWS[1], ROWS[2]),
    ]
    assert [made.shown[row] for row in ROWS] == [FAR, EXACT, NEAR, NEAR]


@pytest.mark.parametrize(
    ("most", "searches"),
    [(SEARCH, 1), (SEARCH + 1, 2), (2 * SEARCH, 2), (2 * SEARCH + 1, 3)],
)
def test_a_dear_later_block_is_not_searched_for_long(found, monkeypatch, most, searches):
    """Whether a row can be kept is tried with whatever is left."""
    left, given = found
    monkeypatch.setattr(BlockCounts, "names", [TOTAL, YOUTH_TOTAL, *ROWS])
    left += [rows_of(NEAR, NEAR, NEAR, NEAR)] * 9
    work = Work(PROOFS + most)
    assert choosing.best(block_of(10), {}, work, exact=True).shown[ROWS[0]] == NEAR
    assert len(given) == searches


def test_only_small_blocks_that_tell_their_totals_keep_rows(found, monkeypatch):
    left, given = found
    monkeypatch.setattr(BlockCounts, "names", [TOTAL, YOUTH_TOTAL, *ROWS])
    left += [rows_of(NEAR, NEAR, NEAR, NEAR)] * 9
    choosing.best(block_of(10), {})
    choosing.best(block_of(41), {}, Work(PROOFS + 2 * COST), exact=True)
    assert not any(keep for *_, keep in given)


def test_a_quarter_loses_fewer_rows_if_they_are_kept_or_regained(monkeypatch):
    """Prices alone hide rows that need not be hidden, and so do the first witnesses found."""
    counted = project(11, 3, seed=7)
    block = BlockCounts(counted, BENCH, BENCH.venue_types, Rules(THRESHOLD, 2))

    def exact_rows():
        made = choosing.best(block, {}, exact=True)
        assert made.ready
        rows = [n for n in made.shown if n.period == PROJECT and len(n.by) == 1]
        return {name for name in rows if made.shown[name].exact}

    monkeypatch.setattr(choosing, "LATER_BLOCK", Sparing(UNBOUND, 0, UNBOUND))
    kept = exact_rows()
    assert kept == exact_rows()
    monkeypatch.setattr(choosing._Found, "keep_rows", lambda _: None)
    neither = exact_rows()
    assert len(kept) > len(neither)
    monkeypatch.undo()
    monkeypatch.setattr(choosing._Found, "keep_rows", lambda _: None)
    assert len(exact_rows()) > len(neither)


def test_where_no_totals_can_be_exact_a_second_search_is_not_begun(found):
    _, given = found
    assert choosing.best(block_of(10), {}, exact=True) is None
    assert len(given) == 1


def test_a_block_that_must_tell_its_totals_has_one_look_at_whether_it_can():
    """A session of two people in one of two months: whoever subtracts has them."""
    few = counts([("2014-05", "en", "high_school", "discussion", (2, 0, 0))])
    block = replace(small_block(), counts=few)
    assert not protect(block, {}).ready
    with pytest.raises(InexactTotalsError):
        protect(block, {}, exact=True)
    alone, ready = (protect(small_block(), {}, exact=exact) for exact in (False, True))
    assert alone.ready
    assert (alone.shown, alone.witnesses) == (ready.shown, ready.witnesses)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("spare", [-1, 70])
def test_what_is_regained_leaves_the_work_to_heed_and_proofs_are_closed_in_any_case(
    found, exact, spare
):
    """One meter counts it all, so what a search took is missed there."""
    left, _ = found
    left += [(EXACT, EXACT, True)]
    choosing.best(block_of(41), {}, Work(HEEDING + SEARCH + spare), exact=exact)
    assert opened == [(max(spare, 0), choosing._CLOSED)]


@pytest.mark.parametrize(
    ("exact", "first", "second", "kept"),
    [
        (True, Closed({}, 0), Closed({}, 0), 0),
        (True, Closed(dict.fromkeys(ROWS, FAR), 0), Closed({}, 0), 1),
        (True, Closed(dict.fromkeys(ROWS, FAR), 0), Closed(dict.fromkeys(ROWS, FAR), 0), 0),
        (True, Closed(dict.fromkeys(ROWS, FAR), choosing._CLOSING), Closed({}, 0), 0),
        (True, Closed(dict.fromkeys(ROWS, FAR), 0), Closed({}, choosing._CLOSING), 0),
        (False, Closed(dict.fromkeys(ROWS, FAR), 0), Closed({}, 0), 0),
    ],
)
def test_the_most_open_is_kept_once_it_is_closed_where_that_takes_little(  # noqa: PLR0917 - a row
    found, monkeypatch, exact, first, second, kept
):
    """A first block has no time for it."""
    monkeypatch.setattr(BlockCounts, "names", [TOTAL, YOUTH_TOTAL])
    left, _ = found
    told = [rows_of(EXACT, EXACT, EXACT, EXACT), rows_of(EXACT, EXACT, EXACT, NEAR)]
    left += [(*told[0], first), *[(*told[1], second)] * 3]
    made = choosing.best(block_of(10), {}, exact=exact)
    own = (first, second)[kept].told or told[kept][-1]
    assert {name: made.shown[name] for name in ROWS} == own


def test_what_is_told_already_counts_too(found):
    """Beside a wide range, a narrow one gains nothing."""
    left, _ = found
    left += [(NEAR, FAR, True), (FAR, NEAR, True)]
    past = {TOTAL: Interval.exactly(300), YOUTH_TOTAL: Interval(0, 1000)}
    made = choosing.best(block_of(100), past, Work(PROOFS + 2 * COST))
    assert made.shown[TOTAL] == NEAR


def ranges(block, prices):
    """The ranges of a block before anything is sought; the rows of one axis that are exact."""
    cover = BlockRanges(
        system_of(protecting._book(block, protecting.listed(block))),
        block.rules,
        (TOTAL,),
        {},
        prices,
    )
    own = [
        place
        for place, at in enumerate(cover.cells)
        if any(n.period == PROJECT and len(n.by) == 1 for n in cover.system.sums[at].names)
    ]
    assert own
    return cover, [place for place in own if cover.leeway().told[place]]


def small_block(seed=2):
    new = counts(schools("2014-05", 14), as_of=date(2014, 6, 30))
    return BlockCounts(new, WORDS, WORDS.venue_types, Rules(THRESHOLD, seed))


def test_exact_rows_of_one_axis_are_dearer_to_hide_as_long_as_they_are_exact():
    plain, rows = ranges(small_block(), Prices())
    dear, _ = ranges(small_block(), Prices(first=10))
    before = plain.leeway().price
    others = [at for at in range(len(before)) if at not in rows]
    assert rows
    assert np.allclose(dear.leeway().price[rows], 10 * before[rows])
    assert np.array_equal(dear.leeway().price[others], before[others])
    move = np.zeros(len(dear.system.grid.cells), dtype=np.int64)
    move[:2] = 9, -9  # from one age group to the other
    for cover in (plain, dear):
        cover.take(move, strict=False)
    lost = [at for at in rows if not dear.leeway().told[at]]
    assert lost
    assert np.array_equal(dear.leeway().price[lost], plain.leeway().price[lost])


def test_an_axis_by_quarters_is_cheaper_to_hide_than_the_rest():
    sessions = [*schools("2014-05", 14), *schools("2014-08", 14)]
    new = counts(sessions, as_of=date(2014, 9, 30))
    block = BlockCounts(new, WORDS, WORDS.venue_types, Rules(THRESHOLD, 2))
    plain, _ = ranges(block, Prices())
    cheap, _ = ranges(block, Prices(quarters=0.25))
    names = [cheap.system.sums[at].names for at in cheap.cells]
    by_quarter = [all("-q" in name.period and name.by for name in own) for own in names]
    assert any(by_quarter)
    assert any("-q" in name.period and not name.by for own in names for name in own)
    expected = np.where(by_quarter, 0.25, 1) * plain.leeway().price
    assert np.array_equal(cheap.leeway().price, expected)


def test_the_ends_are_drawn_again_around_the_same_witnesses(monkeypatch):
    monkeypatch.setattr(one_search, "close", lambda _: None)
    new = counts(schools("2014-05", 14), as_of=date(2014, 6, 30))
    block = BlockCounts(new, WORDS, WORDS.venue_types, Rules(THRESHOLD, 2))
    told = []

    def worth(shown):
        told.append(-sum(one.width for one in shown.values()))
        return told[-1]

    first, made = protect(block, {}), protect(block, {}, Again((1, 2, 3), worth))
    assert made.evidence.passed
    assert made.witnesses == first.witnesses
    assert len(told) == 4
    assert told[0] == -sum(one.width for one in first.shown.values())
    assert told[0] < max(told) == worth(made.shown)
    again = protect(replace(block, rules=replace(block.rules, seed=2)), {}, Again((1, 2, 3), worth))
    assert again.shown == made.shown


def test_a_first_block_with_too_much_that_must_not_be_told_is_not_searched(found, monkeypatch):
    left, given = found
    left += [(EXACT, EXACT, True)] * 5
    monkeypatch.setattr(choosing.Seeking, "needs", choosing._NEEDS_WITH_QUARTERS + 1)
    assert choosing.best(block_of(100), {}, bound=Bound(1_000)) is None
    assert choosing.best(block_of(100), {}, exact=True, bound=Bound(1_000))
    assert len(given) == 1
    monkeypatch.setattr(choosing.Seeking, "needs", choosing._NEEDS_WITH_QUARTERS)
    assert choosing.best(block_of(100), {}, bound=Bound(1_000))


@pytest.mark.parametrize(("more", "searched"), [(0, True), (1, False)])
def test_nor_is_a_later_one_with_far_too_much(found, monkeypatch, more, searched):
    left, given = found
    left += [(EXACT, EXACT, True)]
    monkeypatch.setattr(choosing.Seeking, "needs", choosing._NEEDS_AT_LAST + more)
    made = choosing.best(block_of(100), {}, exact=True, bound=Bound(1_000))
    assert (made is not None) == bool(given) == searched


def first_block(seed=2, sessions=11):
    return BlockCounts(
        project(sessions, 3, seed=7), BENCH, BENCH.venue_types, Rules(THRESHOLD, seed)
    )


def test_whatever_is_found_or_drawn_ranges_hold_what_they_must():
    """So what can't tell more than another search is known long before it ends."""
    block, told = first_block(sessions=14), []

    def worth(shown):
        told.append(shown)
        return 0.0

    seeking = protecting.Seeking(block, {})
    seeking.sought(block.rules, Again(range(20), worth), None, SearchTerms(beat=-1.0))
    assert not told[:-21]  # nobody looks where no work is counted
    told.clear()
    seeking.sought(block.rules, Again(range(20), worth), Work(10**9), SearchTerms(beat=-1.0))
    best, drawn = told[:-21], told[-21:]
    assert len(best) > 20
    assert all(own[n].covers(one[n]) for own in drawn for one in best for n in one)
    assert all(later[n].covers(one[n]) for one, later in pairwise(best) for n in one)
    assert openness(best[0]) > openness(best[-1]) >= openness(drawn[0])


def room_beside(cover):
    """How far hidden totals and rows of one axis are shown to go beyond their counts, by side."""
    for name, at in cover.system.cells.items():
        told, n = cover.interval(at), int(cover.system.counts[at])
        if is_read_first(name) and not cover.needed[at] and not told.exact:
            yield told.high - n
            if told.low:
                yield n - told.low


def drawn(found, seed, spare):
    """The same witnesses with ranges drawn with another seed."""
    cover = BlockRanges(found.system, Rules(10, seed), (), {}, spare=spare)
    for move in found.witnesses:
        cover.take(move, strict=True)
    return cover


def test_a_later_block_leaves_room_to_make_up_for_what_other_quarters_hide():
    """So a row that two quarters of a year hide can be exact in their sum.

    Nobody who knows that can narrow the range: its count may be as near an end as without room.
    """
    block = replace(first_block(), rules=Rules(10, 2))
    later, first = (
        protecting.Seeking(replace(block, first=is_first), {}).sought(block.rules)
        for is_first in (False, True)
    )
    assert np.mean([*room_beside(later)]) > np.mean([*room_beside(first)]) + 2
    room, none = (
        [own for seed in range(100) for own in room_beside(drawn(first, seed, spare))]
        for spare in (10, 0)
    )
    assert np.mean(room) > np.mean(none) + 3
    assert min(room) == min(none) < 10


def test_what_cannot_tell_more_is_given_up_and_the_same_is_told(monkeypatch):
    def made():
        work = Work(10**9)
        found = choosing.best(small_block(), {}, work)
        return found.shown, found.witnesses, 10**9 - work.left

    *short, less = made()
    monkeypatch.setattr(BlockRanges, "at_best", lambda _, names: dict.fromkeys(names, EXACT))
    *long, more = made()
    assert short == long
    assert less < more


def test_only_what_a_first_search_leaves_is_proved_freely(monkeypatch):
    """It takes long, and tells less than a search that ended."""
    seen, sought = [], choosing.Seeking.sought

    def noted(self, rules, again, work, terms):
        seen.append((terms.bound.freely, terms.beat))
        return sought(self, rules, again, work, terms)

    monkeypatch.setattr(choosing.Seeking, "sought", noted)
    assert choosing.best(small_block(), {}, bound=Bound(10**9, freely=True))
    assert [freely for freely, _ in seen] == [True, *[False] * (len(seen) - 1)]
    assert seen[0][1] < 0 < seen[1][1]
