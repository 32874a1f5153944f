"""How much of a publication stays open, and how long it takes.

``python -m tests.bench.publications 10000x120``: sessions by months. Beside the safe method stand
the simplest unsafe rule (hide small counts and nothing else) and the simplest safe one (no table of
a period in which anything is hidden for its own sake, and none of the project). Projects are made
up by seed; processor time, since other programs use the machine.
"""

import argparse
import random
import time
from collections import defaultdict
from datetime import date

from dashboard.domain.protected import Mark
from dashboard.privacy.publishing import Counts, Outcome, Rules, Tally, Words, publish
from dashboard.privacy.publishing.declared import blank
from dashboard.privacy.publishing.facts import facts, need

AGES = ("12-14", "15-17", "18-21", "22-25", "26-plus", "unknown")
PRESENCE = (0.45, 0.55, 0.5, 0.4, 0.35, 0.25)
WORDS = Words(
    languages=("en", "fr", "bilingual"),
    venue_types=("shelter", "group_home", "youth_organization", "high_school"),
    ages=AGES,
    kinds=("information_forum", "discussion", "youth_workshop"),
    youth=AGES[:4],
    sensitive=("shelter", "group_home"),
)


def project(sessions: int, months: int, seed: int = 1) -> Counts:
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
    return Counts(date(2023, 8, 31), AGES, tuple(map(_tally, sorted(grouped.items()))))


def _tally(entry) -> Tally:
    key, own = entry
    by_age = list(zip(*own, strict=True))
    return Tally(
        *key,
        len(own),
        tuple(map(sum, by_age)),
        tuple(sum(n > 0 for n in age) for age in by_age),
        sum(any(people[:4]) for people in own),
    )


def shares(counts: Counts, found: Outcome, rules: Rules) -> dict[str, float]:
    """Percent of cells open: by the method, by the threshold alone, by whole tables."""
    tables = found.protected.tables
    forms = [blank(table) for table in tables]
    small = {
        name.period
        for name, fact in facts(counts, WORDS, forms).items()
        if need(fact, rules.hidden_up_to)
    }
    known = facts(counts, WORDS, forms)
    cells = sum(len(table.cells) for table in tables)
    return {
        "safe": 100 * sum(c.mark is Mark.OPEN for table in tables for c in table.cells) / cells,
        "threshold only (unsafe)": 100
        * sum(need(fact, rules.hidden_up_to) is None for fact in known.values())
        / cells,
        "whole periods": 100
        * sum(len(table.cells) for table in tables if table.period not in small | {"project"})
        / cells,
    }


def main() -> None:
    """Print a line for each size asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["10000x120"], help="sessions x months")
    for size in parser.parse_args().sizes:
        sessions, months = map(int, size.split("x"))
        counts, rules = project(sessions, months), Rules()
        began = time.process_time()
        found = publish(counts, WORDS, rules)
        seconds = time.process_time() - began
        open_shares = ", ".join(f"{k} {v:.1f} %" for k, v in shares(counts, found, rules).items())
        seen = found.evidence
        print(
            f"{size}: {seconds:.1f} s, {'passed' if seen.passed else 'REFUSED'}, "
            f"{seen.proved} of {seen.hidden} proved by {seen.witnesses} tables "
            f"({seen.strict} strictly); open: {open_shares}",
            flush=True,
        )


if __name__ == "__main__":
    main()
