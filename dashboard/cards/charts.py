"""The charts: the months against the plan, and one chart for each breakdown."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.cards import bars, choosing, tables
from dashboard.cards.panel import Panel
from dashboard.cards.parts import BarChoice, Table
from dashboard.cards.result import EarlierResult, Result
from dashboard.domain.progress.breakdowns import MONTH, QUARTER, Breakdown
from dashboard.domain.progress.comparison import trends
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.figures.cumulative import cumulative
from dashboard.figures.multiples import Multiple
from dashboard.figures.theme import Figure
from dashboard.i18n import Locale, Text, sequence, text
from dashboard.sentences.progress import charts, definitions, differences
from dashboard.sentences.progress.definitions import EVERYTHING, Explained


class Months(Panel):
    """Youth reached so far, month by month."""

    code = MONTH.code
    title = text("Youth reached: running total")

    def definition(self, vocabulary: Vocabulary, explained: Explained = EVERYTHING) -> Text:  # noqa: ARG002
        """What the totals add up, and what the plan is."""
        return definitions.cumulative(explained)

    def sentence(self, result: Result) -> Text:
        """The total and the busiest month."""
        return charts.cumulative(result.points_told)

    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The difference of the totals after the same number of months."""
        both = trends(result.progress, earlier.progress)
        return differences.cumulative(*both, earlier.how)

    def figure(self, result: Result, locale: Locale) -> Figure:
        """A line, and a dashed one for the plan."""
        return cumulative(result.points, locale)

    def table(self, result: Result, locale: Locale) -> Table:
        """A row a month."""
        return tables.months(self.title, result, locale)


class Quarters(Panel):
    """The quarters of a publication, where it hides most of the months."""

    code = QUARTER.code
    title = text("Quarter by quarter")

    def definition(self, vocabulary: Vocabulary, explained: Explained = EVERYTHING) -> Text:  # noqa: ARG002
        """How the rows are counted."""
        return definitions.breakdown(explained)

    def sentence(self, result: Result) -> Text:
        """The total, the quarter with the most participations, and why these are not months."""
        progress = result.progress
        names = QUARTER.names(progress, result.vocabulary)
        return sequence(
            charts.reached(result.points_told),
            charts.breakdown(QUARTER.rows(progress), names),
            text("By quarter, since most months are hidden to protect privacy (x)."),
        )

    def difference(self, result: Result, earlier: EarlierResult) -> None:
        """Publications are not compared."""

    def table(self, result: Result, locale: Locale) -> Table:
        """A row a quarter."""
        return tables.rows(QUARTER, self.title, result, locale)


@dataclass(frozen=True)
class Bars(Panel):
    """The bars of one breakdown, one of the small multiples.

    ``by_size`` sorts the bars by the whole project, the longest first, so that rows stay in place
    when a filter changes. Codes with a well-known order, such as ages, keep that.
    """

    breakdown: Breakdown
    title: Text
    counting: Callable[[Explained], Text]
    by_size: bool = False

    @property
    def code(self) -> str:  # type: ignore[override]
        """The breakdown's code."""
        return self.breakdown.code

    @property
    def filters(self) -> str:  # type: ignore[override]
        """The breakdown's filter."""
        return self.breakdown.filters

    def definition(self, vocabulary: Vocabulary, explained: Explained = EVERYTHING) -> Text:  # noqa: ARG002
        """How the rows are counted."""
        return self.counting(explained)

    def sentence(self, result: Result) -> Text:
        """Where most participations were, and where none, of the rows that the filters keep."""
        of, progress = self.breakdown, result.progress
        aside = bars.left_out(of, result)
        kept = [row for row in of.rows(progress) if row.code not in aside]
        return charts.breakdown(kept, of.names(progress, result.vocabulary))

    def difference(self, result: Result, earlier: EarlierResult) -> Text | None:
        """The largest gain and the largest loss."""
        of, progress = self.breakdown, result.progress
        names = of.names(progress, result.vocabulary)
        before = of.rows(earlier.progress)
        return differences.breakdown(of.rows(progress), before, names, earlier.how)

    def multiple(self, result: Result, locale: Locale) -> Multiple:
        """Bars on the scale of all breakdowns, each above an outlined bar for an earlier period."""
        shown, names = self.rows(result), bars.labels(self.breakdown, result, locale)
        return Multiple(
            [names[row.code] for row in shown],
            bars.now(self.breakdown, shown, result, locale),
            bars.earlier(self.breakdown, shown, result, locale),
            bars.scale(result, locale),
        )

    def rows(self, result: Result) -> tuple[BreakdownRow, ...]:
        """The rows from top to bottom."""
        of, once = self.breakdown, result.once
        if of.code not in once:
            rows = tuple(of.rows(result.progress))
            once[of.code] = bars.by_size(of, rows, result.whole or result) if self.by_size else rows
        found: tuple[BreakdownRow, ...] = once[of.code]
        return found

    def choices(self, result: Result) -> list[BarChoice]:
        """What choosing each row does, from top to bottom; empty where no filter keeps one."""
        return choosing.of_rows(self.breakdown, self.rows(result), result)

    def table(self, result: Result, locale: Locale) -> Table:
        """One row for each code."""
        return tables.rows(self.breakdown, self.title, result, locale)
