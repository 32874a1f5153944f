"""The desk: one place where forms, edits, undo and restore change sessions."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Engine

from dashboard.desk import findings, remembering, saving, statuses, undoing, venues
from dashboard.desk.outcomes import CheckOutcome, Outcome, VenueOutcome
from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.domain.sessions.desk import Conflict, SessionState
from dashboard.domain.sessions.findings import FindingRule
from dashboard.importers.faults import Fault
from dashboard.writes.service import changing

__all__ = ["CheckOutcome", "Conflict", "Desk", "Fault", "Outcome", "SessionState", "VenueOutcome"]


class Desk:
    """What one author does to sessions; ``today`` is the day where the project is.

    Cells are by column code, as a file states them, with the same faults; these have no row, and
    their column is its code, with its title. A blank cell is not given. One that is not there is
    not given either, but for facilitators, duration and note, which then stay what they are.

    What is so already is done: a button pressed twice succeeds twice. Nothing is ever deleted
    here: a session that does not take place is cancelled.

    What had better be looked at again, such as a note that may tell who somebody is, is a warning,
    and saved by who asks again ``knowing`` it.

    Every method may raise ``sqlalchemy.exc.SQLAlchemyError``: nothing was saved then.
    """

    def __init__(self, engine: Engine, author: str, today: date) -> None:
        self._engine = engine
        self._author = author
        self._today = today

    def log(self, cells: Mapping[str, str], *, knowing: bool = False) -> Outcome:
        """A new session; a different one under the same reference is a conflict."""
        with changing(self._engine, self._author) as writer:
            return saving.log(writer, self._today, cells, knowing=knowing)

    def edit(
        self, reference: str, version: int, cells: Mapping[str, str], *, knowing: bool = False
    ) -> Outcome:
        """A session as all its cells state it, over the version that its editor saw."""
        with changing(self._engine, self._author) as writer:
            return saving.edit(writer, self._today, reference, version, cells, knowing=knowing)

    def set_status(
        self, versions: Mapping[str, int], status: str, *, dropping_counts: bool = False
    ) -> Outcome:
        """Several sessions, by reference and the version seen, get a status.

        A session that took place has counts, any other has none. So ``delivered`` is refused to
        those without counts (``edit`` gives them), and another status to those with some, unless
        these may knowingly be dropped: the log keeps them, and ``restore`` brings them back.
        Such faults have the column ``total``, and the reference as their value.
        """
        with changing(self._engine, self._author) as writer:
            return statuses.set_status(
                writer, self._today, versions, status, dropping_counts=dropping_counts
            )

    def restore(self, entry_id: int, version: int | None) -> Outcome:
        """A session as it was before an entry of the log; ``version`` is ``None`` if it is gone."""
        with changing(self._engine, self._author) as writer:
            return saving.restore(writer, self._today, entry_id, version)

    def undo_import(self, import_id: int) -> Outcome:
        """Take back all that a session file changed, as long as nothing later touched its rows.

        ``saved`` has the first of the sessions that are again as before; those that the file added
        are gone. The faults name the first sessions that stand in the way, as their values.
        """
        try:
            with changing(self._engine, self._author) as writer:
                return undoing.undo(writer, self._today, import_id)
        except undoing.UndoRefusedError as refused:
            return refused.outcome

    def add_venue(
        self, venue_type: str, label_en: str, label_fr: str, area: str, *, request: str = ""
    ) -> VenueOutcome:
        """A new venue under the next code of its type.

        One of a sensitive type has neither labels nor an area, and each call adds another one,
        unless it is the same ``request`` again; any other needs both labels, and is found again
        by them.
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
        """What a rule finds of these sessions is right as it is, until one of them changes.

        By reference, they have the versions seen. What is found otherwise by now, or was checked
        for another reason, is a conflict.
        """
        with changing(self._engine, self._author) as writer:
            return findings.check(writer, self._today, rule, versions, reason)

    def uncheck_finding(self, key: str) -> bool:
        """It waits to be mended again; whether it was checked."""
        with changing(self._engine, self._author) as writer:
            return findings.take_back(writer, key)

    def remember_mapping(self, mapping: MappingRecord) -> Outcome:
        """What the columns and words of a kind of file mean, under a name that it may have had."""
        with changing(self._engine, self._author) as writer:
            return remembering.remember(writer, self._today, mapping)

    def forget_mapping(self, name: str) -> bool:
        """Forget a mapping; whether there was one."""
        with changing(self._engine, self._author) as writer:
            return remembering.forget(writer, name)
