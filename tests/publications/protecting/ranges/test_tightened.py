"""A year's blocks tightened together: what it tells more, and that nobody can work out more."""

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from dashboard.domain.publications.periods import grain_of
from dashboard.domain.publications.protected import TIGHTENED
from dashboard.domain.publications.publishing import NotNarrowed
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.auditing.watching import told_by_coverage
from dashboard.publications.protecting.ranges.auditing.years_audit import is_tightened_well
from dashboard.publications.protecting.ranges.drafting import tightening, yearly
from dashboard.publications.protecting.ranges.drafting.protecting import ProtectedBlock
from dashboard.publications.protecting.ranges.drafting.yearly import years
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule
from dashboard.publications.protecting.ranges.proving import regaining
from dashboard.publications.protecting.ranges.proving.closing import how_open
from dashboard.publications.protecting.ranges.told.adding import coarser
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.totals import Chain
from dashboard.publications.protecting.ranges.told.year_names import names_of
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks
from tests.publications.protecting.ranges.attacker import Attacker, is_told
from tests.publications.protecting.ranges.chains import as_if_by, extended
from tests.publications.protecting.ranges.reader import Reader
from tests.publications.protecting.ranges.test_few import few_people, sums
from tests.publications.protecting.ranges.test_inner import narrowed
from tests.publications.protecting.ranges.test_ranges import GUESSES, THRESHOLD
from tests.publications.protecting.ranges.test_totals import SLOWLY, figures
from tests.publications.protecting.worlds import WORDS, counts, worlds

OVER, NOT_OVER = date(2015, 3, 31), date(2015, 3, 30)
DAYS = (
    date(2014, 6, 30),
    date(2014, 9, 30),
    date(2014, 12, 31),
    date(2015, 6, 30),
    date(2015, 9, 30),
)
TWO_OVER = date(2016, 3, 31)
SEED = 3
"""One whose first draws are not the most open ones."""
QUARTERS = [worlds(months=months, sessions=5) for months in (("2014-05", "2014-06"), ("2014-08",))]


def chain(*parts, days=DAYS):
    """Each part as a block: the first three of the year 2014-15, the others of the next."""
    found = Chain()
    for number, (sessions, day) in enumerate(zip(parts, days, strict=False)):
        found = extended(found, counts(sessions, as_of=day), Rules(THRESHOLD, number))
    return found


def schools(month, size):
    """Enough sessions to have something to tell, and a small group."""
    return [
        (month, language, "high_school", kind, (size + n, size - n, n))
        for n, (language, kind) in enumerate(product(WORDS.languages, WORDS.kinds))
    ] + [(month, "fr", "shelter", "discussion", (2, size % 3, 0))]


@pytest.mark.parametrize("coarse", range(4))
def test_a_narrowed_year_tells_no_more_tables_than_its_late_sessions(coarse):
    """Else it could not be proved: witnesses of a block leave cells empty that it does not tell."""
    months = ("2013-11", "2014-02", "2014-05", "2014-08")
    late = counts([one for month in months for one in schools(month, 15)], as_of=DAYS[1])
    first, way = chain(schools("2014-05", 14)), coarser(late)[coarse]
    told = extended(first, late, Rules(THRESHOLD, 1), coarse=way)
    [made] = years(told, OVER, lambda _: SEED).years
    assert is_tightened_well(told, made)
    shown = {name.period for name in made.shown if len(name.by) > 1}
    assert shown == {"project", "2013-14", "2014-15"} - way
    assert {"2013-14", "2014-15"} <= {name.period for name in made.shown if len(name.by) == 1}


@pytest.fixture(scope="module")
def three():
    found = chain(*(schools(m, n) for m, n in (("2014-05", 14), ("2014-08", 17), ("2014-11", 12))))
    narrow = years(found, OVER, lambda _: 3)
    [made] = narrow.years
    assert narrow.needs
    assert narrow.others == {}
    return found, made


def test_the_year_is_told_more_narrowly_and_truly(three):
    found, made = three
    after = found.with_year(made)
    assert (made.of, names_of(found, [made])) == ((0, 1, 2), ("2014-15",))
    assert is_tightened_well(found, made)
    width = {True: 0, False: 0}
    for name, fact in found.year(made.of).facts.items():
        before, now = found.told(name), after.told(name)
        assert fact.count in now
        assert before.low <= now.low <= now.high <= before.high
        assert after.told(name._replace(period="2014-15")) == now
        width[False] += before.width
        width[True] += now.width
    assert width[True] < 0.7 * width[False]
    assert figures(after, found.year(made.of).versions[-1]).format == TIGHTENED


def test_quarters_stay_as_they_are(three):
    found, made = three
    for block in found.blocks:
        for name in block.block.names:
            if grain_of(name.period) in {"quarter", "month"}:
                assert found.with_year(made).told(name) == found.told(name)


def test_a_year_that_is_left_as_it_is_says_why(three, monkeypatch):
    """It is not over, is done, has one block, or two that differ, were corrected, or are large."""
    found, made = three
    two = replace(found, blocks=found.blocks[:2])
    block = two.blocks[1].block
    other = replace(block, rules=replace(block.rules, hidden_up_to=THRESHOLD + 1))
    unlike = replace(two, blocks=(two.blocks[0], replace(two.blocks[1], block=other)))
    some = replace(block, counts=replace(block.counts, tallies=block.counts.tallies[:1]))

    def left(of, day=OVER):
        narrow = years(of, day, lambda _: 3)
        assert (narrow.years, narrow.needs) == ((), 0)
        return narrow.others

    assert left(Chain()) == {}
    assert left(found, NOT_OVER) == {"2014-15": NotNarrowed.NOT_OVER}
    assert left(found.with_year(made)) == {"2014-15": NotNarrowed.DONE}
    assert left(replace(found, blocks=found.blocks[:1])) == {"2014-15": NotNarrowed.ONE_BLOCK}
    assert left(unlike) == {"2014-15": NotNarrowed.UNLIKE}
    assert left(two.without(TakenPart(1, Part(some)))) == {"2014-15": NotNarrowed.CORRECTED}
    monkeypatch.setattr(yearly, "_MOST", 3)
    assert left(two) == {"2014-15": NotNarrowed.TOO_LARGE}


def by_width(monkeypatch):
    """Small worlds differ in the widths of their ranges only."""
    monkeypatch.setattr(yearly, "openness", lambda told: -sum(one.width for one in told.values()))


def tries_of(monkeypatch):
    """Whatever is tried for years from now on."""
    tried = []
    by_width(monkeypatch)

    def noted(*given):
        tried.append(tightening.tighten(*given))
        return tried[-1]

    monkeypatch.setattr(yearly, "tighten", noted)
    return tried


def worths_of(monkeypatch):
    """What all ranges that are tried from now on are worth."""
    by_width(monkeypatch)
    told, worth = [], tightening.YearRanges._worth

    def noted(ranges, cover):
        told.append(worth(ranges, cover))
        return told[-1]

    monkeypatch.setattr(tightening.YearRanges, "_worth", noted)
    return told


def test_the_ends_of_a_year_are_drawn_again_and_the_most_open_are_kept(three, monkeypatch):
    found, made = three
    told = worths_of(monkeypatch)
    [one] = years(found, OVER, lambda _: SEED).years
    found_first, closed = told[: yearly._ENDS], told[yearly._ENDS :]
    assert len(closed) == yearly._ENDS
    assert found_first[0] < max(found_first)
    assert closed[0] < max(closed) == yearly._told(found, one.of, one.shown)
    assert one.shown != made.shown


def test_a_year_that_is_proved_is_tried_once(three, monkeypatch):
    found, _ = three
    tried = tries_of(monkeypatch)
    [made] = years(found, OVER, lambda _: SEED).years
    [one] = tried
    year = found.year(made.of)
    assert audit_tightened(year, one.intervals(year.rows), one.proofs()).passed


def test_a_year_whose_first_try_has_no_proof_is_tried_again(three, monkeypatch):
    found, _ = three
    tried = tries_of(monkeypatch)

    def audited(year, shown, witnesses):
        first = witnesses == tried[0].proofs()
        return audit_tightened(year, shown, witnesses[:1] if first else witnesses)

    monkeypatch.setattr(tightening, "audit_tightened", audited)
    [made] = years(found, OVER, lambda _: SEED).years
    assert len(tried) == 2
    assert made.witnesses != tried[0].proofs()
    assert is_tightened_well(found, made)


def test_the_proofs_of_a_year_are_tables_that_could_have_been_published(three, monkeypatch):
    """Where that is found: a few sums may have no other table."""
    found, _ = three
    tried = tries_of(monkeypatch)
    assert years(found, OVER, lambda _: SEED).years
    left = [*map(how_open, tried)]
    monkeypatch.setattr(regaining, "close", lambda *_: None)
    assert years(found, OVER, lambda _: SEED).years
    assert 5 * sum(left) < sum(map(how_open, tried[len(left) :]))


@pytest.mark.parametrize("is_enough", [True, False])
def test_rows_are_regained_only_in_a_year_that_is_searched_to_the_end(
    three, monkeypatch, is_enough
):
    found, _ = three
    if not is_enough:
        monkeypatch.setattr(yearly, "MOST", 1)
    tried = []
    monkeypatch.setattr(yearly, "regain", lambda cover, *_: tried.append(cover) or cover)
    assert years(found, OVER, lambda _: SEED).years
    assert len(tried) == is_enough


@pytest.mark.parametrize("work", [0, yearly.WORK])
def test_a_year_that_is_given_up_is_tried_again_as_long_as_there_is_work(three, monkeypatch, work):
    found, _ = three
    monkeypatch.setattr(yearly, "MOST", 1)
    monkeypatch.setattr(yearly, "WORK", work)
    tried = tries_of(monkeypatch)
    assert years(found, OVER, lambda _: SEED).years
    assert [one.cut_short for one in tried] == ([True, True] if work else [True])


def test_a_year_without_a_proof_is_tried_twice_and_named(three, monkeypatch):
    found, _ = three
    tried = tries_of(monkeypatch)

    def unproved(year, shown, witnesses):
        return audit_tightened(year, shown, witnesses[:1])

    monkeypatch.setattr(tightening, "audit_tightened", unproved)
    narrow = years(found, OVER, lambda _: 3)
    assert (narrow.years, narrow.others) == ((), {"2014-15": NotNarrowed.UNPROVED})
    assert len(tried) == 2


def test_what_must_not_be_told_of_a_year_is_found_once(three, monkeypatch):
    """All tries and their audits ask the same."""
    found, _ = three
    secrets, asked = YearOfBlocks._secrets, []
    monkeypatch.setattr(
        YearOfBlocks, "_secrets", lambda year: asked.append(year) or list(secrets(year))
    )
    assert len(years(found, OVER, lambda _: SEED).years) == 1
    assert len(asked) == 1


def test_the_same_seed_gives_the_same_ranges(three):
    found, made = three
    assert years(found, OVER, lambda _: 3).years == (made,)


def test_blocks_that_corrections_changed_stay_out(three):
    found, made = three
    first = found.blocks[0].block
    some = replace(first, counts=replace(first.counts, tallies=first.counts.tallies[:1]))
    corrected = found.without(TakenPart(0, Part(some)))
    assert not is_tightened_well(corrected, made)
    assert [one.of for one in years(corrected, OVER, lambda _: 3).years] in ([], [(1, 2)])


@pytest.mark.parametrize("of", [(0, 1, 2, 2), (1, 0, 2), (0,), (0, 1, 3), (0, 1)])
def test_other_blocks_are_refused(three, of):
    found, made = three
    assert not is_tightened_well(found, replace(made, of=of))
    assert not is_tightened_well(found.with_year(made), made)


def test_the_audit_refuses_what_it_cannot_prove(three):
    found, made = three
    year = found.year(made.of)
    assert audit_tightened(year, made.shown, made.witnesses).passed
    assert not audit_tightened(year, made.shown, made.witnesses[1:2]).passed
    wide = next(n for n, told in made.shown.items() if told.width > 3 * THRESHOLD)
    count = year.facts[wide].count
    for told in (Interval(count, count + 30), Interval(count + 1, count + 30)):
        assert not audit_tightened(year, {**made.shown, wide: told}, made.witnesses).passed
    small = next(n for n, fact in year.facts.items() if 0 < fact.count <= THRESHOLD)
    exact = Interval.exactly(year.facts[small].count)
    assert not audit_tightened(year, {**made.shown, small: exact}, made.witnesses).passed
    assert not audit_tightened(year, made.shown, [*made.witnesses, _leaving(year)]).passed


def _leaving(year):
    """A witness that keeps every sum of the year, and not the exact total of two blocks."""
    first, last = (
        next(at for at, n in year.truth.items() if at.step == step and at.age == "15-17" and n > 3)
        for step in (0, 1)
    )
    return {first: -3, last: 3}


@pytest.fixture(scope="module")
def both():
    """Two tightened years, and their sum."""
    months = ("2014-05", "2014-08", "2014-11", "2015-05", "2015-08")
    found = chain(*(schools(m, n) for m, n in zip(months, (14, 17, 12, 15, 11), strict=True)))
    return found, years(found, TWO_OVER, lambda _: 3).years


def test_two_years_together_tell_the_project_more_narrowly_and_nothing_else(both):
    found, made = both
    first, second, across = made
    assert [one.of for one in made] == [(0, 1, 2), (3, 4), (0, 1, 2, 3, 4)]
    assert names_of(found, made) == ("2014-15", "2015-16")
    apart = found.with_year(first).with_year(second)
    after = apart.with_year(across)
    assert is_tightened_well(apart, across)
    width = {True: 0, False: 0}
    for name, fact in found.year(across.of).facts.items():
        before, now = apart.told(name), after.told(name)
        assert fact.count in now
        assert before.low <= now.low <= now.high <= before.high
        if name.period == "project":
            width[False] += before.width
            width[True] += now.width
        else:
            assert now == before
    assert width[True] < 0.8 * width[False]
    assert years(after, TWO_OVER, lambda _: 3).years == ()


def test_of_several_draws_of_the_sum_the_most_open_is_kept(both, monkeypatch):
    found, (first, second, _) = both
    apart = found.with_year(first).with_year(second)
    told = worths_of(monkeypatch)
    [across] = years(apart, TWO_OVER, lambda _: 5).years
    told.clear()
    assert years(apart, TWO_OVER, lambda _: 5).years == (across,)
    assert len(told) == yearly._ENDS
    assert told[0] < max(told) == yearly._told(apart, across.of, across.shown)


def test_a_sum_of_years_needs_all_blocks_of_each(both):
    found, (first, second, across) = both
    apart = found.with_year(first).with_year(second)
    for of in ((0, 1, 3, 4), (0, 1, 2, 3), (0, 1, 2)):
        assert not is_tightened_well(apart, replace(across, of=of))
    assert not is_tightened_well(apart.with_year(across), across)
    narrow = next(n for n, told in second.shown.items() if told.exact)
    other = replace(second, shown={**second.shown, narrow: Interval(0, 15)})
    assert not is_tightened_well(found.with_year(first).with_year(other), across)
    moved = replace(across, witnesses=[*across.witnesses, _leaving(found.year(across.of))])
    assert not is_tightened_well(apart, moved)


@pytest.fixture(scope="module")
def first():
    """The first publication, and the year after it."""
    days = (date(2014, 3, 31), *DAYS[:2])
    parts = (schools(m, n) for m, n in (("2013-11", 16), ("2014-05", 14), ("2014-08", 17)))
    found = chain(*parts, days=days)
    return found, years(found, OVER, lambda _: 3)


def test_the_first_publication_joins_the_year_after_it(first):
    """All three are one sum, which is named, and from which nothing can be taken any more."""
    found, narrow = first
    year, across = narrow.years
    after = found.with_year(year).with_year(across)
    assert [one.of for one in narrow.years] == [(1, 2), (0, 1, 2)]
    assert names_of(after, narrow.years) == ("2013-14", "2014-15")
    assert narrow.others == {"2013-14": NotNarrowed.DONE}
    assert after.joined == {0, 1, 2}
    assert is_tightened_well(found.with_year(year), across)
    width = {True: 0, False: 0}
    for name, fact in found.year(across.of).facts.items():
        before, now = found.with_year(year).told(name), after.told(name)
        assert fact.count in now
        assert before.low <= now.low <= now.high <= before.high
        width[name.period == "project"] += before.width - now.width
    assert width[True] > 0 == width[False]
    assert years(after, OVER, lambda _: 3).years == ()


def test_what_was_corrected_or_is_too_large_stays_out_of_the_sum(first, monkeypatch):
    found, narrow = first
    block = found.blocks[0].block
    some = replace(block, counts=replace(block.counts, tallies=block.counts.tallies[:1]))
    apart = found.with_year(narrow.years[0])
    assert years(apart.without(TakenPart(0, Part(some))), OVER, lambda _: 3).years == ()
    monkeypatch.setattr(yearly, "_MOST_ACROSS", 10)
    assert years(apart, OVER, lambda _: 3).years == ()


def test_of_blocks_that_are_alone_the_latest_join_the_sum_first(both, monkeypatch):
    """Neither those of later years, nor those that differ or would make it too large."""
    found, (one, other, _) = both
    sizes = [len(each.block.counts.tallies) for each in found.blocks]
    block = found.blocks[2].block
    unlike = replace(block, rules=replace(block.rules, hidden_up_to=THRESHOLD + 1))
    middle = replace(found.blocks[2], block=unlike)
    some = replace(found, blocks=(*found.blocks[:2], middle, *found.blocks[3:]))

    def joined(chain):
        return list(yearly._sums(chain, ""))

    assert joined(found) == []
    assert joined(found.with_year(one)) == []
    assert joined(found.with_year(other)) == [(0, 1, 2, 3, 4)]
    assert joined(some.with_year(other)) == [(0, 1, 3, 4)]
    taken = TakenPart(1, Part(found.blocks[1].block))
    assert joined(found.with_year(other).without(taken)) == [(0, 2, 3, 4)]
    monkeypatch.setattr(yearly, "_MOST_ACROSS", sum(sizes[2:]))
    assert joined(found.with_year(other)) == [(2, 3, 4)]
    assert joined(found.with_year(one).with_year(other)) == []
    early = replace(found.blocks[0].block.counts, as_of=date(2014, 3, 31))
    before = replace(found.blocks[0], block=replace(found.blocks[0].block, counts=early))
    longer = replace(found, blocks=(before, *found.blocks[1:])).with_year(other)
    assert joined(longer) == [(2, 3, 4)]
    monkeypatch.setattr(yearly, "_MOST_ACROSS", sum(sizes))
    assert joined(found.with_year(one).with_year(other)) == [(0, 1, 2, 3, 4)]


@pytest.mark.parametrize(("proved", "tried"), [(True, [(0, 1, 2)]), (False, [(0, 1, 2), (1, 2)])])
def test_without_a_proof_of_the_largest_sum_the_next_one_is_tried(
    first, monkeypatch, proved, tried
):
    """And there is one sum at most."""
    found, narrow = first
    apart, [year, across] = found.with_year(narrow.years[0]), narrow.years
    asked = []
    made = ProtectedBlock(across.shown, (), audit_tightened(found.year((1, 2)), year.shown, ()))

    def noted(chain, of, draw):
        asked.append(of)
        return made if proved else None

    monkeypatch.setattr(yearly, "_sums", lambda *_: iter([(0, 1, 2), (1, 2)]))
    monkeypatch.setattr(yearly, "_tightened_across", noted)
    found = years(apart, OVER, lambda _: 3).years
    assert (asked, [one.of for one in found]) == (tried, tried if proved else [])


class YearReader(Reader):
    """Whoever has the ranges of all blocks and of their sums, and knows how they were made."""

    def __init__(self, found, made, guess):
        parts = [Attacker(each.block, each.shown, guess) for each in found.blocks]
        super().__init__(parts, [], guess)
        rows, low, high = [*self.rows], [*self.low], [*self.high]
        for name, told in made.shown.items():
            rows.append(self._of(Name(name.period, name.by, name.codes), len(parts)))
            least, most = self._inside(told)
            low.append(max(least, guess.somebody and self.true(rows[-1]) > 0))
            high.append(most)
        self.rows, self.low, self.high = np.array(rows), np.array(low), np.array(high)


def learned(found, made, guess):
    """The counts of blocks of which the sums tell too much, and the blocks alone do not.

    Readers are told of two merged types together: the attacker, who tells them apart, finds counts
    that need no protection.
    """
    alone, both = (
        {each[:2] for each in narrowed(YearReader(found, one, guess), guess)}
        for one in (replace(made, shown={}), made)
    )
    return both - alone


@settings(SLOWLY, max_examples=3)
@given(*QUARTERS, worlds(months=("2014-11",), sessions=5))
def test_whoever_has_all_ranges_learns_no_small_count(first, second, third):
    """With sessions and days known, and somebody supposed everywhere or nowhere."""
    found = chain(first, second, third)
    for made in years(found, OVER, lambda _: 1).years:
        for guess in GUESSES[:: len(GUESSES) - 1]:
            assert not learned(found, made, guess), guess


@pytest.mark.parametrize("guess", GUESSES[:: len(GUESSES) - 1])
def test_nor_in_a_year_that_tells_much(three, guess):
    found, made = three
    assert not learned(found, made, guess)


@pytest.mark.parametrize("guess", GUESSES[:: len(GUESSES) - 1])
@pytest.mark.parametrize("given", ["both", "first"])
def test_nor_from_years_and_their_sum(request, given, guess):
    found, made = request.getfixturevalue(given)
    *inner, across = getattr(made, "years", made)
    alone = YearReader(found, replace(across, shown={}), guess)
    reader = YearReader(found, across, guess)
    rows, low, high = [*reader.rows], [*reader.low], [*reader.high]
    for year in inner:
        begins, till = year.of[0], year.of[-1] + 1
        for name, told in year.shown.items():
            row = reader._of(name, till) - (reader._of(name, begins) if begins else 0)
            least, most = reader._inside(told)
            rows.append(row)
            low.append(max(least, guess.somebody and reader.true(row) > 0))
            high.append(most)
    reader.rows, reader.low, reader.high = np.array(rows), np.array(low), np.array(high)
    known, told = ({each[:2] for each in narrowed(one, guess)} for one in (alone, reader))
    assert not told - known


def test_a_small_count_of_several_blocks_may_be_one_person_of_each(three):
    """Their own ranges may tell as much; less could never be proved, and no year be tightened."""
    found, made = three
    year = found.year(made.of)
    small = [
        (len({at.step for at in people if year.truth[at]}), wanted.low)
        for _, people, wanted in year.secrets
        if wanted.high == THRESHOLD + 1
    ]
    assert {blocks for blocks, _ in small} >= {1, 2}
    assert all(low == blocks for blocks, low in small)


MANY = 10
FEW = (2, 71)
"""Worlds whose sums of blocks told several small cells of one as 2 people or more."""


def of_few(seed, *, proved=TODAY, kept=TODAY):
    """Two blocks with few people of most ages, proved by rules, and kept as if by others."""
    found = Chain()
    for number, months in enumerate((("2014-05", "2014-06"), ("2014-08",))):
        new = counts(few_people(10 * seed + number, months), as_of=DAYS[number])
        found = extended(found, new, Rules(MANY, number), made_by=proved)
    return as_if_by(kept, found)


def sums_learned(found, made):
    """The small sums of which a reader learns that they are more than one, or surely small."""
    reader, year = YearReader(found, made, GUESSES[0]), found.year(made.of)
    for step, frozen in enumerate(found.blocks):
        for own in sums(frozen.block):
            row = reader.padded(step, own)
            people = frozenset(Finest(*at) for at, n in zip(reader.people, row, strict=True) if n)
            if 0 < reader.true(row) <= MANY:
                low = max(1, told_by_coverage(people, year.reached))
                if ends := reader.narrow(row, partial(is_told, low, MANY)):
                    yield step, reader.true(row), *ends


@pytest.mark.parametrize("seed", FEW)
def test_nobody_learns_how_many_people_small_cells_of_a_block_are_together(seed):
    found = of_few(seed)
    [made] = years(found, OVER, lambda _: 3).years
    assert not list(sums_learned(found, made))


@pytest.mark.parametrize("seed", FEW)
def test_the_audit_misses_the_proof_of_such_a_sum(seed):
    """And blocks of before are tightened, and audited, as they were made."""
    before, now = (of_few(seed, proved=Rule.COVERAGE, kept=rule) for rule in (0, Rule.SUMS))
    [made] = years(before, OVER, lambda _: 3).years
    assert is_tightened_well(before, made)
    assert list(sums_learned(before, made))
    failures = audit_tightened(now.year(made.of), made.shown, made.witnesses).failures
    assert failures
    assert all(one.what.startswith("sum: ") for one in failures)


def months_learned(found, made):
    """The runs of months of which a reader learns that they are more than one for each block."""
    reader, year = YearReader(found, made, GUESSES[0]), found.year(made.of)
    for what, people, wanted in year.secrets:
        if what.startswith("months: ") and wanted.high == MANY + 1:
            row = np.array([Finest(*at) in people for at in reader.people], dtype=float)
            low = max(wanted.low, told_by_coverage(people, year.reached))
            ends = reader.narrow(row, partial(is_told, low, MANY))
            if ends and wanted.apart and ends[1] - ends[0] >= wanted.apart:
                continue  # one large session alone
            if ends:
                yield what, reader.true(row), *ends


ACROSS = (4, 8)
"""Worlds whose sums of blocks had no proof of months from one block to the next."""


@pytest.mark.parametrize("seed", ACROSS)
def test_months_from_one_block_to_the_next_may_have_one_person_for_each(seed):
    found = of_few(seed)
    [made] = years(found, OVER, lambda _: 3).years
    assert not list(months_learned(found, made))
    before = of_few(seed, kept=Rule.SCATTERED)
    [made] = years(before, OVER, lambda _: 3).years
    assert is_tightened_well(before, made)
    now = of_few(seed, kept=Rule.QUARTERS)
    failures = audit_tightened(now.year(made.of), made.shown, made.witnesses).failures
    assert failures
    assert all(one.what.startswith("months: ") for one in failures)


def test_the_reader_finds_what_an_exact_sum_would_tell(three):
    """So the attack is no weaker than that."""
    found, made = three
    year = found.year(made.of)
    told = {name: Interval.exactly(year.facts[name].count) for name in made.shown}
    assert learned(found, replace(made, shown=told), GUESSES[-1])


def test_all_tries_of_a_draft_stay_within_its_work_and_what_they_leave_is_taken_side_by_side(
    three, monkeypatch
):
    found, _ = three
    tries = []

    def noted(*given):
        left = given[-1].left
        tries.append((left, tightening.tighten(*given)))
        return tries[-1][1]

    monkeypatch.setattr(yearly, "tighten", noted)
    monkeypatch.setattr(yearly, "MOST", 20_000)
    [made] = years(found, OVER, lambda _: SEED).years
    assert is_tightened_well(found, made)
    assert [left for left, _ in tries] == sorted((left for left, _ in tries), reverse=True)
    assert tries[0][0] == 20_000
