"""What happened around the project, in a few words beside its curve."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
beside_older = True


def upgrade() -> None:
    op.create_table(
        "annotations",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.CheckConstraint("last_day >= day", name=op.f("ck_annotations_days_in_order")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_annotations")),
    )


def downgrade() -> None:
    op.drop_table("annotations")
