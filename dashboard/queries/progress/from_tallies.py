"""Counts from the tallies: at the same cost whatever the number of sessions.

A statement depends only on which dimensions are filtered and on which pieces the range has, so
that each is built and compiled once; what is chosen are its parameters. Tallies do not know every
dimension: ``source`` says whether they can be asked.
"""

from collections.abc import Iterator
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
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

from dashboard.database import AnySelect
from dashboard.domain.shared.dimensions import DIMENSIONS, Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.counts import (
    NOTHING,
    NUMBERS,
    AnyUnion,
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
    ages = {
        "youth": [age.code for age in vocabulary.ages if age.youth],
        "masks": _masks_without(filters.age, vocabulary),
    }
    statement = _statement(parts, several_ages=len(filters.age) > 1)
    return read(connection.execute(statement, parameters | ages))


def asked(filters: Filters) -> tuple[tuple["Part", ...], dict[str, object]]:
    """What a statement is built from, and its parameters; no part where the range is empty.

    Raises:
        ValueError: Something is chosen that tallies do not know; their answer would be wrong.
    """
    filtered, found = filtered_by(filters), tuple(pieces(filters.range))
    parameters: dict[str, object] = {name: filters.codes(name) for name in TALLIED}
    for piece in found:
        for field in ("first", "last", "month", "sign"):
            parameters[f"{piece.place}_{field}"] = getattr(piece, field)
    return tuple(Part(piece.place, filtered) for piece in found), parameters


def filtered_by(filters: Filters) -> frozenset[str]:
    """The dimensions of the tallies in which something is chosen.

    Raises:
        ValueError: Something is chosen in another one.
    """
    if not filters.tallied:
        raise ValueError(filters)
    return frozenset(dimension.code for dimension in filters.chosen)


def _masks_without(ages: tuple[str, ...], vocabulary: Vocabulary) -> list[int]:
    """Every set of the other age groups, the empty one included."""
    masks = [0]
    for age in vocabulary.ages:
        if age.code not in ages:
            masks += [mask | age.bit for mask in masks]
    return masks


@cache
def _statement(parts: tuple["Part", ...], *, several_ages: bool) -> AnyUnion:
    cells = [cells for part in parts for cells in part.sessions(several_ages=several_ages)]
    cells += [part.participations() for part in parts]
    return along_each_dimension(cells, [part.ages() for part in parts])


@dataclass(frozen=True, slots=True)
class Part:
    """The selects over one piece of the range."""

    place: Place
    filtered: frozenset[str]

    @property
    def sign(self) -> BindParameter[int]:
        """Whether its numbers are to add or to take away."""
        return self._parameter("sign", Integer())

    def sessions(self, *, several_ages: bool) -> Iterator[AnySelect]:
        """Of all or of one age group; of several, all sessions less those with none of them."""
        if several_ages:
            yield self._cells(SessionTally, self._sessions(SessionTally))
            without = self._cells(AgeMaskTally, self._sessions(AgeMaskTally, -1))
            yield without.where(AgeMaskTally.age_mask.in_(_chosen("masks", Integer())))
        elif "age" in self.filtered:
            yield self._of_age(self._cells(AttendanceTally, self._sessions(AttendanceTally)))
        else:
            yield self._cells(SessionTally, self._sessions(SessionTally))

    def participations(self) -> AnySelect:
        """Of the chosen age groups, by cell."""
        return self._of_age(self._cells(AttendanceTally, self._attendance()))

    def ages(self) -> AnySelect:
        """The chosen age groups themselves."""
        tally = AttendanceTally
        numbers = self._sessions(tally) | self._attendance()
        query = select(tally.age_group, *_labelled(numbers)).where(*self.kept(tally))
        return self._of_age(query).group_by(tally.age_group)

    def crossed(self) -> AnySelect:
        """The chosen age groups by cell: the sessions that each came to, and participations."""
        return self._of_age(self._cells(AttendanceTally, self._came(), AttendanceTally.age_group))

    def grid(self) -> AnySelect:
        """The same by language and venue type alone."""
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
        self, tally: Tally, numbers: Numbers, *further: InstrumentedAttribute[str]
    ) -> AnySelect:
        month: ColumnElement[str] = self._parameter("month", String())
        groups: list[Any] = [tally.language, tally.venue_type, *further]
        columns = [*groups, *_labelled(numbers)]
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
        """The rows of this piece that the filters keep, whatever their age groups."""
        # The grain is not a parameter: SQLite could not see that the index of months will do
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


def _labelled(numbers: Numbers) -> list[ColumnElement[int]]:
    return [numbers.get(name, NOTHING).label(name) for name in NUMBERS]
