"""Files that were refused: when, whose, which and why, never what stands in them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
beside_older = True

REASONS = "('unreadable', 'unclear', 'rows', 'changed', 'broken_off')"


def upgrade() -> None:
    op.create_table(
        "refused_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("at", "author", "subject")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("file_name", "format")),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("faults", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"reason IN {REASONS}", name=op.f("ck_refused_imports_known_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_imports")),
    )
    op.create_index(op.f("ix_refused_imports_at"), "refused_imports", ["at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_refused_imports_at"), table_name="refused_imports")
    op.drop_table("refused_imports")
