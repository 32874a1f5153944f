"""The French share of the project, by three denominators that need not agree."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from dashboard.domain.shared.counting import percent
from dashboard.domain.shared.filters import Filters

FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class Share:
    """The ``part`` in French and the ``whole``; ``None`` when hidden."""

    part: int | None
    whole: int | None

    @property
    def percent(self) -> Decimal | None:
        """The share in percent; ``None`` when hidden or when the whole is zero."""
        return percent(self.part, self.whole)

    @property
    def hidden(self) -> bool:
        """Whether a count of it is hidden for privacy."""
        return self.part is None or self.whole is None


@dataclass(frozen=True, slots=True)
class Equity:
    """The French share of all delivered sessions, of participations and of facilitators.

    Sessions of every kind count, unlike in the gauge, so that sessions and participations have the
    same base. ``facilitators`` are the people trained in French over all people trained; each
    person counts once, even if trained in two languages.
    """

    filters: Filters
    sessions: Share
    participations: Share
    facilitators: Share

    @property
    def shares(self) -> dict[str, Share]:
        """Each share by the name of its denominator: sessions, participations, people trained."""
        names = ("sessions", "participations", "facilitators")
        return {name: getattr(self, name) for name in names}


def widest_gap(equity: Equity) -> tuple[str, str] | None:
    """The highest and the lowest share; ``None`` unless two shares are known.

    Both may be equal. If several gaps are equally wide, the first in the order of ``shares`` wins.
    """
    known = {
        name: share.percent for name, share in equity.shares.items() if share.percent is not None
    }
    pairs = list(combinations(known, 2))
    if not pairs:
        return None
    widest = max(pairs, key=lambda pair: abs(known[pair[0]] - known[pair[1]]))
    high, low = sorted(widest, key=lambda name: -known[name])
    return high, low
