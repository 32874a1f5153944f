"""Compare staged records with the database, and write them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import file_digest
from typing import Generic, TypeVar

import orjson
from sqlalchemy import Connection, Engine, insert, update

from dashboard.database import LONG, reading, settle
from dashboard.domain.shared.records import Record
from dashboard.importers.copies import Copy, copies
from dashboard.importers.order import ImportOrder, LeavingOut, Phase, StaleError
from dashboard.importers.report import DETAILED, Report, ValueChange
from dashboard.importers.staging import StagedRecord, Staging
from dashboard.importers.subject import Subject
from dashboard.queries.shared.state import state
from dashboard.tables import ImportRecord
from dashboard.writes.bulk import looking_up
from dashboard.writes.changes import Changes, compare
from dashboard.writes.service import Writer, changing

COUNTED = ("added", "changed", "unchanged", "left_out")
EXAMPLES = 20

R = TypeVar("R", bound=Record)


class Merge(Generic[R]):
    """The staged records of one file, and the report of what they change or would change.

    ``kept`` tells which fields a row's sheet has no column for.
    """

    def __init__(
        self,
        subject: Subject[R],
        staging: Staging[R],
        kept: Callable[[int], tuple[str, ...]],
        order: ImportOrder,
        report: Report,
    ) -> None:
        self._subject = subject
        self._staging = staging
        self._kept = kept
        self._order = order
        self._report = report
        self._changes: list[ValueChange] = []
        self._examples: list[dict[str, str]] = []
        self._copies: list[int] = []

    def into(self, engine: Engine) -> Report:
        """Write all records in one transaction; returns the report with the changes.

        Raises:
            StaleError: The data have changed since the preview.
        """
        if self._order.dry_run:
            with reading(engine, patience=LONG) as connection, looking_up(connection):
                edition = state(connection).edition
                self._compare(connection)
                self._report = replace(self._report, edition=edition)
        else:
            settle(engine)
            with changing(engine, self._order.author) as writer:
                self._write(writer)
        return replace(self._report, changes=tuple(self._changes), examples=tuple(self._examples))

    def _compare(self, connection: Connection) -> None:
        for batch, changes in self._batches(connection, Phase.COMPARING):
            self._count(changes)
            self._place(batch, changes)
        if self._order.copies is not None:
            self._find_copies(connection)

    def _write(self, writer: Writer) -> None:
        connection = writer.connection
        if self._order.edition not in (None, state(connection).edition):
            raise StaleError
        with looking_up(connection):
            if self._order.copies is not None:
                for batch, changes in self._batches(connection, Phase.COMPARING):
                    self._place(batch, changes)
                self._find_copies(connection)
            left_out = self._report.faulty + self._leave_out()
            self._report = replace(self._report, left_out=left_out)
            writer.import_id = self._file(connection)
            for _, changes in self._batches(connection, Phase.WRITING):
                self._count(changes)
                writer.save(self._subject.code, self._subject.store, changes)
        self._conclude(connection, writer.import_id)

    def _batches(
        self, connection: Connection, phase: Phase
    ) -> Iterator[tuple[list[StagedRecord[R]], Changes[R]]]:
        done, of_all = 0, max(len(self._staging), 1)
        for batch in self._staging.batches():
            records = [staged.record for staged in batch]
            kept = self._kept(batch[0].row)
            yield batch, compare(connection, self._subject.store, records, kept)
            done += len(batch)
            self._order.on_progress(phase, done, done / of_all)

    def _place(self, batch: list[StagedRecord[R]], changes: Changes[R]) -> None:
        """Store where copies of the records would be."""
        if self._order.copies is None:
            return
        new = {record.key for record in changes.added}
        placed = (
            (self._subject.place(one.record), one.row, one.record.key in new) for one in batch
        )
        self._staging.place((f"{at[1]} {at[0]}", row, is_new) for at, row, is_new in placed if at)

    def _find_copies(self, connection: Connection) -> None:
        """Report the copies."""
        first: list[Copy] = []
        for copy in copies(connection, self._staging):
            self._copies.append(copy.row)
            if len(first) < DETAILED:
                first.append(copy)
        first.sort(key=lambda copy: copy.row)
        count = len(self._copies)
        self._report = replace(self._report, copies=tuple(first), copy_count=count)

    def _leave_out(self) -> int:
        """Leave out unwanted copies, and return how many there were."""
        unwanted = self._order.copies or LeavingOut(every=False)
        rows = [row for row in self._copies if row in unwanted]
        self._staging.leave_out(rows)
        return len(rows)

    def _count(self, changes: Changes[R]) -> None:
        report = self._report
        found = [change for pair in changes.changed for change in self._differences(*pair)]
        self._changes.extend(found[: DETAILED - len(self._changes)])
        for record in changes.added[: EXAMPLES - len(self._examples)]:
            private = dict.fromkeys(self._subject.private, "")
            self._examples.append(record.cells() | private)
        self._report = replace(
            report,
            added=report.added + len(changes.added),
            changed=report.changed + len(changes.changed),
            unchanged=report.unchanged + changes.unchanged,
            change_count=report.change_count + len(found),
        )

    def _file(self, connection: Connection) -> int:
        """A record of the file, for the log to refer to; its changes are not known yet."""
        with self._order.path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
        return connection.execute(
            insert(ImportRecord)
            .values(
                subject=self._report.subject,
                author=self._order.author,
                file_name=self._report.file_name,
                sha256=digest,
                constants=orjson.dumps(self._report.constants).decode(),
                **dict.fromkeys(COUNTED, 0),
            )
            .returning(ImportRecord.id)
        ).scalar_one()

    def _conclude(self, connection: Connection, import_id: int) -> None:
        counts = {name: getattr(self._report, name) for name in COUNTED}
        this = ImportRecord.id == import_id
        connection.execute(update(ImportRecord).where(this).values(counts))
        self._report = replace(self._report, import_id=import_id)

    def _differences(self, before: R, after: R) -> Iterator[ValueChange]:
        old, new = before.cells(), after.cells()
        for column in new | old:
            values = old.get(column, ""), new.get(column, "")
            if values[0] != values[1]:
                private = column in self._subject.private
                yield ValueChange(after.key, column, *(("", "") if private else values))
