"""Cards: one gauge or chart of a result in the reader's language, the same on every page."""

from dataclasses import dataclass
from functools import cached_property

from dashboard.cards.panel import Panel
from dashboard.cards.panels import GAUGES, PANELS
from dashboard.cards.parts import Cell, GroupMark, Line, StatusMark, Table, Value
from dashboard.cards.result import Result
from dashboard.domain.progress.last_months import LastMonths
from dashboard.domain.shared.filters import Filters
from dashboard.figures.gauges import Gauge
from dashboard.figures.multiples import Multiple
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, sequence, words_or_blank
from dashboard.sentences.progress.definitions import Explained
from dashboard.sentences.shared import choices


@dataclass(frozen=True)
class Card:
    """Everything that a reader sees of one gauge or chart, in their language.

    Each part is made when it is first used, so a reader of the sentence alone needs no figure.
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
        """The title in the reader's language."""
        return self.panel.title.say(self.locale)

    @cached_property
    def sentence(self) -> str:
        """The finding, and the difference from an earlier period if there is one."""
        found, earlier = self.panel.sentence(self.result), self.result.earlier
        changed = self.panel.difference(self.result, earlier) if earlier else None
        return sequence(found, changed).say(self.locale)

    @property
    def definition(self) -> str:
        """How its numbers are counted; of filters and of a range only where there are any."""
        progress = self.result.progress
        explained = Explained(
            filters=progress.filters != Filters(), distinct=bool(progress.youth.distinct)
        )
        return self.panel.definition(self.result.vocabulary, explained).say(self.locale)

    @cached_property
    def figure(self) -> Figure:
        """A chart as a dict for plotly.js; gauges and bars have none."""
        return self.panel.figure(self.result, self.locale)

    @cached_property
    def multiple(self) -> Multiple | None:
        """The bars of a breakdown; ``None`` for all else."""
        return self.panel.multiple(self.result, self.locale)

    @cached_property
    def gauge(self) -> Gauge | None:
        """A gauge's dial; ``None`` for a chart, and for a gauge without a whole to be part of."""
        return self.panel.gauge(self.result)

    @cached_property
    def bars(self) -> tuple[Line, ...]:
        """The lines of a gauge without a dial, each with one count."""
        return self.panel.bars(self.result, self.locale)

    @cached_property
    def table(self) -> Table:
        """The numbers as a table."""
        return self.panel.table(self.result, self.locale)

    @property
    def value(self) -> Cell | None:
        """A gauge's one number; ``None`` for a chart, and where there is no one number."""
        return self._value.cell if self._value else None

    @property
    def of(self) -> str:
        """The whole of the value, such as "of 1,000 (27%)"; empty where it is not shown."""
        return self._value.of if self._value else ""

    @property
    def status(self) -> StatusMark | None:
        """How the youth reached compare with the plan; ``None`` where nothing is compared."""
        return self.panel.status(self.result, self.locale)

    @property
    def beside(self) -> str:
        """A note beside the value: the range of distinct youth; empty without one."""
        return words_or_blank(self.panel.beside(self.result), self.locale)

    @property
    def unit(self) -> str:
        """What the value counts, in a few words; empty where the title says it."""
        return words_or_blank(self.panel.unit(self.result), self.locale)

    @cached_property
    def planned(self) -> str:
        """What the mark on the dial means; empty where there is none."""
        return words_or_blank(self.panel.planned(self.result), self.locale)

    @cached_property
    def recent(self) -> LastMonths | None:
        """The last twelve months of the value; ``None`` where they are not shown."""
        return self.panel.recent(self.result)

    @property
    def groups(self) -> tuple[GroupMark, ...]:
        """The at-risk age groups with whether each was reached; empty for other gauges."""
        return self.panel.groups(self.result, self.locale)

    @cached_property
    def _value(self) -> Value | None:
        return self.panel.value(self.result, self.locale)


def card(code: str, result: Result, locale: Locale) -> Card:
    """The card of that code.

    Raises:
        KeyError: No gauge or chart has that code.
    """
    return Card(PANELS[code], result, locale)


def cards(result: Result, locale: Locale) -> dict[str, Card]:
    """All cards by code: first the gauges, then the charts, in display order."""
    return {code: Card(panel, result, locale) for code, panel in PANELS.items()}


def progress_sentences(result: Result, locale: Locale) -> dict[str, str | None]:
    """The sentences of the gauges and the filters, for the API; ``None`` where one is hidden."""
    progress = result.progress
    hides_youth = progress.youth.participations is None and progress.youth.range is None
    youth, *others = (Card(panel, result, locale) for panel in GAUGES)
    people = progress.youth.distinct
    return {
        "filters": choices.showing(progress.filters, result.vocabulary).say(locale),
        youth.code: None if hides_youth else youth.sentence,
        "distinct_youth": youth.beside if people and not people.hidden else None,
        **{one.code: one.sentence for one in others},
    }
