"""Alembic's entry point: the connection comes from the caller."""

from alembic import context

from dashboard.publications.archive.tables import ArchiveBase
from dashboard.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=[Base.metadata, ArchiveBase.metadata],
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
