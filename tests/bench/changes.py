"""What a change costs the server: the whole callback, from the request to its last byte.

Each filter is asked of every database in turn, so that whatever else the machine does meets all
of them. Other filters go first, so that databases and statements are warm. Two readers
change their filters alike: nobody has asked before the first, and the second gets what is kept.
"""

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from dashboard.addresses import CALLBACK, VENUES
from dashboard.database import open_engine, reading
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Role
from dashboard.queries.progress.from_tallies import counts_from_tallies
from tests.bench import empty
from tests.bench.asking import Client, Took, client, processor_ms, wait_for_rest
from tests.bench.filters import filters, venue_changes
from tests.bench.projects import Made
from tests.bench.table import Spread, Table, spread
from tests.support import program
from tests.support.program import Served

SEED, WARM_UP_SEED, ROW_SEED = 2015, 325, 1000
WARM_UP = 20
TIMES_IN_A_ROW = 2
"""As many changes in a row as in turn."""
ROLES = (Role.COMMITTEE, Role.COORDINATOR)
TITLE = "One filter change on the server (ms)"
NOTE = (
    "Median / 95th percentile. Processor time of all the server’s processes; a first answer is one "
    "that nobody asked for since the data changed. A kept answer follows right after it, and then "
    "comes an empty callback: asked in a row instead, either takes less, as the processor still "
    "has what it needs. Changes a second come from the mean of changes that one server is asked in "
    "a row, as a busy one is. Nobody asked for them before, and none has a venue."
)


class Asked(NamedTuple):
    """What one change took: whether the tallies know it, both readers’ answers, and no answer."""

    tallied: bool
    first: Took
    kept: Took
    empty: Took


def measure(made: Sequence[Made], folder: Path, number: int) -> Table:
    """Both roles on every database, beside an empty callback and the statements alone."""
    table = Table(TITLE, NOTE)
    for role in ROLES:
        with table.trying(f"{role.value}, first answer, processor", "all"), ExitStack() as stack:
            servers = {one: stack.enter_context(_served(one, folder, role)) for one in made}
            readers = {one: _pair(stack, served) for one, served in servers.items()}
            floor = stack.enter_context(client(stack.enter_context(empty.serving(folder))))
            _changes(table, role, readers, floor, number)
            with table.trying(f"{role.value}, venues, processor", "all"):
                of_venues = {
                    one: stack.enter_context(client(served, VENUES))
                    for one, served in servers.items()
                }
                _venues(table, role, of_venues, number)
    for one in made:
        with table.trying("the tallies’ statements alone, wall", one.name):
            _statements(table, one, number)
    _growth(table, made)
    return table


def _served(made: Made, folder: Path, role: Role) -> AbstractContextManager[Served]:
    return program.serving(made.url, folder, demo_role=role.value)


def _pair(stack: ExitStack, served: Served) -> tuple[Client, Client]:
    first, second = (stack.enter_context(client(served)) for _ in range(2))
    return first, second


def _changes(
    table: Table,
    role: Role,
    readers: dict[Made, tuple[Client, Client]],
    floor: Client,
    number: int,
) -> None:
    """What each change took, with an empty callback after each: all of them asked by turns."""
    took: dict[Made, list[Asked]] = {made: [] for made in readers}
    for first, _ in readers.values():
        wait_for_rest(first.served)
    for made, both in readers.items():
        for chosen in _chosen(WARM_UP_SEED, made, WARM_UP):
            for reader in both:
                reader.filter(chosen.to_query())
            floor.post(CALLBACK, empty.CLICK)
    streams = {made: _chosen(SEED, made, number) for made in readers}
    for at in range(number):
        for made, (first, second) in readers.items():
            query, tallied = streams[made][at].to_query(), streams[made][at].tallied
            asked = first.filter(query), second.filter(query), floor.post(CALLBACK, empty.CLICK)
            took[made].append(Asked(tallied, *asked))
    for made, found in took.items():
        _put(table, role, made, found)
    for made, (reader, _) in readers.items():
        row = _new(made, number)
        rate = _in_a_row(reader, row)
        table.put(f"{role.value}, changes a second of a core", made.name, rate, reach="200")


def _new(made: Made, number: int) -> list[str]:
    """Queries that the tallies know, and nobody asked yet."""
    asked = {
        one.to_query()
        for seed, times in ((WARM_UP_SEED, WARM_UP), (SEED, number))
        for one in _chosen(seed, made, times)
    }
    stream = filters(ROW_SEED, made.words, made.venues)
    new = dict.fromkeys(
        one.to_query() for one in islice(stream, 2 * TIMES_IN_A_ROW * number) if one.tallied
    )
    return [one for one in new if one not in asked][: TIMES_IN_A_ROW * number]


def _in_a_row(reader: Client, queries: Sequence[str]) -> float:
    """Changes a second of processor time of all the server’s processes."""
    before = processor_ms(reader.served)
    for query in queries:
        reader.filter(query)
    return 1000 * len(queries) / (processor_ms(reader.served) - before)


def _put(table: Table, role: Role, made: Made, found: list[Asked]) -> None:
    known = [one.first for one in found if one.tallied]
    others = [one.first for one in found if not one.tallied]
    again, nothing = [one.kept for one in found], [one.empty for one in found]
    say = f"{role.value}, "
    table.put(
        f"{say}first answer, processor",
        made.name,
        _processor(known),
        reach="8 / 15",
    )
    table.put(f"{say}first answer, wall", made.name, spread([one.wall for one in known]))
    if others:
        table.put(f"{say}by venue, processor", made.name, _processor(others))
    table.put(
        f"{say}kept answer, processor",
        made.name,
        _processor(again),
        reach="empty + 1",
    )
    table.put(f"{say}kept answer, wall", made.name, spread([one.wall for one in again]))
    table.put(f"{say}an empty callback, processor", made.name, _processor(nothing))
    table.put(f"{say}an empty callback, wall", made.name, spread([one.wall for one in nothing]))
    table.put(
        f"{say}kB compressed", made.name, spread([one.sent / 1000 for one in known]), reach="6"
    )


def _venues(table: Table, role: Role, readers: dict[Made, Client], number: int) -> None:
    """What changes of the venues view took: other filters, and another order of the same rows."""
    took: dict[Made, list[tuple[Took, Took]]] = {made: [] for made in readers}
    for made, reader in readers.items():
        for query in chain.from_iterable(_queries(WARM_UP_SEED, made, WARM_UP)):
            reader.filter(query)
    streams = {made: _queries(SEED, made, number) for made in readers}
    for at in range(number):
        for made, reader in readers.items():
            filtered, ordered = map(reader.filter, streams[made][at])
            took[made].append((filtered, ordered))
    say = f"{role.value}, venues, "
    for made, found in took.items():
        first, order = zip(*found, strict=True)
        table.put(f"{say}processor", made.name, _processor(first), reach="10 / 20")
        table.put(f"{say}another order, processor", made.name, _processor(order), reach="8 / 15")
        sent = spread([one.sent / 1000 for one in first])
        table.put(f"{say}kB compressed", made.name, sent, reach="6")


def _processor(took: Sequence[Took]) -> Spread:
    return spread([one.processor for one in took])


def _queries(seed: int, made: Made, number: int) -> list[tuple[str, str]]:
    return list(islice(venue_changes(seed, made.words, made.venues), number))


def _chosen(seed: int, made: Made, number: int) -> list[Filters]:
    return list(islice(filters(seed, made.words, made.venues), number))


def _statements(table: Table, made: Made, number: int) -> None:
    """The statements on the tallies alone, in this process."""
    engine, times = open_engine(made.url), []
    known = [one for one in _chosen(SEED, made, number) if one.tallied]
    for chosen in [*known[:WARM_UP], *known]:
        with reading(engine) as connection:
            began = time.perf_counter()
            counts_from_tallies(connection, chosen, made.words)
            times.append(1000 * (time.perf_counter() - began))
    engine.dispose()
    table.put("the tallies’ statements alone, wall", made.name, spread(times[-len(known) :]))


def _growth(table: Table, made: Sequence[Made]) -> None:
    """How much more the largest takes than the smallest, of each kind of database."""
    for role in ROLES:
        row = table.rows.get(f"{role.value}, first answer, processor", {})
        for kind in dict.fromkeys(one.kind for one in made):
            sizes = [one for one in made if one.kind == kind]
            least, most = row.get(sizes[0].name), row.get(sizes[-1].name)
            if isinstance(least, Spread) and isinstance(most, Spread):
                ratio = f"{most.median / least.median:.2f} ×"
                table.put(f"{role.value}, growth", sizes[-1].name, ratio, reach="1.2 ×")
