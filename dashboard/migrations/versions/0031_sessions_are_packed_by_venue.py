"""The sessions of each venue and month in a few bytes each, so that filters by venue read those."""

from hashlib import blake2b

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KEY = ("starts_on", "venue", "codes", "number_bytes")
TERMS = ("languages", "session_kinds", "age_groups")
AT_ONCE = 5_000
CAME = "SUM(CASE WHEN a.age_group = :age_{at} THEN a.participations ELSE 0 END)"
SESSIONS = """
SELECT v.code, s.held_on, s.language, s.kind, s.total, s.first_time{came}
FROM sessions s JOIN venues v ON v.id = s.venue_id
LEFT JOIN attendance a ON a.session_id = s.id
WHERE s.status = 'delivered' GROUP BY s.id, v.code
"""


def upgrade() -> None:
    codes = op.create_table(
        "pack_codes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("codes", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_codes")),
    )
    packs = op.create_table(
        "session_packs",
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("number_bytes", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number_bytes IN (1, 2, 4)", name=op.f("ck_session_packs_known_size")),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_session_packs")),
        sqlite_with_rowid=False,
    )
    _pack(codes, packs)


def downgrade() -> None:
    op.drop_table("session_packs")
    op.drop_table("pack_codes")


def _pack(codes: sa.Table, packs: sa.Table) -> None:
    """All sessions in one pass; those of ten millions take some 120 MB of memory."""
    connection = op.get_bind()
    terms = [
        sorted(connection.execute(sa.text(f"SELECT code FROM {term}")).scalars())  # noqa: S608
        for term in TERMS
    ]
    text = orjson.dumps(terms)
    number = int.from_bytes(blake2b(text, digest_size=4).digest()) >> 1
    connection.execute(codes.insert().values(id=number, codes=text.decode()))
    languages, kinds = ({code: at for at, code in enumerate(some)} for some in terms[:2])
    ages = {f"age_{at}": age for at, age in enumerate(terms[2])}
    came = "".join(f", {CAME.format(at=at)}" for at in range(len(ages)))
    query = sa.text(SESSIONS.format(came=came)).columns(
        sa.column("code", sa.String), sa.column("held_on", sa.Date)
    )
    found: dict[tuple[object, ...], bytearray] = {}
    with connection.execute(query.execution_options(yield_per=AT_ONCE), ages) as rows:
        for venue, day, language, kind, total, first_time, *people in rows:
            first = 0 if first_time is None else first_time + 1
            numbers = day.day, languages[language], kinds[kind], total, first, *map(int, people)
            size = next(size for size in (1, 2, 4) if max(numbers) < 1 << 8 * size)
            key = day.replace(day=1), venue, number, size
            one = b"".join(each.to_bytes(size, "little") for each in numbers)
            found.setdefault(key, bytearray()).extend(one)
    keys = sorted(found)
    for start in range(0, len(keys), AT_ONCE):
        some = [
            {**dict(zip(KEY, key, strict=True)), "packed": bytes(found[key])}
            for key in keys[start : start + AT_ONCE]
        ]
        connection.execute(packs.insert(), some)
