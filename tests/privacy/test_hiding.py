"""The rule of dashboard/privacy, and that a reader who tries every table can't get round it."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.privacy import VisibleCounts, hide

MAXIMUM = 4


def cells(*counts):
    return dict(enumerate(counts))


def shown(*tables, maximum=MAXIMUM):
    """The total, and what is left of each table."""
    found = hide([cells(*counts) for counts in tables], maximum)
    return found.total, *(tuple(table.values()) for table in found.tables)


def test_a_small_count_takes_the_next_smallest_with_it():
    assert shown((3, 50, 6, 0)) == (59, (None, 50, None, 0))


def test_large_counts_and_zeros_are_shown():
    assert shown((5, 0, 12)) == (17, (5, 0, 12))


def test_nothing_is_hidden_for_those_who_see_everything():
    assert shown((1, 0, 2), (3,), maximum=0) == (3, (1, 0, 2), (3,))


def test_small_counts_that_leave_room_enough_are_hidden_alone():
    assert shown((3, 4, 80)) == (87, (None, None, 80))


def test_more_are_hidden_until_there_is_room():
    assert shown((1, 1, 30, 5)) == (37, (None, None, 30, None))


def test_where_there_is_never_room_all_goes_with_the_total():
    found = shown((2, 2, 1, 0), (5, 0), (0, 5))
    assert found == (None, (None, None, None, 0), (None, 0), (0, None))


def test_a_small_total_is_hidden_with_all_its_cells():
    assert shown((0, 3), (3, 0)) == (None, (0, None), (None, 0))


def test_equal_counts_are_hidden_in_their_order():
    assert shown((9, 2, 9)) == (20, (None, None, 9))


def test_nothing_at_all_is_zero():
    assert hide([cells(0, 0), {}], MAXIMUM) == VisibleCounts(0, ({0: 0, 1: 0}, {}))


def test_partitions_of_different_totals_are_refused():
    with pytest.raises(ValueError, match="equal sums"):
        hide([cells(1, 2), cells(4)], MAXIMUM)


COUNT = st.integers(0, 8) | st.integers(0, 3)


@given(st.lists(COUNT, max_size=6), st.integers(1, 6))
def test_what_is_shown_is_true_and_never_small(counts, maximum):
    total, left = shown(counts, maximum=maximum)
    for seen, count in zip(left, counts, strict=True):
        assert seen in (None, count)
        assert seen not in range(1, maximum + 1)
        assert seen == 0 or count
    assert total in (None, sum(counts))
    assert total not in range(1, maximum + 1)


@st.composite
def tables(draw):
    """A small table of counts, two ways: rows and columns are partitions of its total."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return [[draw(st.integers(0, 3)) for _ in range(width)] for _ in range(height)]


@given(tables(), st.integers(1, 3))
def test_every_hidden_count_could_be_large_in_some_table(table, maximum):
    """Try all tables: of those that would show the same, one has a large count there."""
    rows, columns = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )
    known, of_rows, of_columns = shown(rows, columns, maximum=maximum)
    sure = [*of_rows, *of_columns]
    hidden = [at for at, seen in enumerate(sure) if seen is None]
    assume(hidden)
    largest = dict.fromkeys(hidden, 0)
    total = known if known is not None else 4 * (maximum + 1)
    for some_rows in sums(len(rows), total):
        if not agrees(some_rows, of_rows):
            continue
        for some_columns in sums(len(columns), total):
            if agrees(some_columns, of_columns):
                assert exists(some_rows, some_columns)
                for at in hidden:
                    largest[at] = max(largest[at], [*some_rows, *some_columns][at])
    assert all(count > maximum for count in largest.values())


def sums(parts, total):
    """Every way to write the total in so many parts."""
    for some in product(range(total + 1), repeat=parts - 1):
        if sum(some) <= total:
            yield [*some, total - sum(some)]


def agrees(counts, shown_cells):
    """Whether a reader could take these for what is behind the partition."""
    return all(
        count >= 1 if seen is None else count == seen
        for count, seen in zip(counts, shown_cells, strict=True)
    )


def exists(rows, columns):
    """Whether a table has these sums: fill it from its corner (the north-west rule)."""
    rows, columns = list(rows), list(columns)
    for row in range(len(rows)):
        for column in range(len(columns)):
            count = min(rows[row], columns[column])
            rows[row] -= count
            columns[column] -= count
    return not any(rows) and not any(columns)
