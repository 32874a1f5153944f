from contextlib import closing

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from dashboard.database import reading, writing
from dashboard.tables import Facilitator
from dashboard.writes.bulk import insert_rows, stream_rows
from dashboard.writes.private_file import PrivateFile, Select

COLUMNS = ("id", "code")


def test_a_row_that_is_refused_ends_the_transaction(sqlite_engine: Engine):
    """At once, so that nothing can be written after it."""
    with closing(PrivateFile([Facilitator])) as file:
        stream_rows(file.store, Facilitator, COLUMNS, [(1001, "F-1"), (1002, "F-1")])
        with writing(sqlite_engine, beside=file.attach) as connection:
            insert_rows(connection, Facilitator, COLUMNS, [(1000, "F-0")])
            with pytest.raises(IntegrityError):
                file.copy(connection, Facilitator, COLUMNS, Select(COLUMNS))
            assert not connection.connection.driver_connection.in_transaction

    with reading(sqlite_engine) as connection:
        assert not connection.scalars(select(Facilitator.id).where(Facilitator.id >= 1000)).all()
