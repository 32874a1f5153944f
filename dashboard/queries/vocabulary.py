"""The reference data, as the rest of the program speaks of them."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from dashboard import tables
from dashboard.domain import vocabulary as words


def vocabulary(connection: Connection) -> words.Vocabulary:
    """All reference terms in their display order."""
    return words.Vocabulary(
        languages=words.Terms(
            tuple(
                words.Language(r.code, r.label_en, r.label_fr, trains=r.trains)
                for r in _in_order(connection, tables.Language)
            )
        ),
        ages=words.Terms(
            tuple(
                words.AgeGroup(
                    r.code, r.label_en, r.label_fr, youth=r.youth, at_risk=r.at_risk, bit=r.bit
                )
                for r in _in_order(connection, tables.AgeGroup)
            )
        ),
        venue_types=words.Terms(
            tuple(
                words.VenueType(r.code, r.label_en, r.label_fr, sensitive=r.sensitive)
                for r in _in_order(connection, tables.VenueType)
            )
        ),
        venues=words.Terms(tuple(_venue(r) for r in connection.execute(_venues()))),
        kinds=words.Terms(
            tuple(
                words.Kind(r.code, r.label_en, r.label_fr, in_french_share=r.in_french_share)
                for r in _in_order(connection, tables.SessionKind)
            )
        ),
        statuses=words.Terms(
            tuple(
                words.StatusLevel(r.code, r.label_en, r.label_fr, minimum_percent=r.minimum_percent)
                for r in _in_order(connection, tables.StatusLevel)
            )
        ),
        partners=_plain(connection, tables.Partner),
        funders=_plain(connection, tables.Funder),
        merged=merged(connection),
        **_tracking(connection),
        **_plan(connection),
    )


def merged(connection: Connection) -> dict[str, str]:
    """The old codes of venues that were merged, with the code of the venue that is there now."""
    into = dict(connection.execute(select(tables.VenueAlias.code, tables.VenueAlias.venue)).all())
    return {code: _end(code, into) for code in into}


def _end(code: str, into: dict[str, str]) -> str:
    """Merges may follow one another; none leads back."""
    while code in into:
        code = into[code]
    return code


def _tracking(connection: Connection) -> dict[str, Any]:
    """What indicators are, what they are compared with, and where lines are drawn."""
    return {
        "indicators": words.Terms(
            tuple(
                words.Indicator(
                    *_named(r),
                    definition=_in_both(r, "definition"),
                    unit=_in_both(r, "unit"),
                    source=_in_both(r, "source"),
                    frequency=_in_both(r, "frequency"),
                    baseline=r.baseline,
                    cumulative=r.cumulative,
                )
                for r in _in_order(connection, tables.Indicator)
            )
        ),
        "thresholds": words.Terms(
            tuple(
                words.Threshold(*_named(r), value=r.value)
                for r in _in_order(connection, tables.Threshold)
            )
        ),
        "comparison_shares": words.Terms(
            tuple(
                words.ComparisonShare(
                    *_named(r),
                    percent=Decimal(str(r.percent)),
                    source=_in_both(r, "source"),
                    year=r.year,
                )
                for r in _in_order(connection, tables.ComparisonShare)
            )
        ),
    }


def _plan(connection: Connection) -> dict[str, Any]:
    """The action plan's measures and their milestones."""
    return {
        "measures": words.Terms(
            tuple(
                words.Measure(*_named(r), status=r.status, owner=_in_both(r, "owner"))
                for r in _in_order(connection, tables.PlanMeasure)
            )
        ),
        "milestones": words.Terms(
            tuple(
                words.Milestone(*_named(r), measure=r.measure, due=r.due, done_on=r.done_on)
                for r in _in_order(connection, tables.PlanMilestone)
            )
        ),
    }


def _named(row: Row[*tuple[Any, ...]]) -> tuple[str, str, str]:
    return row.code, row.label_en, row.label_fr


def _in_both(row: Row[*tuple[Any, ...]], name: str) -> words.Term:
    """A text that stands in two columns, one a language."""
    return words.Term(row.code, getattr(row, f"{name}_en"), getattr(row, f"{name}_fr"))


def _in_order(
    connection: Connection, table: type[tables.Reference]
) -> list[Row[*tuple[object, ...]]]:
    return list(connection.execute(select(table.__table__).order_by(table.sort_order, table.code)))  # type: ignore[attr-defined]


def _plain(connection: Connection, table: type[tables.Reference]) -> words.Terms[words.Term]:
    rows = _in_order(connection, table)
    return words.Terms(tuple(words.Term(r.code, r.label_en, r.label_fr) for r in rows))


def _venues() -> Select[str, str, str, str, bool]:
    venue, venue_type = tables.Venue, tables.VenueType
    return (
        select(venue.code, venue.label_en, venue.label_fr, venue.venue_type, venue_type.sensitive)
        .join(venue_type, venue.venue_type == venue_type.code)
        .order_by(venue_type.sort_order, venue.code)
    )


def _venue(row: Row[str, str, str, str, bool]) -> words.Venue:
    """A venue under the name that may be shown: a sensitive one has none but its code."""
    code, label_en, label_fr, venue_type, sensitive = row
    if sensitive:
        label_en = label_fr = ""
    return words.Venue(code, label_en or code, label_fr or code, venue_type)
