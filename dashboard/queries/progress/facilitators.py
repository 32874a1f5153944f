"""The facilitators, and how many are trained, by language."""

from datetime import date
from functools import cache

from sqlalchemy import Connection, Date, Select, String, bindparam, func, select

from dashboard.domain.progress.progress import Facilitators
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import Facilitator, Training


def facilitator_codes(connection: Connection) -> tuple[str, ...]:
    """The codes of all facilitators, trained or not."""
    return tuple(connection.scalars(select(Facilitator.code).order_by(by_text(Facilitator.code))))


def facilitators(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> Facilitators:
    """The people trained, in total and by language; the filters apply as in ``trained``."""
    languages = [
        term.code
        for term in vocabulary.languages
        if term.trains and (not filters.language or term.code in filters.language)
    ]
    values = {"end": filters.range.end or date.max, "languages": languages}
    return Facilitators(
        connection.execute(_people(), values).scalar_one(),
        trained(connection, filters, vocabulary),
    )


def trained(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> dict[str, int]:
    """How many facilitators completed a training, by language.

    Of the filters, only languages and the last day matter.
    """
    rows = connection.execute(_statement(), {"end": filters.range.end or date.max})
    found = {row.language: row.facilitators for row in rows}
    return {
        term.code: found.get(term.code, 0)
        if not filters.language or term.code in filters.language
        else 0
        for term in vocabulary.languages
        if term.trains
    }


@cache
def _people() -> Select[int]:
    languages = bindparam("languages", type_=String, expanding=True)
    return (
        select(func.count(Training.facilitator_id.distinct()))
        .where(Training.trained_on <= bindparam("end", type_=Date))
        .where(Training.language.in_(languages))
    )


@cache
def _statement() -> Select[str, int]:
    return (
        select(Training.language, func.count().label("facilitators"))
        .where(Training.trained_on <= bindparam("end", type_=Date))
        .group_by(Training.language)
    )
