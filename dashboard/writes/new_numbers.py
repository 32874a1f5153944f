"""New sessions as columns of whole numbers, from which their tallies are counted.

Texts that repeat are numbered. Numbers are kept by lots, each with as few bytes a number as it
needs, so that a million sessions take some thirty megabytes; it is done without loading numpy.
Columns that grew would be moved again and again, and leave holes in memory.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, select

from dashboard.queries.shared.packs import Coding, coding
from dashboard.tables import AgeGroup, Venue

NOT_COUNTED = -1  # stands for a missing count of first-time participants
TEXTS = ("held_on", "status", "kind", "language")
_BITS = {"b": 7, "h": 15, "i": 31, "q": 63}
Lots = list["array[int]"]  # Python 3.11 has no such class to evaluate


class ReferenceValues(NamedTuple):
    """What sessions refer to, as the database has it.

    Code and type of each venue by its id; the bit of each age group, and the groups of youth; the
    codes that packs may name.
    """

    venues: dict[int, tuple[str, str]]
    bits: dict[str, int]
    youth: frozenset[str]
    coding: Coding

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """What this transaction sees."""
        venues = connection.execute(select(Venue.id, Venue.code, Venue.venue_type))
        ages = connection.execute(select(AgeGroup.code, AgeGroup.bit, AgeGroup.youth)).all()
        return cls(
            {id_: (code, type_) for id_, code, type_ in venues},
            {code: bit for code, bit, _ in ages},
            frozenset(code for code, _, youth in ages if youth),
            coding(connection),
        )


class Numbered(dict[str, int]):
    """Texts, numbered as they come."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


class NewNumbers:
    """The columns of sessions, and those of their attendance.

    ``of_sessions`` are by name: ``TEXTS`` as numbers, ``venue_id``, ``total`` and ``first_time``.
    If some are to be taken away, ``times`` is -1 for these, and 1 for the others.
    ``session`` is the place of a session among them, from 0, for each row of attendance, and
    ``led`` for each facilitator of one.
    """

    def __init__(self) -> None:
        self.numbered = {name: Numbered() for name in (*TEXTS, "age_group", "facilitator")}
        self.of_sessions: dict[str, Lots] = {
            name: [] for name in (*TEXTS, "total", "first_time", "venue_id")
        }
        self.session, self.age_group, self.participations = Lots(), Lots(), Lots()
        self.led, self.facilitator = Lots(), Lots()

    def add(
        self,
        names: Sequence[str],
        sessions: Iterable[tuple[Any, ...]],
        attendance: Iterable[tuple[int, str, int]],
        led: Iterable[tuple[int, str]],
    ) -> None:
        """Add rows of sessions, whose values have these names, of who came, and of who led them.

        Each time makes a lot: they should be many.
        """
        columns = dict(zip(names, zip(*sessions, strict=True), strict=False))
        if not columns:
            return
        for name in TEXTS:
            self.of_sessions[name].append(self._numbers(name, columns[name]))
        for name in ("venue_id", "total"):
            self.of_sessions[name].append(small(columns[name]))
        if "times" in columns:
            self.of_sessions.setdefault("times", []).append(array("b", columns["times"]))
        first_time = [NOT_COUNTED if one is None else one for one in columns["first_time"]]
        self.of_sessions["first_time"].append(small(first_time))
        came = tuple(zip(*attendance, strict=True))
        if came:
            self.session.append(array(_code(came[0][-1]), came[0]))  # they grow
            self.age_group.append(self._numbers("age_group", came[1]))
            self.participations.append(small(came[2]))
        leading = tuple(zip(*led, strict=True))
        if leading:
            self.led.append(array(_code(leading[0][-1]), leading[0]))
            self.facilitator.append(self._numbers("facilitator", leading[1]))

    def _numbers(self, name: str, texts: Iterable[str]) -> "array[int]":
        numbered = self.numbered[name]
        numbers = [*map(numbered.__getitem__, texts)]
        return array(_code(len(numbered)), numbers)


def small(numbers: Sequence[int]) -> "array[int]":
    """The same numbers, of which there is one at least, in as few bytes as take them all.

    None is less than ``NOT_COUNTED``.
    """
    return array(_code(max(numbers)), numbers)


def _code(most: int) -> str:
    """What an array calls the smallest numbers that go up to this one, and down to -1."""
    return next(code for code, bits in _BITS.items() if most < 1 << bits)
