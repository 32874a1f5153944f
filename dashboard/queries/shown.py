"""What each view shows: frozen results, each from one consistent read."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.pace.pace import Pace
from dashboard.domain.people.people import Key, Person
from dashboard.domain.progress.comparison import Comparison
from dashboard.domain.progress.coverage import Coverage, Suggestion
from dashboard.domain.progress.equity import Equity
from dashboard.domain.progress.indicators import TrackingTable
from dashboard.domain.progress.options import ExploreOptions
from dashboard.domain.progress.progress import Progress
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.reference.reference import StoredRecord
from dashboard.domain.sessions.calendar import Feed
from dashboard.domain.sessions.findings import Findings
from dashboard.domain.sessions.options import SessionOptions
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters, Problem
from dashboard.domain.shared.history import HistoryStep
from dashboard.domain.shared.records import AliasRecord
from dashboard.domain.shared.roles import Reader
from dashboard.domain.shared.state import State
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.venues.options import VenueOptions
from dashboard.domain.venues.venues import VenueHistory, VenueTable
from dashboard.i18n import Text
from dashboard.queries.sessions.desk import FormStart, SessionHistory
from dashboard.queries.sessions.list import SessionPage


@dataclass(frozen=True, slots=True)
class Reading:
    """What every view knows of the data and of its reader.

    ``hidden_up_to`` is the largest count that is hidden by itself; 0 when all are shown.
    ``open_items`` is how many things wait to be mended; ``None`` for those who don't mend them,
    and where no page says so. ``reader`` is who asks, where that is known.
    """

    state: State
    vocabulary: Vocabulary
    audience: Audience
    today: date
    filters: Filters
    problems: tuple[Problem, ...]
    hidden_up_to: int
    open_items: int | None
    reader: Reader | None = None

    @property
    def for_administrator(self) -> bool:
        """Whether an administrator asks."""
        return self.reader is not None and self.reader.is_administrator


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far the project is, as the API tells it.

    ``without`` names the filters any one of which, dropped, would bring sessions when there are
    none.
    """

    reading: Reading
    progress: Progress
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExploreView:
    """Everything that the Explore view shows.

    ``pace`` is ``None`` for the committee under any filter but the last day: it is of the whole
    project, and the whole less the part that stands beside it would be a count that is hidden.
    """

    reading: Reading
    options: ExploreOptions
    progress: Progress
    without: tuple[str, ...]
    comparison: Comparison | None
    pace: Pace | None
    equity: Equity
    tracking: TrackingTable
    coverage: Coverage
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class VenuesView:
    """Everything that the venues view shows; ``history`` is of the open venue, if one is."""

    reading: Reading
    options: VenueOptions
    progress: Progress
    table: VenueTable
    history: VenueHistory | None
    coverage: Coverage
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class SessionsView:
    """What the sessions view shows: of the tabs, the open one alone is filled."""

    reading: Reading
    options: SessionOptions
    found: Findings
    time_zone: str
    begun: FormStart | None = None
    page: SessionPage | None = None
    history: SessionHistory | None = None
    feeds: tuple[Feed, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleView:
    """What the view of people shows; ``day`` is the calendar's, by which tokens expire."""

    reading: Reading
    people: tuple[Person, ...]
    keys: tuple[Key, ...]
    day: date
    time_zone: str


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """What the view of reference data shows: the records of a kind, and the open one's history."""

    reading: Reading
    options: ReferenceOptions
    time_zone: str
    records: tuple[StoredRecord, ...]
    merges: tuple[AliasRecord, ...]
    opened: StoredRecord | None
    used: Text | None
    steps: tuple[HistoryStep, ...]
    files: dict[int, str]
