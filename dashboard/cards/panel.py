"""What a gauge or chart has to say of itself, whatever result it shows."""

from abc import ABC, abstractmethod

from dashboard.cards.parts import GroupMark, Line, StatusMark, Table, Value
from dashboard.cards.result import EarlierResult, Result
from dashboard.domain.progress.last_months import LastMonths
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.figures.gauges import Gauge
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text


class Panel(ABC):
    """A gauge or chart; ``code`` is its name in answers and addresses.

    ``filters`` names the filter that choosing a bar sets; it is empty where bars set none.
    """

    code: str
    title: Text
    filters: str = ""

    @abstractmethod
    def definition(self, vocabulary: Vocabulary) -> Text:
        """How its numbers are counted."""

    @abstractmethod
    def sentence(self, result: Result) -> Text:
        """The finding."""

    @abstractmethod
    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """How it differs from an earlier period; ``None`` where there is nothing to compare."""

    @abstractmethod
    def table(self, result: Result, locale: Locale) -> Table:
        """Its numbers."""

    def figure(self, result: Result, locale: Locale) -> Figure:  # noqa: ARG002 - of charts
        """A chart's drawing, for plotly.js."""
        return {}

    def gauge(self, result: Result) -> Gauge | None:  # noqa: ARG002 - of gauges, like all below
        """A gauge's dial; ``None`` where nothing is a part of a whole."""
        return None

    def bars(self, result: Result, locale: Locale) -> tuple[Line, ...]:  # noqa: ARG002
        """What a gauge compares in place of a dial: each line has one count."""
        return ()

    def value(self, result: Result, locale: Locale) -> Value | None:  # noqa: ARG002
        """A gauge's one number; ``None`` where there is none."""
        return None

    def unit(self, result: Result) -> Text | None:  # noqa: ARG002
        """What the value counts, in a few words; ``None`` where the title says it."""
        return None

    def planned(self, result: Result) -> Text | None:  # noqa: ARG002
        """What the mark on the dial stands for; ``None`` where there is none."""
        return None

    def recent(self, result: Result) -> LastMonths | None:  # noqa: ARG002
        """The last months of what the value counts; ``None`` where no month is shown."""
        return None

    def status(self, result: Result, locale: Locale) -> StatusMark | None:  # noqa: ARG002
        """How it compares with the plan; ``None`` where nothing is compared."""
        return None

    def beside(self, result: Result) -> Text | None:  # noqa: ARG002
        """What must be known beside the value, as a range of distinct youth."""
        return None

    def groups(self, result: Result, locale: Locale) -> tuple[GroupMark, ...]:  # noqa: ARG002
        """The at-risk age groups, each with whether it was reached."""
        return ()
