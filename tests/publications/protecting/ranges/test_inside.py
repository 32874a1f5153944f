"""Tables inside the ranges are what readers may suppose."""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.sparse import csr_array

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.proving import heeding
from dashboard.publications.protecting.ranges.proving import inside as inside_ranges
from dashboard.publications.protecting.ranges.proving.askable import askable
from dashboard.publications.protecting.ranges.proving.closing import close
from dashboard.publications.protecting.ranges.proving.heeded import NEAR, AskedTables
from dashboard.publications.protecting.ranges.proving.heeding import heed
from dashboard.publications.protecting.ranges.proving.inside import InsideTables, added_up, merged
from dashboard.publications.protecting.ranges.proving.pricing import (
    Prices,
    is_by_venue,
    is_read_first,
)
from dashboard.publications.protecting.solver import Work
from tests.publications.protecting.ranges.test_closing import ASKED, world
from tests.publications.protecting.worlds import WORDS


def test_each_sum_that_filters_name_is_asked_once_and_the_adults_of_each_month(cover):
    grid, found = cover.system.grid, {}
    for at, cell in enumerate(grid.cells):
        young = cell.age in WORDS.youth
        levels = ("", "youth", cell.age) if young else ("", cell.age)
        axes = [("", own) for own in cell[2:5]]
        for name in product(periods_of(cell.month), *axes, levels):
            found.setdefault(name, []).append(at)
        if not young:
            found.setdefault((cell.month, "adults"), []).append(at)
    first = dict.fromkeys(map(tuple, found.values()))
    asked = [tuple(own.tolist()) for own in askable(grid, WORDS.youth, WORDS.venue_types)]
    assert asked == list(first)


@pytest.fixture
def cover():
    block = world(ASKED[0])
    found = protecting.Seeking(block, {}).sought(block.rules)
    close(found)
    return found


def asked_of(cover):
    tables = AskedTables(cover, askable(cover.system.grid, WORDS.youth, WORDS.venue_types))
    tables.lacks()
    return tables


def noted(tables, note):
    """Reads nothing, and notes what is to be read."""

    def read(every):
        note(every)
        return np.array([tables.rows @ people for people in every])

    return read


def test_rows_that_are_the_same_are_one_within_the_bounds_of_all():
    rows = csr_array([[1, 1, 0], [0, 0, 0], [1, 1, 0], [0, 1, 1]])
    found, least, most = merged(rows, np.array([0.0, 5, 2, 1]), np.array([9.0, 9, 7, 4]))
    assert found.toarray().tolist() == [[1, 1, 0], [0, 1, 1]]
    assert (least.tolist(), most.tolist()) == ([2, 1], [7, 4])


def test_large_programmes_have_no_row_for_exact_cells_that_others_add_up_to(monkeypatch):
    rows = csr_array([[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
    every = np.ones(5, dtype=bool)
    assert not added_up(rows, every).any()
    monkeypatch.setattr(inside_ranges, "MANY", 3)
    left_out = added_up(rows, every)
    assert (left_out[0], np.count_nonzero(left_out)) == (True, 2)  # all, and one that is left then
    few = np.array([True, True, False, True, False])
    assert not added_up(rows, few).any()


@pytest.mark.parametrize("large", [True, False])
def test_all_sums_in_question_are_pulled_at_once_in_large_blocks(cover, large, monkeypatch):
    tables, seen = asked_of(cover), []
    monkeypatch.setattr(heeding, "MANY", 0 if large else 10**6)
    monkeypatch.setattr(heeding, "_FEW", 0)
    heeding._look(SimpleNamespace(look=seen.append), tables, tables.pull_small, ())
    every = np.count_nonzero(tables.pull_small())
    assert every > 1
    assert all((np.count_nonzero(own) == every) == large for own in seen)


@pytest.mark.parametrize(("large", "draws"), [(False, 1), (True, 3)])
def test_tables_are_drawn_until_fewer_sums_are_left_in_large_blocks(large, draws, monkeypatch):
    left, seen = iter([30, 20, 6, 5]), []
    monkeypatch.setattr(heeding, "LARGE", 6 if large else 7)
    tables = SimpleNamespace(rows=np.zeros((30, 7)))
    heeding._look(
        SimpleNamespace(look=seen.append), tables, lambda: (np.arange(30) < next(left)) * 1.0, ()
    )
    assert len(seen) == draws


@pytest.mark.parametrize("free", [True, False])
def test_tables_are_inside_the_ranges_and_as_readers_know(cover, free, monkeypatch):
    tables, seen, size = asked_of(cover), [], len(cover.system.grid.cells)
    nobody, many = tables.known
    inside = InsideTables(cover, tables, Work(10**8), free=free)
    monkeypatch.setattr(tables, "read", noted(tables, seen.extend))
    for wish in [*tables.lacking(), *tables.questioned()]:
        inside.look(tables.only(wish))
    assert seen
    told = cover.leeway()
    for people in seen:
        cells = cover.system.matrix[cover.cells] @ people
        assert len(people) == size
        assert np.all((told.low - NEAR < cells) & (cells < told.high + NEAR))
        sums = tables.rows @ people
        holds = np.all(sums[nobody] < NEAR) and np.all(sums[many] > tables.many - NEAR)
        assert free or holds


def test_nobody_is_where_readers_know_of_nobody(cover, monkeypatch):
    tables, seen = asked_of(cover), []
    zeros = np.flatnonzero(tables.rows @ cover.system.grid.count == 0)
    wanted = np.isin(np.arange(len(tables.every)), zeros).astype(float)
    monkeypatch.setattr(tables, "read", noted(tables, seen.extend))
    for known in (zeros[:0], zeros):
        monkeypatch.setattr(AskedTables, "known", (known, zeros[:0]))
        InsideTables(cover, tables, Work(10**8), free=False).look(wanted, alone=True)
    some, nobody = ((tables.rows @ people)[zeros].sum() for people in seen)
    assert some > nobody == 0


@pytest.mark.parametrize("free", [True, False])
def test_a_large_count_is_shown_by_tables_with_somebody_at_each_session(cover, free, monkeypatch):
    """One that goes as far as it can, or one on the way from there to the true one."""
    tables, seen = asked_of(cover), []
    inside = InsideTables(cover, tables, Work(10**8), free=free)
    monkeypatch.setattr(tables, "read", noted(tables, seen.append))
    for wanted in np.eye(len(tables.every)):
        inside.look(wanted, alone=True)
        inside.look(wanted)
        inside.look(-wanted)
    rows, floors = tables.attending
    filled = [bool(np.all(rows @ people > floors - NEAR)) for [people] in seen]
    assert all(filled[::4])
    assert all(filled[2::4])
    assert not all(filled[1::4])
    assert not all(filled[3::4])


def test_a_table_that_gets_somebody_at_each_session_loses_no_more_than_it_must(cover):
    tables, truth = asked_of(cover), cover.system.grid.count
    rows, floors = tables.attending
    people = truth * 30.0
    assert np.array_equal(tables.attended(people), people)
    at = rows[np.flatnonzero(floors)[:1]].indices
    people[at] = 0
    share = np.max(floors[:1] / truth[at].sum())
    assert np.allclose(tables.attended(people), (1 - share) * people + share * truth)


def test_a_table_with_nobody_at_a_session_shows_no_large_count(cover):
    tables, people = asked_of(cover), cover.system.grid.count * 20.0
    places, floors = tables.attending
    own = places[np.flatnonzero(floors)[:1]].indices
    every = np.arange(len(tables.every))
    tables.read([people])
    assert tables._large.of(every)[-1].any()
    people[own] = 0
    tables.read([people])
    assert not tables._large.of(every)[-1].any()


def test_what_no_table_inside_the_ranges_shows_gets_a_witness(cover):
    known = asked_of(cover)
    inside = InsideTables(cover, known, Work(10**8), free=False)
    for wish in known.lacking():
        inside.look(known.only(wish))
    assert known.lacking()
    before = len(cover.witnesses)
    heed(cover, WORDS.youth, WORDS.venue_types)
    assert len(cover.witnesses) > before


def test_what_is_read_first_is_dear_to_hide(cover):
    found, dear = cover.leeway(), cover.dearer(Prices(first=10, venues=3))
    names = [cover.system.sums[at].names for at in cover.cells.tolist()]
    venues = np.array([any(map(is_by_venue, own)) for own in names])
    first = np.array([any(map(is_read_first, own)) for own in names]) & found.told
    free = np.isfinite(found.price) & ~venues & ~first
    for some, times in ((first & ~venues, 10), (venues & ~first, 3), (free, 1)):
        own = some & np.isfinite(found.price)
        assert own.any()
        assert np.array_equal(dear.price[own], found.price[own] * times)


def test_what_tables_show_is_that_of_all_that_were_read(cover):
    tables, draw = asked_of(cover), np.random.default_rng(1)
    every = np.arange(len(tables.every))
    before = tables._few.of(every)
    read = [draw.integers(0, 30, (many, len(cover.system.grid.count))) for many in (1, 5, 2, 9)]
    for some in read:
        tables.read(some)
    now = np.vstack(read) @ tables.rows.T.toarray()
    assert np.array_equal(tables._few.of(every), np.vstack([before, now < tables.least + NEAR]))
    for own in (tables._large, tables._few, tables._small):
        found = own.of(every)
        sums, some = draw.random(len(every)) < 0.3, draw.random(len(found)) < 0.3
        assert np.array_equal(own.ever, found.any(axis=0))
        assert np.array_equal(own.in_any(some), found[some].any(axis=0))
        assert not own.in_any(some & False).any()
        assert np.array_equal(own.of(np.flatnonzero(sums)), found[:, sums])
        assert np.array_equal(own.how_many(sums), found[:, sums].sum(axis=1))
