"""A database with venues and facilitators, and imports in a word."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.database import writing
from dashboard.importers.report import Report
from dashboard.tables import Facilitator, Venue
from tests.support.files import Rows, write
from tests.support.importing import import_file

TODAY = date(2015, 4, 1)

Import = Callable[..., Report]


def add_venues_and_facilitators(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(
            Venue.__table__.insert(),
            [
                {"code": "SH-01", "venue_type": "shelter", "label_en": "", "label_fr": ""},
                {"code": "HS-01", "venue_type": "high_school", "label_en": "A", "label_fr": "B"},
            ],
        )
        connection.execute(Facilitator.__table__.insert(), [{"code": "F-1"}, {"code": "F-2"}])


@pytest.fixture
def ready(engine: Engine) -> Engine:
    """On SQLite and on PostgreSQL: venues SH-01 and HS-01, facilitators F-1 and F-2."""
    add_venues_and_facilitators(engine)
    return engine


@pytest.fixture
def ready_sqlite(sqlite_engine: Engine) -> Engine:
    """The same on SQLite only, for what has nothing to do with the database."""
    add_venues_and_facilitators(sqlite_engine)
    return sqlite_engine


@pytest.fixture
def importing(tmp_path: Path) -> Import:
    """Rows written to a file and imported."""

    def run(engine: Engine, subject: str, rows: Rows, name: str = "f.csv", **more: Any) -> Report:
        given = {"today": TODAY, "author": "a test"} | more
        return import_file(engine, subject, write(tmp_path / name, rows), **given)

    return run
