"""Read the reference data into the values that the rest of the program uses."""

from dataclasses import fields
from decimal import Decimal
from functools import cache, partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, select

from dashboard import tables
from dashboard.database import AnyRow, AnySelect
from dashboard.domain.shared import vocabulary as words
from dashboard.queries.shared.text_order import by_text, display_order

T = TypeVar("T", bound=words.Term)


def vocabulary(connection: Connection) -> words.Vocabulary:
    """All reference terms in their display order."""
    read = partial(_terms, connection)
    return words.Vocabulary(
        languages=read(tables.Language, words.Language),
        ages=read(tables.AgeGroup, words.AgeGroup),
        venue_types=read(tables.VenueType, words.VenueType),
        venues=words.Terms(tuple(_venue(row) for row in connection.execute(_venues()))),
        kinds=read(tables.SessionKind, words.SessionKind),
        facilitators=_facilitators(connection),
        statuses=read(tables.StatusLevel, words.StatusLevel),
        partners=read(tables.Partner, words.Term),
        funders=read(tables.Funder, words.Term),
        indicators=read(tables.Indicator, words.Indicator),
        thresholds=read(tables.Threshold, words.Threshold),
        comparison_shares=read(tables.ComparisonShare, words.ComparisonShare),
        measures=read(tables.PlanMeasure, words.Measure),
        milestones=read(tables.PlanMilestone, words.Milestone),
        annotations=read(tables.Annotation, words.Annotation),
        decisions=read(tables.Decision, words.Decision),
        merged=merged(connection),
    )


def merged(connection: Connection) -> dict[str, str]:
    """The old codes of merged venues, each with the code of the present venue."""
    into = dict(connection.execute(select(tables.VenueAlias.code, tables.VenueAlias.venue)).all())
    return {code: _end(code, into) for code in into}


def _end(code: str, into: dict[str, str]) -> str:
    """Follow a chain of merges to its end; a loop, which only manual edits make, ends anywhere."""
    followed = set[str]()
    while code in into and code not in followed:
        followed.add(code)
        code = into[code]
    return code


def _terms(connection: Connection, table: type[tables.Base], term: type[T]) -> words.Terms[T]:
    """The values of a table in display order; the fields of ``term`` name the columns."""
    rows = connection.execute(_in_order(table))
    names = [field.name for field in fields(term)]
    return words.Terms(tuple(term(*(_part(row, name) for name in names)) for row in rows))


@cache
def _in_order(table: type[tables.Base]) -> AnySelect:
    """All rows of a table; built once, which takes longer than to read its few rows."""
    of_table = tables.Base.metadata.tables[table.__tablename__]
    return select(of_table).order_by(*display_order(of_table))


def _part(row: AnyRow, name: str) -> Any:  # noqa: ANN401 - what the term is made of
    """The value of a column, or of two columns, one a language."""
    if not hasattr(row, name):
        return words.Term(row.code, getattr(row, f"{name}_en"), getattr(row, f"{name}_fr"))
    value = getattr(row, name)
    return Decimal(str(value)) if isinstance(value, float) else value


def _facilitators(connection: Connection) -> words.Terms[words.Term]:
    """The codes of all facilitators, trained or not; people have no names here."""
    code = tables.Facilitator.code
    codes = connection.scalars(select(code).order_by(by_text(code)))
    return words.Terms(tuple(words.Term(each, each, each) for each in codes))


@cache
def _venues() -> Select[str, str, str, str, bool]:
    venue, venue_type = tables.Venue, tables.VenueType
    return (
        select(venue.code, venue.label_en, venue.label_fr, venue.venue_type, venue_type.sensitive)
        .join(venue_type, venue.venue_type == venue_type.code)
        .order_by(venue_type.sort_order, by_text(venue.code))
    )


def _venue(row: Row[str, str, str, str, bool]) -> words.Venue:
    """A venue with the name that may be shown: the code, if it is a sensitive one."""
    code, label_en, label_fr, venue_type, sensitive = row
    if sensitive:
        label_en = label_fr = ""
    return words.Venue(code, label_en or code, label_fr or code, venue_type)
