"""Mappings that are remembered, and what became of an import."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("name", "headers", "columns", "values")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mappings")),
        sa.UniqueConstraint("name", name=op.f("uq_import_mappings_name")),
    )
    op.add_column(
        "import_records", sa.Column("left_out", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("import_records", sa.Column("undone_by", sa.String()))


def downgrade() -> None:
    with op.batch_alter_table("import_records") as table:
        table.drop_column("undone_by")
        table.drop_column("left_out")
    op.drop_table("import_mappings")
