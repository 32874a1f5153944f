"""What readers know besides ranges, for the audits: what no witness may contradict."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.publications.periods import periods_of
from dashboard.publications.protecting.facts import Need
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.ruling import Rule

Change = Mapping[Finest, int]
"""By how much a witness differs from the truth."""
People = frozenset[Finest]
Secret = tuple[str, People, Need]
"""What is asked, who is counted, and what must stay possible of it."""
_MANY = 1 << 40


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """What readers know besides ranges.

    Each group that was ``reached`` has somebody, and of those that were not, there is ``nobody``.
    Of people who are told ``apart``, there are not few: not 1 to so many.
    """

    reached: Sequence[People]
    nobody: People = frozenset()
    apart: Sequence[tuple[People, int]] = ()


def possible(truth: Mapping[Finest, int], known: KnownPeople) -> Callable[[Change], bool]:
    """Whether nobody is missing, nobody came where no session was, and all that is known holds.

    That is asked of one witness after the other.
    """
    reached = [(own, sum([truth[at] for at in own])) for own in known.reached]
    apart = [(own, sum([truth[at] for at in own]), few) for own, few in known.apart]

    def holds(witness: Change) -> bool:
        return (
            all(
                at in truth and is_whole(change) and truth[at] + change >= 0
                for at, change in witness.items()
            )
            and all(count + within(witness, own) >= 1 for own, count in reached)
            and not any(change for at, change in witness.items() if at in known.nobody)
            and not any(0 < count + within(witness, own) <= few for own, count, few in apart)
        )

    return holds


def is_whole(change: object) -> bool:
    """Whether it is a number of people, and not one that sums of whole numbers can't hold."""
    return isinstance(change, int) and abs(change) < _MANY


def apart_people(block: BlockCounts, truth: Iterable[Finest]) -> list[People]:
    """The people of each sensitive venue type in each fiscal year of a first block.

    None where these types are told as one: they would be if any of these counts were small.
    """
    types = set(block.words.sensitive)
    told_apart = len(types) > 1 and types <= set(block.venue_types)
    if not (block.first and block.made_by >= Rule.APART and told_apart):
        return []
    found: dict[tuple[str, str], set[Finest]] = defaultdict(set)
    for at in truth:
        if at.venue_type in types:
            found[periods_of(at.month)[1], at.venue_type].add(at)
    return [frozenset(own) for own in found.values()]


def within(witness: Change, people: People) -> int:
    """By how much a witness changes a sum."""
    return sum(change for at, change in witness.items() if at in people)
