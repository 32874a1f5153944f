"""New sessions as columns of whole numbers, from which their tallies are counted.

Texts that repeat are numbered. The columns are arrays of bytes, so that a million sessions take
some fifty megabytes, and are filled without loading numpy.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, select

from dashboard.queries.shared.packs import Coding, coding
from dashboard.tables import AgeGroup, SessionKind, Venue

NOT_COUNTED = -1  # stands for a missing count of first-time participants
TEXTS = ("held_on", "status", "kind", "language")
_TYPE, _LARGE = "i", "q"


class ReferenceValues(NamedTuple):
    """What sessions refer to, as the database has it.

    Code and type of each venue by its id; the kinds in the French share; the bit of each age group,
    and the groups of youth; the codes that packs may name.
    """

    venues: dict[int, tuple[str, str]]
    in_share: frozenset[str]
    bits: dict[str, int]
    youth: frozenset[str]
    coding: Coding

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """What this transaction sees."""
        venues = connection.execute(select(Venue.id, Venue.code, Venue.venue_type))
        ages = connection.execute(select(AgeGroup.code, AgeGroup.bit, AgeGroup.youth)).all()
        in_share = select(SessionKind.code).where(SessionKind.in_french_share)
        return cls(
            {id_: (code, type_) for id_, code, type_ in venues},
            frozenset(connection.scalars(in_share)),
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
    ``session`` is the place of a session among them, from 0, for each row of attendance, and
    ``led`` for each facilitator of one.
    """

    def __init__(self) -> None:
        self.numbered = {name: Numbered() for name in (*TEXTS, "age_group", "facilitator")}
        self.of_sessions = {name: array(_TYPE) for name in (*TEXTS, "total", "first_time")} | {
            "venue_id": array(_LARGE)
        }
        self.session, self.age_group, self.participations = (array(_TYPE) for _ in range(3))
        self.led, self.facilitator = array(_TYPE), array(_TYPE)

    def add(
        self,
        names: Sequence[str],
        sessions: Iterable[tuple[Any, ...]],
        attendance: Iterable[tuple[int, str, int]],
        led: Iterable[tuple[int, str]],
    ) -> None:
        """Add rows of sessions, whose values have these names, of who came, and of who led them."""
        columns = dict(zip(names, zip(*sessions, strict=True), strict=False))
        if not columns:
            return
        for name in TEXTS:
            self.of_sessions[name].extend(map(self.numbered[name].__getitem__, columns[name]))
        for name in ("venue_id", "total"):
            self.of_sessions[name].extend(columns[name])
        first_time = (NOT_COUNTED if one is None else one for one in columns["first_time"])
        self.of_sessions["first_time"].extend(first_time)
        came = tuple(zip(*attendance, strict=True))
        if came:
            self.session.extend(came[0])
            self.age_group.extend(map(self.numbered["age_group"].__getitem__, came[1]))
            self.participations.extend(came[2])
        for number, code in led:
            self.led.append(number)
            self.facilitator.append(self.numbered["facilitator"][code])
