"""A query string in, everything that a page or the API says about it out."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from dashboard.database import reading
from dashboard.domain.audience import Audience
from dashboard.domain.filters import Filters, Problem, parse
from dashboard.domain.progress import Progress
from dashboard.domain.state import State
from dashboard.domain.vocabulary import Vocabulary
from dashboard.queries.progress import progress
from dashboard.queries.state import state
from dashboard.queries.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Answer:
    """One consistent read for one audience.

    ``without`` names the filters any one of which, dropped, would bring sessions when there are
    none. ``hidden_up_to`` is the largest count that is hidden by itself; 0 when all are shown.
    """

    state: State
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    progress: Progress
    without: tuple[str, ...]
    hidden_up_to: int


class Answers:
    """Answers for one audience; keeps the reference data until the data's version moves."""

    def __init__(self, engine: Engine, audience: Audience, *, small_cell_maximum: int) -> None:
        self.engine = engine
        self.audience = audience
        self.small_cell_maximum = small_cell_maximum
        self._kept: tuple[int, Vocabulary] | None = None

    def __call__(self, query: str) -> Answer:
        """Answer a query string; what is not understood of it is told in ``problems``."""
        with reading(self.engine) as connection:
            now = state(connection)
            words = self._vocabulary(connection, now.version)
            filters, problems = parse(query, words)
            found = self._progress(connection, filters, words)
            without = () if found.delivered else self._without(connection, filters, words)
        hides = self.audience is Audience.COMMITTEE
        return Answer(now, words, problems, found, without, self.small_cell_maximum if hides else 0)

    def _vocabulary(self, connection: Connection, version: int) -> Vocabulary:
        if self._kept is None or self._kept[0] != version:
            self._kept = (version, vocabulary(connection))
        return self._kept[1]

    def _progress(self, connection: Connection, filters: Filters, words: Vocabulary) -> Progress:
        return progress(
            connection,
            filters,
            self.audience,
            words,
            small_cell_maximum=self.small_cell_maximum,
        )

    def _without(
        self, connection: Connection, filters: Filters, words: Vocabulary
    ) -> tuple[str, ...]:
        return tuple(
            name
            for name in dict.fromkeys(name for name, _ in filters.pairs())
            if self._progress(connection, filters.without(name), words).delivered
        )
