"""Read the tallies of some months as one row each, with its numbers joined in texts.

At ten million sessions a month has over two thousand cells with all sets of age groups. They took
longer to become rows of Python than the database takes to find them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, String, case, func, literal, select
from sqlalchemy import cast as cast_to

from dashboard.database import AnySelect
from dashboard.queries.progress.block_kinds import SET, BlockKind, statement, values

AxisCodes = tuple[tuple[str, ...] | tuple[int, ...], ...]
BETWEEN = ","
STATEMENTS_KEPT = 16
"""One a form of kinds, as long as no code is added."""


def joined_arrays(
    connection: Connection, kind: BlockKind, starts: Sequence[date], codes: AxisCodes
) -> NDArray[np.int32]:
    """The counts of some months: the first axis; then come the codes'.

    Args:
        connection: The transaction to read in.
        kind: What is counted.
        starts: The first day of each month.
        codes: The codes along each of the kind's axes. Those of sets of age groups are all sets, by
            their places: a bit of the place for each group.

    Raises:
        ValueError: A tally has a code that is not among these.
    """
    whole = np.zeros((len(starts), *map(len, codes), len(kind.numbers)), np.int32)
    rows = connection.execute(_joined(kind.form, codes), values(kind, starts)).all()
    if not rows:
        return whole
    found, cells, places, *numbers = zip(*rows, strict=True)
    number = {start: n for n, start in enumerate(starts)}
    at = np.repeat([number[start] for start in found], cells)
    places = np.unravel_index(_numbers(places), [len(some) + 1 for some in codes])
    if not all(map(np.all, places)):
        raise ValueError(kind)
    whole[at, *(place - 1 for place in places)] = np.array([*map(_numbers, numbers)]).T
    return whole


def _numbers(texts: Iterable[str]) -> NDArray[np.int64]:
    return np.fromstring(BETWEEN.join(texts), np.int64, sep=BETWEEN)


@lru_cache(STATEMENTS_KEPT)
def _joined(kind: BlockKind, codes: AxisCodes) -> AnySelect:
    """By month: how many cells it has, and place and numbers of each, in the same order."""
    each = statement(kind).subquery()
    place: Any = 0
    for axis, some in zip(kind.axes, codes, strict=True):
        where = _place_of_set if axis == SET else _place
        place = place * (len(some) + 1) + where(each.c[axis], some)
    start, numbers = each.c[0], list(each.c)[1 + len(kind.axes) :]
    texts = [_text(number) for number in (place, *numbers)]
    return select(start, func.count(), *texts).group_by(start)


def _place(column: ColumnElement[Any], codes: Sequence[object]) -> ColumnElement[int]:
    """The place of a code among these, from 1; 0 if it is none of them."""
    return case({code: n for n, code in enumerate(codes, start=1)}, value=column, else_=0)


def _place_of_set(column: ColumnElement[Any], sets: Sequence[Any]) -> ColumnElement[int]:
    """The same of a set among all sets: to compare it with each of them would take longer."""
    groups = [(sets[1 << n], 1 << n) for n in range(len(sets).bit_length() - 1)]
    has = [case((column.bitwise_and(bit) != 0, place), else_=0) for bit, place in groups]
    return cast("ColumnElement[int]", sum(has, start=literal(1)))


def _text(number: ColumnElement[Any]) -> ColumnElement[str]:
    """The numbers of a group in one text; all those of one statement come in the same order."""
    return cast("ColumnElement[str]", func.aggregate_strings(cast_to(number, String), BETWEEN))
