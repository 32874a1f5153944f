"""Ways to publish a project again and again, to be compared: each tells what it shows of each cell.

Only two of them are safe. The rule without proofs, and rounding, are what people think of first;
anybody who subtracts learns small counts from both. The bound is what no method can pass: a count
that must be hidden for its own sake is not exact, and no narrower than it must be; all else is.
The bound of blocks is that of publications whose blocks are never narrowed together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.publications.protected import CellMark, ProtectedTable
from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.making.building import build
from dashboard.publications.making.chain import Told, following
from dashboard.publications.making.core import protected
from dashboard.publications.making.material import Material
from dashboard.publications.protecting import EarlierCounts, Rules, SessionCounts
from dashboard.publications.protecting.declared import Blank, Codes, blanks
from dashboard.publications.protecting.facts import Fact, Name, facts, need
from dashboard.publications.protecting.merging import venue_axis
from dashboard.publications.protecting.ranges.needs.changes import Entered
from dashboard.publications.protecting.ranges.needs.ends import Luck, around, small
from dashboard.publications.protecting.ranges.told.adding import addition, nothing
from dashboard.queries.publications.publications import Exact
from tests.support.joint import publish

Shown = Mapping[Name, Interval | None]
"""What is told of each cell of the whole project on its day; ``None`` if that is nothing."""
Method = Callable[[Material, Sequence[SessionCounts]], Iterator[Shown]]
"""What each of these publications shows, one after the other."""
SECRET = "the secret of the bench, always the same"  # noqa: S105 - it keeps nothing
RULES = Rules()
_ROUNDED = 10
_NO_NOTE = BilingualText("", "")


def by_blocks(
    material: Material,
    states: Sequence[SessionCounts],
    *,
    tighten: bool = False,
    secret: str = SECRET,
) -> Iterator[Shown]:
    """As the program publishes today: ranges on frozen blocks.

    Raises:
        AssertionError: An audit failed.
    """
    told = Told()
    for counts in states:
        own = replace(material, counts=counts, data_as_of=counts.as_of)
        found = protected(
            own, told, RULES.hidden_up_to, since=Entered(None), secret=secret, tighten=tighten
        )
        made = build(own, found, note=_NO_NOTE, published_on=date.max, corrected=None)
        told = following(told, made, Exact(found.counts, own.axes), found.proofs)
        yield _shown(made.tables)


def together(material: Material, states: Sequence[SessionCounts]) -> Iterator[Shown]:
    """As it did before: all publications are one system, and a hidden count is an x.

    Raises:
        AssertionError: An audit failed.
    """
    earlier: list[EarlierCounts] = []
    for counts in states:
        found = publish(counts, material.axes, RULES, earlier)
        assert found.evidence.passed
        earlier.append(EarlierCounts(counts, found.protected))
        yield _shown(found.protected.tables)


def without_proofs(material: Material, states: Sequence[SessionCounts]) -> Iterator[Shown]:
    """In each table, hide the rows that have a small count, and one more if that is one alone."""
    for counts in states:
        found = _facts(material, counts)
        shown: dict[Name, Interval | None] = {}
        for table in _tables(material, counts):
            hidden = _rows(table, found)
            for codes in table.cells():
                name = Name(PROJECT, table.by, codes)
                shown[name] = None if codes[:1] in hidden else Interval.exactly(found[name].count)
        yield shown


def rounded(material: Material, states: Sequence[SessionCounts]) -> Iterator[Shown]:
    """Round every count to ten, up or down."""
    for counts in states:
        middles = {
            name: (fact.count + _ROUNDED // 2) // _ROUNDED * _ROUNDED
            for name, fact in _facts(material, counts).items()
        }
        half = _ROUNDED // 2
        yield {name: Interval(max(n - half, 0), n + half - 1) for name, n in middles.items()}


def bound_of_blocks(material: Material, states: Sequence[SessionCounts]) -> Iterator[Shown]:
    """No range is wider than it must be for its own sake, but each block is told for ever."""
    first, told = _tables(material, states[0]), dict[Name, Interval]()
    before = nothing(date.min, material.counts.ages)
    for counts in states:
        new = addition(before, counts, material.axes, Entered(None)).counts
        for name, fact in facts(new, material.axes, first).items():
            told[name] = Interval.total((told.get(name, Interval.exactly(0)), _on_the_grid(fact)))
        before = counts
        yield dict(told)


def bound(material: Material, states: Sequence[SessionCounts]) -> Iterator[Shown]:
    """Nothing is wider than it must be for its own sake, in this publication alone."""
    for counts in states:
        yield {name: _narrowest(fact) for name, fact in _facts(material, counts).items()}


METHODS: dict[str, Method] = {
    "blocks and ranges": by_blocks,
    "the same, years tightened": partial(by_blocks, tighten=True),
    "all together, x (before)": together,
    "whole rows hidden (not safe)": without_proofs,
    "rounded to 10 (not safe)": rounded,
    "bound": bound,
    "bound of blocks": bound_of_blocks,
}


def _shown(tables: Iterable[ProtectedTable]) -> Shown:
    return {
        Name(table.period, table.by, cell.codes): None
        if cell.mark is CellMark.CARRIED
        else cell.shown
        for table in tables
        if table.period == PROJECT
        for cell in table.cells
    }


def _tables(material: Material, counts: SessionCounts) -> tuple[Blank, ...]:
    types = venue_axis(counts, material.axes, RULES)
    months = {tally.month for tally in counts.tallies}
    return tuple(one for one in blanks(months, material.axes, types) if one.period == PROJECT)


def _facts(material: Material, counts: SessionCounts) -> dict[Name, Fact]:
    return facts(counts, material.axes, _tables(material, counts))


def _narrowest(fact: Fact) -> Interval:
    wanted = need(fact, RULES.hidden_up_to)
    return Interval(max(wanted.low, 0), wanted.high) if wanted else Interval.exactly(fact.count)


def _on_the_grid(fact: Fact) -> Interval:
    """The same with the ends that ranges have, as near as they can be."""
    own, most = _narrowest(fact), RULES.hidden_up_to
    if own.exact:
        return own
    return small(most) if fact.count <= most else around(own.low, own.high, Luck(0, 0), most)


def _rows(table: Blank, found: Mapping[Name, Fact]) -> set[Codes]:
    """The rows of a table to hide: those with a small count, and the smallest other beside one."""
    sums: dict[Codes, int] = {}
    hidden: set[Codes] = set()
    for codes in table.cells():
        fact = found[Name(PROJECT, table.by, codes)]
        sums[codes[:1]] = sums.get(codes[:1], 0) + fact.count
        if need(fact, RULES.hidden_up_to):
            hidden.add(codes[:1])
    others = sorted((people, row) for row, people in sums.items() if row not in hidden)
    return hidden | {others[0][1]} if len(hidden) == 1 and others else hidden
