"""What can be chosen in the Explore view besides filters; none of it changes what is counted."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from dashboard.domain.progress import scenario as what_if
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


@dataclass(frozen=True, slots=True)
class ExploreOptions:
    """An earlier period to compare with, some more sessions to imagine, and the open tab.

    ``present`` is the open screen of the meeting mode, from 1 on; ``None`` outside it.
    """

    compare: ComparisonPeriod | None = None
    scenario: Scenario | None = None
    tab: ExploreTab = ExploreTab.FIGURES
    present: int | None = None

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        pairs = [("compare", self.compare.value)] if self.compare else []
        pairs += list(self.scenario.pairs()) if self.scenario else []
        pairs += [("tab", self.tab.value)] if self.tab is not ExploreTab.FIGURES else []
        pairs += [("present", str(self.present))] if self.present else []
        return urlencode(pairs)


def parse(query: str, vocabulary: Vocabulary) -> tuple[ExploreOptions, tuple[Problem, ...]]:
    """Read the options of a query string; what is not understood is left out and told."""
    scenario, problems = what_if.parse(query, vocabulary)
    given = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    compare, tab = given.get("compare", ""), given.get("tab", "")
    unknown = tuple(
        Problem(name, echo(value), text("unknown code"))
        for name, value, known in (("compare", compare, ComparisonPeriod), ("tab", tab, ExploreTab))
        if value and value not in set(known)
    )
    screen = given.get("present")
    if screen and screen not in _NUMBERS:
        unknown += (Problem("present", echo(screen), text("unknown code")),)
    options = ExploreOptions(
        compare=ComparisonPeriod(compare) if compare in set(ComparisonPeriod) else None,
        scenario=scenario,
        tab=ExploreTab(tab) if tab in set(ExploreTab) else ExploreTab.FIGURES,
        present=None if screen is None else _NUMBERS.get(screen, 1),
    )
    return options, (*unknown, *problems)
