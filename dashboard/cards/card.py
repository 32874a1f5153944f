"""A gauge or chart with what it shows of a result, the same wherever it is read."""

from dataclasses import dataclass
from functools import cached_property

from dashboard.cards import gauges
from dashboard.cards.gauges import Value
from dashboard.cards.panels import PANELS, Panel
from dashboard.cards.parts import Cell, Group, Status, Table
from dashboard.cards.result import Result
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale


@dataclass(frozen=True)
class Card:
    """Everything that a reader is shown of one gauge or chart, in their language.

    A part is made when it is first asked for: who wants a sentence pays for no figure.
    """

    panel: Panel
    result: Result
    locale: Locale

    @property
    def code(self) -> str:
        """Its name in answers: ``youth`` or ``by_language``."""
        return self.panel.code

    @property
    def title(self) -> str:
        """What it is called."""
        return self.panel.title.say(self.locale)

    @cached_property
    def sentence(self) -> str:
        """The finding."""
        return self.panel.sentence(self.result.progress, self.result.vocabulary).say(self.locale)

    @property
    def definition(self) -> str:
        """How its numbers are counted."""
        return self.panel.definition(self.result.vocabulary).say(self.locale)

    @cached_property
    def figure(self) -> Figure:
        """The drawing, for plotly.js."""
        return self.panel.figure(self.result, self.locale)

    @cached_property
    def table(self) -> Table:
        """Its numbers."""
        return self.panel.table(self.result, self.locale)

    @property
    def value(self) -> Cell | None:
        """A gauge's one number; ``None`` for a chart, and where there is no one number."""
        return self._value.cell

    @property
    def of(self) -> str:
        """What the value is out of, as "of 1,000 (27%)"; empty where that is not told."""
        return self._value.of.say(self.locale) if self._value.of else ""

    @property
    def status(self) -> Status | None:
        """How the youth reached compare with the plan; ``None`` where nothing is compared."""
        code = self.result.progress.youth.status if self.code == "youth" else None
        return gauges.status(code, self.result.vocabulary, self.locale) if code else None

    @property
    def distinct(self) -> str:
        """The range of distinct youth; empty where nothing tells of it."""
        return gauges.distinct(self.result, self.locale) if self.code == "youth" else ""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The at-risk age groups, each with whether it was reached; of that gauge only."""
        return gauges.groups(self.result, self.locale) if self.code == "age_groups" else ()

    @cached_property
    def _value(self) -> Value:
        make = self.panel.value
        return make(self.result, self.locale) if make else Value(None)


def card(code: str, result: Result, locale: Locale) -> Card:
    """One of them.

    Raises:
        KeyError: No gauge or chart has that code.
    """
    return Card(PANELS[code], result, locale)


def cards(result: Result, locale: Locale) -> dict[str, Card]:
    """All of them by code: gauges, then charts, in the order in which they stand."""
    return {code: Card(panel, result, locale) for code, panel in PANELS.items()}
