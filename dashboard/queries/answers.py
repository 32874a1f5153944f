"""A query string in, everything that a page or the API says about it out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from threading import Lock
from typing import TypeVar, cast

from cachetools import LRUCache
from sqlalchemy import Connection, Engine

from dashboard.database import reading
from dashboard.domain.pace.pace import Pace, PaceQuestion
from dashboard.domain.plan.plan import Plan
from dashboard.domain.progress import options as explore_options
from dashboard.domain.progress import scenario as what_if
from dashboard.domain.progress.comparison import Comparison
from dashboard.domain.progress.coverage import suggestions
from dashboard.domain.progress.options import ExploreOptions
from dashboard.domain.progress.progress import Progress
from dashboard.domain.reference import options as reference_options
from dashboard.domain.reference.reference import VENUES
from dashboard.domain.sessions import options as session_options
from dashboard.domain.sessions.findings import Findings
from dashboard.domain.sessions.options import SessionsTab
from dashboard.domain.shared import clock
from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.dimensions import seen_by
from dashboard.domain.shared.disclosure import DisclosureRule, Information, rule
from dashboard.domain.shared.filters import Filters, parse
from dashboard.domain.shared.history import steps
from dashboard.domain.shared.roles import Reader
from dashboard.domain.shared.state import State
from dashboard.domain.venues import options as venue_options
from dashboard.domain.venues.venues import VenueTable
from dashboard.queries.pace.pace import pace
from dashboard.queries.people.people import keys, people
from dashboard.queries.plan.plan import plan
from dashboard.queries.progress.comparison import comparison
from dashboard.queries.progress.coverage import coverage
from dashboard.queries.progress.equity import equity
from dashboard.queries.progress.indicators import tracking
from dashboard.queries.progress.progress import progress
from dashboard.queries.reference import reference
from dashboard.queries.sessions.calendar import feeds
from dashboard.queries.sessions.desk import begun, changed, file_names, wanted
from dashboard.queries.sessions.findings import findings
from dashboard.queries.sessions.list import session_page
from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import history
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.shown import (
    ExploreView,
    PeopleView,
    ProgressView,
    Reading,
    ReferenceView,
    SessionsView,
    VenuesView,
)
from dashboard.queries.venues.history import venue_history
from dashboard.queries.venues.venues import venue_rows
from dashboard.settings import Settings

ANSWERS_KEPT = 256
T = TypeVar("T")


class Answers:
    """Answers for one audience, each from one consistent read.

    Reference data, and what is costly to work out, are kept until the data are others.
    """

    def __init__(self, engine: Engine, settings: Settings, audience: Audience) -> None:
        if audience not in INSIDE:
            raise ValueError(audience)  # they read publications
        self.engine = engine
        self.audience = audience
        self.small_cell_maximum = settings.small_cell_maximum
        self.time_zone = settings.time_zone
        self.reader: Reader | None = None
        self._kept: LRUCache[tuple[object, ...], object] = LRUCache(ANSWERS_KEPT)
        self._lock = Lock()

    def for_reader(self, reader: Reader) -> "Answers":
        """The same answers, of the reader's audience, that say who asks."""
        answers = copy(self)
        answers.reader = reader
        return answers

    @property
    def for_administrator(self) -> bool:
        """Whether an administrator asks."""
        return self.reader is not None and self.reader.is_administrator

    def progress(self, query: str) -> ProgressView:
        """How far the project is, under the filters of a query string."""
        with self._reading(query, on_page=False) as (connection, now):
            found = self._progress(connection, now, now.filters)
            without = () if found.delivered else self._without(connection, now)
        return ProgressView(now, found, without)

    def explore(self, query: str) -> ExploreView:
        """What the Explore view shows under a query string, its own options included."""
        with self._reading(query) as (connection, now):
            words = now.vocabulary
            options, problems = explore_options.parse(query, words)
            found = self._progress(connection, now, now.filters)
            covered = coverage(connection, now.filters, words, now.today)
            return ExploreView(
                reading=replace(now, problems=(*now.problems, *problems)),
                options=options,
                progress=found,
                without=() if found.delivered else self._without(connection, now),
                comparison=self._comparison(connection, now, found, options),
                pace=self._pace(connection, now, options)
                if now.filters.whole_project or self.audience is Audience.COORDINATOR
                else None,
                equity=equity(found),
                tracking=tracking(connection, found, words),
                coverage=covered,
                suggestions=suggestions(covered, found, words),
            )

    def pace(self, query: str) -> tuple[Reading, Pace]:
        """The pace of the whole project under a query string, its own options included."""
        with self._reading(query) as (connection, now):
            scenario, problems = what_if.parse(query, now.vocabulary)
            others = tuple(p for p in now.problems if p.parameter not in what_if.NAMES)
            found = self._pace(connection, now, ExploreOptions(scenario=scenario))
        return replace(now, problems=(*others, *problems)), found

    def venues(self, query: str) -> VenuesView:
        """What the venues view shows under a query string, its own options included."""
        with self._reading(query) as (connection, now):
            words = now.vocabulary
            options = venue_options.parse(query, words.venues)
            found = self._progress(connection, now, now.filters)
            covered = coverage(connection, now.filters, words, now.today)
            advised = suggestions(covered, found, words)
            if self.audience is Audience.COMMITTEE:
                # A mean of a type's youth, beside its venues' counts, can tell one that is hidden.
                advised = tuple(replace(suggestion, youth=None) for suggestion in advised)
            return VenuesView(
                reading=now,
                options=options,
                progress=found,
                table=self._venue_rows(connection, now, found),
                history=venue_history(connection, options.opened, self.audience, words, now.today)
                if options.opened
                else None,
                coverage=covered,
                suggestions=advised,
            )

    def standing(self, query: str) -> Reading:
        """What every view knows of the data and of its reader."""
        with self._reading(query) as (_, now):
            return now

    def plan(self, query: str) -> tuple[Reading, Plan]:
        """The action plan, and the people to lead its sessions."""
        with self._reading(query) as (connection, now):
            return now, plan(connection, now.filters, now.vocabulary, now.today)

    def findings(self, query: str) -> tuple[Reading, Findings]:
        """What waits to be mended.

        Raises:
            PermissionError: The audience is not that of coordinators.
        """
        self._refuse_the_committee()
        with self._reading(query) as (connection, now):
            return now, self._findings(connection, now.state)

    def sessions(self, query: str) -> SessionsView:
        """What the sessions view shows under a query string, its own options included.

        Raises:
            PermissionError: The audience is not that of coordinators.
        """
        self._refuse_the_committee()
        options = session_options.parse(query)
        with self._reading(query) as (connection, now):
            found = self._findings(connection, now.state)
            shown = SessionsView(now, options, found, self.time_zone)
            if options.tab is SessionsTab.LOG:
                author = self.reader.name if self.reader else ""
                return replace(shown, begun=begun(connection, options.edit, author, now.today))
            if options.tab is SessionsTab.LIST:
                return replace(
                    shown,
                    page=session_page(connection, wanted(now.filters, options), now.vocabulary),
                    history=changed(connection, options.history) if options.history else None,
                    feeds=feeds(connection, self.reader.name) if self.reader else (),
                )
            return shown

    def people(self, query: str) -> PeopleView:
        """Who may sign in, and which programs may read.

        Raises:
            PermissionError: The reader is no administrator.
        """
        self._refuse_others_than_administrators()
        with self._reading(query) as (connection, now):
            day = clock.calendar_day(self.time_zone)
            return PeopleView(now, people(connection), keys(connection), day, self.time_zone)

    def reference(self, query: str) -> ReferenceView:
        """The reference data of the kind that a query string names.

        Raises:
            PermissionError: Who asks is no administrator.
        """
        self._refuse_others_than_administrators()
        options = reference_options.parse(query)
        with self._reading("") as (connection, now):
            records = reference.held(connection, options.of)
            found = steps(history(connection, options.of, options.record))
            return ReferenceView(
                reading=now,
                options=options,
                time_zone=self.time_zone,
                records=records,
                merges=reference.merges(connection) if options.of == VENUES else (),
                opened=next((one for one in records if one.record.key == options.record), None),
                used=reference.use_of(connection, options.of, options.record)
                if options.record
                else None,
                steps=found,
                files=file_names(connection, found),
            )

    def state(self) -> State:
        """The state of the data now."""
        with reading(self.engine) as connection:
            return state(connection)

    @contextmanager
    def _reading(self, query: str, *, on_page: bool = True) -> Iterator[tuple[Connection, Reading]]:
        with reading(self.engine) as connection:
            now = state(connection)
            words = self._keep(
                now, vocabulary, lambda: seen_by(self.audience, vocabulary(connection))
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
                    open_items=self._findings(connection, now).open_items
                    if on_page and not hides
                    else None,
                    reader=self.reader,
                ),
            )

    def _refuse_others_than_administrators(self) -> None:
        if not self.for_administrator:
            msg = "only administrators see accounts, and the reference data with their history"
            raise PermissionError(msg)

    def _refuse_the_committee(self) -> None:
        if rule(self.audience, Information.SESSIONS) is not DisclosureRule.ALL:
            msg = "only coordinators see sessions one by one, and what waits to be mended"
            raise PermissionError(msg)

    def _findings(self, connection: Connection, now: State) -> Findings:
        today = clock.today(now, self.time_zone)
        return self._keep(now, findings, lambda: findings(connection, today), today)

    def _keep(self, now: State, work: Callable[..., T], answer: Callable[[], T], *key: object) -> T:
        """The answer to a question of this edition of the data, worked out once."""
        place = (now.edition, work, *key)
        with self._lock:
            if place in self._kept:
                return cast("T", self._kept[place])
        found = answer()
        with self._lock:
            self._kept[place] = found
        return found

    def _progress(self, connection: Connection, now: Reading, filters: Filters) -> Progress:
        def answer() -> Progress:
            return progress(
                connection,
                filters,
                self.audience,
                now.vocabulary,
                small_cell_maximum=self.small_cell_maximum,
            )

        return self._keep(now.state, progress, answer, filters)

    def _venue_rows(self, connection: Connection, now: Reading, seen: Progress) -> VenueTable:
        return self._keep(
            now.state,
            venue_rows,
            lambda: venue_rows(
                connection,
                seen,
                now.vocabulary,
                now.today,
                small_cell_maximum=self.small_cell_maximum,
            ),
            now.filters,
            now.today,
        )

    def _pace(self, connection: Connection, now: Reading, options: ExploreOptions) -> Pace:
        question = PaceQuestion(now.filters.range.end, now.today, options.scenario)

        def answer() -> Pace:
            return pace(
                connection,
                question,
                self.audience,
                now.vocabulary,
                small_cell_maximum=self.small_cell_maximum,
            )

        return self._keep(now.state, pace, answer, question)

    def _comparison(
        self, connection: Connection, now: Reading, shown: Progress, options: ExploreOptions
    ) -> Comparison | None:
        if options.compare is None:
            return None
        return comparison(
            connection,
            shown,
            options.compare,
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
