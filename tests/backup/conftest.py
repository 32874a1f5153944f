"""A project that has lived for a while, in one file of SQLite, and in databases of either kind."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.backup.restoring import restore
from dashboard.backup.verifying import verify
from dashboard.backup.writing import back_up
from dashboard.database import open_engine
from dashboard.publications.making.confirming import confirm_restored
from tests.support.rich import Rich, fill


@pytest.fixture(scope="session")
def rich_file(sqlite_template, tmp_path_factory) -> tuple[Path, Rich]:
    """Its file, to be copied and never written, and the secrets that it knows."""
    path = tmp_path_factory.mktemp("rich") / "rich.db"
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    secrets = fill(engine)
    engine.dispose()
    return path, secrets


@pytest.fixture(scope="session")
def rich_backup(rich_file, tmp_path_factory) -> Path:
    """A backup of it; copy it before changing a byte."""
    path = tmp_path_factory.mktemp("backup") / "rich.backup"
    engine = open_engine(f"sqlite:///{rich_file[0]}")
    back_up(engine, path)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def lived_file(rich_backup, tmp_path_factory) -> Path:
    """A database that the backup was restored into, and in which somebody confirmed that."""
    path = tmp_path_factory.mktemp("lived") / "lived.db"
    engine = open_engine(f"sqlite:///{path}")
    restore(engine, rich_backup, verify(rich_backup).manifest, "impact", keep=None)
    confirm_restored(engine, "root", 1)
    engine.dispose()
    return path


@pytest.fixture
def rich(rich_file, tmp_path) -> Iterator[Engine]:
    """A copy of it, for this test alone."""
    path = tmp_path / "rich.db"
    shutil.copyfile(rich_file[0], path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def secrets(rich_file) -> Rich:
    """What was shown once."""
    return rich_file[1]


@pytest.fixture
def copied(rich_backup, tmp_path) -> Callable[[], Path]:
    """Another copy of the backup."""

    def copied() -> Path:
        path = tmp_path / "copy.backup"
        shutil.copyfile(rich_backup, path)
        return path

    return copied
