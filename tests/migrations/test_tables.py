"""What the migrations make is what the program knows: asked on both kinds in each turn."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from dashboard.publications.archive.tables import ArchiveBase
from dashboard.tables import Base
from dashboard.writes import search


def test_the_migrations_make_the_tables_that_the_program_knows(engine):
    def is_a_table_of_ours(_, name, *__):
        return "session_search" not in name  # the index of references: each database has its own

    with engine.connect() as connection:
        opts = {"compare_type": True, "include_object": is_a_table_of_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, [Base.metadata, ArchiveBase.metadata]) == []


def test_rows_lie_in_the_order_of_their_keys_where_the_program_says_so(sqlite_engine):
    with sqlite_engine.connect() as connection:
        kinds = connection.execute(text("SELECT name, wr FROM pragma_table_list"))
        found = {name for name, without_rowid in kinds if without_rowid}
    tables = [*Base.metadata.sorted_tables, *ArchiveBase.metadata.sorted_tables]
    said = {one.name for one in tables if not one.dialect_options["sqlite"]["with_rowid"]}
    assert {name for name in found if not name.startswith(search.INDEX)} == said
