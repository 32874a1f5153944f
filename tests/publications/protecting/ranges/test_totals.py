"""Publications of several blocks: sums of what each tells, and answers that tell no more."""

from dataclasses import astuple, replace
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.domain.publications.protected import FORMAT, CellMark, ProtectedCell
from dashboard.domain.publications.publication import SessionCount
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.intervals import Interval
from dashboard.domain.shared.periods import Period
from dashboard.publications.answering.question import FiguresQuestion
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.protecting import EarlierCounts, Rules
from dashboard.publications.protecting.facts import Name, facts
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting.choosing import best
from dashboard.publications.protecting.ranges.needs.changes import Entered
from dashboard.publications.protecting.ranges.told import adding
from dashboard.publications.protecting.ranges.told.adding import (
    addition,
    by_years,
    coarser,
    joined,
    nothing,
    parted,
    split,
    tells_quarters,
)
from dashboard.publications.protecting.ranges.told.frozen import FrozenBlock, OlderPublication
from dashboard.publications.protecting.ranges.told.totals import Chain
from tests.publications.protecting.adversary import fiscal
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_ranges import SESSIONS, THRESHOLD
from tests.publications.protecting.worlds import WORDS, counts, worlds
from tests.support import publications as published
from tests.support.joint import publish
from tests.support.one_search import protect

SLOWLY = settings(
    deadline=None,
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # to make such projects smaller takes minutes
)
LATER = worlds(months=("2014-03", "2014-05", "2014-06"), sessions=6)
AXES = ("language", "venue_type", "kind", "age")


def chain(*parts):
    """Each part as a block, one after the other, and all sessions together."""
    found, told, rules = Chain(), nothing(date.min, WORDS.ages), Rules(THRESHOLD, 5)
    for part in parts:
        new = counts(part)
        types = found.venue_types(new, WORDS, rules)
        block = BlockCounts(new, WORDS, types, rules)
        found = found.with_one(FrozenBlock(block, protect(block, found.past(block)).shown))
        told = joined(told, new)
    return found, told


def figures(found, told, youth=WORDS.youth):
    types = found.venue_types(told, WORDS, Rules(THRESHOLD))
    return found.figures(told, WORDS, types, THRESHOLD, youth)


def cells(tables):
    return {
        Name(table.period, table.by, cell.codes): cell for table in tables for cell in table.cells
    }


@SLOWLY
@given(worlds(), LATER)
def test_every_cell_holds_the_count_and_is_the_sum_of_the_blocks(first, second):
    found, told = chain(first, second)
    shown = cells(figures(found, told).tables)
    forms = {(form.period, form.by): form for each in found.blocks for form in each.block.tables}
    truth = facts(told, WORDS, forms.values())
    for name, cell in shown.items():
        if name in truth and cell.shown:
            assert truth[name].count in cell.shown
        if name.period != "project":
            continue
        parts = [each.shown[name] for each in found.blocks]
        if cell.mark is CellMark.OPEN:
            assert all(one.exact for one in parts)
            assert not 0 < cell.value <= THRESHOLD
        elif cell.mark is CellMark.RANGE:
            assert cell.shown == Interval.total(parts)
        else:
            assert not Interval.total(parts).helps(THRESHOLD)


@settings(SLOWLY, max_examples=3)
@given(worlds(sessions=8), worlds(months=("2014-05", "2014-06"), sessions=5), st.data())
def test_no_answer_tells_more_than_the_blocks_do(first, second, data):
    """An attacker who has every cell of every block knows at least what any filter answers."""
    found, told = chain(first, second)
    tables = figures(found, told).tables
    tallies = (tally for each in found.blocks for tally in each.block.counts.tallies)
    reading = OpenPublication(
        published.publication(
            tables=tables,
            sessions=tuple(SessionCount(*astuple(one)[:5]) for one in tallies),
            hidden_up_to=THRESHOLD,
            data_as_of=date(2014, 6, 30),
            format=FORMAT,
        )
    )
    attackers = [Attacker(each.block, each.shown, Guess()) for each in found.blocks]
    every = [
        dict(zip((*AXES, "period"), chosen, strict=True))
        for chosen in product(
            ((), ("en",), ("en", "fr")),
            ((), ("high_school",)),
            ((), ("discussion",)),
            ((), ("12-14",), ("12-14", "15-17")),
            (None, "2013-14", "2014-15-q1"),
        )
    ]
    for asked in data.draw(st.lists(st.sampled_from(every), min_size=12, max_size=12)):
        period = asked["period"]
        filters = Filters(**asked | {"period": Period.parse(period) if period else None})
        number = FiguresQuestion(reading.source, filters).count()
        if number.told is None:
            continue
        axes = [axis for axis in AXES if asked[axis]]
        rows = [
            sum(
                attacker.row(period or "project", dict(zip(axes, codes, strict=True)))
                for codes in product(*(asked[axis] for axis in axes))
            )
            for attacker in attackers
        ]
        ends = [attacker.widest(row) for attacker, row in zip(attackers, rows, strict=True)]
        assert number.told.low <= sum(low for low, _ in ends)
        assert number.told.high >= sum(high for _, high in ends)
        assert sum(a.true(r) for a, r in zip(attackers, rows, strict=True)) in number.told


FIRST = [*SESSIONS, *SESSIONS]
SECOND = [("2014-05", code, "high_school", "discussion", (30, 40, 9)) for code in ("en", "fr")]


def test_a_block_of_one_quarter_tells_the_tables_of_that_quarter():
    found, told = chain(FIRST, SECOND)
    shown = cells(figures(found, told).tables)
    assert shown[Name("2014-15-q1", ("language",), ("fr",))].value == 79
    assert shown[Name("2014-15", ("language", "kind"), ("fr", "discussion"))].value == 79
    assert shown[Name("2014-15-q1", ("language",), ("fr",))].mark is CellMark.OPEN


def test_late_sessions_leave_the_tables_of_their_quarters_as_they_are():
    """The block has sessions of two quarters, and tells each axis of both."""
    late = [("2014-03", "en", "high_school", "discussion", (30, 40, 9))]
    found, told = chain(FIRST, [*SECOND, *late])
    shown = cells(figures(found, told).tables)
    assert shown[Name("2014-15-q1", ("language",), ("fr",))].value == 79
    assert shown[Name("2014-15-q1", (), ())].value == 158


def test_figures_of_a_period_ask_only_the_blocks_that_have_sessions_in_it(monkeypatch):
    """Else each publication would ask all blocks for each month of all publications before it."""
    session, asked = ("en", "high_school", "discussion", (20, 15, 12)), []
    found, told = chain([("2014-02", *session)], [("2014-06", *session)])

    def ask(own, name, plain=FrozenBlock.told):
        asked.append((name.period, own.months))
        return plain(own, name)

    monkeypatch.setattr(FrozenBlock, "told", ask)
    figures(found, told)
    assert ("2014-06", {"2014-06"}) in asked
    assert all(any(period in fiscal(month) for month in months) for period, months in asked)


def test_youth_of_other_age_groups_than_before_are_not_added_up():
    found, told = chain(FIRST)
    shown = cells(figures(found, told, youth=WORDS.ages).tables)
    marks = {cell.mark for name, cell in shown.items() if "youth" in name.codes}
    assert marks == {CellMark.HIDDEN}


def test_what_an_older_publication_hid_stays_hidden_and_what_it_carried_stays_as_it_is():
    told = counts(FIRST)
    rules = Rules(THRESHOLD, 1)
    old = publish(told, WORDS, rules).protected
    types = tuple(c.codes[0] for t in old.tables if t.by == ("venue_type",) for c in t.cells[:])
    carried = ProtectedCell(("en",), 7, CellMark.CARRIED, date(2014, 1, 1))
    tables = tuple(
        replace(t, cells=(carried, *t.cells[1:]))
        if (t.period, t.by) == ("project", ("language",))
        else t
        for t in old.tables
    )
    base = OlderPublication(EarlierCounts(told, replace(old, tables=tables)), WORDS)
    new = counts(SECOND)
    block = BlockCounts(new, WORDS, Chain(base).venue_types(new, WORDS, rules), rules)
    assert set(block.venue_types) == set(types)
    found = Chain(base).with_one(FrozenBlock(block, protect(block, {}).shown))
    before, after = cells(tables), cells(figures(found, joined(told, new)).tables)
    for name, cell in before.items():
        if cell.mark is not CellMark.OPEN:
            assert after[name] == cell
        elif name.period == "project" and found.blocks[0].shown[name].exact:
            assert after[name].value == cell.value + found.blocks[0].shown[name].low
    assert after[Name("project", ("language",), ("en",))] == carried


def test_of_several_seeds_the_most_open_is_kept_and_the_same_secret_finds_it_again():
    def made(secret):
        block = BlockCounts(counts(SESSIONS), WORDS, WORDS.venue_types, Rules(THRESHOLD, secret))
        return block, best(block, {})

    block, found = made(8)
    assert found.shown == made(8)[1].shown
    one = protect(replace(block, rules=Rules(THRESHOLD, 8)), {})

    def told(shown):
        return sum(i.exact + i.within(0.2) for n, i in shown.items() if n.period == "project")

    assert found.evidence.passed
    assert told(found.shown) >= told(one.shown) - 2  # another seed, drawn of the secret


@pytest.mark.parametrize(
    ("now", "fresh", "late", "outdated"),
    [
        (SESSIONS, [], 0, False),
        ([*SESSIONS, *SECOND], SECOND, 0, False),
        ([*SESSIONS, SESSIONS[1], *SECOND], [SESSIONS[1], *SECOND], 1, False),
        ([*SESSIONS[1:], SESSIONS[2], *SECOND], SECOND, 0, True),
    ],
    ids=["nothing", "a quarter", "a late one", "one that is gone, and one late"],
)
def test_what_a_new_block_counts(now, fresh, late, outdated):
    """Where something told was corrected, only new months are counted: else some count twice."""
    before = counts(SESSIONS, date(2014, 3, 31))
    found = addition(before, counts(now), WORDS, Entered(None))
    assert found.counts.tallies == counts(fresh).tallies
    assert (found.late, found.outdated) == (late, outdated)
    if not outdated:
        assert joined(before, found.counts).tallies == counts(now).tallies


@pytest.mark.parametrize(
    ("short", "few", "many", "first", "told"),
    [
        (3, 5, 6, True, True),
        (2, 6, 6, True, True),
        (2, 5, 6, True, False),
        (2, 5, 6, False, True),
        (3, 4, 5, False, False),
        (2, 5, 5, False, False),
    ],
)
def test_quarters_tell_no_axis_where_there_are_many_or_sessions_are(  # noqa: PLR0917 - a row each
    monkeypatch, short, few, many, first, told
):
    """Here are three quarters and six tallies. How long a later block is says nothing: its late
    sessions may lie in many quarters."""
    for name, limit in (("_SHORT", short), ("_FEW", few), ("_MANY", many)):
        monkeypatch.setattr(adding, name, limit)
    every = product(("2014-02", "2014-04", "2014-09"), ("en", "fr"))
    new = counts([(month, language, "shelter", "discussion", (9,)) for month, language in every])
    assert tells_quarters(new, first=first) == told


@pytest.mark.parametrize(
    ("months", "ways"),
    [
        (["2014-05", "2014-08"], [set()]),
        (
            ["2014-05", "2014-08", "2014-09", "2014-12"],
            [set(), {"2014-15-q1"}, {"2014-15", *(f"2014-15-q{n}" for n in (1, 2, 3))}],
        ),
        (
            ["2013-11", "2014-05", "2014-08"],
            [
                set(),
                {"2013-14-q3"},
                {"2013-14-q3", "2013-14"},
                {"2013-14-q3", "2013-14", "2014-15-q1", "2014-15-q2", "2014-15"},
            ],
        ),
    ],
)
def test_older_periods_of_late_sessions_tell_less_step_by_step(months, ways):
    new = counts([(month, "en", "high_school", "discussion", (9, 9, 9)) for month in months])
    assert coarser(new) == tuple(map(frozenset, ways))


def test_very_many_sessions_are_split_by_years_and_a_small_year_goes_with_another(monkeypatch):
    monkeypatch.setattr(adding, "_MANY", 4)
    monkeypatch.setattr(adding, "_ENOUGH", 2)
    years = [("2012-05", 1), ("2013-05", 3), ("2014-03", 1), ("2014-04", 2), ("2015-05", 1)]
    new = counts(
        [
            (month, language, venue_type, "discussion", (1, 2, 3))
            for month, number in years
            for language, venue_type in list(product(WORDS.languages, WORDS.venue_types))[:number]
        ]
    )
    years = by_years(new)
    assert split(new, first=True) == split(new, first=False) == years
    parts = [sorted({tally.month for tally in part.tallies}) for part in years]
    assert parts == [["2012-05", "2013-05", "2014-03"], ["2014-04", "2015-05"]]
    assert tuple(tally for part in years for tally in part.tallies) == new.tallies
    assert split(counts([]), first=True) == ()
    monkeypatch.setattr(adding, "_MANY", 300)
    assert split(new, first=True) == split(new, first=False) == (new,)
    monkeypatch.setattr(adding, "_LONG", 4)  # of five quarters
    assert split(new, first=True) == years
    assert split(new, first=False) == (new,)


@pytest.mark.parametrize("most", [1, 300])
def test_how_many_blocks_are_kept_says_more_than_any_limit(monkeypatch, most):
    monkeypatch.setattr(adding, "_MANY", most)
    monkeypatch.setattr(adding, "_ENOUGH", 1)
    months = ("2013-05", "2014-05", "2015-05")
    new = counts([(month, "en", "shelter", "discussion", (9,)) for month in months])
    assert parted(new, 1) == (new,)
    assert parted(new, 2) == parted(new, 3) == by_years(new)
    assert len(by_years(new)) == 3
    assert parted(counts([]), 0) == parted(counts([]), 1) == ()
