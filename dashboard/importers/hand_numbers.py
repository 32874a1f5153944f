"""References counted by hand: 1, 2, 3 … in this file, and probably in the next one too.

Two such files of two people would overwrite each other's sessions. So the import asks whether the
numbers are unique in all files. If not, it makes references from the numbers and the file's name:
the same ones each time that a file with that name is imported.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from dashboard.domain.importing.answers import HandNumbering
from dashboard.domain.sessions.record import SessionRecord
from dashboard.i18n import text
from dashboard.importers.faults import Fault
from dashboard.importers.oddities import HandNumbers, RowOddities
from dashboard.importers.places import Places
from dashboard.importers.staging import Numbering, Staging
from dashboard.tables import OutreachSession, Venue

LOOKED_UP = 500  # of the sessions, to know a file again
MOST_HOLES = 2  # as many numbers as rows may be missing between them
OTHERS = 10  # one reference in so many may be no number
LONGEST_NAME, LONGEST_SHEET = 60, 25
_AGAIN = re.compile(
    r"\s*(?:\(\d+\)|[-–_]\s*(?:to (?:mend|fix)|à corriger|copy|copie))$", re.IGNORECASE
)


def is_counted(numbers: Numbering) -> bool:
    """Whether references are numbers from 1 on, as people count rows."""
    return (
        numbers.others * OTHERS <= numbers.rows - numbers.others
        and numbers.lowest in (0, 1)
        and numbers.highest <= MOST_HOLES * numbers.distinct
    )


def name_of(file: str) -> str:
    """The part of a file's name used in references: the same for a copy, or its rows to correct."""
    name = unicodedata.normalize("NFC", file.rpartition(".")[0] or file)
    while (shorter := _AGAIN.sub("", name)) != name:
        name = shorter
    return _joined(name, LONGEST_NAME) or "file"


def doubted(
    connection: Connection,
    staging: Staging[SessionRecord],
    places: Places,
    file: str,
    answer: HandNumbering | None,
) -> RowOddities:
    """What to ask or remark about the references; also replaces those that an answer changes.

    If sessions of the file came in before, the earlier answer is used and nothing is asked.
    """
    counted = {
        one.sheet: one.rows
        for one in staging.numbering(several=len(places.names) > 1)
        if is_counted(one)
    }
    if not counted:
        return RowOddities()

    def rename(row: int, reference: str) -> str:
        at = places.at(row)
        if at not in counted:
            return reference
        sheet = _joined(places.names[at], LONGEST_SHEET) if len(places.names) > 1 else ""
        return "-".join(filter(None, (name_of(file), sheet, reference)))

    sessions = [one for one in staging.first(LOOKED_UP) if places.at(one.row) in counted]
    as_they_are = {one.record.reference: one.record for one in sessions}
    made = {rename(one.row, one.record.reference): one.record for one in sessions}
    same, other = _known(connection, as_they_are)
    same_made, other_made = _known(connection, made)
    if answer is None and same > other:
        return RowOddities()
    if answer is None and same_made > other_made:
        answer = HandNumbering.FILE
    example = next(iter(made), rename(1, "1"))
    found = HandNumbers(sum(counted.values()), example, other, answer)
    if answer is not HandNumbering.FILE:
        return RowOddities(numbers=found)
    staging.rename(rename, lambda record, key: replace(record, reference=key))
    faults = (_name_is_taken(example),) if other_made > same_made else ()
    return RowOddities(numbers=found, faults=faults, rename=rename)


def _known(connection: Connection, sessions: Mapping[str, SessionRecord]) -> tuple[int, int]:
    """How many of these references are known: for the same session, and for another one."""
    session = OutreachSession
    found = connection.execute(
        select(session.reference, session.held_on, Venue.code)
        .join(Venue, session.venue_id == Venue.id)
        .where(session.reference.in_(sessions))
    ).all()
    same = sum(
        (sessions[reference].date, sessions[reference].venue) == (day, venue)
        for reference, day, venue in found
    )
    return same, len(found) - same


def _joined(words: str, longest: int) -> str:
    return "-".join(re.findall(r"\w+", words))[:longest].strip("-")


def _name_is_taken(example: str) -> Fault:
    problem = text(
        "The references made from this file’s name already belong to other sessions ({example})",
        example=example,
    )
    return Fault(None, "reference", "", problem, text("Rename the file"))
