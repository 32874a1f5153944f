"""How many facilitators are trained, by language."""

from sqlalchemy import Connection, func, select

from dashboard.domain.filters import Filters
from dashboard.domain.vocabulary import Vocabulary
from dashboard.tables import Training


def trained(connection: Connection, filters: Filters, vocabulary: Vocabulary) -> dict[str, int]:
    """Facilitators with a completed training, for each language that they are trained in.

    Answers to the languages and the last day of the filters only.
    """
    query = select(Training.language, func.count().label("facilitators")).group_by(
        Training.language
    )
    if filters.language:
        query = query.where(Training.language.in_(filters.language))
    if filters.range.end:
        query = query.where(Training.trained_on <= filters.range.end)
    found = {row.language: row.facilitators for row in connection.execute(query)}
    return {term.code: found.get(term.code, 0) for term in vocabulary.languages if term.trains}
