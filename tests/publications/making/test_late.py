"""What is entered after a publication: late sessions count, whatever was corrected besides."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.database import reading
from dashboard.domain.publications.differences import CellPlace, cells_of
from dashboard.domain.publications.publication import read
from dashboard.domain.sessions.record import SessionRecord
from dashboard.publications.archive.reading import latest
from dashboard.publications.making.chain import told_by_all
from dashboard.publications.making.verifying import faults
from dashboard.queries.sessions.records import records
from dashboard.tables import OutreachSession
from dashboard.writes import sessions
from dashboard.writes.changes import Changes
from dashboard.writes.service import changing

SUMMER, FALL = date(2015, 7, 1), date(2015, 10, 1)
EVERYONE = CellPlace("project", (), ())


def of_spring(number, day=date(2015, 5, 4), **changes):
    found = SessionRecord(
        f"N{number}",
        day,
        "delivered",
        "youth_workshop",
        "en",
        "HS-01",
        total=90,
        attendance={"12-14": 30, "15-17": 40, "26-plus": 20},
    )
    return replace(found, **changes)


SPRING = [of_spring(n) for n in range(4)]


def save(engine, *new, **changed):
    """Write new sessions, and change some, as people do: with a log; ``None`` deletes one."""
    with changing(engine, "ana") as writer:
        found = records(writer.connection, OutreachSession.reference.in_(changed)).values()
        pairs = [(one, changed[one.reference]) for one in found]
        changes = Changes(
            added=tuple(new),
            changed=tuple((one, replace(one, **after)) for one, after in pairs if after),
            removed=tuple(one for one, after in pairs if after is None),
        )
        writer.save("sessions", sessions, changes)


CANCELLED = {"status": "cancelled", "total": 0, "attendance": {}}
CHANGES = [
    {"language": "bilingual"},
    {"total": 59, "attendance": {"12-14": 22, "15-17": 25, "26-plus": 12}},
    CANCELLED,
    None,
    {"date": date(2015, 3, 2)},
]


@pytest.mark.parametrize("change", CHANGES, ids=["moved", "less", "cancelled", "deleted", "day"])
def test_what_is_late_joins_the_next_though_something_told_was_corrected(publish, ready, change):
    """One session of the same month and kind is late, and hides in the sums that one is lower."""
    publish()
    before = published(ready)
    late = of_spring(8, date(2015, 2, 16), attendance={"15-17": 30}, total=30)
    save(ready, *SPRING, late, S19=change)
    publish(today=SUMMER)
    found = published(ready)
    assert found.late == 1
    assert found.outdated
    told = cells_of(found.tables)[EVERYONE].value
    assert told == cells_of(before.tables)[EVERYONE].value + 4 * 90 + 30
    with reading(ready) as connection:
        assert faults(connection) == ()
        assert [one.key for one in told_by_all(connection).waiting] == ["S19"]


def test_a_session_is_counted_once_whatever_becomes_of_it(publish, ready):
    """It is cancelled, then held after all; another one is planned, and held later."""
    planned = of_spring(8, date(2015, 3, 9), **CANCELLED | {"status": "planned"})
    save(ready, planned)
    publish()
    before = cells_of(published(ready).tables)[EVERYONE].value
    save(ready, *SPRING, S19=CANCELLED)
    publish(today=SUMMER)
    came = {"status": "delivered", "total": 57, "attendance": {"12-14": 20, "15-17": 37}}
    save(ready, *[of_spring(n, date(2015, 8, 4)) for n in range(9, 12)], S19=came, N8=came)
    publish(today=FALL)
    found = published(ready)
    assert (found.late, found.outdated) == (1, True)  # it came back with other people
    assert cells_of(found.tables)[EVERYONE].value == before + 4 * 90 + 3 * 90 + 57
    with reading(ready) as connection:
        assert faults(connection) == ()


def test_a_correction_that_is_taken_back_is_none(publish, ready):
    publish()
    save(ready, *SPRING, S19={"language": "bilingual"})
    publish(today=SUMMER)
    assert published(ready).outdated
    save(ready, S19={"language": "fr" if 18 % 3 == 0 else "en"})
    publish(today=FALL)
    assert not published(ready).outdated


def published(engine):
    with reading(engine) as connection:
        return read(latest(connection).content)
