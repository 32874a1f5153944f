"""Facilitators and their trainings."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.domain.shared.records import TrainingRecord
from dashboard.tables import Facilitator, Training
from dashboard.writes.changes import Changes


def existing(
    connection: Connection, records: Sequence[TrainingRecord]
) -> dict[str, TrainingRecord]:
    """The trainings stored in the database, and the facilitators without their trainings."""
    codes = {record.code for record in records}
    trainings = connection.execute(
        select(Facilitator.code, Training.language, Training.trained_on)
        .join(Training, Training.facilitator_id == Facilitator.id)
        .where(Facilitator.code.in_(codes))
    )
    people = connection.scalars(select(Facilitator.code).where(Facilitator.code.in_(codes)))
    found = [TrainingRecord(code) for code in people]
    found += [TrainingRecord(*row) for row in trainings]
    return {record.key: record for record in found}


def save(connection: Connection, changes: Changes[TrainingRecord]) -> set[date]:
    """Write new people, new trainings and changed dates, remove others; no tally depends on them.

    A training that is removed leaves its facilitator.
    """
    _add_people(connection, {record.code for record in changes.added})
    ids = _ids(connection)
    trainings = [
        {"facilitator_id": ids[r.code], "language": r.language, "trained_on": r.trained_on}
        for r in changes.added
        if r.language
    ]
    if trainings:
        connection.execute(insert(Training), trainings)
    for _, after in changes.changed:
        connection.execute(
            update(Training)
            .where(Training.facilitator_id == ids[after.code], Training.language == after.language)
            .values(trained_on=after.trained_on)
        )
    for gone in changes.removed:
        connection.execute(
            delete(Training).where(
                Training.facilitator_id == ids[gone.code], Training.language == gone.language
            )
            if gone.language
            else delete(Facilitator).where(Facilitator.code == gone.code)
        )
    return set()


def _add_people(connection: Connection, codes: set[str]) -> None:
    new = sorted(codes - _ids(connection).keys())
    if new:
        connection.execute(insert(Facilitator), [{"code": code} for code in new])


def _ids(connection: Connection) -> dict[str, int]:
    return dict(connection.execute(select(Facilitator.code, Facilitator.id)).all())
