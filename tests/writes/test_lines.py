"""Rows that PostgreSQL takes as lines of text: as they are, whatever their texts contain."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dashboard.database import reading, writing
from dashboard.tables import OutreachSession, SessionPack, Venue
from dashboard.writes import lines
from dashboard.writes.bulk import insert_rows, stream_rows
from dashboard.writes.lines import ABSENT, line_of
from dashboard.writes.private_file import PrivateFile, Select

ODD = ("tab\t", "back\\slash", "\\N", "\\.", "new\nline\n\\.\n", "return\r", 'quote " é , ;', "")
COLUMNS = ("reference", "held_on", "status", "kind", "language", "venue_id", "duration_minutes",
           "total", "first_time", "note", "version")  # fmt: skip


def some_rows(chance, odd):
    """Sessions of which one in ``odd`` has a note that COPY could misread; 0 stands for none."""
    for n in range(40):
        note = chance.choice(ODD) if odd and not chance.randrange(odd) else f"plain, été {n}"
        day = date(2015, 3, 1) + timedelta(chance.randrange(30))
        total, came = chance.randrange(9), chance.choice((None, 0))
        yield (f"S-{n:02}", day.isoformat(), "delivered", "discussion", "en", 1,
               chance.choice((None, 45)), total, came, note, 1)  # fmt: skip


@pytest.mark.parametrize("odd", [0, 2, 25])
def test_all_rows_arrive_as_they_are(postgresql_engine, monkeypatch, odd):
    monkeypatch.setattr(lines, "AT_ONCE", 7)
    chance = random.Random(135 + odd)  # noqa: S311 - no secret
    rows = [*some_rows(chance, odd)]
    file = PrivateFile([OutreachSession])
    stream_rows(
        file.store, OutreachSession, ("id", *COLUMNS), ((n, *r) for n, r in enumerate(rows))
    )
    cells = ("id + 5000", *COLUMNS)
    with writing(postgresql_engine) as connection:
        columns = ("id", "code", "venue_type", "area", "label_en", "label_fr")
        insert_rows(connection, Venue, columns, [(1, "V", "shelter", "", "", "")])
        some = Select(cells, "WHERE id >= ? ORDER BY id", (2,))
        file.copy(connection, OutreachSession, ("id", *COLUMNS), some)
        with pytest.raises(IntegrityError), connection.begin_nested():  # the same once more
            file.copy(connection, OutreachSession, ("id", *COLUMNS), some)
    file.close()
    with reading(postgresql_engine) as connection:
        table = OutreachSession.__table__.c
        found = connection.execute(
            select(*(table[name] for name in ("id", *COLUMNS))).order_by("id")
        )
        there = [(id_, reference, day.isoformat(), *rest) for id_, reference, day, *rest in found]
    assert there == [(5000 + n, *row) for n, row in enumerate(rows)][2:]


def test_a_text_is_never_taken_for_none(postgresql_engine):
    """Ours have no control characters; if one had, the database would refuse it."""
    file = PrivateFile([OutreachSession])
    row = next(some_rows(random.Random(1), 0))  # noqa: S311 - no secret
    stream_rows(file.store, OutreachSession, ("id", *COLUMNS), [(1, *row[:-2], ABSENT, 1)])
    with writing(postgresql_engine) as connection, pytest.raises(IntegrityError, match="note"):  # noqa: PT012
        some = Select(("id", *COLUMNS), "ORDER BY id")
        file.copy(connection, OutreachSession, ("id", *COLUMNS), some)
    file.close()


def test_bytes_are_not_sent_as_lines():
    names = SessionPack.__table__.c.keys()
    assert line_of(SessionPack.__table__, names, names) is None
