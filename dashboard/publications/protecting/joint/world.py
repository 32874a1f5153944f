"""Everything that is published, what each finest count is part of, and what must not be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.publications.protected import JOINT as WATCHED
from dashboard.domain.publications.protected import YOUTH, CellMark, ProtectedCell, ProtectedFigures
from dashboard.publications.protecting.asked import asked, venue_types
from dashboard.publications.protecting.counts import AxisCodes, Rules, SessionCounts
from dashboard.publications.protecting.declared import Blank, blank, members
from dashboard.publications.protecting.equations import KnownBounds, told
from dashboard.publications.protecting.facts import Fact, Name, facts, need
from dashboard.publications.protecting.grid import Finest, strata
from dashboard.publications.protecting.joint.watches import (
    SESSION,
    Key,
    ProtectedCount,
    single_sessions,
    watches,
)

ASKED = "asked"


@dataclass
class World:
    """Everything published, and what it must not tell.

    ``told`` are the bounds of cells that readers know. ``untrue`` are open cells that are wrong, or
    that should never have been open. ``asked`` has the askable counts that each finest count is in.
    """

    words: AxisCodes
    forms: list[dict[str, list[Blank]]]
    counts: dict[Key, int]
    cells: dict[Key, ProtectedCell]
    told: dict[Key, list[KnownBounds]]
    watches: list[ProtectedCount]
    untrue: list[str]
    asked: dict[Finest, list[Key]]
    _known_names: dict[tuple[int, Finest], tuple[Name, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        versions: Sequence[tuple[SessionCounts, ProtectedFigures]],
        words: AxisCodes,
        rules: Rules,
    ) -> "World":
        """Compute each cell from the exact counts, and compare it with what is shown."""
        forms = [[blank(table) for table in shown.tables] for _, shown in versions]
        found = [
            facts(counted, words, form) for (counted, _), form in zip(versions, forms, strict=True)
        ]
        counts = {
            (step, name): fact.count
            for step, known in enumerate(found)
            for name, fact in known.items()
        }
        cells = {
            (step, Name(table.period, table.by, cell.codes)): cell
            for step, (_, shown) in enumerate(versions)
            for table in shown.tables
            for cell in table.cells
        }
        last = len(versions) - 1
        alone = list(single_sessions(last, versions[last][0], words, rules.hidden_up_to))
        counts |= {each.terms[0][0]: each.count for each in alone}
        world = cls(
            words=words,
            forms=[_by_period(form) for form in forms],
            counts=counts,
            cells=cells,
            told=defaultdict(list),
            watches=[*watches(found, cells, rules.hidden_up_to), *alone],
            untrue=list(_untrue(found, cells, rules.hidden_up_to, versions)),
            asked=defaultdict(list),
        )
        if versions[last][1].format >= WATCHED:
            world._heed(versions, [form for own in forms for form in own], rules)
        return world

    def _heed(
        self,
        versions: Sequence[tuple[SessionCounts, ProtectedFigures]],
        forms: Sequence[Blank],
        rules: Rules,
    ) -> None:
        """Watch the askable counts, in addition to everything that is told."""
        for step, (counts, shown) in enumerate(versions):
            for each in told(counts, shown, self.words):
                self.told[step, each.name].append(each)
        known = strata([counts for counts, _ in versions], self.words.ages)
        heeded = [
            shown.format >= WATCHED and shown.hidden_up_to >= rules.hidden_up_to
            for _, shown in versions
        ]
        every = asked(
            [counts for counts, _ in versions],
            known,
            self.words,
            venue_types(forms),
            rules.hidden_up_to,
        )
        for number, one in enumerate(every):
            key = (len(versions) - 1, Name(ASKED, (), (str(number),)))
            older = not any(heeded[part.step] for part in one.parts)
            self.watches.append(ProtectedCount(one.what, ((key, 1),), one.count, one.need, older))
            for part in one.parts:
                self.asked[part].append(key)

    def changes(self, move: Mapping[Finest, int]) -> dict[Key, int]:
        """The change of each cell in a table with this move."""
        found: dict[Key, int] = defaultdict(int)
        last = len(self.forms) - 1
        for finest, change in move.items():
            for step in range(finest.step, last + 1):
                for name in self._names(step, finest):
                    found[(step, name)] += change
            session = (last, Name(SESSION, (), finest[1:5]))
            if session in self.counts:
                found[session] += change
            for key in self.asked.get(finest, ()):
                found[key] += change
        return found

    def reached(self) -> Iterator[tuple[int, str]]:
        """The age groups known to be reached, and the publication that tells so."""
        for (step, name), known in self.told.items():
            if any(each.least > 0 and each.most is None for each in known):
                yield step, name.codes[0]

    def tells(self, finests: Iterable[Finest]) -> bool:
        """Whether the last publication has an open cell that anyone could be in."""
        last = len(self.forms) - 1
        return any(
            self.cells[last, name].mark is CellMark.OPEN
            for finest in finests
            for name in self._names(last, finest)
        )

    def _names(self, step: int, finest: Finest) -> tuple[Name, ...]:
        """The cells of a publication that a finest count is part of."""
        found = self._known_names.get((step, finest))
        if found is None:
            found = self._known_names[step, finest] = tuple(self._found(step, finest))
        return found

    def _found(self, step: int, finest: Finest) -> Iterator[Name]:
        for period in periods_of(finest.month):
            for table in self.forms[step].get(period, ()):
                choices = [
                    tuple(code for code in codes if self._is_in(finest, axis, code))
                    for axis, codes in zip(table.by, table.codes, strict=True)
                ]
                for codes in product(*choices):
                    yield Name(period, table.by, codes)

    def _is_in(self, finest: Finest, axis: str, code: str) -> bool:
        if axis == "venue_type":
            return finest.venue_type in members(code)
        if axis == "age":
            return code == finest.age or (code == YOUTH and finest.age in self.words.youth)
        return bool(getattr(finest, axis) == code)


def _by_period(forms: Sequence[Blank]) -> dict[str, list[Blank]]:
    found: dict[str, list[Blank]] = defaultdict(list)
    for form in forms:
        found[form.period].append(form)
    return found


def _untrue(
    found: Sequence[Mapping[Name, Fact]],
    cells: Mapping[Key, ProtectedCell],
    hidden_up_to: int,
    versions: Sequence[tuple[SessionCounts, ProtectedFigures]],
) -> Iterator[str]:
    """Cells of the last publication that are false, or open though they must not be."""
    last = len(versions) - 1
    for (step, name), cell in cells.items():
        if step < last:
            continue
        earlier = [
            (cells[before, name].value, versions[before][0].as_of)
            for before in range(last)
            if (before, name) in cells and cells[before, name].mark is CellMark.OPEN
        ]
        if fault := _fault(cell, found[step][name], earlier, hidden_up_to):
            yield f"{name.period} {name.codes} {fault}"


def _fault(
    cell: ProtectedCell,
    fact: Fact,
    earlier: Sequence[tuple[int | None, date]],
    hidden_up_to: int,
) -> str | None:
    """What is wrong with a cell; ``earlier`` are the values that were open, and of which day."""
    if cell.mark is CellMark.CARRIED:
        known = (cell.value, cell.as_of) in earlier
        return None if known else f"never was {cell.value}"
    if cell.mark is not CellMark.OPEN:
        return None if cell.value is None else "is hidden and shown"
    if cell.value != fact.count:
        return f"is not {cell.value}"
    told = any(value == fact.count for value, _ in earlier)
    return "is open" if need(fact, hidden_up_to) and not told else None
