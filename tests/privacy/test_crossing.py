"""That no small count comes out by holding one table against another, as a solver would."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from dashboard.privacy import CrossedCounts, crossing, hide, hiding
from dashboard.privacy.crossing import small_counts, widen
from tests.privacy import slow_crossing as slow
from tests.privacy.slow_crossing import Block

MAXIMUM = 4
TABLES = ("month", "language", "venue_type", "age_group")
GRID = ((1, 2), (1, 2, 3))
NO_END = 1000  # people in a block, where nothing told says how many

SHELTER, HOME, SCHOOL = "shelter", "group_home", "high_school"


def blocks(*rows):
    return [Block(tuple(codes), people, attended) for *codes, people, attended in rows]


def shown(held, crossed=(), yielding=()):
    tables = [of_each(held, (table,)) for table in range(len(held[0].codes))]
    return hide(
        [{code: n for (code,), n in t.items()} for t in tables],
        MAXIMUM,
        in_arrays(held),
        crossed,
        yielding,
    )


def in_arrays(held):
    return CrossedCounts.of((*block.codes, block.people, block.attended) for block in held)


def of_each(held, tables):
    counts = Counter()
    for block in held:
        counts[tuple(block.codes[table] for table in tables)] += block.people
    return counts


def test_a_language_that_is_held_in_one_place_does_not_tell_it():
    """French was at shelters only, and nothing else was: six in French are six at shelters."""
    held = blocks(
        ("fr", SHELTER, 6, 1),
        ("en", HOME, 4, 1),
        ("en", SCHOOL, 56, 1),
        ("bilingual", SCHOOL, 30, 1),
    )
    found = shown(held)
    assert found.tables[1] == {SHELTER: None, HOME: None, SCHOOL: 86}
    assert found.tables[0] == {"fr": None, "en": 60, "bilingual": None}
    assert found.total == 96


def test_a_table_that_yields_is_hidden_whole_before_a_cell_of_another_is():
    """The same by day of the week: where no day is shown, nobody can tell the second."""
    held = blocks(
        ("fr", "mon", 6, 1), ("en", "tue", 4, 1), ("en", "wed", 56, 1), ("bilingual", "wed", 30, 1)
    )
    assert shown(held).tables[0] == {"fr": None, "en": 60, "bilingual": None}
    found = shown(held, yielding=(1,))
    assert found.tables[0] == {"fr": 6, "en": 60, "bilingual": 30}
    assert found.tables[1] == {"mon": None, "tue": None, "wed": None}
    assert found.total == 96


def test_what_a_table_that_yields_must_hide_is_hidden_before_anything_is_looked_for(monkeypatch):
    """Tuesday is small by itself: to look for what else would have to go is in vain."""
    held = blocks(("fr", "mon", 6, 1), ("en", "tue", 4, 1), ("en", "wed", 56, 1))
    begun = heard(monkeypatch, hiding, "widen")
    assert shown(held, yielding=(1,)).tables[1] == {"mon": None, "tue": None, "wed": None}
    assert [hidden for _, hidden, *_ in begun] == [(frozenset(), {"mon", "tue", "wed"})]


def test_nothing_is_proved_twice(monkeypatch):
    held = blocks(
        ("fr", SHELTER, 6, 1),
        ("en", HOME, 4, 1),
        ("en", SCHOOL, 56, 1),
        ("bilingual", SCHOOL, 30, 1),
    )
    asked = heard(monkeypatch, crossing, "could_grow")
    assert shown(held).tables[0] == {"fr": None, "en": 60, "bilingual": None}
    proofs = [(one.tables, one.codes, id(places)) for one, _, places in asked]
    assert len(proofs) == len(set(proofs)) > 1


def heard(monkeypatch, module, name):
    """What a function of a module is given."""
    calls, function = [], getattr(module, name)
    monkeypatch.setattr(module, name, lambda *given: calls.append(given) or function(*given))
    return calls


def test_a_table_that_yields_is_shown_where_it_gives_nothing_away():
    held = blocks(("fr", "mon", 20, 1), ("en", "mon", 30, 1), ("en", "tue", 40, 2))
    assert shown(held, yielding=(1,)).tables[1] == {"mon": 50, "tue": 40}


def test_what_leaves_room_hides_no_more():
    """French was at group homes, too: it may have been three at shelters as well as six."""
    held = blocks(
        ("fr", SHELTER, 3, 1), ("fr", HOME, 9, 1), ("en", HOME, 20, 1), ("en", SCHOOL, 56, 2)
    )
    found = shown(held)
    assert found.tables[0] == {"fr": 12, "en": 76}
    assert found.tables[1] == {SHELTER: None, HOME: None, SCHOOL: 56}


def test_a_combination_that_no_cell_shows_is_not_told_to_be_small_either():
    held = blocks(("fr", SHELTER, 12, 1), ("fr", HOME, 3, 1), ("en", SCHOOL, 56, 2))
    assert shown(held).tables[0] == {"fr": 15, "en": 56}
    held = blocks(
        ("fr", SHELTER, 12, 1), ("fr", HOME, 3, 1), ("en", HOME, 40, 1), ("en", SCHOOL, 56, 2)
    )
    assert None not in [n for table in shown(held).tables for n in table.values()]
    found = shown(held, crossed=((0, 1),))
    assert found.tables[1] == {SHELTER: None, HOME: None, SCHOOL: 56}


def test_where_nothing_else_helps_the_total_goes_too():
    held = blocks(("fr", SHELTER, 3, 3), ("en", HOME, 3, 3))
    found = shown(held)
    assert found.total is None
    assert not any(n for table in found.tables for n in table.values())


def test_without_blocks_the_tables_are_taken_by_themselves():
    assert hide([{"a": 3, "b": 9}], MAXIMUM).tables == ({"a": None, "b": None},)


CODE = st.sampled_from("abc")
HELD = st.lists(
    st.tuples(CODE, CODE, CODE, CODE, st.integers(0, 3) | st.integers(0, 20), st.integers(1, 3)),
    min_size=1,
    max_size=14,
    unique_by=lambda row: row[:4],
).map(lambda rows: blocks(*((*codes, n + more, n) for *codes, more, n in rows)))


@settings(max_examples=150)
@given(HELD, st.sampled_from(((), GRID)))
def test_every_small_count_could_be_large_in_other_numbers_that_would_show_the_same(held, crossed):
    """For a reader who knows every session, and has a programme find the largest that may be."""
    found = shown(held, crossed)
    for tables in ((0,), (1,), (2,), (3,), *crossed):
        for codes, people in of_each(held, tables).items():
            if people <= MAXIMUM:
                assert largest(held, found, tables, codes) > MAXIMUM


def largest(held, found, tables, codes):
    """The most that a count can be: people are whole, and one at least where somebody came."""
    told = [
        (np.array([block.codes[table] == code for block in held]), count)
        for table, counts in enumerate(found.tables)
        for code, count in counts.items()
        if count is not None
    ]
    if found.total is not None:
        told.append((np.ones(len(held)), found.total))
    inside = [all(b.codes[t] == c for t, c in zip(tables, codes, strict=True)) for b in held]
    if not told:
        return NO_END
    sums = [LinearConstraint(np.array([row for row, _ in told]), *[[n for _, n in told]] * 2)]
    result = milp(
        -np.array(inside, dtype=float),
        constraints=sums,
        integrality=np.ones(len(held)),
        bounds=Bounds([block.attended for block in held], NO_END),
    )
    assert result.success
    return round(-result.fun)


@given(HELD)
def test_what_is_shown_is_true(held):
    found = shown(held, GRID)
    for table, counts in enumerate(found.tables):
        for code, count in counts.items():
            assert count in (None, of_each(held, (table,))[code,])
    assert found.total in (None, sum(block.people for block in held))


@pytest.mark.parametrize("maximum", [0, 1])
def test_a_count_above_the_maximum_is_no_small_one(maximum):
    held = blocks(("fr", SHELTER, 2, 1), ("en", HOME, 2, 1))
    tables = [{"fr": 2, "en": 2}, {SHELTER: 2, HOME: 2}]
    assert hide(tables, maximum, in_arrays(held), ((0, 1),)).tables == tuple(tables)


MANY = st.lists(
    st.tuples(
        *(st.sampled_from(some) for some in ("abcde", "de", "fghi", "jk", "lm")),
        st.integers(0, 2) | st.integers(0, 9),
        st.integers(1, 2),
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda row: row[:5],
).map(lambda rows: blocks(*((*codes, n + more, n) for *codes, more, n in rows)))


@settings(max_examples=200)
@given(HELD | MANY, st.sampled_from((1, MAXIMUM)), st.data())
def test_arrays_hide_what_a_slow_proof_hides_block_by_block(held, maximum, data):
    tables = [
        {code: n for (code,), n in of_each(held, (table,)).items()}
        for table in range(len(held[0].codes))
    ]
    hidden = tuple(
        frozenset(data.draw(st.sets(st.sampled_from(sorted(table)), max_size=2)))
        for table in tables
    )
    kept = data.draw(st.integers(0, len(held)))
    shaped = in_arrays(held).among(0, {block.codes[0] for block in held[:kept]})
    some = [block for block in held if block.codes[0] in {one.codes[0] for one in held[:kept]}]
    alone = [(table,) for table in range(len(tables))]
    small = small_counts(shaped, maximum, [*alone, *GRID])
    slowly = slow.small_counts(some, maximum, GRID)
    assert [(one.tables, one.codes, one.people) for one in small] == [
        (one.tables, one.codes, one.people) for one in slowly
    ]
    found = widen(tables, hidden, shaped, small, maximum)
    assert found == slow.widen(tables, hidden, some, slowly, maximum)


def test_rounds_are_taken_in_the_order_of_the_slow_proof():
    held = blocks(  # in another order, the months would not be hidden
        ("a", "d", "f", "k", "l", 4, 1),
        ("a", "d", "f", "k", "m", 4, 1),
        ("a", "e", "g", "k", "l", 1, 1),
        ("b", "d", "f", "j", "l", 1, 1),
        ("b", "d", "f", "k", "m", 5, 2),
        ("b", "d", "g", "j", "m", 3, 1),
        ("b", "e", "g", "j", "m", 2, 2),
        ("b", "e", "g", "k", "l", 5, 2),
    )
    every = range(len(held[0].codes))
    tables = [{code: n for (code,), n in of_each(held, (one,)).items()} for one in every]
    combined = [*((one,) for one in every), (1, 2), (0, 1)]
    small = small_counts(in_arrays(held), MAXIMUM, combined)
    shown = [frozenset[str]() for _ in every]
    found = widen(tables, shown, in_arrays(held), small, MAXIMUM)
    slowly = slow.widen(
        tables, shown, held, slow.small_counts(held, MAXIMUM, combined[5:]), MAXIMUM
    )
    assert found == slowly
    assert found[0] == {"a", "b"}
