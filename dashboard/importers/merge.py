"""Compare staged records with the database, and write them.

Comparing, and making ready what will be written, takes a read transaction only. Then all goes in at
once. If others have meanwhile changed what was compared, it is compared again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import file_digest
from typing import Generic, TypeVar

import orjson
from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import IntegrityError

from dashboard.database import LONG, BesideDatabase, reading, settle
from dashboard.domain.shared.records import Record
from dashboard.importers.copies import Copy, UnansweredCopiesError, copies
from dashboard.importers.differences import EXAMPLES, Differences
from dashboard.importers.meanwhile import Bookmark, LoggedState, MeanwhileError
from dashboard.importers.order import ImportOrder, Phase, StaleError
from dashboard.importers.report import DETAILED, Report
from dashboard.importers.staging import StagedState, Staging
from dashboard.importers.subject import Subject
from dashboard.tables import ImportRecord
from dashboard.writes import new_sessions
from dashboard.writes.bulk import looking_up
from dashboard.writes.changes import Changes, compare
from dashboard.writes.new_sessions import NewSessions
from dashboard.writes.references import ReferenceGoneError
from dashboard.writes.service import Writer, changing, changing_later
from dashboard.writes.state import take_turn_without_harm

COUNTED = ("added", "changed", "unchanged", "left_out")
MOST_MEANWHILE = 20_000  # changes since a preview that are looked at one by one
TRIES = 3  # in which others may write meanwhile

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
        self._checked = self._report = report
        self._copies: list[int] = []
        self._kept_open = ExitStack()

    def into(self, engine: Engine) -> Report:
        """Write all records in one transaction; returns the report with the changes.

        Raises:
            StaleError: Others have changed what the preview told.
        """
        if self._order.dry_run:
            with reading(engine, patience=LONG) as connection, looking_up(connection):
                self._make_ready(connection)
                said = self._bookmark.said(self._order.secret)
                self._report = replace(self._report, bookmark=said)
        else:
            settle(engine)
            with self._order.path.open("rb") as stream:
                self._sha256 = file_digest(stream, "sha256").hexdigest()
            with self._kept_open:
                self._write(engine)
        return self._report

    def _write(self, engine: Engine) -> None:
        for _ in range(TRIES):
            with reading(engine, patience=LONG) as connection, looking_up(connection):
                self._make_ready(connection)
            with suppress(MeanwhileError, IntegrityError):  # such as a reference that others took
                self._order.writing(partial(self._write_ready, engine))
                return
        self._order.writing(partial(self._write_alone, engine))

    def _write_ready(self, engine: Engine) -> None:
        """Write what was made ready.

        Raises:
            MeanwhileError: Others have changed what it was compared with.
        """
        with changing_later(engine, self._order.author, self._beside()) as writer:
            self._bring_in(writer)

    def _write_alone(self, engine: Engine) -> None:
        """Compare and write while nobody else does."""
        with changing(engine, self._order.author) as writer:
            with looking_up(writer.connection):
                self._make_ready(writer.connection)
            self._bring_in(writer)

    def _make_ready(self, connection: Connection) -> None:
        """Compare the records with the database, and keep what will be written."""
        self._staging.forget()
        self._copies = []
        self._report = self._checked
        self._bookmark = Bookmark.of(connection)
        left_out = self._without_copies(connection)
        self._look_at_preview(connection)
        differences = Differences(self._subject, self._staging)
        if self._order.dry_run:
            for _, changes, new in self._batches(connection, left_out):
                differences.add(changes, new)
            self._report = differences.told_in(self._report)
            return
        all_out = self._report.faulty + len(left_out)
        self._report = replace(self._report, left_out=all_out)
        self._new = self._kept_open.enter_context(closing(NewSessions(connection)))
        self._staging.mark_not_new(left_out)
        by_day = self._new.go_by_day(self._report.rows)
        for batch, changes, new in self._batches(connection, left_out):
            differences.add(changes, new)
            if not by_day:
                self._keep_new(one.state for one in new)
            if len(new) < len(batch):
                known = {one.row for one in batch} - {one.row for one in new}
                self._staging.mark_not_new(known)
            self._staging.keep(_existing(changes.pairs()))
        self._report = differences.told_in(self._report)
        for states in self._staging.new_by("date") if by_day else ():
            self._keep_new(states)
        if self._new:
            self._new.make_ready(connection)

    def _beside(self) -> BesideDatabase | None:
        """What is to be attached to an SQLite database before the turn, if it is worth it."""
        alone = not self._report.changed
        return partial(self._new.attach, alone=alone) if self._new else None

    def _without_copies(self, connection: Connection) -> frozenset[int]:
        """Find the copies, and return those that are left out."""
        unwanted = self._order.copies
        if unwanted is None:
            return frozenset()
        self._place_all(connection)
        self._find_copies(connection)
        if self._copies and not unwanted.answered:
            raise UnansweredCopiesError(len(self._copies), self._rows_of_copies())
        if self._order.dry_run:
            return frozenset()
        return frozenset(row for row in self._copies if row in unwanted)

    def _look_at_preview(self, connection: Connection) -> None:
        """Ask whether what the preview told still holds.

        Raises:
            StaleError: It does not.
        """
        if self._order.bookmark is None:
            return
        now = self._bookmark
        try:
            then = Bookmark.read(connection, self._order.bookmark, self._order.secret)
            if then == now:
                return
            if now.end.entries - then.end.entries > MOST_MEANWHILE:
                raise StaleError
            if self._order.copies is None:
                self._place_all(connection)  # what is new may be what others have logged meanwhile
            self._changed_places(connection, then)
        except MeanwhileError:
            raise StaleError from None

    def _bring_in(self, writer: Writer) -> None:
        connection, subject, tell = writer.connection, self._subject, self._order.on_progress
        tell(Phase.WRITING, 0, 0.0)
        self._others_places(connection)
        if self._new and not self._new.are_of(connection):
            raise ReferenceGoneError
        writer.import_id = self._file(connection)
        for done in self._new.write(connection) if self._new else ():
            tell(Phase.WRITING, done, done / len(self._new))
        if not take_turn_without_harm(connection):
            raise MeanwhileError
        others = self._others_places(connection)
        with looking_up(connection):
            if self._new:
                writer.note_new(subject.code, self._new, self._staging.new(), others)
            for pairs in self._staging.kept():
                writer.save(subject.code, subject.store, _changes_of(pairs))
        self._report = replace(self._report, import_id=writer.import_id)

    def _others_places(self, connection: Connection) -> set[tuple[str, date]]:
        """The venues and days of sessions that others changed since the records were compared.

        Raises:
            MeanwhileError: Others have changed something that the records were compared with.
        """
        return self._changed_places(connection, self._bookmark)

    def _changed_places(self, connection: Connection, since: Bookmark) -> set[tuple[str, date]]:
        return since.changed_places(connection, self._subject.code, self._is_compared)

    def _is_compared(self, changed: LoggedState) -> bool:
        """Whether the file has this record, or one that may be its copy."""
        if self._staging.has([changed.key]):
            return True
        place = self._subject.place(self._staging.read(orjson.dumps(changed.cells)))
        return place is not None and self._staging.has_place(_said(place))

    def _batches(
        self, connection: Connection, left_out: frozenset[int]
    ) -> Iterator[tuple[list[StagedState], Changes[R], list[StagedState]]]:
        """Batches of records: all, what they change, and those that are new beside that."""
        subject, staging = self._subject, self._staging
        done, of_all = 0, max(len(staging), 1)
        for staged in staging.states():
            batch = [one for one in staged if one.row not in left_out]
            keys = [one.key for one in batch]
            known = new_sessions.known(connection, keys) if subject.many else {*keys}
            records = [staging.read(one.state) for one in batch if one.key in known]
            kept = self._kept(staged[0].row)
            changes = compare(connection, subject.store, records, kept) if records else Changes()
            yield batch, changes, [one for one in batch if one.key not in known]
            done += len(staged)
            self._order.on_progress(Phase.COMPARING, done, done / of_all)

    def _keep_new(self, states: Iterable[bytes]) -> None:
        try:
            self._new.add(states)
        except KeyError as error:  # what the rows were checked against is gone
            raise ReferenceGoneError from error

    def _place_all(self, connection: Connection) -> None:
        """Store where copies of the records would be."""
        read, place = self._staging.read, self._subject.place
        for batch, _, states in self._batches(connection, frozenset()):
            new = {one.row for one in states}
            placed = ((place(read(one.state)), one.row, one.row in new) for one in batch)
            self._staging.place((_said(at), row, is_new) for at, row, is_new in placed if at)

    def _rows_of_copies(self) -> list[str]:
        """The rows of the first copies, with their sheet where there are several."""
        report = self._report
        found = (report.places.of(copy.row) for copy in report.copies[:EXAMPLES])
        return [f"{sheet} {row}" if report.names_sheets else str(row) for sheet, row in found]

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

    def _file(self, connection: Connection) -> int:
        """A record of the file, for the log to refer to."""
        return connection.execute(
            insert(ImportRecord)
            .values(
                subject=self._report.subject,
                author=self._order.author,
                file_name=self._report.file_name,
                sha256=self._sha256,
                constants=orjson.dumps(self._report.constants).decode(),
                **{name: getattr(self._report, name) for name in COUNTED},
            )
            .returning(ImportRecord.id)
        ).scalar_one()


def _said(place: tuple[str, date]) -> str:
    return f"{place[1]} {place[0]}"


def _changes_of(pairs: Sequence[tuple[R | None, R]]) -> Changes[R]:
    return Changes(
        tuple(after for before, after in pairs if before is None),
        tuple((before, after) for before, after in pairs if before is not None),
    )


def _existing(pairs: Iterable[tuple[R | None, R | None]]) -> Iterator[tuple[R | None, R]]:
    """Those that a file has: it removes nothing."""
    return ((before, after) for before, after in pairs if after is not None)
