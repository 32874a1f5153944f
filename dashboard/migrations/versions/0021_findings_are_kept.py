"""Findings that every write keeps, so that no page looks for them; the program fills them."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

Columns = dict[str, type[TypeEngine[Any]]]
KEPT = "kept_findings"
TABLES: dict[str, tuple[Columns, Columns]] = {
    KEPT: (
        {"reference": sa.String, "rule": sa.String},
        {"held_on": sa.Date, "rank": sa.Integer, "checked": sa.Boolean},
    ),
    "finding_tallies": ({"rule": sa.String, "since": sa.Date}, {"findings": sa.Integer}),
    "size_tallies": (
        {"kind": sa.String, "venue_type": sa.String, "total": sa.Integer},
        {"sessions": sa.Integer},
    ),
    "usual_sizes": (
        {"kind": sa.String, "venue_type": sa.String},
        {"low": sa.Integer, "high": sa.Integer, "of_kind": sa.String, "of_venue_type": sa.String},
    ),
}
NULLABLE = ("of_kind", "of_venue_type")
IN_ORDER = ["rule", "checked", "rank", "held_on"]


def upgrade() -> None:
    for name, (key, others) in TABLES.items():
        op.create_table(
            name,
            *(
                sa.Column(column, of(), nullable=column in NULLABLE)
                for column, of in {**key, **others}.items()
            ),
            sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
            sqlite_with_rowid=False,
        )
    op.create_index(op.f(f"ix_{KEPT}_in_order"), KEPT, IN_ORDER)
    edition = sa.Column("finding_rules", sa.Integer(), nullable=False, server_default="0")
    op.add_column("data_state", edition)


def downgrade() -> None:
    op.drop_column("data_state", "finding_rules")
    for name in TABLES:
        op.drop_table(name)
