"""Years and quarters inside a block: what they tell, and that nobody can work out more."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings

from dashboard.domain.publications.periods import grain_of
from dashboard.domain.publications.protected import YOUTH, CellMark
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.declared import DECLARED, blanks
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges import BlockCounts, audit
from dashboard.publications.protecting.ranges.needs.listing import listed
from dashboard.publications.protecting.ranges.told.adding import joined, nothing
from dashboard.publications.protecting.ranges.told.totals import Chain
from tests.publications.protecting.ranges.attacker import Attacker, Guess, is_narrow
from tests.publications.protecting.ranges.chains import extended
from tests.publications.protecting.ranges.reader import Reader
from tests.publications.protecting.ranges.test_ranges import GUESSES, THRESHOLD
from tests.publications.protecting.ranges.test_totals import SLOWLY
from tests.publications.protecting.worlds import WORDS, counts, worlds
from tests.support.one_search import protect

YEARS = ("2013-11", "2014-02", "2014-05")
LATER = ("2014-05", "2014-08")


def publish(*parts, inner=True, threshold=THRESHOLD, large=False):
    """Each part as a block, and what is published after each; ``large``: so is the first one."""
    chain, told, publications = Chain(), nothing(date.min, WORDS.ages), []
    for number, sessions in enumerate(parts):
        new = counts(sessions)
        rules, quarters = Rules(threshold, number), not large or number > 0
        chain = extended(chain, new, rules, inner=inner, quarters=quarters)
        types, told = chain.blocks[-1].block.venue_types, joined(told, new)
        publications.append(
            (number + 1, chain.figures(told, WORDS, types, threshold, WORDS.youth).tables)
        )
    return chain, publications


def narrowed(reader, guess):
    """The counts of each block that a reader of all publications learns too much of."""
    for number, part in enumerate(reader.parts):
        for row, age in part.asked():
            count, alone = part.true(row), part.alone(row, age)
            if 0 < count <= THRESHOLD or (count and alone):
                knows = {"told": part.told(row), "supposes": guess != Guess(), "wide": True}
                narrow = partial(is_narrow, count, alone, most=THRESHOLD, **knows)
                if ends := reader.narrow(reader.padded(number, row), narrow):
                    yield number, count, *ends


@pytest.mark.parametrize("large", [False, True])
@settings(SLOWLY, max_examples=2)
@given(first=worlds(months=YEARS, sessions=8), second=worlds(months=LATER, sessions=4))
def test_years_quarters_and_totals_of_all_publications_together_narrow_nothing(
    large, first, second
):
    """With sessions and days known, and somebody supposed everywhere or nowhere."""
    chain, publications = publish(first, second, large=large)
    for guess in GUESSES[:: len(GUESSES) - 1]:
        assert not list(narrowed(reader(chain, publications, guess), guess)), guess


def test_the_reader_finds_what_a_lower_threshold_tells():
    few = ("2014-02", "fr", "shelter", "discussion", (4, 0, 0))
    chain, publications = publish([few, *FIRST[::12]], threshold=2)
    found = reader(chain, publications, Guess())
    found.hidden_up_to = found.parts[0].hidden_up_to = THRESHOLD
    assert next(narrowed(found, Guess()), None)


def reader(chain, publications, guess):
    parts = [Attacker(each.block, {}, guess) for each in chain.blocks]
    return Reader(parts, publications, guess)


FIRST = [
    (month, language, venue_type, kind, (9, 14, 6 + len(kind)))
    for month in YEARS
    for language in WORDS.languages
    for venue_type in WORDS.venue_types
    for kind in WORDS.kinds
]


def marks(publications):
    return {
        (grain_of(table.period), len(table.by)): {cell.mark for cell in table.cells}
        for table in publications[-1][1]
    }


def test_years_and_quarters_of_one_block_have_all_their_tables():
    chain, publications = publish(FIRST)
    shown = {(table.period, table.by) for table in chain.blocks[0].block.tables}
    for table in blanks(YEARS, WORDS, chain.blocks[0].block.venue_types):
        if table.by in DECLARED["quarter"] and table.period in ("2013-14-q3", "2014-15-q1"):
            assert (table.period, table.by) in shown
    assert ("2013-14", ("language", "venue_type")) in shown
    assert CellMark.HIDDEN not in marks(publications)["year", 2] | marks(publications)["quarter", 1]


COARSE = frozenset({"2013-14", "2013-14-q3"})


def chain_of(sessions, coarse, then=()):
    """A block whose older periods tell less, and one of later sessions."""
    rules = Rules(THRESHOLD, 5)
    chain = extended(Chain(), counts(sessions), rules, coarse=coarse)
    return extended(chain, counts(then), rules) if then else chain


def cell(period, *pairs):
    return Name(period, tuple(axis for axis, _ in pairs), tuple(code for _, code in pairs))


def test_coarse_years_tell_each_axis_and_coarse_quarters_everyone_and_the_youth():
    block = chain_of(FIRST, COARSE).blocks[0].block
    all_told = replace(block, coarse=frozenset())
    shown = {(table.period, len(table.by)) for table in block.tables}
    left = {(table.period, len(table.by)) for table in all_told.tables} - shown
    assert left == {("2013-14", 2)}
    [youth] = [t for t in block.tables if (t.period, t.by) == ("2013-14-q3", ("age",))]
    assert youth.codes == ((YOUTH,),)
    assert ("2013-14-q4", 1) in shown
    assert block.asked_tables == all_told.tables
    assert listed(block) == listed(all_told)


def test_where_a_coarse_period_has_no_session_nobody_came():
    """Pages tell how many sessions there were, so this is no secret; all else is unknown."""
    only = ("en", "high_school", "discussion")
    sessions = [s for s in FIRST if s[0] != "2013-11" or s[1:4] == only]
    [block] = chain_of(sessions, COARSE).blocks
    none = Interval.exactly(0)
    quarter, year = "2013-14-q3", "2013-14"
    assert block.told(cell(quarter, ("language", "fr"))) == none
    assert block.told(cell(quarter, ("venue_type", "shelter"))) == none
    assert block.told(cell(quarter, ("language", "en"))) is None
    assert block.told(cell(quarter, ("age", "26-plus"))) is None
    assert block.told(cell(year, ("language", "fr"), ("kind", "discussion"))) is None
    few = [s for s in sessions if s[0] == "2014-05" or s[1:4] == only]
    [block] = chain_of(few, COARSE).blocks
    assert block.told(cell(year, ("language", "fr"), ("kind", "discussion"))) == none
    assert block.told(cell(year, ("language", "en"), ("kind", "discussion"))) is None


@settings(SLOWLY, max_examples=4)
@given(worlds(months=YEARS, sessions=9))
def test_nothing_more_is_learnt_where_older_periods_tell_less(sessions):
    chain = chain_of(sessions, COARSE)
    own = chain.blocks[0]
    tables = chain.figures(
        own.block.counts, WORDS, own.block.venue_types, THRESHOLD, WORDS.youth
    ).tables
    for guess in GUESSES[:: len(GUESSES) - 1]:
        assert not list(narrowed(reader(chain, [(1, tables)], guess), guess)), guess


def test_blocks_that_were_made_before_tell_less_and_are_proved_as_they_are():
    chain, publications = publish(FIRST, [], inner=False)
    assert marks(publications)["year", 2] == marks(publications)["quarter", 1] == {CellMark.HIDDEN}
    [old, _] = chain.blocks
    assert audit(old.block, old.shown, old.witnesses).passed
    assert not audit(replace(old.block, inner=True), old.shown, old.witnesses).passed


def test_quarters_of_a_large_block_tell_everyone_and_the_youth_for_good():
    """A later block with late sessions of such a quarter does not tell its languages either."""
    late = [("2014-02", *of, (30, 20, 10)) for _, *of, _ in FIRST[: len(FIRST) // len(YEARS)]]
    chain, publications = publish(FIRST, late, large=True)
    told = {(table.period, table.by): table.cells for table in publications[-1][1]}
    for axis in ("language", "age", "venue_type", "kind"):
        rows = [cell for cell in told["2013-14-q4", (axis,)] if cell.codes != (YOUTH,)]
        assert {cell.mark for cell in rows} == {CellMark.HIDDEN}
    for period in ("2013-14-q4", "2014-02", "2013-14", "project"):
        assert told[period, ()][0].value is not None
    assert CellMark.HIDDEN not in marks(publications)["year", 2]
    [block, _] = [each.block for each in chain.blocks]
    assert not any(table.grain == "quarter" and table.by == ("kind",) for table in block.tables)


@pytest.mark.parametrize("period", ["2013-14", "2014-15", "2013-14-q3", "2014-15-q1"])
def test_a_range_inside_a_block_that_is_told_exactly_is_noticed(period):
    sessions = [*FIRST[::5], ("2014-02", "fr", "shelter", "discussion", (1, 0, 2))]
    made = BlockCounts(counts(sessions), WORDS, WORDS.venue_types, Rules(THRESHOLD, 3))
    found = protect(made, {})
    attacker = Attacker(made, {}, Guess())
    for name, told in found.shown.items():
        if name.period == period and len(name.by) == 1 and not told.exact:
            true = attacker.true(attacker.row(period, dict(zip(name.by, name.codes, strict=True))))
            shown = dict(found.shown) | {name: replace(told, low=true, high=true)}
            assert not audit(made, shown, found.witnesses).passed
            return
    pytest.fail("nothing of this period is a range")
