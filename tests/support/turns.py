"""What `make test` tries by turns: of one test on two databases, or in two languages, one of two.

Where a room above the queries is tried on both kinds of database, or a page in both languages and
at each width, a test does the same each time. Every statement and every page is in several tests,
which do not all have the same turn: half of them are on PostgreSQL, or in French, in one turn, and
the others in the other. Of queries and writes, what Hypothesis tries is tried on both kinds in
each, and so are files whose statements are in no others; of migrations, that each is gone through
on the way to the newest one. Without the option, as in `make drill`, all run.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from math import prod
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import is_hypothesis_test

OPTION = "--turn"
TURNS = 2
DATABASES = ("engine", "database_url")
LOOKS = ("address", "lang", "language", "locale", "path", "view", "width")
OF_ROOMS = {
    "browser": LOOKS,
    "callbacks": DATABASES,
    "cli": DATABASES,
    "desk": DATABASES,
    "exports": DATABASES,
    "importers": DATABASES,
    "migrations": DATABASES,
    "publications": DATABASES,
    "queries": DATABASES,
    "web": DATABASES,
    "writes": DATABASES,
}
OF_STATEMENTS = ("queries", "writes")  # where Hypothesis compares them with a slow count
ON_BOTH = (  # where statements, or the types of their answers, are in no other test
    "migrations/test_tables.py",
    "queries/people/test_people.py",
    "queries/progress/test_blocks.py",
    "queries/progress/test_first_steps.py",
    "queries/progress/test_joined_rows.py",
    "queries/sessions/test_calendar.py",
    "queries/sessions/test_search.py",
    "queries/sessions/test_session_list.py",
    "queries/sessions/test_sessions_view.py",
    "queries/test_statements.py",
    "queries/test_types.py",
    "writes/test_bulk.py",
    "writes/test_refused_imports.py",
)
OF_FILES = (  # long trials, each of which is one of several
    "deploy/test_upgrade.py",
    "publications/making/test_histories.py",
    "web/importing/test_killed.py",
)
TESTS = Path(__file__).parents[1]
Variant = tuple[str, ...]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the others out before ``-k`` does: of one variant alone nothing could take turns."""
    turn = config.getoption(OPTION)
    if turn is None:
        return
    kept = of_turn(turn, items)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def of_turn(turn: int, items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Those that a turn has, 0 or 1."""
    kept, variants = set(), defaultdict(list)
    for item in items:
        if item.path.as_posix().endswith(OF_FILES):
            variants[str(item.path)].append(((item.nodeid,), item))
            continue
        names = _that_turn(item)
        callspec = getattr(item, "callspec", None)
        turning = [name for name in names if callspec and name in callspec.params]
        if not turning:
            kept.add(item)
            continue
        variant = tuple(str(callspec.params[name]) for name in turning)
        variants[_without(item.nodeid, variant)].append((variant, item))
    for test, found in variants.items():
        turns = turns_of({variant for variant, _ in found})
        began = turn + crc32(test.removeprefix(str(TESTS)).encode())
        kept |= {item for variant, item in found if (turns[variant] + began) % TURNS == 0}
        if len(turns) == 1:
            kept |= {item for _, item in found}
    return kept


def _that_turn(item: pytest.Item) -> tuple[str, ...]:
    """The parameters of a test of which one value is in a turn, if it has them."""
    room = _room(item.path)
    if room in OF_STATEMENTS and is_hypothesis_test(getattr(item, "obj", None)):
        return ()
    return OF_ROOMS.get(room, ())


@cache
def _room(path: Path) -> str:
    """Where a file of tests is; of one that is tried on both kinds in each turn nowhere."""
    return "" if path.as_posix().endswith(ON_BOTH) else path.relative_to(TESTS).parts[0]


def turns_of(variants: set[Variant]) -> dict[Variant, int]:
    """The turn of each: a half, and where all are crossed, a half of each row and column."""
    values = [sorted(set(column)) for column in zip(*variants, strict=True)]
    if prod(map(len, values)) == len(variants):
        return {
            each: sum(column.index(value) for column, value in zip(values, each, strict=True))
            for each in variants
        }
    return {each: at for at, each in enumerate(sorted(variants))}


def _without(name: str, variant: Variant) -> str:
    """A test's name but for these values; one that is not in it leaves the test in each turn."""
    for value in variant:
        name = re.sub(rf"(?<=[\[-]){re.escape(value)}(?=[\]-])", "…", name, count=1)
    return name
