"""The facilitators, and how many are trained, by language."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from dashboard.database import AnyRow
from dashboard.domain.progress.progress import Facilitators
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import month_of
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.shared.by_edition import by_edition
from dashboard.tables import Training


def facilitators(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> Facilitators:
    """The people trained, in total and by language; the filters apply as in ``trained``."""
    languages = [
        term.code
        for term in vocabulary.languages
        if term.trains and (not filters.language or term.code in filters.language)
    ]
    first: dict[int, date] = {}
    for person, language, day in _until(connection, filters):
        if language in languages:
            first[person] = min(first.get(person, day), day)
    months = dict(Counter(map(month_of, first.values())))
    return Facilitators(len(first), trained(connection, filters, vocabulary), months)


def trained(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> dict[str, int]:
    """How many facilitators completed a training, by language.

    Of the filters, only languages and the last day matter.
    """
    found = Counter([language for _, language, _ in _until(connection, filters)])
    return {
        term.code: found[term.code] if not filters.language or term.code in filters.language else 0
        for term in vocabulary.languages
        if term.trains
    }


def _until(connection: Connection, filters: Filters) -> list[AnyRow]:
    """The trainings completed by the last day of the filters."""
    end = filters.range.end or date.max
    return [row for row in by_edition(connection, _trainings) if row[-1] <= end]


def _trainings(connection: Connection) -> Sequence[AnyRow]:
    columns = Training.facilitator_id, Training.language, Training.trained_on
    return connection.execute(select(*columns)).all()
