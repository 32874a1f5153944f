"""The options of the Explore view besides filters; they do not change what is counted."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from dashboard.domain.progress import scenario as what_if
from dashboard.domain.progress.bars import BarNumber
from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.shared.filters import Problem, echo
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import text

SCREENS = 5
_NUMBERS = {str(number): number for number in range(1, SCREENS + 1)}


class ExploreTab(StrEnum):
    """The parts of the view that are shown one at a time."""

    FIGURES = "figures"
    INDICATORS = "indicators"


class CurveSpan(StrEnum):
    """How many of the latest months the curve shows; ``WHOLE`` shows every month."""

    YEAR = "12"
    WHOLE = "project"


@dataclass(frozen=True, slots=True)
class ExploreOptions:
    """Comparison, scenario, open tab and time span of the Explore view.

    ``bars`` is what the bars of the breakdowns measure. ``present`` is the open screen of the
    meeting mode, counted from 1; ``None`` outside it.
    """

    compare: ComparisonPeriod | None = None
    bars: BarNumber = BarNumber.PARTICIPATIONS
    scenario: Scenario | None = None
    tab: ExploreTab = ExploreTab.FIGURES
    span: CurveSpan = CurveSpan.WHOLE
    present: int | None = None

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        pairs = [("compare", self.compare.value)] if self.compare else []
        is_usual = self.bars is BarNumber.PARTICIPATIONS
        pairs += [] if is_usual else [("bars", self.bars.value)]
        pairs += list(self.scenario.pairs()) if self.scenario else []
        pairs += [("tab", self.tab.value)] if self.tab is not ExploreTab.FIGURES else []
        pairs += [("span", self.span.value)] if self.span is not CurveSpan.WHOLE else []
        pairs += [("present", str(self.present))] if self.present else []
        return urlencode(pairs)


CODES: dict[str, type[StrEnum]] = {
    "compare": ComparisonPeriod,
    "bars": BarNumber,
    "tab": ExploreTab,
    "span": CurveSpan,
}
"""The options that are one of a few codes."""


def parse(query: str, vocabulary: Vocabulary) -> tuple[ExploreOptions, tuple[Problem, ...]]:
    """Read the options of a query string; report what is not understood and leave it out."""
    scenario, problems = what_if.parse(query, vocabulary)
    given = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    compare, bars, tab, span = (given.get(name, "") for name in CODES)
    unknown = tuple(
        Problem(name, echo(given[name]), text("unknown code"))
        for name, known in CODES.items()
        if given.get(name) and given[name] not in set(known)
    )
    screen = given.get("present")
    if screen and screen not in _NUMBERS:
        unknown += (Problem("present", echo(screen), text("unknown code")),)
    options = ExploreOptions(
        compare=ComparisonPeriod(compare) if compare in set(ComparisonPeriod) else None,
        bars=BarNumber(bars) if bars in set(BarNumber) else BarNumber.PARTICIPATIONS,
        scenario=scenario,
        tab=ExploreTab(tab) if tab in set(ExploreTab) else ExploreTab.FIGURES,
        span=CurveSpan(span) if span in set(CurveSpan) else CurveSpan.WHOLE,
        present=None if screen is None else _NUMBERS.get(screen, 1),
    )
    return options, (*unknown, *problems)
