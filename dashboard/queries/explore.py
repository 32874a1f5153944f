"""Everything that the explore view shows: progress, pace, and what they are held against."""

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from dashboard.domain.headline import Facts, Headline, headline
from dashboard.domain.pace.pace import Pace
from dashboard.domain.progress import options as explore_options
from dashboard.domain.progress.bars import FrenchShares
from dashboard.domain.progress.comparison import Comparison
from dashboard.domain.progress.coverage import Coverage, Suggestion, suggestions
from dashboard.domain.progress.equity import Equity
from dashboard.domain.progress.first_steps import FirstSteps
from dashboard.domain.progress.indicators import Revision, TrackingTable, tracking
from dashboard.domain.progress.options import ExploreOptions
from dashboard.domain.progress.progress import Progress
from dashboard.domain.sessions.findings import FindingRule, RuleFindings
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import UNFILTERED, Filters
from dashboard.queries.answers import Answers
from dashboard.queries.pace.view import kept_pace
from dashboard.queries.plan.view import kept_capacity
from dashboard.queries.progress.comparison import comparison
from dashboard.queries.progress.equity import equity
from dashboard.queries.progress.first_steps import first_steps
from dashboard.queries.progress.french_shares import kept_french_shares
from dashboard.queries.progress.indicators import revisions
from dashboard.queries.progress.view import in_all, kept_coverage, kept_progress, without
from dashboard.queries.shared.reading import Reading


@dataclass(frozen=True, slots=True)
class Bearings:
    """What the bars of the breakdowns need besides the shown progress.

    ``whole`` is the progress of the whole project; it gives the rows one order, whatever the
    filters. The French shares are those of the shown progress, of the whole project and of the
    earlier period. They are empty unless the bars show French shares.
    """

    whole: Progress | None = None
    french: FrenchShares = field(default_factory=dict)
    french_whole: FrenchShares = field(default_factory=dict)
    french_earlier: FrenchShares = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExploreView:
    """Everything that the Explore view shows; ``in_all`` counts delivered sessions, unfiltered.

    For the committee, ``pace`` is ``None`` under any filter but the last day. The pace is of the
    whole project: subtracting the shown part from it would reveal a hidden count. ``first_steps``
    are those that the reader may take; empty once a session was delivered.
    """

    reading: Reading
    options: ExploreOptions
    progress: Progress
    in_all: int
    without: tuple[str, ...]
    comparison: Comparison | None
    pace: Pace | None
    equity: Equity
    revisions: tuple[Revision, ...]
    coverage: Coverage
    suggestions: tuple[Suggestion, ...]
    headline: Headline
    bearings: Bearings = field(default_factory=Bearings)
    first_steps: FirstSteps = field(default_factory=dict)

    @property
    def tracking(self) -> TrackingTable:
        """Every indicator of the reference data beside its target; a tab shows it."""
        return tracking(self.progress, self.reading.vocabulary, self.revisions)


def explore_view(answers: Answers, query: str, *, folds: bool = True) -> ExploreView:
    """Answer a query string, which holds the view's own options too.

    Without ``folds``, the pace beside a part of the project has only the end of its projection:
    the rest of it is shown in folds alone.
    """
    with answers.reading(query) as (connection, now):
        words = now.vocabulary
        options, problems = explore_options.parse(query, words)
        found = kept_progress(answers, connection, now, now.filters)
        covered = kept_coverage(answers, connection, now)
        gaps = suggestions(covered, found, words)
        pace = _pace(answers, connection, now, options, folds=folds)
        compared = _comparison(answers, connection, now, found, options)
        return ExploreView(
            reading=replace(now, problems=(*now.problems, *problems)) if problems else now,
            options=options,
            progress=found,
            in_all=in_all(answers, connection, now, found),
            without=without(connection, now, found),
            comparison=compared,
            pace=pace,
            equity=equity(found),
            revisions=revisions(connection),
            coverage=covered,
            suggestions=gaps,
            headline=headline(
                Facts(
                    found,
                    pace,
                    kept_capacity(answers, connection, now),
                    gaps,
                    _unrecorded(answers, connection, now),
                    words,
                    now.today,
                )
            ),
            bearings=_bearings(answers, connection, now, compared, options),
            first_steps=_first_steps(connection, now),
        )


def _bearings(
    answers: Answers,
    connection: Connection,
    now: Reading,
    compared: Comparison | None,
    options: ExploreOptions,
) -> Bearings:
    def french(filters: Filters) -> FrenchShares:
        return kept_french_shares(answers, connection, now, filters, options.bars)

    earlier = compared.earlier if compared else None
    return Bearings(
        whole=kept_progress(answers, connection, now, UNFILTERED),
        french=french(now.filters),
        french_whole=french(UNFILTERED),
        french_earlier=french(earlier.filters) if earlier else {},
    )


def _first_steps(connection: Connection, now: Reading) -> FirstSteps:
    """The reader's first steps; empty once there is anything to show."""
    if now.state.data_as_of or now.reader is None:
        return {}
    return first_steps(connection, now.reader.role)


def _pace(
    answers: Answers, connection: Connection, now: Reading, options: ExploreOptions, *, folds: bool
) -> Pace | None:
    if now.filters.whole_project:
        return kept_pace(answers, connection, now, options.scenario)
    if answers.audience is not Audience.COORDINATOR:
        return None
    drawn = folds or options.scenario or options.present
    return kept_pace(answers, connection, now, options.scenario, only_end=not drawn)


def _unrecorded(answers: Answers, connection: Connection, now: Reading) -> int:
    """The number of planned sessions whose day has passed; 0 for readers who cannot report them."""
    if now.open_items is None:
        return 0
    found = answers.findings(connection, now.state).by_rule
    return found.get(FindingRule.OVERDUE, RuleFindings()).count


def _comparison(
    answers: Answers,
    connection: Connection,
    now: Reading,
    found: Progress,
    options: ExploreOptions,
) -> Comparison | None:
    if options.compare is None:
        return None
    return comparison(
        connection,
        found,
        options.compare,
        now.vocabulary,
        small_cell_maximum=answers.small_cell_maximum,
    )
