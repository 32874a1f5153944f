"""On PostgreSQL, packs are compressed by LZ4, in a fifteenth of the time of its own way.

What is there stays as it is until it is written again. A server that was built without LZ4 goes on
in its own way.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None
beside_older = True

PACKED = {"session_packs": ("packed",), "facilitator_packs": ("packed", "whose")}
KNOWS_LZ4 = """
SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'
"""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql" and connection.scalar(sa.text(KNOWS_LZ4)):
        _compress("lz4")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _compress("default")


def _compress(by: str) -> None:
    for table, columns in PACKED.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION {by}")
