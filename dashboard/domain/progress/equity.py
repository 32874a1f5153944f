"""How much of the project is in French, by three denominators that need not agree."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from dashboard.domain.shared.counting import percent
from dashboard.domain.shared.filters import Filters

FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class Share:
    """What is in French, ``part``, of the ``whole``; ``None`` when hidden."""

    part: int | None
    whole: int | None

    @property
    def percent(self) -> Decimal | None:
        """``None`` when hidden, or over nothing."""
        return percent(self.part, self.whole)

    @property
    def hidden(self) -> bool:
        """Whether a count of it is hidden for privacy."""
        return self.part is None or self.whole is None


@dataclass(frozen=True, slots=True)
class Equity:
    """The French share of all delivered sessions, of participations and of facilitators.

    A session of any kind counts, unlike in the gauge, so that sessions and participations are of
    the same sessions. ``facilitators`` are people trained in French over all people trained: one
    trained in two languages is one person.
    """

    filters: Filters
    sessions: Share
    participations: Share
    facilitators: Share

    @property
    def shares(self) -> dict[str, Share]:
        """Each share by the name of its whole: sessions, participations, people trained."""
        names = ("sessions", "participations", "facilitators")
        return {name: getattr(self, name) for name in names}


def widest_gap(equity: Equity) -> tuple[str, str] | None:
    """What has the most and what the least in French; ``None`` unless two shares are known.

    Both may be equal. Of gaps that are as wide, the first in the order of ``shares``.
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
