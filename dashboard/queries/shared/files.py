"""The files that brought changes."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from dashboard.domain.shared.history import HistoryStep
from dashboard.tables import ImportRecord


def file_names(connection: Connection, history: Collection[HistoryStep]) -> dict[int, str]:
    """The names of the files that brought the steps of a history."""
    imports = {step.import_id for step in history if step.import_id is not None}
    named = select(ImportRecord.id, ImportRecord.file_name).where(ImportRecord.id.in_(imports))
    return dict(connection.execute(named).all())
