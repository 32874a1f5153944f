"""Tests have databases and settings of their own."""

import os
import sqlite3

import pytest
from sqlalchemy import Engine, func, select

from dashboard.database import open_engine, reading, writing
from dashboard.settings import Settings
from dashboard.tables import VenueType
from dashboard.writes.state import bump_version
from tests.support.databases import CONFIGURED, ConfiguredDatabaseOpenedError


def test_a_test_gets_reference_data_on_both_kinds_of_database(engine: Engine):
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(VenueType)) == 4


@pytest.mark.parametrize("_", [1, 2])
def test_a_test_never_sees_what_another_wrote(engine: Engine, _: int):
    with writing(engine) as connection:
        assert connection.exec_driver_sql("SELECT version FROM data_state").scalar() == 0
        bump_version(connection)


def test_the_configured_database_cannot_be_opened():
    engine = open_engine(Settings().database_url)
    with pytest.raises(ConfiguredDatabaseOpenedError), engine.connect():
        pass
    with pytest.raises(ConfiguredDatabaseOpenedError):
        sqlite3.connect(f"file:{CONFIGURED}?mode=ro", uri=True)


def test_no_setting_comes_from_outside():
    assert not [name for name in os.environ if name.startswith("IMPACT_")]
