"""Count from the tallies: at the same cost whatever the number of sessions.

A statement depends only on which dimensions are filtered and on which pieces the range has. So each
is built and compiled once, and the chosen values are its parameters. Tallies do not have every
dimension: ``source`` tells whether they can be asked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Integer,
    String,
    bindparam,
    case,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.progress.breakdowns import AGE_GROUP, LANGUAGE, MONTH, VENUE_TYPE, WEEKDAY
from dashboard.domain.shared.dimensions import DIMENSIONS, Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.counts import (
    NOTHING,
    NUMBERS,
    AnyUnion,
    Count,
    Counts,
    along_each_dimension,
    month_code,
    read,
)
from dashboard.queries.shared.pieces import Place, pieces
from dashboard.queries.shared.summed import summed
from dashboard.tables import NOT_A_DAY, AgeMaskTally, AttendanceTally, SessionTally

Numbers = dict[str, ColumnElement[int]]
Tally = type[SessionTally] | type[AgeMaskTally] | type[AttendanceTally]

TALLIED = {code: row for code, row in DIMENSIONS.items() if row.tallied}


def counts_from_tallies(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> Counts:
    """Count the kept sessions, and the participations that the filters count."""
    parts, parameters = asked(filters)
    if not parts:
        return read(())
    ages: dict[str, list[Any]] = {
        "youth": [age.code for age in vocabulary.ages if age.youth],
        "masks": _masks_without(filters.age, vocabulary),
    }
    several = len(filters.age) > 1
    cells = connection.execute(_cells(parts, several_ages=several), parameters | ages)
    rows = connection.execute(_ages(parts, several_ages=several), parameters | ages)
    return read(cells) | _by_age_and_weekday(rows, ages["youth"])


def _by_age_and_weekday(rows: Iterable[AnyRow], youth: Collection[str]) -> Counts:
    """Collect the counts by age group and by day of the week.

    Rows with an empty age group hold sessions by day of the week; the others hold participations.
    """
    ages: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    held, came, young = ([0] * len(WEEKDAYS) for _ in range(3))
    for age, sessions, in_share, people, *on_days in rows:
        if age:
            _add(ages[age], (sessions, in_share, people))
        for numbers in (came, young) if age in youth else (came,) if age else (held,):
            _add(numbers, on_days)
    on_each = zip(WEEKDAYS, held, came, young, strict=True)
    return {
        AGE_GROUP.dimension: {
            age: Count(sessions, in_share, people, people if age in youth else 0)
            for age, (sessions, in_share, people) in ages.items()
        },
        WEEKDAY.dimension: {
            day: Count(sessions, 0, people, of_youth) for day, sessions, people, of_youth in on_each
        },
    }


def _add(numbers: list[int], more: Iterable[int | None]) -> None:
    """Add each number in place; ``None``, a sum over no rows, counts as 0."""
    numbers[:] = [one + (other or 0) for one, other in zip(numbers, more, strict=True)]


def asked(filters: Filters) -> tuple[tuple["TallySelects", ...], dict[str, object]]:
    """The parts that a statement is built from, and its parameters; no parts for an empty range.

    Raises:
        ValueError: A filter is chosen that tallies do not have; their answer would be wrong.
    """
    filtered, found = filtered_by(filters), tuple(pieces(filters.range))
    parameters: dict[str, object] = {name: filters.codes(name) for name in TALLIED}
    for piece in found:
        for field in ("first", "last", "month", "sign"):
            parameters[f"{piece.place}_{field}"] = getattr(piece, field)
    return tuple(TallySelects(piece.place, filtered) for piece in found), parameters


def filtered_by(filters: Filters) -> frozenset[str]:
    """The dimensions that are filtered.

    Raises:
        ValueError: Tallies do not have one of them.
    """
    if not filters.tallied:
        raise ValueError(filters)
    return frozenset(dimension.code for dimension in filters.chosen)


def _masks_without(ages: tuple[str, ...], vocabulary: Vocabulary) -> list[int]:
    """The masks of all sets of the other age groups, including the empty set."""
    masks = [0]
    for age in vocabulary.ages:
        if age.code not in ages:
            masks += [mask | age.bit for mask in masks]
    return masks


@cache
def _cells(parts: tuple["TallySelects", ...], *, several_ages: bool) -> AnyUnion:
    """The counts by month, by language and by venue type."""
    found = [cells for part in parts for cells in part.sessions(several_ages=several_ages)]
    found += [part.participations() for part in parts]
    cells = union_all(*found).cte("cells")
    return along_each_dimension(dict.fromkeys((MONTH, LANGUAGE, VENUE_TYPE), cells))


@cache
def _ages(parts: tuple["TallySelects", ...], *, several_ages: bool) -> AnyUnion:
    """The counts by age group and, in columns, by day of the week."""
    held = [rows for part in parts for rows in part.on_weekdays(several_ages=several_ages)]
    return union_all(*held, *(part.ages() for part in parts))


@dataclass(frozen=True, slots=True)
class TallySelects:
    """The selects over one piece of the range."""

    place: Place
    filtered: frozenset[str]

    @property
    def sign(self) -> BindParameter[int]:
        """The parameter that adds (1) or takes away (-1) the numbers of this piece."""
        return self._parameter("sign", Integer())

    def sessions(self, *, several_ages: bool) -> Iterator[AnySelect]:
        """Sessions by cell, for no, one or several age groups.

        For several, subtract from all sessions those that none of these age groups attended.
        """
        if several_ages:
            yield self._cells(SessionTally, _labelled(self._sessions(SessionTally)))
            without = self._cells(AgeMaskTally, _labelled(self._sessions(AgeMaskTally, -1)))
            yield without.where(AgeMaskTally.age_mask.in_(_chosen("masks", Integer())))
        elif "age" in self.filtered:
            yield self._of_age(
                self._cells(AttendanceTally, _labelled(self._sessions(AttendanceTally)))
            )
        else:
            yield self._cells(SessionTally, _labelled(self._sessions(SessionTally)))

    def participations(self) -> AnySelect:
        """Participations of the chosen age groups, by cell."""
        return self._of_age(self._cells(AttendanceTally, _labelled(self._attendance())))

    def ages(self) -> AnySelect:
        """Numbers by chosen age group, with participations by the day of the week in columns."""
        tally, sign = AttendanceTally, self.sign
        numbers = ("sessions", "in_share", "participations", *of_weekdays("participations"))
        sums = (sign * summed(getattr(tally, name)) for name in numbers)
        query = select(tally.age_group, *sums).where(*self.kept(tally))
        return self._of_age(query).group_by(tally.age_group)

    def crossed(self) -> AnySelect:
        """Participations and sessions of the chosen age groups by cell, with a column a weekday.

        The columns have the names of the tally's.
        """
        numbers = [
            (self.sign * summed(getattr(AttendanceTally, name))).label(name)
            for name in (*of_weekdays("participations"), *of_weekdays("sessions"))
        ]
        return self._of_age(self._cells(AttendanceTally, numbers, AttendanceTally.age_group))

    def on_weekdays(self, *, several_ages: bool) -> Iterator[AnySelect]:
        """Sessions by day of the week, chosen as in ``sessions``, with the columns of ``ages``."""
        if several_ages:
            yield self._on_weekdays(SessionTally)
            without = self._on_weekdays(AgeMaskTally, -1)
            yield without.where(AgeMaskTally.age_mask.in_(_chosen("masks", Integer())))
        elif "age" in self.filtered:
            yield self._of_age(self._on_weekdays(AttendanceTally))
        else:
            yield self._on_weekdays(SessionTally)

    def _on_weekdays(self, tally: Tally, factor: int = 1) -> AnySelect:
        sign = factor * self.sign
        sums = (sign * summed(getattr(tally, name)) for name in of_weekdays("sessions"))
        columns = (literal_column("''", String()), NOTHING, NOTHING, NOTHING, *sums)
        return select(*columns).where(*self.kept(tally))

    def grid(self) -> AnySelect:
        """Sessions and participations by language, venue type and age group."""
        tally = AttendanceTally
        groups = tally.language, tally.venue_type, tally.age_group
        columns = (number.label(name) for name, number in self._came().items())
        query = select(*groups, *columns).where(*self.kept(tally))
        return self._of_age(query).group_by(*groups)

    def _came(self) -> Numbers:
        tally, sign = AttendanceTally, self.sign
        return {
            "sessions": sign * summed(tally.sessions),
            "participations": sign * summed(tally.participations),
        }

    def _cells(
        self,
        tally: Tally,
        numbers: Iterable[ColumnElement[int]],
        *further: InstrumentedAttribute[str],
    ) -> AnySelect:
        month: ColumnElement[str] = self._parameter("month", String())
        groups: list[Any] = [tally.language, tally.venue_type, *further]
        columns = [*groups, *numbers]
        if self.place == "months":
            month = month_code(tally.starts_on)
            groups.insert(0, tally.starts_on)
        return select(month.label("month"), *columns).where(*self.kept(tally)).group_by(*groups)

    def _sessions(self, tally: Tally, factor: int = 1) -> Numbers:
        sign = factor * self.sign
        return {
            "sessions": sign * summed(tally.sessions),
            "in_share": sign * summed(tally.in_share),
        }

    def _attendance(self) -> Numbers:
        tally, sign = AttendanceTally, self.sign
        is_youth = tally.age_group.in_(_chosen("youth", String()))
        youth = case((is_youth, tally.participations), else_=NOTHING)
        return {
            "participations": sign * summed(tally.participations),
            "youth": sign * summed(youth),
        }

    def kept(self, tally: Tally) -> Iterator[ColumnElement[bool]]:
        """The conditions of this piece and of the filters, except that by age group."""
        # The grain is a literal: with a parameter, SQLite would not use the index of months
        if self.place != "months":
            yield tally.grain == literal_column("'day'")
        else:
            grain = "kind_month" if "kind" in self.filtered else "month"
            yield tally.grain == literal_column(f"'{grain}'")
            yield literal_column(NOT_A_DAY, Boolean)
        yield tally.starts_on >= self._parameter("first", Date())
        yield tally.starts_on <= self._parameter("last", Date())
        for name, dimension in TALLIED.items():
            if name in self.filtered and dimension.of is not Of.PARTICIPATION:
                yield getattr(tally, dimension.column).in_(_chosen(name, String()))

    def _of_age(self, query: AnySelect) -> AnySelect:
        if "age" not in self.filtered:
            return query
        return query.where(AttendanceTally.age_group.in_(_chosen("age", String())))

    def _parameter(self, field: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
        return bindparam(f"{self.place}_{field}", type_=kind)


def _chosen(name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
    """The parameter for a list of values."""
    return bindparam(name, type_=kind, expanding=True)


def of_weekdays(number: str) -> list[str]:
    """The names of the columns that hold a number by the day of the week."""
    return [f"{number}_{day}" for day in WEEKDAYS]


def _labelled(numbers: Numbers) -> list[ColumnElement[int]]:
    return [numbers.get(name, NOTHING).label(name) for name in NUMBERS]
