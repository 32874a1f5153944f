"""The options of the Explore view besides filters; they do not change what is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlencode

from dashboard.domain.progress import scenario as what_if
from dashboard.domain.progress.bars import BarNumber
from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.shared.filters import Problem, echo, pairs_of
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import text

SCREENS = 5
QUERIES_KEPT = 128
CodeT = TypeVar("CodeT", bound=StrEnum)
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
        return _query_of(self)


@lru_cache(QUERIES_KEPT)
def _query_of(options: ExploreOptions) -> str:
    """An answer has much the same options in a dozen addresses, and so has the next one."""
    pairs = [("compare", options.compare.value)] if options.compare else []
    pairs += [] if options.bars is BarNumber.PARTICIPATIONS else [("bars", options.bars.value)]
    pairs += list(options.scenario.pairs()) if options.scenario else []
    pairs += [] if options.tab is ExploreTab.FIGURES else [("tab", options.tab.value)]
    pairs += [] if options.span is CurveSpan.WHOLE else [("span", options.span.value)]
    pairs += [("present", str(options.present))] if options.present else []
    return urlencode(pairs)


def _by_code(codes: type[CodeT]) -> dict[str, CodeT]:
    return {one.value: one for one in codes}


COMPARES, BARS = _by_code(ComparisonPeriod), _by_code(BarNumber)
TABS, SPANS = _by_code(ExploreTab), _by_code(CurveSpan)
CODES: dict[str, Mapping[str, StrEnum]] = {
    "compare": COMPARES,
    "bars": BARS,
    "tab": TABS,
    "span": SPANS,
}
"""The options that are one of a few codes, by these."""


def parse(query: str, vocabulary: Vocabulary) -> tuple[ExploreOptions, tuple[Problem, ...]]:
    """Read the options of a query string; report what is not understood and leave it out."""
    scenario, problems = what_if.parse(query, vocabulary)
    given = dict(pairs_of(query))
    compare, bars, tab, span = (given.get(name, "") for name in CODES)
    unknown = tuple(
        Problem(name, echo(given[name]), text("unknown code"))
        for name, known in CODES.items()
        if given.get(name) and given[name] not in known
    )
    screen = given.get("present")
    if screen and screen not in _NUMBERS:
        unknown += (Problem("present", echo(screen), text("unknown code")),)
    options = ExploreOptions(
        compare=COMPARES.get(compare),
        bars=BARS.get(bars, BarNumber.PARTICIPATIONS),
        scenario=scenario,
        tab=TABS.get(tab, ExploreTab.FIGURES),
        span=SPANS.get(span, CurveSpan.WHOLE),
        present=None if screen is None else _NUMBERS.get(screen, 1),
    )
    return options, (*unknown, *problems)
