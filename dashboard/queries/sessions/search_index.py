"""Compare the index of references on SQLite with the sessions; PostgreSQL keeps its own."""

from collections import defaultdict

from sqlalchemy import Connection, select, text

from dashboard.queries.sessions.search import AS_INDEXED, SIGNS
from dashboard.queries.shared.folded import folded
from dashboard.tables import OutreachSession

STREAMED = 5_000
BEHIND = chr(1) * 2

_Terms = dict[str, tuple[int, int]]
"""Of each three signs: how many references have them, and the sum of the ids of their sessions."""


def kept(connection: Connection) -> _Terms:
    """The index as it is."""
    if connection.dialect.name != "sqlite":
        return {}
    query = text("SELECT term, count(*), sum(doc) FROM session_search_pairs GROUP BY term")
    return {term: (count, ids) for term, count, ids in connection.execute(query)}


def recounted(connection: Connection) -> _Terms:
    """The index as it should be."""
    if connection.dialect.name != "sqlite":
        return {}
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    query = select(OutreachSession.id, OutreachSession.reference)
    for id_, reference in connection.execute(query.execution_options(yield_per=STREAMED)):
        words = folded(reference).translate(AS_INDEXED) + BEHIND
        for term in {words[at : at + SIGNS] for at in range(len(words) - SIGNS + 1)}:
            found[term][0] += 1
            found[term][1] += id_
    return {term: (count, ids) for term, (count, ids) in found.items()}
