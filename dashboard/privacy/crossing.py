"""Hide more where one table, held against another, would give a small count away.

Who knows which combinations had no session can go from table to table: where all of French was at
shelters and group homes, what is shown of French tells something of both. So the rule is checked
against a reader who knows every session: its month, language and venue type, which age groups came
to it, and so that each of these had at least one participation. Whatever a page tells of sessions
(how many, when, where, who was reached, where none was held) this reader knows already. All else
that it tells are sums of participations, cells and totals, and what is worked out from them.

The proof is by example. For each small count there are other numbers of people, at least one
wherever somebody came and nobody where nobody came, with the same sums in every cell and total
shown, but with more than ``maximum`` in that count. As far as any reader of the page can tell, they
are the true ones. They come from the true numbers by moving people:

- within a place: places are blocks that no table tells apart, since their codes are the same but
  for hidden ones. Who goes from one block to another of its place changes no sum shown;
- round four places: two that the count's place shares some codes with, one of them these and one of
  them the others, give as many people as it and the fourth, which has the codes left over, receive.
  Every code gives and receives the same number.

Where neither finds enough people, further cells are hidden: those with the fewest people that help.
More hidden cells are fewer sums, so what was proved of other counts stays proved. Two sets of one
page that are hidden apart (youth and others, a period and an earlier one) have nobody in common,
and a sum of both is shown only where each is: so the example of one needs no change in the other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

Hidden = tuple[frozenset[str], ...]
"""The codes hidden in each table."""

Place = tuple[str | None, ...]
"""The codes of a block as the tables tell it; ``None`` for a hidden one."""


@dataclass(frozen=True, slots=True)
class Block:
    """The people of one combination: a code of each table, in the order of the tables.

    ``attended`` is at how many sessions some of them were: each time, at least one.
    """

    codes: tuple[str, ...]
    people: int
    attended: int

    @property
    def spare(self) -> int:
        """How many could have been elsewhere instead, for all that is known of the sessions."""
        return self.people - self.attended


@dataclass(frozen=True, slots=True)
class _Small:
    """A small count: the blocks with these codes in these tables."""

    tables: tuple[int, ...]
    codes: tuple[str, ...]
    people: int

    def has(self, block: Block) -> bool:
        return all(block.codes[t] == code for t, code in zip(self.tables, self.codes, strict=True))


_Choice = tuple[int, tuple[str, ...]]
"""A table, and the codes to hide there."""


def widen(
    tables: Sequence[Mapping[str, int]],
    hidden: Sequence[frozenset[str]],
    blocks: Sequence[Block],
    maximum: int,
    crossed: Sequence[tuple[int, ...]] = (),
) -> Hidden | None:
    """The codes to hide in each table, ``hidden`` among them; ``None``: all of it, and the total.

    Args:
        tables: The people of each code, in each table.
        hidden: What is hidden already.
        blocks: The same people by all tables at once.
        maximum: The largest small count.
        crossed: Which tables are to be taken together besides each by itself: the counts of their
            combinations, which the page does not show, must not be told to be small either.
    """
    found = tuple(hidden)
    alone = [(table,) for table in range(len(tables))]
    for small in _small_counts(blocks, [*alone, *crossed], maximum):
        opened = _opened(small, maximum, tables, blocks, found)
        if opened is None:
            return None
        found = opened
    return found


def _opened(
    small: _Small,
    maximum: int,
    tables: Sequence[Mapping[str, int]],
    blocks: Sequence[Block],
    hidden: Hidden,
) -> Hidden | None:
    """What is hidden, and what must be besides for this count; ``None`` where nothing helps."""

    def helps(choices: Sequence[_Choice]) -> bool:
        return _could_grow(small, maximum + 1 - small.people, blocks, _with(hidden, choices))

    chosen: list[_Choice] = []
    while not helps(chosen):
        more = [choice for _, choice in sorted(_further(tables, _with(hidden, chosen)))]
        if not more:
            return None
        chosen.append(next((choice for choice in more if helps([*chosen, choice])), more[0]))
    for choice in chosen[:-1]:  # what was hidden on the way there
        fewer = [other for other in chosen if other is not choice]
        if helps(fewer):
            chosen = fewer
    return _with(hidden, chosen)


def _small_counts(
    blocks: Sequence[Block], taken: Sequence[tuple[int, ...]], maximum: int
) -> Iterator[_Small]:
    for tables in taken:
        counts: Counter[tuple[str, ...]] = Counter()
        for block in blocks:
            counts[tuple(block.codes[table] for table in tables)] += block.people
        for codes, people in sorted(counts.items()):
            if 0 < people <= maximum:
                yield _Small(tables, codes, people)


def _further(tables: Sequence[Mapping[str, int]], hidden: Hidden) -> Iterator[tuple[int, _Choice]]:
    """The next cell of each table, or two where none is hidden, with how many people they have."""
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


def _could_grow(small: _Small, missing: int, blocks: Sequence[Block], hidden: Hidden) -> bool:
    """Whether the example is found: people enough who can be moved into the count."""
    held: set[Place] = set()
    wanting: set[Place] = set()
    spare: Counter[Place] = Counter()
    for block in blocks:
        place = _place(block, hidden)
        held.add(place)
        if small.has(block):
            wanting.add(place)
        elif block.spare:
            spare[place] += block.spare
    for place in sorted(wanting, key=str):
        for givers in _givers(place, spare, held):
            moved = min(missing, *(spare[giver] for giver in givers))
            for giver in givers:
                spare[giver] -= moved
            missing -= moved
            if not missing:
                return True
    return False


def _givers(
    place: Place, spare: Mapping[Place, int], held: set[Place]
) -> Iterator[tuple[Place, ...]]:
    """From where people can come, each from every place named at once: within it, then round."""
    if place in spare:
        yield (place,)
    for some in _splits(len(place)):
        others = [table for table in range(len(place)) if table not in some]
        beside = [giver for giver in spare if giver != place and _agree(giver, place, some)]
        below = [giver for giver in spare if giver != place and _agree(giver, place, others)]
        for one, other in product(beside, below):
            fourth = tuple(
                other[table] if table in some else one[table] for table in range(len(place))
            )
            if fourth in held:
                yield one, other


def _splits(tables: int) -> Iterator[tuple[int, ...]]:
    """Every way to part the tables in two, by the part that has the first one."""
    for size in range(1, tables):
        for rest in combinations(range(1, tables), size - 1):
            yield 0, *rest


def _agree(one: Place, other: Place, tables: Sequence[int]) -> bool:
    return all(one[table] == other[table] for table in tables)


def _place(block: Block, hidden: Hidden) -> Place:
    return tuple(
        None if code in gone else code for code, gone in zip(block.codes, hidden, strict=True)
    )
