"""Answer the views' questions for one audience and one reader, each in one consistent read."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from dashboard.database import reading
from dashboard.domain.publications.keys import key_digest
from dashboard.domain.sessions.findings import Findings
from dashboard.domain.shared import clock
from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.dimensions import seen_by
from dashboard.domain.shared.disclosure import DisclosureRule, Information, rule
from dashboard.domain.shared.filters import parse
from dashboard.domain.shared.roles import Reader, Right
from dashboard.domain.shared.state import State
from dashboard.queries.sessions.findings import finding_counts
from dashboard.queries.shared.keeping import Keeping, weight
from dashboard.queries.shared.late_reading import DataChangedError, late_reading
from dashboard.queries.shared.reading import Reading
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.settings import Settings

MOST_BYTES = 24 * 1024 * 1024
"""Of kept answers, for each audience in each worker."""
T = TypeVar("T")
WholeT = TypeVar("WholeT", bound=dict[str, Any])


class Answers:
    """What the views' queries, such as ``explore_view``, use to read for one audience.

    It caches the reference data and costly results until the data change.
    """

    def __init__(self, engine: Engine, settings: Settings, audience: Audience) -> None:
        if audience not in INSIDE:
            raise ValueError(audience)  # they read publications
        self.engine = engine
        self.audience = audience
        self.small_cell_maximum = settings.small_cell_maximum
        self.time_zone = settings.time_zone
        self.publish_rhythm = settings.publish_rhythm
        self.publish_key = key_digest(settings.secret_key)
        self.reader: Reader | None = None
        self._seen: State | None = None
        self._goes_by: State | None = None
        self._kept = Keeping(MOST_BYTES)

    def __copy__(self) -> "Answers":
        """A copy that shares all, made without Python’s search for how to make one."""
        other = object.__new__(Answers)
        other.__dict__ |= self.__dict__
        return other

    def for_reader(self, reader: Reader, seen: State | None = None) -> "Answers":
        """The same answers for one reader of this audience; the cache is shared.

        Args:
            reader: Who asks.
            seen: The state of the data when the reader's request came in, if it was read then.
        """
        answers = copy(self)
        answers.reader, answers._seen = reader, seen
        return answers

    def may(self, right: Right) -> bool:
        """Whether the reader is known and has a right."""
        return self.reader is not None and self.reader.role.may(right)

    @property
    def for_administrator(self) -> bool:
        """Whether the reader is an administrator."""
        return self.may(Right.ADMINISTER)

    @property
    def footing(self) -> tuple[Hashable, ...]:
        """What every answer of a whole view depends on, whatever is asked.

        First the edition of the data; then the day, the audience, what counts as small for it, and
        the reader's role. A reader's name is not in it.
        """
        return self._footing(self._seen or self.state())

    def _footing(self, now: State) -> tuple[Hashable, ...]:
        today = clock.today(now, self.time_zone)
        reader = self.reader and self.reader.anyone
        return now.edition, today, self.audience, self.small_cell_maximum, reader

    def state(self) -> State:
        """The state of the data now."""
        with reading(self.engine) as connection:
            return state(connection)

    def standing(self, query: str) -> Reading:
        """What every view knows about the data and its reader."""
        with self.reading(query) as (_, now):
            return now

    @contextmanager
    def reading(self, query: str, *, on_page: bool = True) -> Iterator[tuple[Connection, Reading]]:
        """Open a transaction and read the state and the filters; all within sees the same data.

        Args:
            query: The query string of the address, without ``?``.
            on_page: Whether to tell coordinators how many findings are open.
        """
        with self._transaction() as connection:
            now = state(connection)
            words = self._kept.find(
                (now.reference_edition, vocabulary),
                lambda: seen_by(self.audience, vocabulary(connection)),
            )
            filters, problems = parse(query, words, self.audience)
            hides = rule(self.audience, Information.PARTICIPATIONS) is not DisclosureRule.ALL
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
                    open_items=self.findings(connection, now).open_items
                    if on_page and not hides
                    else None,
                    reader=self.reader,
                ),
            )

    def _transaction(self) -> AbstractContextManager[Connection]:
        return late_reading(self.engine, self._goes_by) if self._goes_by else reading(self.engine)

    def findings(self, connection: Connection, now: State) -> Findings:
        """How many findings are open; none is listed."""
        today = clock.today(now, self.time_zone)
        return self.keep(now, finding_counts, lambda: finding_counts(connection, today), today)

    def keep(
        self,
        now: State,
        work: Callable[..., T],
        answer: Callable[[], T],
        *key: Hashable,
        weigh: Callable[[T], int] = weight,
    ) -> T:
        """Return the cached answer for this edition of the data, or compute and cache it.

        Args:
            now: The state of the data that was read.
            work: The query that answers; together with ``key`` it names the question.
            answer: Computes the answer if it is not cached.
            key: Everything that the answer depends on besides the data.
            weigh: About how many bytes an answer takes.
        """
        return self._kept.find((now.edition, work, *key), answer, weigh=weigh)

    def keep_whole(
        self,
        make: Callable[["Answers"], WholeT],
        weigh: Callable[[WholeT], int],
        *key: Hashable,
    ) -> WholeT:
        """The kept answer of a whole view, or a new one.

        It is kept for this edition of the data and day, for readers of the same role, and for no
        others. It is made for one of them without a name, so that it can contain none.

        What is kept already of these data is not asked again, so that most answers need no
        transaction. If one begins after a write, the answer is made anew, of the newer data.

        Args:
            make: Makes the view with these answers; its ``edition`` is that of its data.
            weigh: How many bytes it takes.
            key: Everything that the view depends on besides the data, the day and the reader.
        """
        now = self._seen or self.state()
        anyone = copy(self)
        anyone.reader, anyone._seen = self.reader and self.reader.anyone, None

        def made() -> WholeT:
            of_seen = copy(anyone)
            of_seen._goes_by = now
            try:
                return make(of_seen)
            except DataChangedError:
                return make(anyone)

        return self._kept.find(
            (*self._footing(now), *key),
            made,
            weigh=weigh,
            may_keep=lambda found: found["edition"] == now.edition,
        )

    def refuse_without(self, right: Right) -> None:
        """Refuse readers who do not have a right.

        Raises:
            PermissionError: The reader does not have it.
        """
        if not self.may(right):
            msg = f"only those who may {right} see this"
            raise PermissionError(msg)

    def refuse_the_committee(self) -> None:
        """Refuse the committee, which may not see single sessions.

        Raises:
            PermissionError: The audience may not see them.
        """
        if rule(self.audience, Information.SESSIONS) is not DisclosureRule.ALL:
            msg = "only coordinators see sessions one by one, and what waits to be mended"
            raise PermissionError(msg)
