"""How much of a publication stays open, and how long it takes.

``python -m tests.bench.publications 10000x120 sqlite:////tmp/demo.db``: sessions by months, made up
by seed, or what a database holds. Beside the safe method stand two simple rules that are not (hide
small counts and nothing else; hide their whole rows, and a second row where that is one alone) and
the simplest safe one (no table of a period in which anything is hidden for its own sake, and then
none of the project). Processor time, since other programs use the machine.
"""

import argparse
import random
import time
from collections import defaultdict
from datetime import date

from sqlalchemy import NullPool, create_engine

from dashboard.domain.publications.protected import CellMark
from dashboard.publications.making.material import gather
from dashboard.publications.protecting import (
    AxisCodes,
    MonthTally,
    ProtectionResult,
    Rules,
    SessionCounts,
    publish,
)
from dashboard.publications.protecting.declared import Blank, blank
from dashboard.publications.protecting.facts import Fact, Name, facts, need
from dashboard.queries.publications.publishable import latest_day

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


def shares(
    counts: SessionCounts, words: AxisCodes, found: ProtectionResult, rules: Rules
) -> dict[str, float]:
    """Percent of cells open: by the method, and by three simpler rules."""
    tables = found.protected.tables
    forms = [blank(table) for table in tables]
    known = facts(counts, words, forms)
    small = {name for name, fact in known.items() if need(fact, rules.hidden_up_to)}
    periods = {name.period for name in small} | ({"project"} if small else set())
    return {
        "safe": _percent(
            sum(c.mark is CellMark.OPEN for table in tables for c in table.cells), len(known)
        ),
        "threshold only (unsafe)": _percent(len(known) - len(small), len(known)),
        "whole rows (unsafe)": _percent(
            sum(_whole_rows(form, known, small) for form in forms), len(known)
        ),
        "whole periods": _percent(sum(name.period not in periods for name in known), len(known)),
    }


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole


def _whole_rows(form: Blank, known: dict[Name, Fact], small: set[Name]) -> int:
    """Cells open if each row with a small count is hidden whole, and a second one with it."""
    rows = defaultdict(list)
    for codes in form.cells():
        rows[codes[:1]].append(Name(form.period, form.by, codes))
    hidden = {row for row, names in rows.items() if small & set(names)}
    others = sorted(
        (sum(known[name].count for name in names), row)
        for row, names in rows.items()
        if row not in hidden
    )
    if len(hidden) == 1 and others:
        hidden.add(others[0][1])
    return sum(len(names) for row, names in rows.items() if row not in hidden)


def kept(url: str) -> tuple[SessionCounts, AxisCodes]:
    """What a database holds, the demonstration for instance."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        day = latest_day(connection, date.max)
        material = day and gather(connection, day)
        if not material:
            raise SystemExit("no delivered session")
        return material.counts, material.axes


def main() -> None:
    """Print a line for each size asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["10000x120"], help="sessions x months, or URL")
    for size in parser.parse_args().sizes:
        if "://" in size:
            (counts, words), rules = kept(size), Rules()
        else:
            sessions, months = map(int, size.split("x"))
            counts, words, rules = project(sessions, months), WORDS, Rules()
        began = time.process_time()
        found = publish(counts, words, rules)
        seconds = time.process_time() - began
        seen = found.evidence
        opened = shares(counts, words, found, rules).items()
        said = ", ".join(f"{rule} {share:.1f} %" for rule, share in opened)
        print(
            f"{size}: {seconds:.1f} s, {'passed' if seen.passed else 'REFUSED'}, "
            f"{seen.proved} of {seen.hidden} proved by {seen.witnesses} tables "
            f"({seen.strict} strictly); open: {said}",
            flush=True,
        )


if __name__ == "__main__":
    main()
