"""How much publications tell, and what they cost: today's method beside others.

``python -m tests.bench.publications 80 300``: so many sessions in the first publication, drawn from
those of the demonstration; then so many a quarter, as such a project has. ``10000x120``: sessions
by months, made up from a seed, in a first publication alone. Printed are the first publication and
the eighth one after it, and with ``--long`` the twenty-fourth.

Each figure is the percent of the project's cells that are told exactly, and exactly or within 20 %
(half the width over the middle). Each method has a process of its own: processor time, since other
programs use the machine, and the most memory. A method that takes longer than ``--limit`` seconds
of processor time is ended.
"""

import argparse
import multiprocessing
import platform
import random
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import NullPool, create_engine

from dashboard.publications.making.material import Material, gather
from dashboard.publications.protecting import AxisCodes, MonthTally, SessionCounts
from dashboard.publications.protecting.facts import Name
from dashboard.queries.publications.publishable import latest_day
from tests.bench.publishing import METHODS, Shown
from tests.bench.table import Table
from tests.support import program

AGES = ("12-14", "15-17", "18-21", "22-25", "26-plus", "unknown")
PRESENCE = (0.45, 0.55, 0.5, 0.4, 0.35, 0.25)
WORDS = AxisCodes(
    languages=("en", "fr", "bilingual"),
    venue_types=("shelter", "group_home", "youth_organization", "high_school"),
    ages=AGES,
    kinds=("information_forum", "discussion", "youth_workshop"),
    youth=AGES[:4],
    sensitive=("shelter", "group_home"),
)


def project(sessions: int, months: int, seed: int = 1) -> SessionCounts:
    """So many sessions spread evenly over so many months from September 2013."""
    draw = random.Random(seed)  # noqa: S311
    grouped = defaultdict(list)
    for _ in range(sessions):
        number = 8 + draw.randrange(months)
        key = (
            f"{2013 + number // 12}-{number % 12 + 1:02d}",
            draw.choices(WORDS.languages, (0.6, 0.25, 0.15))[0],
            draw.choice(WORDS.venue_types),
            draw.choices(WORDS.kinds, (0.3, 0.3, 0.4))[0],
        )
        grouped[key].append(
            [1 + int(draw.expovariate(0.12)) if draw.random() < p else 0 for p in PRESENCE]
        )
    return SessionCounts(date(2023, 8, 31), AGES, tuple(map(_tally, sorted(grouped.items()))))


def _tally(entry) -> MonthTally:
    key, own = entry
    by_age = list(zip(*own, strict=True))
    return MonthTally(
        *key,
        len(own),
        tuple(map(sum, by_age)),
        tuple(sum(n > 0 for n in age) for age in by_age),
        sum(any(people[:4]) for people in own),
    )


GROUPS: dict[str, Callable[[Name], bool]] = {
    "all": lambda _: True,
    "one axis": lambda name: len(name.by) == 1,
    "two axes": lambda name: len(name.by) == 2,
    "language × venue type": lambda name: name.by == ("language", "venue_type"),
}
NEAR = 0.2
QUARTERS, LONG = 8, 24
LAST = (2015, 3)
"""The month in which first publications end: that of a fiscal year."""


@dataclass(frozen=True)
class Size:
    """So many sessions in so many months, and then so many in each quarter."""

    first: int
    months: int
    later: int = 0

    def __str__(self) -> str:
        return f"{self.first:,} sessions" + (f", then {self.later} a quarter" if self.later else "")


SIZES = {"80": Size(80, 18, 13), "300": Size(300, 36, 25), "1000": Size(1000, 120, 25)}


def kept(url: str) -> tuple[SessionCounts, AxisCodes]:
    """The counts that a database holds, and their words."""
    material = material_of(url)
    return material.counts, material.axes


def material_of(url: str) -> Material:
    """All that a database holds."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        day = latest_day(connection, date.max)
        material = gather(connection, day) if day else None
    if material is None:
        raise SystemExit("no delivered session")
    return material


def drawn(model: SessionCounts, size: Size, quarters: int, seed: int = 1) -> list[SessionCounts]:
    """What the data hold at each publication, drawn from sessions alone in their combination."""
    draw = random.Random(seed)  # noqa: S311
    pool = [tally for tally in model.tallies if tally.sessions == 1]
    end = LAST[0] * 12 + LAST[1]
    parts = [(size.first, range(end - size.months, end))]
    parts += [(size.later, range(end + 3 * n, end + 3 * n + 3)) for n in range(quarters)]
    held: list[MonthTally] = []
    states = []
    for number, months in parts:
        for _ in range(number):
            month = draw.choice(months)
            held.append(replace(draw.choice(pool), month=f"{month // 12}-{month % 12 + 1:02d}"))
        after = date(months[-1] // 12 + (months[-1] % 12 == 11), (months[-1] + 1) % 12 + 1, 1)
        states.append(SessionCounts(after - timedelta(days=1), model.ages, joined(held)))
    return states


def joined(sessions: Sequence[MonthTally]) -> tuple[MonthTally, ...]:
    """One tally of all that are alike but for their numbers."""
    grouped = defaultdict(list)
    for one in sessions:
        grouped[one.place].append(one)
    return tuple(
        MonthTally(
            *key,
            sessions=len(own),
            participations=_sums(one.participations for one in own),
            sessions_with=_sums(one.sessions_with for one in own),
            sessions_with_youth=sum(one.sessions_with_youth for one in own),
        )
        for key, own in sorted(grouped.items())
    )


def _sums(rows: Iterator[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*rows, strict=True)))


@dataclass(frozen=True)
class Run:
    """What a method showed at each publication, the seconds of each, and its memory so far."""

    shown: Shown
    seconds: float
    megabytes: float


def run(method: str, material: Material, states: Sequence[SessionCounts], limit: int) -> list[Run]:
    """Publish one after the other, until the limit at most."""

    def enough(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, enough)
    signal.setitimer(signal.ITIMER_PROF, limit)
    found = []
    began = time.process_time()
    try:
        for shown in METHODS[method](material, states):
            now = time.process_time()
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            found.append(Run(dict(shown), now - began, memory))
            began = now
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return found


def apart(
    method: str, material: Material, states: Sequence[SessionCounts], limit: int
) -> list[Run]:
    """The same in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(run, (method, material, states, limit))


def share(shown: Shown, belongs: Callable[[Name], bool]) -> str:
    """Percent of the cells of a group: exact / exact or near."""
    own = [told for name, told in shown.items() if belongs(name)]
    known = [told for told in own if told is not None]
    counts = sum(told.exact for told in known), sum(told.within(NEAR) for told in known)
    return " / ".join(f"{100 * count / len(own):.0f}" for count in counts)


def measured(named: Mapping[str, Size], long: int, limit: int, model: Material) -> Iterator[Table]:
    """A table for each size."""
    for name, size in named.items():
        if "x" in name:
            material, states = replace(model, axes=WORDS), [project(size.first, size.months)]
        else:
            material, states = model, drawn(model.counts, size, long)
        table = Table(str(size))
        for method in METHODS:
            runs = apart(method, material, states, limit)
            for number in sorted({0, min(QUARTERS, len(states) - 1), len(states) - 1}):
                row = f"{_ordinal(number)}: {method}"
                if number >= len(runs):
                    table.put(row, "all", f"more than {limit} s")
                    continue
                for group, belongs in GROUPS.items():
                    table.put(row, group, share(runs[number].shown, belongs))
                table.put(row, "s", runs[number].seconds)
                table.put(row, "MB", f"{runs[number].megabytes:.0f}")
        yield table


def _ordinal(number: int) -> str:
    return f"after {number} quarters" if number else "first"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sizes", nargs="*", default=["80", "300"], help="80, 300, 1000, or 10000x120"
    )
    parser.add_argument("--long", action="store_true", help="24 quarters instead of 8")
    parser.add_argument("--limit", type=int, default=300, help="seconds of processor time a method")
    given = parser.parse_args()
    named = {name: SIZES.get(name) or Size(*map(int, name.split("x"))) for name in given.sizes}
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demonstration.db'}"
        program.fill_with_demonstration(url)
        model = material_of(url)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}\n")
    quarters = LONG if given.long else QUARTERS
    for table in measured(named, quarters, given.limit, model):
        print("\n".join(table.lines()), "\n", flush=True)


if __name__ == "__main__":
    main()
