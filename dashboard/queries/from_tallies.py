"""Counts from the tallies: at the same cost whatever the number of sessions.

A statement depends only on which dimensions are filtered and on which pieces the range has, so
that each is built and compiled once; what is chosen are its parameters. Tallies do not know venues.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    Integer,
    String,
    bindparam,
    case,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from dashboard.domain.filters import Filters
from dashboard.domain.vocabulary import Vocabulary
from dashboard.queries.counts import (
    NOTHING,
    NUMBERS,
    AnySelect,
    AnyUnion,
    Counts,
    along_each_dimension,
    month_code,
    read,
)
from dashboard.queries.pieces import Piece, Place, pieces
from dashboard.tables import NOT_A_DAY, AgeMaskTally, AttendanceTally, SessionTally

Tally = type[SessionTally] | type[AgeMaskTally] | type[AttendanceTally]

FILTERED = ("language", "venue_type", "kind", "age")


def counts_from_tallies(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> Counts:
    """Count the kept sessions, and the participations that the filters count."""
    parts = tuple(pieces(filters.range))
    if not parts:
        return read(())
    filtered = frozenset(name for name in FILTERED if filters.codes(name))
    places = tuple(part.place for part in parts)
    statement = _statement(places, filtered, several_ages=len(filters.age) > 1)
    return read(connection.execute(statement, _values(parts, filters, vocabulary)))


def _values(parts: Iterable[Piece], filters: Filters, vocabulary: Vocabulary) -> dict[str, object]:
    values: dict[str, object] = {name: filters.codes(name) for name in FILTERED}
    values["youth"] = [age.code for age in vocabulary.ages if age.youth]
    values["masks"] = _masks_without(filters.age, vocabulary)
    for part in parts:
        for field in ("first", "last", "month", "sign"):
            values[f"{part.place}_{field}"] = getattr(part, field)
    return values


def _masks_without(ages: tuple[str, ...], vocabulary: Vocabulary) -> list[int]:
    """Every set of the other age groups, the empty one included."""
    masks = [0]
    for age in vocabulary.ages:
        if age.code not in ages:
            masks += [mask | age.bit for mask in masks]
    return masks


@cache
def _statement(
    places: tuple[Place, ...], filtered: frozenset[str], *, several_ages: bool
) -> AnyUnion:
    parts = [_Part(place, filtered) for place in places]
    cells = [cells for part in parts for cells in part.sessions(several_ages=several_ages)]
    cells += [part.participations() for part in parts]
    return along_each_dimension(cells, [part.ages() for part in parts])


@dataclass(frozen=True, slots=True)
class _Part:
    """The selects over one piece of the range."""

    place: Place
    filtered: frozenset[str]

    def sessions(self, *, several_ages: bool) -> Iterator[AnySelect]:
        """Of all or one age group, their tallies; of several, all but those with none of them."""
        if several_ages:
            yield self._cells(SessionTally, sessions=1)
            masks = AgeMaskTally.age_mask.in_(_values_of("masks", Integer()))
            index = [] if self.place != "months" else [text(NOT_A_DAY)]
            yield self._cells(AgeMaskTally, sessions=-1).where(masks, *index)
        elif "age" in self.filtered:
            yield self._of_age(self._cells(AttendanceTally, sessions=1))
        else:
            yield self._cells(SessionTally, sessions=1)

    def participations(self) -> AnySelect:
        return self._of_age(self._cells(AttendanceTally, participations=1))

    def ages(self) -> AnySelect:
        tally = AttendanceTally
        query = select(tally.age_group, *self._numbers(tally, sessions=1, participations=1))
        return self._of_age(query.where(*self._kept(tally))).group_by(tally.age_group)

    def _cells(self, tally: Tally, **signs: int) -> AnySelect:
        """Signs by what is counted: ``sessions``, ``participations``."""
        cell = (tally.language, tally.venue_type)
        if self.place == "months":
            month: ColumnElement[str] = month_code(tally.starts_on)
            groups: tuple[Any, ...] = (tally.starts_on, *cell)
        else:
            month, groups = self._parameter("month", String()), cell
        query = select(month.label("month"), *cell, *self._numbers(tally, **signs))
        return query.where(*self._kept(tally)).group_by(*groups)

    def _numbers(
        self, tally: Any, *, sessions: int = 0, participations: int = 0
    ) -> list[ColumnElement[int]]:
        sign = self._parameter("sign", Integer())
        numbers: dict[str, ColumnElement[int]] = dict.fromkeys(NUMBERS, NOTHING)
        if sessions:
            numbers["sessions"] = sessions * sign * func.sum(tally.sessions)
            numbers["in_share"] = sessions * sign * func.sum(tally.in_share)
        if participations:
            youth = tally.age_group.in_(_values_of("youth", String()))
            of_youth = case((youth, tally.participations), else_=NOTHING)
            numbers["participations"] = sign * func.sum(tally.participations)
            numbers["youth"] = sign * func.sum(of_youth)
        return [number.label(name) for name, number in numbers.items()]

    def _kept(self, tally: Tally) -> Iterator[ColumnElement[bool]]:
        months = "kind_month" if "kind" in self.filtered else "month"
        grain = months if self.place == "months" else "day"
        yield tally.grain == literal_column(f"'{grain}'")  # not a parameter: a partial index
        yield tally.starts_on >= self._parameter("first", Date())
        yield tally.starts_on <= self._parameter("last", Date())
        for name in ("language", "venue_type", "kind"):
            if name in self.filtered:
                yield getattr(tally, name).in_(_values_of(name, String()))

    def _of_age(self, query: AnySelect) -> AnySelect:
        if "age" not in self.filtered:
            return query
        return query.where(AttendanceTally.age_group.in_(_values_of("age", String())))

    def _parameter(self, field: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
        return bindparam(f"{self.place}_{field}", type_=kind)


def _values_of(name: str, kind: TypeEngine[Any]) -> BindParameter[Any]:
    return bindparam(name, type_=kind, expanding=True)
