"""The sessions of packs as columns of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Self

import numpy as np

from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.shared.packs import FIELDS, Coding

OF_SIZE = {1: "u1", 2: "<u2", 4: "<u4"}
DAY, LANGUAGE, KIND, TOTAL, FIRST_TIME = range(len(FIELDS))


class PackRow(NamedTuple):
    """A row of ``session_packs``, with the place of what is its own among others."""

    month: date
    place: int
    codes: int
    number_bytes: int
    packed: bytes


class PackRows(NamedTuple):
    """Sessions: the month and the place of each, its numbers, and how many of each age group came.

    The numbers are those of ``FIELDS``, without age groups. They and ``came`` have sessions as the
    last axis.
    """

    month: Numbers
    place: Numbers
    numbers: Numbers
    came: Numbers

    @property
    def side_by_side(self) -> Self:
        """The same, with the numbers of each field or age group beside one another in memory."""
        return type(self)(*map(np.ascontiguousarray, self))

    def of(self, these: Numbers) -> Self:
        """Some of the sessions, by their places among all."""
        return type(self)(*(column.take(these, -1) for column in self))


def rows_of(
    packs: Iterable[PackRow],
    known: Mapping[int, Coding],
    months: Mapping[date, int],
    codes: Coding,
) -> PackRows:
    """The sessions of some packs, with languages, kinds and ages as places among ``codes``.

    They lie in memory as they do in packs, so that whoever copies them moves each number once.

    Args:
        packs: What is read.
        known: The codes that packs name.
        months: The place of each month.
        codes: The codes whose places the numbers of all sessions are.
    """
    alike: dict[tuple[int, int], list[PackRow]] = {}
    for pack in packs:
        alike.setdefault((pack.codes, pack.number_bytes), []).append(pack)
    parts = [_part(some, known[id_], size, months, codes) for (id_, size), some in alike.items()]
    if len(parts) == 1:
        return parts[0]
    nothing = np.zeros(0, np.int32)
    of_none = (nothing.reshape(width, 0) for width in (len(FIELDS), len(codes.ages)))
    none = PackRows(nothing, nothing, *of_none)
    return PackRows(*(np.concatenate(each, -1) for each in zip(none, *parts, strict=True)))


def _part(
    packs: Sequence[PackRow],
    theirs: Coding,
    size: int,
    months: Mapping[date, int],
    codes: Coding,
) -> PackRows:
    plain = np.frombuffer(b"".join([pack.packed for pack in packs]), OF_SIZE[size])
    found = plain.reshape(-1, theirs.width).T
    length = theirs.width * size
    counts = [len(pack.packed) // length for pack in packs]
    month = np.repeat(np.array([months[pack.month] for pack in packs], np.int32), counts)
    place = np.repeat(np.array([pack.place for pack in packs], np.int32), counts)
    numbers, came = found[: len(FIELDS)], found[len(FIELDS) :]
    if theirs != codes:
        numbers, came = _placed(numbers, came, theirs, codes)
    return PackRows(month, place, numbers, came)


def _placed(
    numbers: Numbers, came: Numbers, theirs: Coding, codes: Coding
) -> tuple[Numbers, Numbers]:
    """The same with places among other codes; those that are not there any more have none."""
    numbers = numbers.astype(np.int32)
    languages = LANGUAGE, theirs.languages, codes.languages
    for at, old, new in (languages, (KIND, theirs.kinds, codes.kinds)):
        places = np.array([new.index(code) if code in new else -1 for code in old], np.int32)
        numbers[at] = places[numbers[at]]
    moved = np.zeros((len(codes.ages), came.shape[1]), came.dtype)
    for at, age in enumerate(theirs.ages):
        if age in codes.ages:
            moved[codes.ages.index(age)] = came[at]
    return numbers, moved
