"""Things to mend that somebody looked into and found right."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checked_findings",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("key", "rule", "sessions", "venue", "state", "reason")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_checked_findings")),
    )


def downgrade() -> None:
    op.drop_table("checked_findings")
