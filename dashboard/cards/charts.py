"""The charts: the months against the plan, and a row a code for each way to split an answer up."""

from dataclasses import dataclass

from dashboard.cards import bars, tables
from dashboard.cards.panel import Panel
from dashboard.cards.parts import Table
from dashboard.cards.result import EarlierResult, Result, points, points_told
from dashboard.domain.progress.breakdowns import MONTH, Breakdown
from dashboard.domain.progress.comparison import trends
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.figures.cumulative import cumulative
from dashboard.figures.multiples import multiple
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text, text
from dashboard.sentences.progress import charts, comparison, definitions


class Months(Panel):
    """Youth reached so far, month by month."""

    code = MONTH.code
    title = text("Youth reached: running total")

    def definition(self, vocabulary: Vocabulary) -> Text:  # noqa: ARG002
        """What is added up, and what the plan is."""
        return definitions.cumulative()

    def sentence(self, result: Result) -> Text:
        """The total and the busiest month."""
        return charts.cumulative(points_told(result.progress))

    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The totals after as many months."""
        both = trends(result.progress, earlier.progress)
        return comparison.cumulative(*both, earlier.how)

    def figure(self, result: Result, locale: Locale) -> Figure:
        """A line, and a dashed one for the plan."""
        return cumulative(points(result.progress), locale)

    def table(self, result: Result, locale: Locale) -> Table:
        """A row a month."""
        return tables.months(self.title, result, locale)


@dataclass(frozen=True)
class Bars(Panel):
    """A bar a code of one breakdown, one of the small multiples.

    ``by_size``: the longest bar of the whole project comes first, and rows stay where they are
    when a filter changes. Codes with an order that everybody knows, as ages, keep that.
    """

    breakdown: Breakdown
    title: Text
    counting: Text
    by_size: bool = False

    @property
    def code(self) -> str:  # type: ignore[override]
        """That of the breakdown."""
        return self.breakdown.code

    @property
    def filters(self) -> str:  # type: ignore[override]
        """That of the breakdown."""
        return self.breakdown.filters

    def definition(self, vocabulary: Vocabulary) -> Text:  # noqa: ARG002
        """How the rows are counted."""
        return self.counting

    def sentence(self, result: Result) -> Text:
        """Where most participations were, and where none."""
        of, progress = self.breakdown, result.progress
        return charts.breakdown(of.rows(progress), of.names(progress, result.vocabulary))

    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The largest gain and the largest loss."""
        of, progress = self.breakdown, result.progress
        names = of.names(progress, result.vocabulary)
        before = of.rows(earlier.progress)
        return comparison.breakdown(of.rows(progress), before, names, earlier.how)

    def figure(self, result: Result, locale: Locale) -> Figure:
        """Bars on the scale of all breakdowns; an outlined one under each for an earlier period."""
        shown = self.rows(result)
        return multiple(
            [bars.label(self.breakdown, row, result, locale) for row in shown],
            [bars.bar(self.breakdown, row, result, locale) for row in shown],
            [bars.earlier(self.breakdown, row, result, locale) for row in shown],
            bars.scale(result, locale),
            locale,
        )

    def rows(self, result: Result) -> tuple[BreakdownRow, ...]:
        """The rows from top to bottom."""
        rows = tuple(self.breakdown.rows(result.progress))
        return bars.by_size(self.breakdown, rows, result.whole or result) if self.by_size else rows

    def table(self, result: Result, locale: Locale) -> Table:
        """A row a code."""
        return tables.rows(self.breakdown, self.title, result, locale)
