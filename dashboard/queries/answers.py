"""A query string in, everything that a page or the API says about it out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TypeVar, cast

from cachetools import LRUCache
from sqlalchemy import Connection, Engine

from dashboard.database import reading
from dashboard.domain import clock
from dashboard.domain.audience import Audience
from dashboard.domain.filters import Filters, Problem, parse
from dashboard.domain.progress import Progress
from dashboard.domain.state import State
from dashboard.domain.vocabulary import Vocabulary
from dashboard.queries.progress import progress
from dashboard.queries.state import state
from dashboard.queries.vocabulary import vocabulary
from dashboard.settings import Settings

ANSWERS_KEPT = 256
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What every view knows of the data and of its reader.

    ``hidden_up_to`` is the largest count that is hidden by itself; 0 when all are shown.
    ``open_items`` is how many things wait to be mended; ``None`` for those who don't mend them.
    """

    state: State
    vocabulary: Vocabulary
    audience: Audience
    today: date
    filters: Filters
    problems: tuple[Problem, ...]
    hidden_up_to: int
    open_items: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """How far the project is, as the API tells it.

    ``without`` names the filters any one of which, dropped, would bring sessions when there are
    none.
    """

    reading: Reading
    progress: Progress
    without: tuple[str, ...]


class Answers:
    """Answers for one audience, each from one consistent read.

    Reference data, and what is costly to work out, are kept until the data's version moves.
    """

    def __init__(self, engine: Engine, settings: Settings, audience: Audience) -> None:
        self.engine = engine
        self.audience = audience
        self.small_cell_maximum = settings.small_cell_maximum
        self.time_zone = settings.time_zone
        self._kept: LRUCache[tuple[object, ...], object] = LRUCache(ANSWERS_KEPT)
        self._lock = Lock()

    def progress(self, query: str) -> Answer:
        """How far the project is, under the filters of a query string."""
        with self._reading(query) as (connection, now):
            found = self._progress(connection, now, now.filters)
            without = () if found.delivered else self._without(connection, now)
        return Answer(now, found, without)

    def state(self) -> State:
        """The state of the data now."""
        with reading(self.engine) as connection:
            return state(connection)

    @contextmanager
    def _reading(self, query: str) -> Iterator[tuple[Connection, Reading]]:
        with reading(self.engine) as connection:
            now = state(connection)
            words = self._keep(now, vocabulary, lambda: vocabulary(connection))
            filters, problems = parse(query, words)
            hides = self.audience is Audience.COMMITTEE
            yield (
                connection,
                Reading(
                    state=now,
                    vocabulary=words,
                    audience=self.audience,
                    today=clock.today(now, self.time_zone),
                    filters=filters,
                    problems=problems,
                    hidden_up_to=self.small_cell_maximum if hides else 0,
                    open_items=None,
                ),
            )

    def _keep(self, now: State, work: Callable[..., T], answer: Callable[[], T], *key: object) -> T:
        """The answer to a question of this version of the data, worked out once."""
        place = (now.version, work, *key)
        with self._lock:
            if place in self._kept:
                return cast("T", self._kept[place])
        found = answer()
        with self._lock:
            self._kept[place] = found
        return found

    def _progress(self, connection: Connection, now: Reading, filters: Filters) -> Progress:
        return progress(
            connection,
            filters,
            self.audience,
            now.vocabulary,
            small_cell_maximum=self.small_cell_maximum,
        )

    def _without(self, connection: Connection, now: Reading) -> tuple[str, ...]:
        filters = now.filters
        return tuple(
            name
            for name in dict.fromkeys(name for name, _ in filters.pairs())
            if self._progress(connection, now, filters.without(name)).delivered
        )
