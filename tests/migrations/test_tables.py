"""What the migrations make is what the program knows: asked on both kinds in each turn."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from dashboard.publications.archive.tables import ArchiveBase
from dashboard.tables import Base


def test_the_migrations_make_the_tables_that_the_program_knows(engine):
    def is_a_table_of_ours(_, name, *__):
        return "session_search" not in name  # the index of references: each database has its own

    with engine.connect() as connection:
        opts = {"compare_type": True, "include_object": is_a_table_of_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, [Base.metadata, ArchiveBase.metadata]) == []
