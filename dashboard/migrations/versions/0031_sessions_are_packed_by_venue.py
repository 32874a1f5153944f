"""The sessions of each venue and month in a few bytes each, so that filters by venue read those."""

from datetime import date, timedelta
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
WHERE s.status = 'delivered' AND s.held_on >= :first AND s.held_on < :next
GROUP BY s.id, v.code
"""
HELD = "SELECT DISTINCT held_on FROM sessions WHERE status = 'delivered'"


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
    """All sessions, month by month, so that memory does not grow with their number."""
    connection = op.get_bind()
    terms = [
        sorted(connection.execute(sa.text(f"SELECT code FROM {term}")).scalars())  # noqa: S608
        for term in TERMS
    ]
    text = orjson.dumps(terms)
    number = int.from_bytes(blake2b(text, digest_size=4).digest()) >> 1
    connection.execute(codes.insert().values(id=number, codes=text.decode()))
    for month in _months(connection):
        found = _packed(connection, terms, month)
        keys = sorted(found)
        for start in range(0, len(keys), AT_ONCE):
            some = [
                dict(zip(KEY, (month, venue, number, size), strict=True))
                | {"packed": bytes(found[venue, size])}
                for venue, size in keys[start : start + AT_ONCE]
            ]
            connection.execute(packs.insert(), some)


def _months(connection: sa.Connection) -> list[date]:
    """Those with sessions: a mistyped year among them is one month more, not a thousand."""
    query = sa.text(HELD).columns(sa.column("held_on", sa.Date))
    return sorted({day.replace(day=1) for day in connection.execute(query).scalars()})


def _packed(
    connection: sa.Connection, terms: list[list[str]], month: date
) -> dict[tuple[str, int], bytearray]:
    """The packs of a month, by venue and bytes of a number."""
    languages, kinds = ({code: at for at, code in enumerate(some)} for some in terms[:2])
    ages = {f"age_{at}": age for at, age in enumerate(terms[2])}
    came = "".join(f", {CAME.format(at=at)}" for at in range(len(ages)))
    query = sa.text(SESSIONS.format(came=came)).columns(
        sa.column("code", sa.String), sa.column("held_on", sa.Date)
    )
    days = {"first": month, "next": (month + timedelta(31)).replace(day=1)}
    query = query.bindparams(*(sa.bindparam(name, type_=sa.Date()) for name in days))
    found: dict[tuple[str, int], bytearray] = {}
    with connection.execute(query.execution_options(yield_per=AT_ONCE), ages | days) as rows:
        for venue, day, language, kind, total, first_time, *people in rows:
            first = 0 if first_time is None else first_time + 1
            numbers = day.day, languages[language], kinds[kind], total, first, *map(int, people)
            size = next(size for size in (1, 2, 4) if max(numbers) < 1 << 8 * size)
            one = b"".join(each.to_bytes(size, "little") for each in numbers)
            found.setdefault((venue, size), bytearray()).extend(one)
    return found
