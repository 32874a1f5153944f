"""How useful ranges are, from the first publication to the eighth.

``python -m tests.bench.ranges sqlite:////tmp/demo.db 80x13 150x25``: what a database holds, as one
block; or so many sessions in 18 months, then so many in each of seven quarters, drawn from the
sessions of the demonstration. Each line has the percent of cells that are told exactly, and exactly
or within 20 % or 50 % (half the width over the middle). A block whose totals are not exact waits
for the next. Processor time, since other programs use the machine.

``--today`` adds the first publication by the method of today.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.publications.protected import CellMark
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting import AxisCodes, MonthTally, Rules, SessionCounts
from dashboard.publications.protecting.declared import Codes, merged
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges import BlockCounts
from tests.bench.publications import joined, kept
from tests.support import program
from tests.support.joint import publish
from tests.support.one_search import protect

FIRST = 18
QUARTERS = 7
GROUPS: dict[str, Callable[[Name], bool]] = {
    "all": lambda _: True,
    "totals": lambda name: not name.by,
    "one-way": lambda name: len(name.by) == 1,
    "two-way": lambda name: len(name.by) == 2,
    "language × venue type": lambda name: name.by == ("language", "venue_type"),
}


def like(
    counts: SessionCounts, first: int, later: int, seed: int = 1, quarters: int = QUARTERS
) -> list[SessionCounts]:
    """Blocks of sessions drawn from those that are alone in their combination."""
    draw = random.Random(seed)  # noqa: S311
    pool = [tally for tally in counts.tallies if tally.sessions == 1]
    months = [f"{2013 + (9 + n) // 12}-{(9 + n) % 12 + 1:02d}" for n in range(FIRST + 3 * quarters)]
    parts = [(months[:FIRST], first)]
    parts += [(months[FIRST + 3 * n :][:3], later) for n in range(quarters)]
    return [
        SessionCounts(
            date(2023, 8, 31),
            counts.ages,
            joined(
                [
                    replace(one, month=month)
                    for month, one in ((draw.choice(own), draw.choice(pool)) for _ in range(number))
                ]
            ),
        )
        for own, number in parts
    ]


def publications(
    blocks: Sequence[SessionCounts], words: AxisCodes, venue_types: Codes
) -> Iterator[tuple[dict[Name, Interval], float, bool]]:
    """After each publication, what is shown of the project, its seconds, and whether it passed."""
    told: dict[Name, Interval] = {}
    waiting: tuple[MonthTally, ...] = ()
    for number, each in enumerate(blocks):
        began = time.process_time()
        counts = SessionCounts(each.as_of, each.ages, waiting + each.tallies)
        block = BlockCounts(counts, words, venue_types, Rules(seed=number))
        found = protect(block, told)
        seconds = time.process_time() - began
        waiting = counts.tallies
        if found.ready or not told:
            waiting = ()
            for name, shown in found.shown.items():
                if name.period == PROJECT:
                    told[name] = Interval.total((told.get(name, Interval(0, 0)), shown))
        yield dict(told), seconds, found.evidence.passed


def line(told: dict[Name, Interval]) -> str:
    """The shares of each group."""
    said = []
    for group, belongs in GROUPS.items():
        own = [shown for name, shown in told.items() if belongs(name)]
        shares = (
            round(100 * sum(map(good, own)) / max(len(own), 1))
            for good in (lambda i: i.exact, lambda i: i.within(0.2), lambda i: i.within(0.5))
        )
        said.append(f"{group} {'/'.join(map(str, shares))}")
    return ", ".join(said)


def today(counts: SessionCounts, words: AxisCodes) -> str:
    """The share of the project's cells that are open by the method of today."""
    began = time.process_time()
    tables = [t for t in publish(counts, words, Rules()).protected.tables if t.period == PROJECT]
    seconds = time.process_time() - began
    said = []
    for group, belongs in GROUPS.items():
        own = [c for t in tables if belongs(Name(t.period, t.by, ())) for c in t.cells]
        opened = sum(cell.mark is CellMark.OPEN for cell in own)
        said.append(f"{group} {round(100 * opened / len(own))}")
    return f"{', '.join(said)}; {seconds:.1f} s"


def main() -> None:
    """Print the first and the last publication of each project."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="*", default=["80x13"], help="first x later, or URL")
    parser.add_argument("--today", action="store_true", help="the method of today as well")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demonstration.db'}"
        program.fill_with_demonstration(url)
        model, words = kept(url)
    together = merged(words.sensitive)
    others = tuple(code for code in words.venue_types if code not in words.sensitive)
    for project in given.projects:
        if "://" in project:
            blocks = [kept(project)[0]]
        else:
            first, later = map(int, project.split("x"))
            blocks = like(model, first, later)
        if given.today:
            print(f"{project} today, first: {today(blocks[0], words)}", flush=True)
        every = list(publications(blocks, words, (together, *others)))
        slowest = max((seconds for _, seconds, _ in every[1:]), default=0.0)
        passed = "passed" if all(own for _, _, own in every) else "REFUSED"
        print(f"{project} first: {line(every[0][0])}; {every[0][1]:.1f} s", flush=True)
        print(
            f"{project} last: {line(every[-1][0])}; at most {slowest:.1f} s, {passed}", flush=True
        )


if __name__ == "__main__":
    main()
