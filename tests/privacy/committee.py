"""A member of the committee with a solver: reads one page, and finds what each count could be.

It knows nothing of the method. People and sessions are whole numbers by month or day of the week,
language, venue type and age group; everything read is an equation between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

NO_END = 500  # people in a cell
AGES = {
    "12 to 14": "12-14",
    "15 to 17": "15-17",
    "18 to 21": "18-21",
    "22 to 25": "22-25",
    "26 and over": "26-plus",
    "Not recorded": "unknown",
}
YOUTH = tuple(AGES.values())[:4]
LANGUAGES = {"English": "en", "French": "fr", "Bilingual": "bilingual"}
TYPES = {
    "Shelter": "shelter",
    "Group home": "group_home",
    "Youth organization": "youth_organization",
    "High school": "high_school",
}
WEEKDAYS = {
    "Monday": "mon",
    "Tuesday": "tue",
    "Wednesday": "wed",
    "Thursday": "thu",
    "Friday": "fri",
    "Saturday": "sat",
    "Sunday": "sun",
}
NAMES = {"language": LANGUAGES, "venue_type": TYPES, "age_group": AGES}
READ = {**NAMES, "weekday": WEEKDAYS}
DAYS = ("month", "weekday")

Cell = tuple[str, ...]


@dataclass
class Row:
    """A row of a table; ``None`` where it says x, or nothing."""

    sessions: int | None
    participations: int | None
    youth: int | None


@dataclass
class Read:
    """What a page tells: its tables, its totals, and at how many sessions a combination was."""

    rows: dict[str, dict[str, Row]]
    whole: Row
    came: dict[tuple[str, str, str], int] = field(default_factory=dict)


def question(view: str, query: str) -> dict:
    """What a browser posts when a filter changes."""
    return {
        "output": "view-drawing.data",
        "outputs": {"id": "view-drawing", "property": "data"},
        "inputs": [{"id": "view-query", "property": "data", "value": query}],
        "state": [{"id": "view-here", "property": "data", "value": {"view": view, "locale": "en"}}],
        "changedPropIds": ["view-query.data"],
    }


def words(part: object) -> str:
    """All the text of a part of a page, as it comes."""
    if isinstance(part, list):
        return " ".join(map(words, part))
    if isinstance(part, dict):
        return words(part["props"].get("children"))
    return "" if part is None else str(part)


def number(shown: str) -> int | None:
    """What a cell tells; of a row that the filters leave out, an attacker knows that it is 0."""
    if shown.strip() == "filtered out":
        return 0
    return None if shown.strip() in ("x", "..") else int(shown.replace(",", ""))


def explore(drawing: dict) -> Read:
    """The Explore view, with its whole grid."""
    tables = drawing["tables"]
    rows = {
        name: {
            labels[words(label)]: Row(*map(number, numbers))
            for label, *numbers in tables[f"view-by-{name.replace('_', '-')}-table"]["rows"]
        }
        for name, labels in READ.items()
    }
    rows["month"] = {
        words(month)[:7]: Row(None, None, number(youth))
        for month, youth, *_ in tables["view-curve-table"]["rows"]
        if youth != ".."
    }
    (participations,) = (
        number(whole)
        for name, _, whole, _ in tables["view-equity-table"]["rows"]
        if name == "Participations"
    )
    (value,) = re.findall("<strong>(?:<abbr[^>]*>)?([^<]+)", drawing["pictures"]["view-youth-face"])
    youth = number(value)
    return Read(rows, Row(None, participations, youth), dict(grid(drawing)))


def grid(drawing: dict) -> Iterator[tuple[tuple[str, str, str], int]]:
    """How many sessions each combination had."""
    cells = drawing["grids"]["view-grid-cells"]
    for table, values in zip(cells["frame"]["tables"], cells["values"], strict=True):
        for key, (number, *_) in zip(table["keys"], values, strict=True):
            language, venue_type, age = key.split()
            yield (language, venue_type, age), int(number)


class Attack:
    """The programme of a page: in whole people without its days, in parts of people with them.

    ``days`` are the months or the days of the week that it looks at, too. Whole people by these as
    well take a programme minutes.
    """

    def __init__(self, read: Read, days: str = "") -> None:
        self.read, self.days = read, days
        self.end = read.whole.participations or NO_END
        self.tables = (days, *NAMES) if days else tuple(NAMES)
        codes = [
            [code for code, row in read.rows[table].items() if row.sessions != 0]
            for table in self.tables
        ]
        self.cells = list(product(*codes))
        self.places = sorted({cell[:-1] for cell in self.cells})
        self.at = {code: n for n, code in enumerate((*self.cells, *self.places))}
        self.size = 2 * len(self.cells) + len(self.places)
        self.told: list[tuple[dict[int, float], float, float]] = []
        self._relate()
        for at, table in enumerate(self.tables):
            for code, row in read.rows[table].items():
                self._tell([cell for cell in self.cells if cell[at] == code], row)
                self._count_sessions(at, code, row.sessions)
        self._tell(self.cells, read.whole)
        for combination, sessions in read.came.items():
            came = [self._came(cell) for cell in self.cells if cell[-3:] == combination]
            self._know(came, sessions, sessions)

    def could_be(self, table: str, code: str, least: int, *, youth: bool) -> bool:
        """Whether a count can be that large for all that the page tells."""
        at = self.tables.index(table)
        inside = [c for c in self.cells if c[at] == code and (c[-1] in YOUTH) is youth]
        told = [*self.told, ({self._people(cell): 1.0 for cell in inside}, least, np.inf)]
        entries = [
            (n, at, factor) for n, (row, *_) in enumerate(told) for at, factor in row.items()
        ]
        lines, columns, factors = zip(*entries, strict=True)
        matrix = coo_array((factors, (lines, columns)), shape=(len(told), self.size)).tocsr()
        ends = [row[1] for row in told], [row[2] for row in told]
        found = milp(
            np.zeros(self.size),
            constraints=LinearConstraint(matrix, *ends),
            integrality=np.full(self.size, not self.days),
            bounds=Bounds(0, np.inf),
        )
        assert found.status in (0, 2), found.message
        return found.status == 0

    def _relate(self) -> None:
        """Nobody came where no session was; at each that a group came to, at least one did."""
        for cell in self.cells:
            people, came = self._people(cell), self._came(cell)
            held = self._held(cell[:-1])
            self.told.append(({people: 1, came: -1}, 0, np.inf))
            self.told.append(({people: 1, came: -self.end}, -np.inf, 0))
            self.told.append(({came: 1, held: -1}, -np.inf, 0))

    def _tell(self, cells: list[Cell], row: Row) -> None:
        if row.youth is not None:
            youth = [self._people(cell) for cell in cells if cell[-1] in YOUTH]
            self._know(youth, row.youth, row.youth)
        if row.participations is not None:
            everyone = [self._people(cell) for cell in cells]
            self._know(everyone, row.participations, row.participations)

    def _count_sessions(self, at: int, code: str, sessions: int | None) -> None:
        if sessions is None:
            return
        if at == len(self.tables) - 1:
            held = [self._came(cell) for cell in self.cells if cell[at] == code]
        else:
            held = [self._held(place) for place in self.places if place[at] == code]
        self._know(held, sessions, sessions)

    def _know(self, columns: list[int], least: float, most: float) -> None:
        if columns:
            self.told.append((dict.fromkeys(columns, 1.0), least, most))

    def _people(self, cell: Cell) -> int:
        return self.at[cell]

    def _held(self, place: Cell) -> int:
        return self.at[place]

    def _came(self, cell: Cell) -> int:
        return len(self.cells) + len(self.places) + self.at[cell]


def attacks(read: Read) -> tuple[Attack, ...]:
    return Attack(read), *(Attack(read, days) for days in DAYS)
