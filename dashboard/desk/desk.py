"""The desk: the one place where forms, edits, undo and restore change sessions."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Engine

from dashboard.desk import findings, remembering, saving, statuses, undoing, venues
from dashboard.desk.outcomes import CheckOutcome, Outcome, VenueOutcome
from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.sessions.state import Conflict, SessionState
from dashboard.importers.faults import Fault
from dashboard.writes.service import changing

__all__ = ["CheckOutcome", "Conflict", "Desk", "Fault", "Outcome", "SessionState", "VenueOutcome"]


class Desk:
    """Everything that one author does to sessions; ``today`` is the day in the project's time zone.

    Cells are given by column code, written as in a file, and get the same faults. These faults have
    no row; their column is the code, with its title. A blank or absent cell means no value. Absent
    cells for facilitators, duration and note are the exception: these fields stay unchanged.

    Repeating a change succeeds, so a button may be pressed twice. The desk deletes nothing: a
    session that does not take place is cancelled.

    A doubt, such as a note that may identify a person, is a warning. Nothing is saved then until
    the author repeats the request ``knowing`` it.

    Every method may raise ``sqlalchemy.exc.SQLAlchemyError``: nothing was saved then.
    """

    def __init__(self, engine: Engine, author: str, today: date) -> None:
        self._engine = engine
        self._author = author
        self._today = today

    def log(self, cells: Mapping[str, str], *, knowing: bool = False) -> Outcome:
        """Add a session.

        If its reference already belongs to a different one, that is a conflict.
        """
        with changing(self._engine, self._author) as writer:
            return saving.log(writer, self._today, cells, knowing=knowing)

    def edit(
        self, reference: str, version: int, cells: Mapping[str, str], *, knowing: bool = False
    ) -> Outcome:
        """Replace a session by what all its cells say.

        ``version`` is the one that the editor saw.
        """
        with changing(self._engine, self._author) as writer:
            return saving.edit(writer, self._today, reference, version, cells, knowing=knowing)

    def set_status(
        self, versions: Mapping[str, int], status: str, *, dropping_counts: bool = False
    ) -> Outcome:
        """Set the status of several sessions, given by reference and version seen.

        A delivered session has counts, any other has none. So ``delivered`` is refused for sessions
        without counts (``edit`` adds them). Another status is refused for sessions with counts,
        unless the author knowingly drops them: the log keeps them, and ``restore`` brings them
        back. Such faults have the column ``total``, and the reference as their value.
        """
        with changing(self._engine, self._author) as writer:
            return statuses.set_status(
                writer, self._today, versions, status, dropping_counts=dropping_counts
            )

    def restore(self, entry_id: int, version: int | None) -> Outcome:
        """Restore a session to before a log entry; without a session, ``version`` is ``None``."""
        with changing(self._engine, self._author) as writer:
            return saving.restore(writer, self._today, entry_id, version)

    def undo_import(self, import_id: int) -> Outcome:
        """Undo everything that a session file changed, if nothing has touched its rows since.

        ``saved`` has the first of the sessions that are again as before; those that the file added
        are gone. If something has, the faults name the first of these sessions as their values.
        """
        try:
            with changing(self._engine, self._author) as writer:
                return undoing.undo(writer, self._today, import_id)
        except undoing.UndoRefusedError as refused:
            return refused.outcome

    def add_venue(
        self, venue_type: str, label_en: str, label_fr: str, area: str, *, request: str = ""
    ) -> VenueOutcome:
        """Add a venue under the next free code of its type.

        A venue of a sensitive type has neither labels nor an area, and each call adds another one,
        unless the ``request`` is the same. Any other needs both labels; the same labels give the
        same venue.
        """
        cells = {
            "venue_type": venue_type,
            "label_en": label_en,
            "label_fr": label_fr,
            "area": area,
        }
        with changing(self._engine, self._author) as writer:
            return venues.add(writer, self._today, cells, request)

    def check_finding(
        self, rule: FindingRule, versions: Mapping[str, int], reason: str
    ) -> CheckOutcome:
        """Mark a finding on these sessions as right, until one of them changes.

        Sessions are given by reference, with the version seen. It is a conflict if the finding has
        changed, or was already marked with another reason.
        """
        with changing(self._engine, self._author) as writer:
            return findings.check(writer, self._today, rule, versions, reason)

    def uncheck_finding(self, key: str) -> bool:
        """Take back the mark on a finding; returns whether there was one."""
        with changing(self._engine, self._author) as writer:
            return findings.take_back(writer, key)

    def remember_mapping(self, mapping: MappingRecord) -> Outcome:
        """Save what the columns and words of a kind of file mean, under a new or existing name."""
        with changing(self._engine, self._author) as writer:
            return remembering.remember(writer, self._today, mapping)

    def forget_mapping(self, name: str) -> bool:
        """Delete a saved mapping; returns whether it existed."""
        with changing(self._engine, self._author) as writer:
            return remembering.forget(writer, name)
