"""How the delivered sessions of a venue and a month are packed: a few whole numbers for each.

First come those of ``FIELDS``, then how many of each age group came. Languages, kinds and age
groups are places among the codes that the pack names, so that a new code leaves old packs right.
The sessions of a pack are in no order.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import orjson
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    bindparam,
    case,
    literal_column,
    select,
    union_all,
)

from dashboard.database import AnySelect
from dashboard.queries.shared.filtering import NOT_HELD
from dashboard.queries.shared.summed import summed
from dashboard.tables import (
    AgeGroup,
    Attendance,
    Base,
    Language,
    OutreachSession,
    PackCodes,
    SessionKind,
    Venue,
)

FIELDS = ("day", "language", "kind", "total", "first_time")
"""``day`` of the month, from 1; ``first_time`` is one more than was counted, or 0."""
SIZES = (1, 2, 4)
"""The bytes of a number: the first of these that has room for the largest of a session."""
ORDER: Literal["little"] = "little"
_TERMS = (Language, SessionKind, AgeGroup)
_FIRST, _NEXT = bindparam("pack_first", type_=Date()), bindparam("pack_next", type_=Date())
_VENUES: BindParameter[str] = bindparam("pack_venues", expanding=True)

Packs = dict[tuple[date, str, int], bytearray]
"""By month, venue and bytes of a number."""


class Coding(NamedTuple):
    """The codes that the numbers in packs are places of."""

    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    ages: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of them, as ``pack_codes`` keeps them."""
        return orjson.dumps([*self]).decode()

    @property
    def id(self) -> int:
        """The same codes have the same number everywhere, so that nobody has to allot one."""
        digest = blake2b(self.text.encode(), digest_size=4).digest()
        return int.from_bytes(digest) >> 1

    @property
    def width(self) -> int:
        """How many numbers a session has."""
        return len(FIELDS) + len(self.ages)


class PackedSession(NamedTuple):
    """A session as a pack tells it; ``came`` are pairs of age group and number, in order."""

    venue: str
    day: date
    language: str
    kind: str
    total: int
    first_time: int | None
    came: tuple[tuple[str, int], ...]


def coding(connection: Connection) -> Coding:
    """The codes that there are now."""
    found: tuple[list[str], ...] = tuple([] for _ in _TERMS)
    for at, code in connection.execute(_codes()):
        found[at].append(code)
    return Coding(*map(tuple, map(sorted, found)))


def codings(connection: Connection) -> dict[int, Coding]:
    """All codes that packs may name, by their number."""
    return {
        id_: Coding(*map(tuple, orjson.loads(codes)))
        for id_, codes in connection.execute(select(PackCodes.id, PackCodes.codes))
    }


def packed(rows: Iterable[Any], codes: Coding) -> Packs:
    """The packs of sessions, which are rows of ``to_pack``."""
    found: Packs = {}
    pack = packing(codes)
    for venue, *own in rows:
        month, size, text = pack(*own)
        found.setdefault((month, venue, size), bytearray()).extend(text)
    return found


def packing(codes: Coding) -> Callable[..., tuple[date, int, bytes]]:
    """What makes of a session its month, the bytes of a number, and its numbers.

    It takes the values of ``own_columns``.
    """
    languages, kinds = ({code: at for at, code in enumerate(some)} for some in codes[:2])

    def pack(
        day: date, language: str, kind: str, total: int, first_time: int | None, *came: int
    ) -> tuple[date, int, bytes]:
        first = 0 if first_time is None else first_time + 1
        numbers = (day.day, languages[language], kinds[kind], total, first, *came)
        size = size_of(max(numbers))
        text = bytes(numbers) if size == 1 else b"".join(n.to_bytes(size, ORDER) for n in numbers)
        return day.replace(day=1), size, text

    return pack


def size_of(largest: int) -> int:
    """The bytes of each number of a session.

    Raises:
        StopIteration: It has a number that no database column holds.
    """
    return next(size for size in SIZES if largest < 1 << 8 * size)


def unpacked(rows: Iterable[Any], known: dict[int, Coding]) -> Iterator[PackedSession | None]:
    """The sessions of rows of ``session_packs``, one by one; ``None`` for what is none."""
    for month, venue, id_, size, text in rows:
        codes = known.get(id_)
        length = codes.width * size if codes else 0
        if not codes or len(text) % length:
            yield None
            continue
        for start, end in pairwise(range(0, len(text) + 1, length)):
            numbers = text[start:end]
            each = [int.from_bytes(numbers[at : at + size], ORDER) for at in range(0, length, size)]
            yield _session(month, venue, each, codes)


def _session(month: date, venue: str, numbers: list[int], codes: Coding) -> PackedSession | None:
    day, language, kind, total, first, *came = numbers
    try:
        return PackedSession(
            venue,
            month.replace(day=day),
            codes.languages[language],
            codes.kinds[kind],
            total,
            first - 1 if first else None,
            tuple((age, n) for age, n in zip(codes.ages, came, strict=True) if n),
        )
    except (IndexError, ValueError):
        return None


@cache
def to_pack(codes: Coding, *, of_venues: bool) -> AnySelect:
    """The statement that reads the sessions of a month; ``values`` has its parameters."""
    session = OutreachSession
    query = of_sessions(codes).where(session.held_on >= _FIRST, session.held_on < _NEXT)
    if not of_venues:
        return query.where(session.status == "delivered")
    there = select(Venue.id).where(Venue.code.in_(_VENUES))
    # with ``==``, SQLite would look at all sessions of the month, and not at those of the venues
    return query.where(session.status.not_in(NOT_HELD), session.venue_id.in_(there))


@cache
def of_sessions(codes: Coding) -> AnySelect:
    """The statement that reads sessions as ``packed`` takes them."""
    session = OutreachSession
    query = select(Venue.code, *own_columns(codes))
    query = query.join(Venue, session.venue_id == Venue.id)
    query = query.outerjoin(Attendance, Attendance.session_id == session.id)
    return query.group_by(session.id, Venue.code)


def own_columns(codes: Coding) -> list[ColumnElement[Any]]:
    """The values of sessions that packs have, where who came is joined and grouped by session."""
    session = OutreachSession
    own = session.held_on, session.language, session.kind, session.total, session.first_time
    return [*(column.expression for column in own), *map(_came, codes.ages)]


def values(first: date, after: date, venues: Iterable[str] | None) -> dict[str, Any]:
    """The parameters of ``to_pack`` for a month."""
    found: dict[str, Any] = {_FIRST.key: first, _NEXT.key: after}
    return found if venues is None else found | {_VENUES.key: list(venues)}


def _came(age: str) -> ColumnElement[int]:
    return summed(case((Attendance.age_group == age, Attendance.participations), else_=0))


@cache
def _codes() -> Any:  # noqa: ANN401 - a union
    tables = [Base.metadata.tables[term.__tablename__].c for term in _TERMS]
    return union_all(*(select(literal_column(str(n)), of.code) for n, of in enumerate(tables)))
