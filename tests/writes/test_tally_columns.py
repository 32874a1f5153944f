"""Rows of tallies as PostgreSQL takes them: as bytes, whatever stands in them."""

from datetime import date

import numpy as np
import pytest
from sqlalchemy import Column, Date, Integer, MetaData, String, Table

from dashboard.database import writing
from dashboard.writes import tally_columns
from dashboard.writes.bulk import copy_binary, encoding_of
from dashboard.writes.tally_columns import TallyColumns

TABLE = Table(
    *("given_rows", MetaData()),
    *(Column("day", Date), Column("code", String)),
    *(Column("sessions", Integer), Column("came", Integer)),
)
CODES = ("", "élève", "V-1", "a code far longer than the others", "\\N", 'tab\t, "quote"')
DAYS = ("0001-01-01", "1999-12-31", "2000-01-01", "2024-02-29")
LARGEST = 2**31 - 1


def columns(*, most=LARGEST):
    return TallyColumns(
        TABLE,
        {
            "day": np.array([0, 1, 2, 3, 3, 0], np.int8),
            "sessions": np.array([1, 255, 70_000, 0, 5, most], np.int64),
            "came": np.array([0, 1, 2, 3, 4, 255], np.uint8),
            "code": np.arange(len(CODES), dtype=np.uint8),
        },
        {"day": DAYS, "code": CODES},
    )


@pytest.mark.parametrize("encoding", ["UTF8", "LATIN1"])
def test_rows_of_bytes_arrive_as_they_are(postgresql_engine, monkeypatch, encoding):
    monkeypatch.setattr(tally_columns, "AT_ONCE", 4)
    rows = [*columns().rows()]
    with writing(postgresql_engine) as connection:
        connection.exec_driver_sql(f"SET LOCAL client_encoding TO {encoding}")
        connection.exec_driver_sql(
            "CREATE TEMP TABLE given_rows (day date, code bpchar, sessions integer,"
            " came integer) ON COMMIT DROP"
        )
        copy_binary(
            connection, "given_rows", TABLE.c.keys(), columns().pieces(encoding_of(connection))
        )
        said = "SELECT day, CAST(code AS text), sessions, came FROM given_rows"
        found = connection.exec_driver_sql(said).all()
    assert [(str(day), *rest) for day, *rest in found] == rows
    assert rows[1] == (str(date(1999, 12, 31)), "élève", 255, 1)


def test_a_number_of_more_than_four_bytes_is_refused():
    with pytest.raises(OverflowError, match="sessions"):
        assert not [*columns(most=LARGEST + 1).pieces("utf-8")]
