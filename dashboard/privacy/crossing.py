"""Hide more cells where two tables, compared with each other, would reveal a small count.

A reader who knows which combinations had no session can compare tables. If all French sessions were
at shelters and group homes, what is shown of French says something about both. The rule is
therefore checked against a reader who knows every session: its month, its language, its venue type
and the age groups present, and that each of these had at least one participation. This reader
already knows whatever a page says about sessions (how many, when, where, who was reached, where
none was held). All else on the page is sums of participations: cells, totals, and values computed
from them.

The proof is by example. For each small count there is another set of counts: at least one person
wherever somebody came, nobody where nobody came. It has the same sum in every cell and total shown,
but more than ``maximum`` in that small count. No reader of the page can tell it from the true
counts. The example is made from the true counts by moving people:

- within a place: a place is a set of blocks that no table tells apart, because their codes are
  equal wherever they are not hidden. Moving people between blocks of a place changes no sum shown;
- round four places: two places each share some of the small count's codes, one the first part of
  them and the other the rest. They give as many people as the count's own place and a fourth
  place, with the codes left over, receive. Every code gives and receives the same number.

If neither finds enough people, further cells are hidden: of those that help, the ones with the
fewest people. More hidden cells mean fewer sums, so earlier proofs stay valid. Two sets on one page
may be hidden separately (youth and others, a period and an earlier one). They share no people, and
a sum of both is shown only where each part is. So the example for one leaves the other unchanged.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from dashboard.privacy.crossed import CrossedCounts
from dashboard.privacy.moving import Hidden, SmallCount, TablePlaces, could_grow

_Choice = tuple[int, tuple[str, ...]]
"""A table, and the codes to hide there."""


def widen(
    tables: Sequence[Mapping[str, int]],
    hidden: Sequence[frozenset[str]],
    blocks: CrossedCounts | None,
    small: Iterable[SmallCount],
    maximum: int,
) -> Hidden | None:
    """The codes to hide in each table, ``hidden`` included; ``None`` hides all, with the total.

    Args:
        tables: The people of each code, in each table.
        hidden: What is hidden already.
        blocks: The same people by all tables at once.
        small: The counts that must not be revealed: ``small_counts`` of the blocks.
        maximum: The largest small count.
    """
    found = tuple(hidden)
    if blocks is None:
        return found
    places: dict[Hidden, TablePlaces] = {}  # of few small counts anything more is hidden

    def helps(one: SmallCount, hidden: Hidden) -> bool:
        if hidden not in places:
            places[hidden] = TablePlaces.of(blocks, hidden)
        return could_grow(one, maximum, places[hidden])

    for one in small:
        more = opened(tables, found, partial(helps, one))
        if more is None:
            return None
        found = more
    return found


def small_counts(
    blocks: CrossedCounts | None, maximum: int, of: Iterable[tuple[int, ...]]
) -> list[SmallCount]:
    """The small counts of some tables, each by itself or several combined.

    Args:
        blocks: The people by all tables at once.
        maximum: The largest small count.
        of: The tables. The page does not show the counts of combinations, but must not reveal that
            one of them is small either.
    """
    if blocks is None:
        return []
    return [one for tables in of for one in _small(blocks, tables, maximum)]


def _small(blocks: CrossedCounts, tables: tuple[int, ...], maximum: int) -> list[SmallCount]:
    first, *others = tables
    shape, keys = [len(blocks.codes[table]) for table in tables], blocks.at[first]
    for table in others:
        keys = keys * len(blocks.codes[table]) + blocks.at[table]
    counts, found = np.bincount(keys, blocks.people), []
    for key in ((counts > 0) & (counts <= maximum)).nonzero()[0]:
        places = np.unravel_index(key, shape)
        codes = tuple(blocks.codes[table][at] for table, at in zip(tables, places, strict=True))
        within = (keys == key).nonzero()[0].tolist()
        found.append(SmallCount(tables, codes, int(counts[key]), within))
    return sorted(found, key=lambda one: one.codes)


def opened(
    tables: Sequence[Mapping[str, int]], hidden: Hidden, helps_hiding: Callable[[Hidden], bool]
) -> Hidden | None:
    """The hidden cells plus those that a small count needs; ``None`` where nothing helps."""

    def helps(choices: Sequence[_Choice]) -> bool:
        found = _with(hidden, choices)
        if found not in known:
            known[found] = helps_hiding(found)
        return known[found]

    known: dict[Hidden, bool] = {}  # asked again after a choice
    chosen: list[_Choice] = []
    while not helps(chosen):
        more = [choice for _, choice in sorted(_further(tables, _with(hidden, chosen)))]
        if not more:
            return None
        chosen.append(next((choice for choice in more if helps([*chosen, choice])), more[0]))
    for choice in chosen[:-1]:  # cells hidden on the way to this choice
        fewer = [other for other in chosen if other is not choice]
        if helps(fewer):
            chosen = fewer
    return _with(hidden, chosen)


def _further(tables: Sequence[Mapping[str, int]], hidden: Hidden) -> Iterator[tuple[int, _Choice]]:
    """The next cell of each table, or two if none is hidden, with the number of people in them."""
    for table, (counts, gone) in enumerate(zip(tables, hidden, strict=True)):
        shown = sorted((n, code) for code, n in counts.items() if n and code not in gone)
        number = 1 if gone else 2
        if len(shown) >= number:
            some = shown[:number]
            yield sum(n for n, _ in some), (table, tuple(code for _, code in some))


def _with(hidden: Hidden, choices: Iterable[_Choice]) -> Hidden:
    codes = list(hidden)
    for table, some in choices:
        codes[table] = codes[table].union(some)
    return tuple(codes)
