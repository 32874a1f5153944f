"""What can be chosen in the Explore view besides filters; none of it changes what is counted."""

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


class ExploreTab(StrEnum):
    """The parts of the view that are shown one at a time."""

    FIGURES = "figures"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class ExploreOptions:
    """An earlier period to compare with, some more sessions to imagine, and the open tab.

    ``bars`` is what the bars of the breakdowns stand for.
    """

    compare: ComparisonPeriod | None = None
    bars: BarNumber = BarNumber.PARTICIPATIONS
    scenario: Scenario | None = None
    tab: ExploreTab = ExploreTab.FIGURES

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        pairs = [("compare", self.compare.value)] if self.compare else []
        is_usual = self.bars is BarNumber.PARTICIPATIONS
        pairs += [] if is_usual else [("bars", self.bars.value)]
        pairs += list(self.scenario.pairs()) if self.scenario else []
        pairs += [("tab", self.tab.value)] if self.tab is not ExploreTab.FIGURES else []
        return urlencode(pairs)


def parse(query: str, vocabulary: Vocabulary) -> tuple[ExploreOptions, tuple[Problem, ...]]:
    """Read the options of a query string; what is not understood is left out and told."""
    scenario, problems = what_if.parse(query, vocabulary)
    given = dict(parse_qsl(query.removeprefix("?")))
    known = {"compare": ComparisonPeriod, "bars": BarNumber, "tab": ExploreTab}
    unknown = tuple(
        Problem(name, echo(given[name]), text("unknown code"))
        for name, codes in known.items()
        if given.get(name) and given[name] not in set(codes)
    )
    compare, bars, tab = (given.get(name, "") for name in known)
    options = ExploreOptions(
        compare=ComparisonPeriod(compare) if compare in set(ComparisonPeriod) else None,
        bars=BarNumber(bars) if bars in set(BarNumber) else BarNumber.PARTICIPATIONS,
        scenario=scenario,
        tab=ExploreTab(tab) if tab in set(ExploreTab) else ExploreTab.FIGURES,
    )
    return options, (*unknown, *problems)
