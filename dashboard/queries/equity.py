"""How much of the project is in French: sessions, participations, people trained."""

from datetime import date
from functools import cache

from sqlalchemy import Connection, Date, Select, String, bindparam, func, select

from dashboard.domain.equity import FRENCH, Equity, Share
from dashboard.domain.filters import Filters
from dashboard.domain.progress import Progress
from dashboard.tables import Training


def equity(connection: Connection, progress: Progress) -> Equity:
    """The three shares, of what ``progress`` shows: what is hidden there is hidden here."""
    french = next((row for row in progress.by_language if row.code == FRENCH), None)
    return Equity(
        filters=progress.filters,
        sessions=Share(french.sessions if french else 0, progress.delivered),
        participations=Share(french.participations if french else 0, progress.participations),
        facilitators=Share(
            progress.facilitators.get(FRENCH, 0), _people(connection, progress.filters)
        ),
    )


def _people(connection: Connection, filters: Filters) -> int:
    """People with a completed training, by the same filters as those trained in a language."""
    statement = _statement(by_language=bool(filters.language))
    values = {"end": filters.range.end or date.max, "languages": filters.language}
    return connection.execute(statement, values).scalar_one()


@cache
def _statement(*, by_language: bool) -> Select[int]:
    people = select(func.count(Training.facilitator_id.distinct()))
    people = people.where(Training.trained_on <= bindparam("end", type_=Date))
    chosen = bindparam("languages", type_=String, expanding=True)
    return people.where(Training.language.in_(chosen)) if by_language else people
