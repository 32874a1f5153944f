"""A desk over venues and facilitators, and what must hold whatever was done at it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from dashboard.database import reading, writing
from dashboard.desk import Desk, SessionState
from dashboard.importers.report import Report
from dashboard.queries.integrity import discrepancies
from dashboard.queries.sessions.records import state_of
from dashboard.queries.shared.trail import tampering
from dashboard.tables import Facilitator, Venue
from tests.queries.worlds import VENUES
from tests.support.files import as_rows, write
from tests.support.importing import import_file

TODAY = date(2015, 4, 1)


def prepare(engine: Engine) -> None:
    with writing(engine) as connection:
        venues = [{"code": code, "venue_type": of_type} for code, of_type in VENUES.items()]
        connection.execute(insert(Venue), venues)
        connection.execute(insert(Facilitator), [{"code": "F-1"}, {"code": "F-2"}])


def is_sound(engine: Engine) -> bool:
    """The data agree with themselves, and the log is whole."""
    with reading(engine) as connection:
        return discrepancies(connection) == () and tampering(connection) is None


@pytest.fixture
def ready(engine: Engine) -> Iterator[Engine]:
    """Venues, facilitators and no session; sound at the end, too."""
    prepare(engine)
    yield engine
    assert is_sound(engine)


@pytest.fixture
def desk(ready: Engine) -> Desk:
    return Desk(ready, "Ana", TODAY)


@pytest.fixture
def look(ready: Engine) -> Callable[[str], SessionState | None]:
    """A session as it stands."""

    def look(reference: str = "S-1") -> SessionState | None:
        with reading(ready) as connection:
            return state_of(connection, reference)

    return look


@pytest.fixture
def bring(ready: Engine, tmp_path: Path) -> Callable[..., Report]:
    """Sessions from a file."""

    def bring(*sessions: dict[str, Any]) -> Report:
        path = write(tmp_path / "f.csv", as_rows(*sessions))
        report = import_file(ready, "sessions", path, today=TODAY, author="Bo")
        assert not report.refused
        return report

    return bring
