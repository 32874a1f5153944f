"""Which venue each request for a new one got."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "venue_requests",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "code")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_venue_requests")),
    )


def downgrade() -> None:
    op.drop_table("venue_requests")
