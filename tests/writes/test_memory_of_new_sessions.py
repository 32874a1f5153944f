"""How much memory each of very many new sessions takes while they are made ready and written."""

import gc
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine

from dashboard.database import reading, writing
from dashboard.queries.shared.packs import Coding
from dashboard.tables import OutreachSession
from dashboard.writes import new_packs, new_tallies, tally_columns
from dashboard.writes.new_ids import new_ids
from dashboard.writes.new_numbers import NewNumbers, ReferenceValues
from dashboard.writes.new_packs import ids_for_places
from dashboard.writes.new_tallies import NewTallies
from dashboard.writes.sessions import known

FEW, MANY, LOT = 5_000, 15_000, 500
BYTES, BYTES_KEPT = 60, 30
BYTES_OF_A_REFERENCE = 8  # what a statement takes is for very many
AGES = ("12-14", "15-17", "18-21", "22-25")
KINDS, LANGUAGES = ("discussion", "workshop"), ("en", "fr")
STATUSES = (*("delivered",) * 8, "planned", "cancelled")
REFERENCE = ReferenceValues(
    venues={n: (f"V-{n}", f"type-{n % 5}") for n in range(1, 501)},
    bits={age: 2**at for at, age in enumerate(AGES)},
    youth=frozenset(AGES[:2]),
    coding=Coding(LANGUAGES, KINDS, AGES),
)
DAYS = [str(date(2013, 9, 1) + timedelta(n)) for n in range(4_380)]
NAMES = ("id", "held_on", "status", "kind", "language", "venue_id", "total", "first_time")


def numbers(count: int) -> NewNumbers:
    """Sessions over twelve years, each with two or three age groups and one facilitator or two."""
    found = NewNumbers()
    for first in range(0, count, LOT):
        found.add(NAMES, *lot(range(first, first + LOT)))
    tracemalloc.reset_peak()
    return found


def lot(numbers: range) -> tuple[list[Any], ...]:
    """The rows of some of them."""
    rows, came, led = [], [], []
    for n in numbers:
        mixed = n * 7919
        cells = (STATUSES[n % 10], KINDS[mixed % 2], LANGUAGES[mixed % 3 % 2], 1 + mixed % 500)
        rows.append((n, DAYS[mixed % 4_380], *cells, 30, None))
        came += [(n, age, 10) for age in AGES[n % 2 : 3 + n % 2 - n % 3 // 2]]
        led += [(n, f"F-{(n + at) % 40}") for at in range(1 + n % 2)]
    return rows, came, led


def growth(work: Callable[[int], object]) -> float:
    """The bytes by which the most memory at once grows with each session.

    What a first call keeps for good does not count.
    """
    work(FEW)
    most = []
    for count in (FEW, MANY):
        tracemalloc.start()
        work(count)
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return (most[1] - most[0]) / (MANY - FEW)


def test_the_numbers_of_a_session_are_kept_in_few_bytes():
    kept = []
    assert growth(lambda count: kept.append(numbers(count))) < BYTES_KEPT


def test_the_tallies_of_a_session_are_counted_in_few_bytes(monkeypatch):
    """What is made for so many rows at a time is the same for a million sessions."""
    for module in (new_packs, tally_columns):
        monkeypatch.setattr(module, "AT_ONCE", 500)
    monkeypatch.setattr(new_tallies, "COUNTED_AT_ONCE", 500)

    def count(number: int) -> None:
        new = NewTallies(numbers(number), REFERENCE)
        for tally in new.each():
            assert any(True for row in tally.rows())
            assert any(tally.pieces("utf-8"))
        for _, rows in new.packs():
            assert any(True for row in rows)

    assert growth(count) < BYTES


def test_references_that_were_looked_up_are_let_go_at_once(engine: Engine):
    """Not only when Python looks for circles, which it does seldom while a command runs."""
    with reading(engine) as connection:

        def look_up(count: int) -> None:
            gc.collect()
            for first in range(0, count, FEW):
                known(connection, [f"S-{n}" for n in range(first, first + FEW)])

        gc.disable()
        try:
            assert growth(look_up) < BYTES_OF_A_REFERENCE
        finally:
            gc.enable()


def test_the_ids_of_sessions_take_few_bytes(engine: Engine, monkeypatch):
    monkeypatch.setattr("dashboard.writes.new_ids.IDS_AT_ONCE", 500)
    with writing(engine) as connection:
        found = {}

        def reserve(count: int) -> None:
            found[count] = new_ids(connection, OutreachSession, count)

        assert growth(reserve) < 10
    assert {count: len({*ids}) for count, ids in found.items()} == {FEW: FEW, MANY: MANY}
    assert growth(lambda count: ids_for_places(range(count))) < 10
