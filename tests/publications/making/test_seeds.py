"""The same secret and the same sessions give the same draft, wherever and whenever it is made."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.database import reading, writing
from dashboard.publications.making import seeds
from dashboard.publications.making.overview import look
from dashboard.publications.making.press import Press
from dashboard.publications.making.seeds import seed_of
from dashboard.queries.publications.publications import open_draft
from tests.publications.making.conftest import FIRST, TODAY, sessions
from tests.publications.protecting.ranges.test_ranges import BLOCK
from tests.queries.worlds import a_session, refresh_days, store, store_sessions

SECRET = "a key of the tests that is long enough"  # noqa: S105 - of nothing but tests
LATE = date(2015, 2, 16)
SHOWN = """
import hashlib
from tests.support.one_search import protect
from tests.publications.protecting.ranges.test_ranges import BLOCK
found = protect(BLOCK, {})
print(hashlib.sha256(repr((sorted(found.shown.items()), found.witnesses)).encode()).hexdigest())
"""


@pytest.fixture
def both(sqlite_engine, postgresql_engine):
    for engine in (sqlite_engine, postgresql_engine):
        with writing(engine) as connection:
            store(connection, sessions(), trainings={("F1", "en"): FIRST})
    return sqlite_engine, postgresql_engine


def content(engine, secret=SECRET, today=TODAY):
    assert Press(engine, "ana", today, 10, secret=secret).draft().draft
    with reading(engine) as connection:
        draft = open_draft(connection)
    return draft.content, draft.proofs


def test_drafts_are_the_same_to_the_byte_on_both_databases_and_each_time(both, monkeypatch):
    monkeypatch.setattr(seeds, "randbits", None)
    first, *others = [content(engine) for engine in both for _ in range(2)]
    assert others == [first] * 3


def test_a_draft_that_came_to_nothing_changes_no_byte_of_the_next(both):
    one, other = both
    before = content(one)
    for engine in both:
        with writing(engine) as connection:
            late = a_session(LATE, attendance={"15-17": 30, "26-plus": 4})
            store_sessions(connection, [late], first_id=900)
            refresh_days(connection, [LATE])
    found = content(one)
    assert found != before
    assert found == content(other)  # where nothing was prepared before


def test_the_day_does_not_draw_anew(both):
    engine, _ = both
    _, proofs = content(engine)
    tables = look(engine).waiting.publication.tables
    assert content(engine, today=TODAY + timedelta(days=1))[1] == proofs
    assert look(engine).waiting.publication.tables == tables


def test_without_a_secret_chance_draws():
    counts, words = BLOCK.counts, BLOCK.words
    assert len({seed_of("", counts, counts, words, 10) for _ in range(3)}) == 3


def test_another_secret_session_word_or_threshold_draws_anew():
    counts, words = BLOCK.counts, BLOCK.words
    fewer = replace(counts, tallies=counts.tallies[1:])
    later = replace(counts, as_of=TODAY)
    found = [
        seed_of(SECRET, counts, counts, words, 10),
        seed_of(SECRET[::-1], counts, counts, words, 10),
        seed_of(SECRET, fewer, counts, words, 10),
        seed_of(SECRET, counts, fewer, words, 10),
        seed_of(SECRET, counts, counts, replace(words, sensitive=()), 10),
        seed_of(SECRET, counts, counts, words, 11),
    ]
    assert len(set(found)) == len(found)
    assert seed_of(SECRET, counts, later, words, 10) == found[0]


def test_the_order_of_sets_decides_nothing():
    """Python draws it anew for each process."""
    said = {
        subprocess.run(
            [sys.executable, "-c", SHOWN],
            env=os.environ | {"PYTHONHASHSEED": str(number)},
            capture_output=True,
            check=True,
        ).stdout
        for number in (1, 2)
    }
    assert len(said) == 1
