"""The sessions that each facilitator led in a month in a few bytes each, as those of venues are."""

import struct
from datetime import date, timedelta
from hashlib import blake2b

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEY = ("facilitator", "starts_on", "codes", "number_bytes")
TERMS = ("languages", "session_kinds", "age_groups")
AT_ONCE = 5_000
WHOSE = struct.Struct("<qq")
CAME = "SUM(CASE WHEN a.age_group = :age_{at} THEN a.participations ELSE 0 END)"
SESSIONS = """
SELECT f.code, s.held_on, s.id, s.venue_id, s.language, s.kind, s.total, s.first_time{came}
FROM sessions s JOIN session_facilitators l ON l.session_id = s.id
JOIN facilitators f ON f.id = l.facilitator_id
LEFT JOIN attendance a ON a.session_id = s.id
WHERE s.status = 'delivered' AND s.held_on >= :first AND s.held_on < :next
GROUP BY s.id, f.code
"""
HELD = "SELECT DISTINCT held_on FROM sessions WHERE status = 'delivered'"


def upgrade() -> None:
    packs = op.create_table(
        "facilitator_packs",
        sa.Column("facilitator", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("number_bytes", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("whose", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "number_bytes IN (1, 2, 4)", name=op.f("ck_facilitator_packs_known_size")
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_facilitator_packs")),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    terms = [
        sorted(connection.execute(sa.text(f"SELECT code FROM {term}")).scalars())  # noqa: S608
        for term in TERMS
    ]
    number = _number(connection, terms)
    for month in _months(connection):
        found = _packed(connection, terms, month)
        keys = sorted(found)
        for start in range(0, len(keys), AT_ONCE):
            some = [
                dict(zip(KEY, (facilitator, month, number, size), strict=True))
                | dict(zip(("packed", "whose"), map(bytes, found[facilitator, size]), strict=True))
                for facilitator, size in keys[start : start + AT_ONCE]
            ]
            connection.execute(packs.insert(), some)


def downgrade() -> None:
    op.drop_table("facilitator_packs")


def _number(connection: sa.Connection, terms: list[list[str]]) -> int:
    """The number of these codes, which packs of venues name already, unless there are none."""
    text = orjson.dumps(terms)
    number = int.from_bytes(blake2b(text, digest_size=4).digest()) >> 1
    own = {"id": number, "codes": text.decode()}
    codes = sa.table("pack_codes", *map(sa.column, own))
    if connection.scalar(sa.select(codes.c.codes).where(codes.c.id == number)) is None:
        connection.execute(codes.insert().values(own))
    return number


def _months(connection: sa.Connection) -> list[date]:
    """Those with sessions: a mistyped year among them is one month more, not a thousand."""
    query = sa.text(HELD).columns(sa.column("held_on", sa.Date))
    return sorted({day.replace(day=1) for day in connection.execute(query).scalars()})


def _packed(
    connection: sa.Connection, terms: list[list[str]], month: date
) -> dict[tuple[str, int], tuple[bytearray, bytearray]]:
    """The packs of a month, by facilitator and bytes of a number."""
    languages, kinds = ({code: at for at, code in enumerate(some)} for some in terms[:2])
    ages = {f"age_{at}": age for at, age in enumerate(terms[2])}
    came = "".join(f", {CAME.format(at=at)}" for at in range(len(ages)))
    query = sa.text(SESSIONS.format(came=came)).columns(
        sa.column("code", sa.String), sa.column("held_on", sa.Date)
    )
    days = {"first": month, "next": (month + timedelta(31)).replace(day=1)}
    query = query.bindparams(*(sa.bindparam(name, type_=sa.Date()) for name in days))
    found: dict[tuple[str, int], tuple[bytearray, bytearray]] = {}
    with connection.execute(query.execution_options(yield_per=AT_ONCE), ages | days) as rows:
        for who, day, session, venue, language, kind, total, first_time, *people in rows:
            first = 0 if first_time is None else first_time + 1
            numbers = day.day, languages[language], kinds[kind], total, first, *map(int, people)
            size = next(size for size in (1, 2, 4) if max(numbers) < 1 << 8 * size)
            packed, whose = found.setdefault((who, size), (bytearray(), bytearray()))
            packed.extend(b"".join(each.to_bytes(size, "little") for each in numbers))
            whose.extend(WHOSE.pack(session, venue))
    return found
