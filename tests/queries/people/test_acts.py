"""Who did what, from the audit log: compared with reading all of it, and bounded."""

import random
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from dashboard.database import reading, writing
from dashboard.domain.people.acts import ActChoice, ActFile
from dashboard.domain.shared.history import Deed
from dashboard.queries.people import acts as asked
from dashboard.queries.shared.trail import changed_since
from dashboard.tables import ImportRecord
from dashboard.writes import trail
from dashboard.writes.state import take_turn

ZONE = "America/Toronto"
NAMES = ("Ana", "ben@example.org", "impact (root)")
SIZES = ("SHOWN", "AT_LEAST", "ROWS_AT_ONCE", "MOST_READ")
SUBJECTS = ("sessions", "venues", "account")


class Clock:
    """What the log takes for the time: a second later at each write, and a day later at times."""

    def __init__(self, drawn):
        self.drawn = drawn
        self.now_at = datetime(2015, 3, 1, tzinfo=UTC).timestamp()

    def now(self, zone):
        self.now_at += self.drawn.choice((1, 1, 1, 86_399))
        return datetime.fromtimestamp(self.now_at, zone)


@pytest.fixture
def log(engine, monkeypatch):
    """Writes of one or many records, and two files whose records came in several writes."""
    drawn = random.Random(1)  # noqa: S311 - no secret
    monkeypatch.setattr(trail, "datetime", Clock(drawn))
    with writing(engine) as connection:
        take_turn(connection)
        for number in (1, 2):
            names = {"file_name": f"{number}.csv", "sha256": "", "unchanged": 0}
            counted = {"added": 10 * number, "changed": number - 1}
            file = ImportRecord(subject="sessions", **names, **counted).__dict__
            values = {key: value for key, value in file.items() if not key.startswith("_")}
            connection.execute(ImportRecord.__table__.insert().values(id=number, **values))
        for at in range(60):
            count = drawn.choice((1, 1, 1, 2, 5, 30))
            kept = drawn.choice(((None, "{}"), ("{}", "{}"), ("{}", None)))
            who, subject = drawn.choice(NAMES), drawn.choice(SUBJECTS)
            rows = [(subject, f"{at}-{number}", *kept) for number in range(count)]
            trail.append(connection, who, None, rows)
            if at in {20, 40}:
                for _ in range(3):
                    rows = [("sessions", f"{at} {number}", None, "{}") for number in range(9)]
                    trail.append(connection, "Ana", at // 20, rows)
    return engine


def read_whole(connection):
    """All acts by reading everything: the entries of each, the latest act first."""
    entries = list(changed_since(connection, 0))
    mark = lambda one: (one.author, one.subject, one.import_id or one.at)  # noqa: E731
    return [tuple(some) for _, some in groupby(entries, mark)][::-1]


def every(connection, choice):
    """All pages of a choice, one after the other."""
    found, page = [], asked.acts(connection, choice, ZONE)
    while True:
        found += page.acts
        if page.further is None:
            return found
        further = ActChoice(choice.who, choice.of, choice.day, page.further)
        page = asked.acts(connection, further, ZONE)


@pytest.mark.parametrize("sizes", [(50, 25, 400, 3_000), (3, 2, 4, 8), (2, 1, 1, 1)])
def test_pages_one_after_the_other_have_every_act_once(log, monkeypatch, sizes):
    for name, size in zip(SIZES, sizes, strict=True):
        monkeypatch.setattr(asked, name, size)
    with reading(log) as connection:
        whole = read_whole(connection)
        found = every(connection, ActChoice())
        assert [(one.first, one.last) for one in found] == [
            (some[0].id, some[-1].id) for some in whole
        ]
        for who in ("", "EXAMPLE", "nobody"):
            for of in ("", "venues"):
                for day in (None, date(2015, 3, 4), date(2015, 3, 9)):
                    kept = [
                        some[0].id
                        for some in whole
                        if who.casefold() in some[0].author.casefold()
                        and of in ("", some[0].subject)
                        and day in (None, day_of(some[-1].at))
                    ]
                    assert [one.first for one in every(connection, ActChoice(who, of, day))] == kept


def day_of(at):
    return datetime.fromisoformat(at).astimezone(ZoneInfo(ZONE)).date()


def test_a_file_is_one_act_with_what_it_added_and_changed(log):
    with reading(log) as connection:
        page = asked.acts(connection, ActChoice(of="sessions", who="ana"), ZONE)
    of_file = [one for one in page.acts if one.import_id]
    assert [(one.import_id, one.count, one.key) for one in of_file] == [(2, 27, ""), (1, 27, "")]
    assert page.files == {1: ActFile("1.csv", 10, 0), 2: ActFile("2.csv", 20, 1)}


def test_what_was_done_is_told_of_one_and_of_all_alike(sqlite_engine):
    both = [("venues", "A", None, "{}"), ("venues", "B", "{}", "{}")]
    with writing(sqlite_engine) as connection:
        take_turn(connection)
        for rows in (both[:1], both, [("venues", "A", "{}", None)]):
            trail.append(connection, "Ana", None, rows)
        named = [("account", "b@c.org", "{}", '{"event":"role","name":"b@c.org"}')]
        trail.append(connection, "Ana", None, named)
    with reading(sqlite_engine) as connection:
        found = asked.acts(connection, ActChoice(who="Ana"), ZONE).acts
    told = [(one.key, one.deed, one.event) for one in found]
    assert told == [
        ("b@c.org", Deed.CHANGED, "role"),
        ("A", Deed.REMOVED, ""),
        ("", None, ""),
        ("A", Deed.ADDED, ""),
    ]


def test_a_large_write_is_passed_over_with_few_questions(engine):
    with writing(engine) as connection:
        take_turn(connection)
        trail.append(connection, "Ben", None, [("venues", "A", None, "{}")])
        write(connection, 20_000)
    with counted(engine) as statements:
        found = read(engine).acts
    assert [(one.author, one.count) for one in found][:2] == [("Ana", 20_000), ("Ben", 1)]
    assert len(statements) < 50


def test_a_file_that_tells_what_it_changed_is_passed_over_with_fewer(engine):
    with writing(engine) as connection:
        take_turn(connection)
        for number in (1, 2):
            row = {"id": number, "subject": "venues", "file_name": "a.csv", "sha256": ""}
            counts = {"added": 1_500, "changed": 500, "unchanged": 7}
            connection.execute(ImportRecord.__table__.insert().values(row | counts))
            write(connection, 2_000, number)
    with counted(engine) as statements:
        found = read(engine).acts
    assert [(one.import_id, one.count) for one in found][:2] == [(2, 2_000), (1, 2_000)]
    assert len(statements) < 20


def test_look_ups_count_as_what_a_page_reads(engine):
    with writing(engine) as connection:
        take_turn(connection)
        for _ in range(60):
            write(connection, 100)
    with counted(engine) as statements:
        page = read(engine)
    assert 0 < len(page.acts) < 50
    assert (page.further, page.back_to) == (page.acts[-1].first, page.acts[-1].at)
    assert len(statements) < 150


def write(connection, count, file=None):
    """One act with so many entries."""
    rows = (("venues", str(number), None, "{}") for number in range(count))
    trail.append(connection, "Ana", file, rows)


def read(engine):
    with reading(engine) as connection:
        return asked.acts(connection, ActChoice(), ZONE)


@contextmanager
def counted(engine):
    """The statements that are asked meanwhile."""
    statements = []
    tell = lambda *told: statements.append(told[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", tell)
    yield statements
    event.remove(engine, "before_cursor_execute", tell)
