"""Write staged records into the database, or tell what they would change.

Comparing, and making ready what will be written, takes a read transaction only. Then all goes in at
once. If others have meanwhile changed what was compared, it is compared again.
"""

from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from functools import partial
from hashlib import file_digest
from typing import Generic, NamedTuple, TypeVar

import orjson
from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import IntegrityError

from dashboard.database import LONG, BesideDatabase, reading, settle
from dashboard.domain.shared.records import Record
from dashboard.importers.comparing import CheckedFile, FileComparison
from dashboard.importers.meanwhile import Bookmark, MeanwhileError
from dashboard.importers.order import Phase
from dashboard.importers.report import Report
from dashboard.permission import ask_again
from dashboard.tables import ImportRecord
from dashboard.writes.changes import Changes
from dashboard.writes.new_sessions import NewSessions
from dashboard.writes.references import ReferenceGoneError
from dashboard.writes.service import Writer, changing, changing_later
from dashboard.writes.state import take_turn_without_harm
from dashboard.writes.tuning import looking_up

COUNTED = ("added", "changed", "unchanged", "left_out")
TRIES = 3  # in which others may write meanwhile

R = TypeVar("R", bound=Record)


class _Ready(NamedTuple):
    """What is to be written, as it was compared with the database at the ``bookmark``."""

    report: Report
    bookmark: Bookmark
    sessions: NewSessions

    def beside(self) -> BesideDatabase | None:
        """What is to be attached to an SQLite database before the turn, if it is worth it."""
        alone = not self.report.changed
        return partial(self.sessions.attach, alone=alone) if self.sessions else None


class Merge(Generic[R]):
    """The way of one file's records into the database."""

    def __init__(self, file: CheckedFile[R]) -> None:
        self._file = file
        self._order = file.order
        self._compared = file.staging.compared
        self._report = file.report
        self._kept_open = ExitStack()

    def into(self, engine: Engine) -> Report:
        """Write all records in one transaction; returns the report with the changes.

        Raises:
            StaleError: Others have changed what the preview told.
            RightEndedError: Who asked for it may do so no longer.
            ReferenceGoneError: What the records refer to is gone since they were checked.
        """
        if self._order.dry_run:
            with reading(engine, patience=LONG) as connection, looking_up(connection):
                ask_again(connection)
                found = FileComparison(connection, self._file)
                found.preview()
            return found.report
        settle(engine)
        with self._order.path.open("rb") as stream:
            self._sha256 = file_digest(stream, "sha256").hexdigest()
        with self._kept_open:
            self._write(engine)
        return self._report

    def _write(self, engine: Engine) -> None:
        for _ in range(TRIES):
            with reading(engine, patience=LONG) as connection, looking_up(connection):
                ready = self._make_ready(connection)
            with suppress(MeanwhileError, IntegrityError):  # such as a reference that others took
                self._order.writing(partial(self._write_ready, engine, ready))
                return
        self._order.writing(partial(self._write_alone, engine))

    def _make_ready(self, connection: Connection) -> _Ready:
        """Compare the records with the database, and keep what will be written."""
        found = FileComparison(connection, self._file)
        sessions = self._kept_open.enter_context(closing(NewSessions(connection)))
        found.make_ready(sessions)
        return _Ready(found.report, found.bookmark, sessions)

    def _write_ready(self, engine: Engine, ready: _Ready) -> None:
        """Write what was made ready.

        Raises:
            MeanwhileError: Others have changed what it was compared with.
        """
        with changing_later(engine, self._order.author, ready.beside()) as writer:
            self._bring_in(writer, ready)

    def _write_alone(self, engine: Engine) -> None:
        """Compare and write while nobody else does."""
        with changing(engine, self._order.author) as writer:
            with looking_up(writer.connection):
                ready = self._make_ready(writer.connection)
            self._bring_in(writer, ready)

    def _bring_in(self, writer: Writer, ready: _Ready) -> None:
        connection, subject, tell = writer.connection, self._file.subject, self._order.on_progress
        sessions = ready.sessions
        tell(Phase.WRITING, 0, 0.0)
        self._file.changed_places(connection, ready.bookmark)
        if sessions and not sessions.are_of(connection):
            raise ReferenceGoneError
        writer.import_id = self._log(connection, ready.report)
        for done in sessions.write(connection) if sessions else ():
            tell(Phase.WRITING, done, done / len(sessions))
        if not take_turn_without_harm(connection):
            raise MeanwhileError
        others = self._file.changed_places(connection, ready.bookmark)
        with looking_up(connection):
            if sessions:
                writer.note_new(subject.code, sessions, self._compared.new(), others)
            for pairs in self._compared.kept():
                writer.save(subject.code, subject.store, _changes_of(pairs))
        self._report = replace(ready.report, import_id=writer.import_id)

    def _log(self, connection: Connection, report: Report) -> int:
        """A record of the file, for the log to refer to; returns its number."""
        return connection.execute(
            insert(ImportRecord)
            .values(
                subject=report.subject,
                author=self._order.author,
                file_name=report.file_name,
                sha256=self._sha256,
                constants=orjson.dumps(report.constants).decode(),
                **{name: getattr(report, name) for name in COUNTED},
            )
            .returning(ImportRecord.id)
        ).scalar_one()


def _changes_of(pairs: Sequence[tuple[R | None, R]]) -> Changes[R]:
    return Changes(
        tuple(after for before, after in pairs if before is None),
        tuple((before, after) for before, after in pairs if before is not None),
    )
