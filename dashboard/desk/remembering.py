"""Save mappings of files under a name, for the next file of the same kind."""

from collections.abc import Iterator
from datetime import date

from dashboard.desk.checking import context, fault
from dashboard.desk.outcomes import Outcome
from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.domain.shared.characters import shows_something
from dashboard.i18n import text
from dashboard.importers.constants import read_constants
from dashboard.importers.faults import BadValueError, Fault, echo
from dashboard.importers.sessions import SUBJECT as SESSIONS
from dashboard.importers.subject import Context
from dashboard.writes import mappings as store
from dashboard.writes.changes import Changes, compare
from dashboard.writes.service import Writer


def remember(writer: Writer, today: date, mapping: MappingRecord) -> Outcome:
    """See ``Desk.remember_mapping``."""
    against = context(writer.connection, today)
    faults = tuple(_faults(mapping, against))
    if faults:
        return Outcome(faults=faults)
    changes = compare(writer.connection, store, [mapping])
    writer.save(store.SUBJECT, store, changes, shown=False)
    return Outcome(changed=len(changes.added) + len(changes.changed))


def forget(writer: Writer, name: str) -> bool:
    """See ``Desk.forget_mapping``."""
    found = store.existing(writer.connection, [MappingRecord(name)])
    writer.save(store.SUBJECT, store, Changes(removed=tuple(found.values())), shown=False)
    return bool(found)


def _faults(mapping: MappingRecord, against: Context) -> Iterator[Fault]:
    if not (shows_something(mapping.name) and mapping.name.isprintable()):
        problem = text("A mapping needs a name that can be displayed")
        yield _fault(against, "name", mapping.name, BadValueError(problem, text("Write one")))
    columns = SESSIONS.checks(against).columns
    known = {column.code for column in columns}
    for column in {*mapping.columns.values(), *mapping.values} - known - {""}:
        problem = text("There is no column “{code}”", code=echo(column))
        yield _fault(against, "columns", column, BadValueError(problem, text("Choose another")))
    constants = read_constants(mapping.constants, columns)
    yield from (*constants.nothing, *constants.bad.values())


def _fault(against: Context, column: str, value: str, error: BadValueError) -> Fault:
    return fault(
        SESSIONS, against, value, BadValueError(error.problem, error.remedy, column=column)
    )
