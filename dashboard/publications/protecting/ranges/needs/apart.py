"""What it tells that sensitive venue types are told apart, for searches; audits find it again."""

from collections.abc import Iterator, Mapping

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import MERGED
from dashboard.publications.protecting.grid import Finest, Stratum, StratumContents
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.ruling import Rule

People = frozenset[Finest]


def apart(
    block: BlockCounts, known: Mapping[Stratum, StratumContents]
) -> Iterator[tuple[People, int]]:
    """Each fiscal year's people of each sensitive type of a first block; how many at least.

    None where these types are told as one. Were one of these counts small, they would be. One that
    is 0 is at least 0.
    """
    sensitive = block.words.sensitive
    if not block.first or block.made_by < Rule.APART or len(sensitive) < 2:
        return
    if any(MERGED in code for code in block.venue_types):
        return
    years: dict[tuple[str, str], dict[Finest, int]] = {}
    for place, contents in known.items():
        if place[3] in sensitive:
            own = years.setdefault((periods_of(place[1])[1], place[3]), {})
            own |= {Finest(*place, age): people for age, people in contents.people.items()}
    for people in years.values():
        yield frozenset(people), block.rules.hidden_up_to + 1 if any(people.values()) else 0


def empty(block: BlockCounts, known: Mapping[Stratum, StratumContents]) -> People:
    """Those of them of whom there are none: the search has no such unknowns."""
    return frozenset[Finest]().union(*(own for own, least in apart(block, known) if not least))


def by_step(known: Mapping[Stratum, StratumContents], step: int) -> dict[Stratum, StratumContents]:
    """What one of several blocks has."""
    return {place: own for place, own in known.items() if place[0] == step}
