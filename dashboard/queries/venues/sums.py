"""Add up sessions, or cells of several, by venue."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from dashboard.queries.progress.block_kinds import AGE
from dashboard.queries.progress.blocks import Blocks
from dashboard.queries.progress.choosing import Column
from dashboard.queries.shared.given import batched

PARTS_AT_ONCE = 6
"""Parts that are added up together: few, so that they stay near the processor, and in the heap."""
ADDED = "sessions", "people", "attendances", "youth", "youth_attendances"
A_BYTE = 256
"""So many sets have their members among eight."""


class Counted(NamedTuple):
    """What the filters keep, in columns: the venue's id and the language of each session or cell.

    ``ages`` are the bits of the age groups that came, ``attendances`` counts those of each session.
    ``youth`` and ``youth_attendances`` are the people and the attendances of youth alone. ``last``
    is the ordinal of the latest day.
    """

    venue: Column
    language: Column
    sessions: Column
    people: Column
    attendances: Column
    youth: Column
    youth_attendances: Column
    ages: Column
    last: Column

    @property
    def taken(self) -> Self:
        """What takes this away where it is added up, without sets and days."""
        less = {name: -getattr(self, name).astype(np.int64) for name in ADDED}
        return self._replace(**less, ages=np.zeros_like(self.ages), last=np.zeros_like(self.last))


def bits_of(found: Blocks) -> dict[str, int]:
    """The bit of each age group in sets of them."""
    return dict(zip(found.codes[AGE], found.basis.bits, strict=True))


def by_venue(
    parts: Sequence[Counted],
    venues: Mapping[int, str],
    bits: Collection[int],
    spoken: Sequence[int],
) -> Iterator[tuple[Any, ...]]:
    """A row for each of the venues with sessions: its code, ``NUMBERS``, a flag for each language.

    ``bits`` are those of age groups, and ``spoken`` the numbers of languages.
    """
    if not parts or not venues:
        return
    ids, others = list(venues), len(venues)
    largest = max(*ids, *(int(part.venue.max(initial=0)) for part in parts))
    places = np.full(1 + largest, others, np.intp)  # venues that the filters leave out come last
    places[ids] = range(others)
    languages = 1 + max([*spoken, *(int(part.language.max(initial=0)) for part in parts)])
    held = np.zeros((others + 1, languages), np.int64)
    people, attendances, youth, of_youth = np.zeros((4, others + 1), np.int64)
    came = Unions(others + 1)
    last = np.zeros(others + 1, np.int32)
    for some in map(_together, batched(parts, PARTS_AT_ONCE)):
        place = places[some.venue]
        cell = place * languages + some.language
        held += _sums(cell, some.sessions, held.size).reshape(held.shape)
        people += _sums(place, some.people, people.size)
        attendances += _sums(place, some.attendances, people.size)
        youth += _sums(place, some.youth, people.size)
        of_youth += _sums(place, some.youth_attendances, people.size)
        came.add(place, some.ages)
        np.maximum.at(last, place, some.last.astype(last.dtype))  # of one type: ten times as fast
    masks = came.found & sum(bits)
    said = (held[:, list(spoken)] > 0).T
    numbers = held.sum(1), people, attendances, youth, of_youth, masks, last
    columns = [one.tolist() for one in (*numbers, *said)]
    yield from _said(venues.values(), columns)


def _together(parts: Sequence[Counted]) -> Counted:
    return Counted(*map(np.concatenate, zip(*parts, strict=True)))


def _sums(place: Column, numbers: Column, size: int) -> NDArray[np.int64]:
    """Rows are weighed: to pick some of them takes three times as long."""
    return np.bincount(place, numbers, minlength=size).astype(np.int64)


class Unions:
    """The union of sets at each of some places; a set is a number whose bits are its members.

    Which sets are there is marked, a byte of them at a time: ``bitwise_or.at`` takes four times as
    long.
    """

    def __init__(self, places: int) -> None:
        self._there: list[NDArray[np.bool_]] = []
        self._places = places

    def add(self, place: Column, sets: Column) -> None:
        """Add a set at each of these places."""
        for byte in range(sets.itemsize):
            if byte == len(self._there):
                self._there.append(np.zeros(self._places * A_BYTE, np.bool_))
            self._there[byte][place * A_BYTE + (sets >> 8 * byte & A_BYTE - 1)] = True

    @property
    def found(self) -> NDArray[np.int64]:
        """The union at each place."""
        found = np.zeros(self._places, np.int64)
        for byte, there in enumerate(self._there):
            sets = there.reshape(-1, A_BYTE) * np.arange(A_BYTE, dtype=np.uint8)
            union: Column = np.bitwise_or.reduce(sets, axis=1)  # type: ignore[call-overload] # numpy’s stubs
            found |= union.astype(np.int64) << 8 * byte
        return found


def _said(codes: Collection[str], columns: Sequence[list[Any]]) -> Iterator[tuple[Any, ...]]:
    for code, sessions, people, came, youth, of_youth, masks, last, *flags in zip(
        codes, *columns, strict=False
    ):
        if sessions:
            numbers = sessions, people, came, youth, of_youth, masks
            yield code, *numbers, date.fromordinal(last), *flags
