"""What pages take: opened again and again, and for the first time after a session was saved."""

import secrets
from collections.abc import Sequence
from pathlib import Path

import orjson

from dashboard.domain.shared.roles import Role
from tests.bench.asking import Client, client, wait_for_rest
from tests.bench.projects import Made
from tests.bench.sessions import venue_code
from tests.bench.table import Table, spread
from tests.support import program
from tests.support.desks import CELLS

TIMES, WRITES = 7, 3
COMMITTEE = {
    "explore": "/en/explore",
    "explore, indicators": "/en/explore?tab=indicators",
    "venues": "/en/venues",
    "venues, one school year": "/en/venues?period=school-2016-17",
    "plan": "/en/plan",
}
COORDINATORS = {
    **COMMITTEE,
    "log": "/en/sessions",
    "to fix": "/en/sessions?tab=mend",
    "list": "/en/sessions?tab=list",
    "list of an age": "/en/sessions?tab=list&age=12-14",
    "list of an age, page 50": "/en/sessions?tab=list&age=12-14&page=50",
    "list of a venue": f"/en/sessions?tab=list&venue={venue_code(7)}",
    "list by venue": "/en/sessions?tab=list&sort=venue",
    "search": "/en/sessions?tab=list&search=S99",
    "search for a venue": f"/en/sessions?tab=list&search={venue_code(7)}",
    "progress by API": "/api/v1/progress?language=fr",
}
TITLE = "Pages (ms to the last byte)"
NOTE = (
    "Median / 95th percentile; after a write: the slowest first page after each of some writes. The"
    " server had come to rest. While it checks an SQLite file, pages of a million sessions take up"
    " to twice as long. It does so from half a minute after its start, for a hundredth of the time."
)


def measure(made: Sequence[Made], folder: Path) -> Table:
    """Every page of both roles on every database."""
    table = Table(TITLE, NOTE)
    for one in made:
        for role, pages in ((Role.COMMITTEE, COMMITTEE), (Role.COORDINATOR, COORDINATORS)):
            with (
                table.trying(f"{role.value}: pages", one.name),
                program.serving(one.url, folder, demo_role=role.value) as served,
                client(served) as reader,
            ):
                wait_for_rest(served)
                _measure(table, one, role, pages, reader)
    return table


def _measure(table: Table, made: Made, role: Role, pages: dict[str, str], reader: Client) -> None:
    for name, path in pages.items():
        with table.trying(f"{role.value}: {name}", made.name):
            reader.get(path)
            walls = [reader.get(path).wall for _ in range(TIMES)]
            table.put(f"{role.value}: {name}", made.name, spread(walls), reach="100")
    if role is Role.COORDINATOR:
        for name, path in pages.items():
            with table.trying(f"after a write: {name}", made.name):
                slowest = max(_after_a_write(reader, path, n) for n in range(WRITES))
                table.put(f"after a write: {name}", made.name, slowest, reach="100")


def _after_a_write(reader: Client, path: str, number: int) -> float:
    save(reader, venue_code(1 + number))
    return reader.get(path).wall


def save(reader: Client, venue: str) -> None:
    """Log a session that no earlier run on this database has logged.

    Raises:
        RuntimeError: Nothing was written.
    """
    cells = CELLS | {"reference": f"bench-{secrets.token_hex(8)}", "venue": venue}
    reader.post("/api/v1/sessions", {"cells": cells, "knowing": True})
    if orjson.loads(reader.body)["changed"] != 1:
        msg = f"nothing was saved: {reader.body[:500]!r}"
        raise RuntimeError(msg)
