"""The database no longer lists the roles: a new one needs no migration. The program lists them."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KNOWN_ROLE = "role IN ('committee', 'coordinator', 'admin')"
TABLES = ("users", "api_tokens")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(op.f(f"ck_{table}_known_role"), type_="check")


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.create_check_constraint(op.f(f"ck_{table}_known_role"), KNOWN_ROLE)
