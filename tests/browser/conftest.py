"""What coordinators change in a browser: a demonstration for each module of tests."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dashboard.database import open_engine, reading
from dashboard.queries.session_list import one
from dashboard.tables import OutreachSession
from tests.support.program import Served, serving


@pytest.fixture(scope="module")
def database(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a demonstration that the tests of a module share and change."""
    folder = tmp_path_factory.mktemp("database")
    return f"sqlite:///{shutil.copyfile(demonstration, folder / 'impact.db')}"


@pytest.fixture(scope="module")
def served(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """That demonstration, for a coordinator."""
    folder = tmp_path_factory.mktemp("served")
    with serving(database, folder, demo_role="coordinator") as served:
        yield served


@pytest.fixture
def stored(database: str) -> Iterator[Callable[[str], object]]:
    """The session of a reference as the database has it; nothing when it has none."""
    engine = open_engine(database)

    def find(reference: str) -> object:
        with reading(engine) as connection:
            return one(connection, reference)

    yield find
    engine.dispose()


@pytest.fixture
def count(database: str) -> Iterator[Callable[[], int]]:
    """How many sessions there are."""
    engine = open_engine(database)

    def ask() -> int:
        with reading(engine) as connection:
            return connection.scalar(select(func.count(OutreachSession.id)))

    yield ask
    engine.dispose()
