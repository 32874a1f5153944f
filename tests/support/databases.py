"""Empty migrated databases with reference data, made quickly from a template."""

import sys
from pathlib import Path

from sqlalchemy import Engine

from dashboard.database import open_engine
from dashboard.importers.reference import load_reference
from dashboard.migrations import alone, upgrade
from dashboard.places import data_folder
from dashboard.writes.findings import keep_up

CONFIGURED = (data_folder() / "impact.db").resolve()


class ConfiguredDatabaseOpenedError(RuntimeError):
    """A test opened the database that the program itself uses."""


def fill(engine: Engine) -> None:
    """Bring an empty database to the state that a new installation begins with."""
    with alone(engine) as connection:
        upgrade(connection)
        load_reference(connection)
        keep_up(connection)


def make(url: str) -> None:
    """Fill the database at an address, and leave no connection open."""
    engine = open_engine(url)
    try:
        fill(engine)
    finally:
        engine.dispose()


def forbid_the_configured_one() -> None:
    """From now on, opening data/impact.db in this process raises."""
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event != "sqlite3.connect" or not isinstance(args[0], str | bytes | Path):
        return
    name = args[0].decode() if isinstance(args[0], bytes) else str(args[0])
    name = name.removeprefix("file:").partition("?")[0]
    if name and Path(name).resolve() == CONFIGURED:
        msg = "a test may not open data/impact.db: use the fixture `engine`"
        raise ConfiguredDatabaseOpenedError(msg)
