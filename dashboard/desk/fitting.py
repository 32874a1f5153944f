"""Check that a record of reference data fits with the others of its kind."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.desk.checking import Cells, fault
from dashboard.desk.shelves import Shelf
from dashboard.desk.venues import unfit
from dashboard.domain.reference.fields import BOTH, RecordKind
from dashboard.domain.reference.kinds import ORDER
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.shared.records import (
    ReferenceRecord,
    TargetRecord,
    TrainingRecord,
    VenueRecord,
)
from dashboard.i18n import text
from dashboard.importers.faults import BadValueError, Fault
from dashboard.importers.sessions import SUBJECT as SESSIONS
from dashboard.importers.subject import Context
from dashboard.importers.words import plain

MOST_BITS = 30  # bits of an age mask in one integer, on both databases
LONGEST_CODE = 40


def with_code(kind: RecordKind, cells: Cells, known: Sequence[StoredRecord]) -> Mapping[str, str]:
    """Fill in a missing code: from the English label, or else by counting."""
    if "label_en" not in kind.columns or cells.get("code", "").strip():
        return cells
    between = "_" if kind.code in ("session_kinds", "venue_types") else "-"
    said = " ".join(cells.get(name, "") for name in kind.named_by or ("label_en",))
    made = plain(said).replace(" ", between)[:LONGEST_CODE].strip(between)
    if made and kind.numbered:
        return {**cells, "code": _numbered(made, cells, known)}
    if made:
        return {**cells, "code": made}
    word = kind.code.removeprefix("plan_").removesuffix("s")
    codes = {one.record.key for one in known}
    numbers = range(1, len(known) + 2)
    return {**cells, "code": next(c for n in numbers if (c := f"{word}-{n}") not in codes)}


def _numbered(made: str, cells: Cells, known: Sequence[StoredRecord]) -> str:
    """The first code that is free, or the one of a record that says the same already."""
    there = {one.record.key: one.record.cells() for one in known}
    codes = (made, *(f"{made}-{n}" for n in range(2, len(known) + 2)))
    given = {name: cell.strip() for name, cell in cells.items() if name != "code"}

    def fits(code: str) -> bool:
        held = there.get(code)
        return held is None or all(held.get(name, "") == cell for name, cell in given.items())

    return next(filter(fits, codes))


def unchanging(shelf: Shelf, now: Any) -> Cells:  # noqa: ANN401
    """The cells of a record that no edit changes: its key, and what no form has."""
    may_change = shelf.kind.may_change
    return {name: cell for name, cell in now.cells().items() if not may_change(name, cell)}


def altered(shelf: Shelf, against: Context, held: Cells, cells: Cells) -> tuple[Fault, ...]:
    """The cells that never change, yet are not as they are ``held``."""
    return tuple(
        fault(shelf.subject, against, cells[name], _never_changes(name))
        for name, cell in held.items()
        if cells.get(name, cell).strip() != cell
    )


def _never_changes(column: str) -> BadValueError:
    return BadValueError(
        text("This never changes"), text("Send it as you read it, or leave it out"), column=column
    )


def merged(now: Any, wanted: Any) -> Any:  # noqa: ANN401 - records of one kind
    """Fields that no form has stay unchanged, and so does the position when it was left out."""
    if not isinstance(wanted, ReferenceRecord):
        return wanted
    said = {name: cell for name, cell in wanted.values.items() if cell or name != ORDER}
    return replace(wanted, values={**now.values, **said})


def tried(shelf: Shelf, against: Context, wanted: Any) -> tuple[Fault, ...]:  # noqa: ANN401
    """The fault of an area that nobody is shown, right or not: it could be found by trying."""
    if not tells_by_code(against, wanted):
        return ()
    error = unfit(wanted, sensitive=True)
    return (fault(shelf.subject, against, wanted.area, error),) if error else ()


def with_hidden(against: Context, now: Any, wanted: Any) -> Any:  # noqa: ANN401
    """The record with what its author could not see: the area of a venue known by its code.

    If the venue gets a type whose areas are shown, nobody has said that this one may be.
    """
    if not tells_by_code(against, now) or not tells_by_code(against, wanted):
        return wanted
    return replace(wanted, area=now.area)


def tells_by_code(against: Context, record: Any) -> bool:  # noqa: ANN401 - of any kind
    """Whether it is a venue that is known by its code only."""
    return (
        isinstance(record, VenueRecord)
        and against.vocabulary.venue_types[record.venue_type].sensitive
    )


def says_the_same(wanted: Any, now: Any) -> bool:  # noqa: ANN401
    """Whether the record already has everything that the form says."""
    return bool(merged(now, wanted) == now)


def completed(kind: RecordKind, wanted: Any, known: Sequence[StoredRecord]) -> Any:  # noqa: ANN401
    """A new record with its position, if its kind has one; an age group also gets its own bit."""
    if not isinstance(wanted, ReferenceRecord) or ORDER not in kind.columns:
        return wanted
    others = [one.record.cells() for one in known]
    last = max((int(cells[ORDER]) for cells in others), default=0)
    extra = {ORDER: str(last + 1)}
    if kind.code == "age_groups":
        taken = {int(cells["bit"]) for cells in others}
        extra["bit"] = str(next(bit for n in range(MOST_BITS + 1) if (bit := 1 << n) not in taken))
    return replace(wanted, values={**wanted.values, **extra})


def misfit(
    shelf: Shelf,
    against: Context,
    wanted: Any,  # noqa: ANN401
    known: Sequence[StoredRecord],
) -> Fault | None:
    """Why the record does not fit with the others; ``None`` if it does."""
    others = [one.record for one in known if one.record.key != wanted.key]
    if isinstance(wanted, VenueRecord):
        sensitive = against.vocabulary.venue_types[wanted.venue_type].sensitive
        error = unfit(wanted, sensitive=sensitive)
    elif isinstance(wanted, TargetRecord):
        error = _silent(wanted, others)
    elif isinstance(wanted, TrainingRecord):
        return None
    else:
        error = _double(wanted, others) or _unlike_others(shelf.kind, against, wanted, others)
    if error is None:
        return None
    return fault(shelf.subject, against, wanted.cells().get(error.column, ""), error)


def _silent(wanted: TargetRecord, others: Sequence[Any]) -> BadValueError | None:
    days = [one.effective_from for one in others if one.indicator == wanted.indicator]
    is_first = all(wanted.effective_from < day for day in days)
    missing = [f"reason_{one}" for one in BOTH if not getattr(wanted, f"reason_{one}")]
    if is_first or not missing:
        return None
    return BadValueError(
        text("A changed target needs a reason"),
        text("Write the reason in a few words"),
        column=missing[0],
    )


def _double(wanted: ReferenceRecord, others: Sequence[Any]) -> BadValueError | None:
    """A label that another record has already: files find values by label too.

    Milestones of different measures may share a label, and an event may happen twice.
    """
    if not {"measure", "day"}.isdisjoint(wanted.values):
        return None
    for name in (f"label_{one}" for one in BOTH):
        said = plain(wanted.values[name])
        if said and any(plain(one.values[name]) == said for one in others):
            return BadValueError(
                text("Another entry already has this name"),
                text("Add what distinguishes them"),
                column=name,
            )
    return None


def _unlike_others(
    kind: RecordKind, against: Context, wanted: ReferenceRecord, others: Sequence[Any]
) -> BadValueError | None:
    if kind.code == "status_levels":
        return _same_level(wanted, others)
    if kind.code != "age_groups":
        return None
    ages = against.vocabulary.ages
    columns = [c for c in SESSIONS.checks(against).columns if c.code not in ages]
    if any(plain(wanted.code) in column.names for column in columns):
        return BadValueError(
            text("Session files already have another column with that name"),
            text("Write another code"),
            column="code",
        )
    if wanted.code not in ages and len(others) >= MOST_BITS:
        return BadValueError(
            text("The program cannot handle more age groups than these"),
            text("Remove one that is not used"),
            column="code",
        )
    return None


def _same_level(wanted: ReferenceRecord, others: Sequence[Any]) -> BadValueError | None:
    """Levels out of order: percents must fall level by level, and the last must be for everyone."""
    levels = sorted([*others, wanted], key=lambda one: int(one.values[ORDER]))
    percents = [int(one.values["minimum_percent"]) for one in levels]
    if percents[-1] == 0 and percents == sorted(set(percents), reverse=True):
        return None
    return BadValueError(
        text("Each level must be lower than the one before it, and the last must be 0"),
        text("Enter a percentage between its neighbours; 0 for the last"),
        column="minimum_percent",
    )
