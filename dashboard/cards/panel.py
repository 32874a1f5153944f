"""What a gauge or chart has to say of itself, whatever result it shows."""

from abc import ABC, abstractmethod

from dashboard.cards.parts import GroupMark, StatusMark, Table, Value
from dashboard.cards.result import EarlierResult, Result
from dashboard.domain.shared.vocabulary import Vocabulary
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
    def figure(self, result: Result, locale: Locale) -> Figure:
        """The drawing, for plotly.js."""

    @abstractmethod
    def table(self, result: Result, locale: Locale) -> Table:
        """Its numbers."""

    def value(self, result: Result, locale: Locale) -> Value | None:  # noqa: ARG002 - of gauges
        """A gauge's one number; ``None`` where there is none."""
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
