"""Every kind of fault in what is derived from sessions is found, and mended by a rebuild."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import Boolean, Date, Integer, LargeBinary, delete, insert, select, update

from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.row_digest import RowDigest
from dashboard.tables import (
    AgeMaskTally,
    AttendanceTally,
    CancelledTally,
    FacilitatorPack,
    FindingTally,
    KeptFinding,
    PlannedTally,
    SessionPack,
    SessionTally,
    SizeTally,
    UsualSize,
    VenueTally,
)
from dashboard.writes import derived
from tests.queries.worlds import (
    AGES,
    FACILITATORS,
    FIRST_DAY,
    KINDS,
    VENUES,
    a_session,
    in_a_passing_world,
)

DERIVED = (
    *(SessionTally, AgeMaskTally, AttendanceTally, PlannedTally, CancelledTally, VenueTally),
    SessionPack,
    FacilitatorPack,
    *(KeptFinding, FindingTally, SizeTally, UsualSize),
)
LATE = timedelta(9999)


def sessions():
    """Of two fiscal years, in every status, with the same day and place now and then."""
    chance = random.Random(14)  # noqa: S311 - no secret
    for _ in range(60):
        status = chance.choices(("delivered", "planned", "cancelled"), (6, 2, 1))[0]
        came = {age: chance.randint(1, 9) for age in AGES if chance.random() < 0.4}
        yield a_session(
            FIRST_DAY + timedelta(chance.randrange(100)),
            status=status,
            kind=chance.choice(KINDS),
            language=chance.choice(("en", "fr", "bilingual")),
            venue=chance.choice(sorted(VENUES)[:4]),
            attendance=came if status == "delivered" else {},
            first_time=0 if status == "delivered" and chance.random() < 0.3 else None,
            facilitators=set(chance.sample(FACILITATORS, chance.randint(0, 2))),
        )


@pytest.fixture
def world(engine):
    connection = in_a_passing_world(engine, list(sessions()))
    yield connection
    connection.close()


def is_noticed(connection, *damage):
    """Whether the damage is found as one fault; then it is taken back."""
    with connection.begin_nested() as nested:
        for statement in damage:
            assert connection.execute(statement).rowcount
        found = discrepancies(connection)
        nested.rollback()
    return len(found) == 1


@pytest.mark.parametrize("derived_table", DERIVED, ids=lambda table: table.__tablename__)
def test_a_fault_in_any_row_or_number_is_found_and_mended(world, derived_table):
    table = derived_table.__table__
    assert discrepancies(world) == ()
    key = list(table.primary_key)
    first, *_, last = world.execute(select(*table.c).order_by(*key)).mappings().all()
    of_first, of_last = ([column == row[column.name] for column in key] for row in (first, last))
    for column in (one for one in table.c if not one.primary_key):
        other = _other(column, last[column.name])
        assert is_noticed(world, update(table).where(*of_last).values({column.name: other})), column
        if isinstance(column.type, Integer):
            moved = (
                update(table).where(*of_one).values({column.name: column + by})
                for of_one, by in ((of_first, 1), (of_last, -1))
            )
            assert is_noticed(world, *moved), column
    assert is_noticed(world, insert(table).values({**last, **_another(key, last)}))
    gone = delete(table).where(*of_first)
    assert is_noticed(world, gone)
    world.execute(gone)
    world.execute(insert(table).values({**last, **_another(key, last)}))
    derived.rebuild(world)
    assert discrepancies(world) == ()


def _other(column, value):
    """Another value that the database accepts."""
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, Date):
        return value - timedelta(1)
    if isinstance(column.type, LargeBinary):
        return value[:-1] + bytes([value[-1] ^ 1])
    return value + 1 if isinstance(column.type, Integer) else "other"


def _another(key, row):
    """Another key: the last of its numbers or days, or else of its words, is another."""
    by_kind = [c for c in key if isinstance(c.type, Date)] or [
        c for c in key if isinstance(c.type, Integer)
    ]
    column = by_kind[-1] if by_kind else key[-1]
    value = row[column.name]
    if isinstance(column.type, Date):
        return {column.name: value + LATE}
    return {column.name: value + 1 if isinstance(column.type, Integer) else f"{value}-2"}


def test_rows_agree_in_any_order_and_one_moved_number_does_not():
    rows = [("day", FIRST_DAY, f"v{n}", n) for n in range(1000)]
    moved = [*rows]
    moved[3], moved[7] = ("day", FIRST_DAY, "v3", 4), ("day", FIRST_DAY, "v7", 6)
    digests = []
    for some in (rows, rows[::-1], moved, rows[1:], [*rows, rows[0]]):
        digests.append(RowDigest())
        digests[-1].add(some)
    assert [one.agrees(digests[0]) for one in digests] == [True, True, False, False, False]
