"""What one correction of a block found serves the next one of the same draft."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.publications.protecting.ranges.drafting import taking as drafting
from dashboard.publications.protecting.ranges.drafting.corrected_groups import groups
from dashboard.publications.protecting.ranges.drafting.moving import SeenTables
from dashboard.publications.protecting.ranges.drafting.taking import take
from dashboard.publications.protecting.ranges.drafting.trying import Tries
from dashboard.publications.protecting.ranges.proving.heeded import NEAR
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.solver import Work
from tests.publications.protecting.ranges.test_telling import (
    CHAIN,
    FEW_ADULTS,
    MANY,
    NOTHING,
    RULES,
    SHOWN,
    TO_FRENCH,
)
from tests.publications.protecting.worlds import WORDS

HEED = drafting.heed


def taking_of(chain, old, now):
    """What a correction takes from the block."""
    [group] = groups(chain, [(old, now)], WORDS)
    return chain.taking(group.of, group.part(chain, NOTHING, RULES).part)


@pytest.fixture(scope="module")
def first():
    """What is taken first, what is proved of it, and what was seen then."""
    seen, taking = SeenTables(), taking_of(CHAIN, MANY, None)
    return taking, take(taking, SHOWN.witnesses, exact=True, seen=seen), seen


@pytest.fixture
def second(first):
    """What is taken beside that."""
    taking, made, _ = first
    told = replace(taking.new, shown=made.shown, witnesses=made.witnesses)
    return taking_of(CHAIN.without(TakenPart(0, told)), FEW_ADULTS, TO_FRENCH)


@pytest.fixture
def heeded(monkeypatch):
    """Each block that is heeded, the tables that it begins with, and the work that it takes."""
    found = []

    def heed(*given):
        cover, *_, work, _, inside = given
        began, left = list(inside), work.left
        lacks = HEED(*given)
        found.append((cover, began, left - work.left))
        return lacks

    monkeypatch.setattr(drafting, "heed", heed)
    return found


def test_what_was_seen_of_a_block_is_read_first_and_spares_work(first, second, heeded):
    _, _, seen = first
    take(second, SHOWN.witnesses, exact=True, seen=seen)
    take(second, SHOWN.witnesses, exact=True)
    (cover, began, work), (_, nothing, alone) = heeded
    assert began
    assert not nothing
    assert work < alone
    low, high = cover.leeway().low, cover.leeway().high
    for people in began:
        cells = cover.system.matrix[cover.cells] @ people
        assert np.all((low - NEAR < cells) & (cells < high + NEAR))
        assert np.all(people >= 0)


def test_a_table_outside_the_ranges_is_not_read(first, second, heeded):
    taking, _, _ = first
    take(taking, SHOWN.witnesses, exact=True)
    take(second, SHOWN.witnesses, exact=True)
    grid, cover = heeded[0][0].system.grid, heeded[1][0]
    truth, more = grid.count.astype(float), grid.count + np.eye(len(grid.count))[0]
    seen = SeenTables()
    seen.keep(taking, grid, [truth, more])
    [found] = seen.inside(second, cover)
    assert np.array_equal(found, cover.system.grid.count)


def test_each_block_of_a_draft_has_tables_of_its_own():
    work = Tries(0)
    assert work.seen[0] is work.seen[0]
    assert work.seen[0] is not work.seen[1]
    assert work.anew().seen[0] is not work.seen[0]


@pytest.mark.parametrize(
    ("before", "enough", "told"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_small_count_may_lack_a_table_only_if_one_is_found_to_have_lacked_it_before(
    before, enough, told, monkeypatch
):
    """What found no end for lack of work says nothing of that."""
    begins, tables = [], [np.zeros(3)]

    def heed(*given):
        given[-1].extend(tables)
        return np.ones((2, 1), dtype=bool)

    def lacking(*given):
        *_, work, _, inside = given
        begins.append(inside)
        work.spend(0 if enough else work.left)
        return np.full((2, 1), before)

    monkeypatch.setattr(drafting, "heed", heed)
    monkeypatch.setattr(drafting, "lacking", lacking)
    taking = taking_of(CHAIN, MANY, None)
    if told:
        assert take(taking, SHOWN.witnesses, exact=True, work=Work()).evidence.passed
    else:
        with pytest.raises(ValueError, match="leaves out tables"):
            take(taking, SHOWN.witnesses, exact=True, work=Work())
    assert begins == [tables]
    assert begins[0] is not tables
