"""Seeded sessions by the million, written past every check for speed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.vocabulary import Vocabulary

FIRST_DAY = date(2013, 9, 1)
DAYS = 4383  # twelve years
SESSIONS_PER_VENUE, MOST_VENUES = 200, 500  # a city has no more, whatever happens there
SESSIONS_PER_FACILITATOR, MOST_FACILITATORS = 2000, 500
TRAINED = 12  # at least so many people there are
FEWEST_VENUES = 40
AT_ONCE = 200_000
AHEAD = 365  # days in which planned sessions lie, after the last delivered one
AGAIN = 0.01  # of the sessions are entered twice: the same day, venue, kind and language
STATUSES = {"delivered": 0.93, "planned": 0.04, "cancelled": 0.03}
PRESENCE = (0.45, 0.55, 0.5, 0.4, 0.35, 0.25)  # of each age group: about 2.5 in a session

Rows = Iterator[tuple[object, ...]]

COLUMNS = {
    "venues": "id, code, venue_type, area, label_en, label_fr",
    "sessions": "id, reference, held_on, status, kind, language, venue_id, total, note, version",
    "attendance": "session_id, age_group, participations",
    "facilitators": "id, code",
    "session_facilitators": "session_id, facilitator_id",
    "trainings": "facilitator_id, language, trained_on",
    "target_revisions": "id, indicator, value, due, effective_from, reason_en, reason_fr",
}


@dataclass(frozen=True)
class Project:
    """A made-up project of so many sessions over twelve years, and a year of planned ones."""

    sessions: int
    words: Vocabulary

    @property
    def venues(self) -> int:
        """How many venues there are."""
        return min(max(FEWEST_VENUES, self.sessions // SESSIONS_PER_VENUE), MOST_VENUES)

    @property
    def facilitators(self) -> int:
        """How many facilitators there are; a session has one, every third session two."""
        return min(max(TRAINED, self.sessions // SESSIONS_PER_FACILITATOR), MOST_FACILITATORS)

    def tables(self) -> Iterator[tuple[str, Rows]]:
        """Parts of tables, in an order that foreign keys allow."""
        types = self.words.venue_types.codes
        yield (
            "venues",
            (
                (n, venue_code(n), types[n % len(types)], "", "", "")
                for n in range(1, self.venues + 1)
            ),
        )
        yield "facilitators", ((n, f"F{n}") for n in range(1, self.facilitators + 1))
        yield "trainings", ((n, "en" if n < 11 else "fr", FIRST_DAY) for n in range(1, TRAINED + 1))
        due = FIRST_DAY + timedelta(DAYS)
        yield "target_revisions", iter([(1, "youth", 20 * self.sessions, due, FIRST_DAY, "", "")])
        for first in range(1, self.sessions + 1, AT_ONCE):
            yield from self._sessions(first, min(first + AT_ONCE, self.sessions + 1))

    def _sessions(self, first: int, end: int) -> Iterator[tuple[str, Rows]]:
        number = end - first
        drawn = draw(first, number, self.venues, self.words)
        columns = (
            range(first, end),
            [f"S{n}" for n in range(first, end)],
            drawn.days,
            drawn.statuses,
            drawn.kinds,
            drawn.languages,
            drawn.venues,
            drawn.counts.sum(axis=1).tolist(),
            [""] * number,
            [1] * number,
        )
        yield "sessions", zip(*columns, strict=True)
        ages = self.words.ages.codes
        at, group = drawn.counts.nonzero()
        came = zip(
            (at + first).tolist(),
            [ages[n] for n in group],
            drawn.counts[at, group].tolist(),
            strict=True,
        )
        yield "attendance", came
        led = ((n, one) for n in range(first, end) for one in self.leaders(n))
        yield "session_facilitators", led

    def leaders(self, session: int) -> Iterator[int]:
        """Who led a session."""
        people = self.facilitators
        yield 1 + session % people
        if session % 3 == 0:
            yield 1 + (session + 1) % people


class Drawn(NamedTuple):
    """Sessions as columns; ``counts`` has a row for each, with who came of each age group."""

    days: list[date]
    statuses: list[str]
    kinds: list[str]
    languages: list[str]
    venues: list[int]
    counts: NDArray[np.int64]


def draw(seed: int, number: int, venues: int, words: Vocabulary) -> Drawn:
    """So many sessions at so many venues, always the same of one seed."""
    random = np.random.default_rng(seed)
    statuses = random.choice(list(STATUSES), number, p=list(STATUSES.values()))
    on = random.integers(DAYS, size=number)
    planned = statuses == "planned"
    on[planned] = DAYS + on[planned] % AHEAD
    kinds = random.choice(words.kinds.codes, number, p=(0.3, 0.3, 0.4))
    languages = random.choice(words.languages.codes, number, p=(0.6, 0.25, 0.15))
    at = random.integers(1, venues + 1, number)
    again = 1 + np.flatnonzero(random.random(number - 1) < AGAIN)
    for column in (on, statuses, kinds, languages, at):
        column[again] = column[again - 1]
    held = statuses == "delivered"
    present = (random.random((number, len(PRESENCE))) < PRESENCE) & held[:, None]
    days = [FIRST_DAY + timedelta(n) for n in range(DAYS + AHEAD)]
    return Drawn(
        [days[n] for n in on],
        statuses.tolist(),
        kinds.tolist(),
        languages.tolist(),
        at.tolist(),
        random.geometric(0.12, present.shape) * present,
    )


def venue_code(number: int) -> str:
    """The code of a made-up venue."""
    return f"V{number:06d}"


def write_sqlite(path: Path, project: Project) -> None:
    """Fill a migrated SQLite file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        for table, rows in project.tables():
            columns = COLUMNS[table]
            marks = ", ".join("?" for _ in columns.split(","))
            texts = (
                tuple(v.isoformat() if isinstance(v, date) else v for v in row) for row in rows
            )
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", texts)
