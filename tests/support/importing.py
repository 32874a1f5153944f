"""Import files with what a test has to say of them, and the day and the author it chooses."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from dashboard.importers import importing
from dashboard.importers.order import ImportOrder
from dashboard.importers.report import Report


def import_file(
    engine: Engine,
    subject: str,
    path: Path,
    *,
    today: date,
    author: str,
    sheets: Sequence[str] | None = None,
    **said: object,
) -> Report:
    named = None if sheets is None else tuple(sheets)
    order = ImportOrder(path, today, author, sheets=named, **said)
    return importing.import_file(engine, subject, order)
