"""The interface of gauges and charts: everything that a card asks of one."""

from abc import ABC, abstractmethod

from dashboard.cards.parts import GroupMark, Line, StatusMark, Table, Value
from dashboard.cards.result import EarlierResult, Result
from dashboard.domain.progress.last_months import LastMonths
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.figures.gauges import Gauge
from dashboard.figures.multiples import Multiple
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text
from dashboard.sentences.progress.definitions import EVERYTHING, Explained


class Panel(ABC):
    """A gauge or chart; ``code`` is its name in answers and addresses.

    ``filters`` names the filter that choosing a bar sets; it is empty where bars set none.
    """

    code: str
    title: Text
    filters: str = ""

    @abstractmethod
    def definition(self, vocabulary: Vocabulary, explained: Explained = EVERYTHING) -> Text:
        """How its numbers are counted, as far as it stands beside them."""

    @abstractmethod
    def sentence(self, result: Result) -> Text:
        """The finding."""

    @abstractmethod
    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The difference from an earlier period; ``None`` where there is nothing to compare."""

    @abstractmethod
    def table(self, result: Result, locale: Locale) -> Table:
        """The numbers as a table."""

    def figure(self, result: Result, locale: Locale) -> Figure:  # noqa: ARG002 - of charts
        """A chart as a dict for plotly.js."""
        return {}

    def multiple(self, result: Result, locale: Locale) -> Multiple | None:  # noqa: ARG002
        """The bars of a breakdown; ``None`` for all else."""
        return None

    def gauge(self, result: Result) -> Gauge | None:  # noqa: ARG002 - of gauges, like all below
        """A gauge's dial; ``None`` for a gauge without a whole to be part of."""
        return None

    def bars(self, result: Result, locale: Locale) -> tuple[Line, ...]:  # noqa: ARG002
        """The lines of a gauge without a dial, each with one count."""
        return ()

    def value(self, result: Result, locale: Locale) -> Value | None:  # noqa: ARG002
        """A gauge's one number; ``None`` where there is none."""
        return None

    def unit(self, result: Result) -> Text | None:  # noqa: ARG002
        """What the value counts, in a few words; ``None`` where the title says it."""
        return None

    def planned(self, result: Result) -> Text | None:  # noqa: ARG002
        """What the mark on the dial means; ``None`` where there is none."""
        return None

    def recent(self, result: Result) -> LastMonths | None:  # noqa: ARG002
        """The last twelve months of the value; ``None`` where they are not shown."""
        return None

    def status(self, result: Result, locale: Locale) -> StatusMark | None:  # noqa: ARG002
        """The comparison with the plan; ``None`` where nothing is compared."""
        return None

    def beside(self, result: Result) -> Text | None:  # noqa: ARG002
        """A note beside the value, such as the range of distinct youth."""
        return None

    def groups(self, result: Result, locale: Locale) -> tuple[GroupMark, ...]:  # noqa: ARG002
        """The at-risk age groups with whether each was reached."""
        return ()
