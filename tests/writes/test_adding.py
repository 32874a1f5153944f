from contextlib import closing

from sqlalchemy import Engine, text

from dashboard.database import writing
from dashboard.tables import FacilitatorPack
from dashboard.writes import adding
from dashboard.writes.bulk import stream_rows, table_of
from dashboard.writes.private_file import PrivateFile

LONG = bytes(10_000)  # PostgreSQL compresses what is longer than two thousand


def test_packs_that_wait_are_not_compressed_on_postgresql(postgresql_engine: Engine):
    """They are read once: to compress them took as long as to write the sessions’ attendance."""
    pack = table_of(FacilitatorPack)
    table = adding.of_spans(pack)
    with (
        closing(PrivateFile([table])) as file,
        writing(postgresql_engine) as connection,
    ):
        rows = [("F-01", "2015-03-01", 1, 1, LONG, LONG)]
        stream_rows(file.store, table, table.c.keys(), rows)
        adding.wait_beside(connection, pack, file)
        found = text(
            "SELECT length(packed), length(whose), pg_column_compression(packed),"
            f" pg_column_compression(whose) FROM {adding.WAITING}{table.name}"
        )
        assert connection.execute(found).all() == [(len(LONG), len(LONG), None, None)]
        connection.rollback()
