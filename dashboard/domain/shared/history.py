"""Entries of the audit log as people read them: who, when, and the cells that differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import orjson

from dashboard.domain.shared.trail import TrailEntry


class Deed(StrEnum):
    """What a change did to the record: added, changed or removed it."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell before and after, by column code as files name it; a blank one is an empty string."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One change of a record; ``restorable`` when an earlier state can be brought back."""

    entry_id: int
    at: str
    author: str
    import_id: int | None
    deed: Deed
    differences: tuple[CellDifference, ...]

    @property
    def restorable(self) -> bool:
        """Whether ``Desk.restore`` can bring back what was there before."""
        return self.deed is not Deed.ADDED


def steps(entries: Iterable[TrailEntry]) -> tuple[HistoryStep, ...]:
    """The history of a record of any subject, in the order of the entries."""
    return tuple(map(_step, entries))


def _step(entry: TrailEntry) -> HistoryStep:
    return HistoryStep(
        entry.id,
        entry.at,
        entry.author,
        entry.import_id,
        _deed(entry),
        differences(cells(entry.before), cells(entry.after)),
    )


def _deed(entry: TrailEntry) -> Deed:
    if entry.before is None:
        return Deed.ADDED
    return Deed.REMOVED if entry.after is None else Deed.CHANGED


def cells(state: str | None) -> dict[str, str]:
    """Column code and value of a logged state, as a file would state them."""
    return dict(_cells(orjson.loads(state))) if state else {}


def _cells(state: dict[str, object]) -> Iterator[tuple[str, str]]:
    for column, value in state.items():
        if isinstance(value, dict):  # the age groups of a session are columns of their own
            yield from _cells(value)
        elif isinstance(value, list):
            yield column, "; ".join(map(str, value))
        else:
            yield column, "" if value is None else str(value)


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[CellDifference, ...]:
    """The cells that differ, in the order of the new state."""
    both = ((name, old.get(name, ""), new.get(name, "")) for name in dict.fromkeys((*new, *old)))
    return tuple(CellDifference(*one) for one in both if one[1] != one[2])
