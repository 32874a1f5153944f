"""Read the tallies of some days as one row a day, with its numbers joined in texts.

At ten million sessions a day has over two hundred cells, and those of half a month took longer to
become rows of Python than the database takes to find them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, String, case, func, select
from sqlalchemy import cast as cast_to

from dashboard.database import AnySelect
from dashboard.queries.progress.block_kinds import BlockKind, statement, values

AxisCodes = tuple[tuple[str, ...], ...]
BETWEEN = ","
STATEMENTS_KEPT = 32
"""One a kind and its sets of age groups, as long as no code is added."""


def joined_arrays(
    connection: Connection, kind: BlockKind, days: Sequence[date], codes: AxisCodes
) -> NDArray[np.int32]:
    """The counts of days without a gap; they are the first axis, then come those of the codes.

    Args:
        connection: The transaction to read in.
        kind: What is counted, by day.
        days: Every day, in order.
        codes: The codes along each of the kind's axes.

    Raises:
        ValueError: A tally has a code that is not among these.
    """
    whole = np.zeros((len(days), *map(len, codes), len(kind.numbers)), np.int32)
    rows = connection.execute(_joined(kind, codes), values(kind, days)).all()
    if not rows:
        return whole
    found, cells, places, *numbers = zip(*rows, strict=True)
    at = np.repeat([(day - days[0]).days for day in found], cells)
    places = np.unravel_index(_numbers(places), [len(some) + 1 for some in codes])
    if not all(map(np.all, places)):
        raise ValueError(kind)
    whole[at, *(place - 1 for place in places)] = np.array([*map(_numbers, numbers)]).T
    return whole


def _numbers(texts: Iterable[str]) -> NDArray[np.int64]:
    return np.fromstring(BETWEEN.join(texts), np.int64, sep=BETWEEN)


@lru_cache(STATEMENTS_KEPT)
def _joined(kind: BlockKind, codes: AxisCodes) -> AnySelect:
    """By day: how many cells it has, the place of each, and their numbers in the same order."""
    each = statement(kind).subquery()
    place: Any = 0
    for axis, some in zip(kind.axes, codes, strict=True):
        place = place * (len(some) + 1) + _place(each.c[axis], some)
    day, numbers = each.c[0], list(each.c)[1 + len(kind.axes) :]
    texts = [_text(number) for number in (place, *numbers)]
    return select(day, func.count(), *texts).group_by(day)


def _place(column: ColumnElement[str], codes: Sequence[str]) -> ColumnElement[int]:
    """The place of a code among these, from 1; 0 if it is none of them."""
    return case({code: n for n, code in enumerate(codes, start=1)}, value=column, else_=0)


def _text(number: ColumnElement[Any]) -> ColumnElement[str]:
    """The numbers of a group in one text; all those of one statement come in the same order."""
    return cast("ColumnElement[str]", func.aggregate_strings(cast_to(number, String), BETWEEN))
