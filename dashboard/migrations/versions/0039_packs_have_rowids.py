"""On SQLite, packs lie beside their keys, so that long ones are found by short keys.

Where rows lie in the tree of their keys, SQLite gathers whole rows to compare keys once they are
longer than a quarter of a page. A server of the version before reads and writes either.
"""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
beside_older = True

PACKS = ("session_packs", "facilitator_packs")


def upgrade() -> None:
    _make_anew(with_rowid=True)


def downgrade() -> None:
    _make_anew(with_rowid=False)


def _make_anew(*, with_rowid: bool) -> None:
    """The same rows, in the order in which they lie."""
    if op.get_bind().dialect.name == "sqlite":
        kind = {"sqlite_with_rowid": with_rowid}
        for table in PACKS:
            with op.batch_alter_table(table, recreate="always", table_kwargs=kind):
                pass
