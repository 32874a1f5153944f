"""The same counts give the same tables, at a cost that is bound by work done and not by a clock."""

import random

from dashboard.domain.publications.protected import CellMark
from dashboard.publications.protecting import Rules, programme, publish
from dashboard.publications.protecting.solver import Warm
from tests.publications.protecting.worlds import AGES, MONTHS, WORDS, counts

RULES = Rules(hidden_up_to=4)
A_SEARCH = 5 * 60
"""Solutions on the way to a move, or to none: two sizes, free and not, and dearer, each a dive."""


def world(sessions):
    draw = random.Random(3)  # noqa: S311
    return counts(
        [
            (
                draw.choice(MONTHS),
                draw.choice(WORDS.languages),
                draw.choice(WORDS.venue_types),
                draw.choice(WORDS.kinds),
                tuple(draw.choice((0, draw.randint(1, 20))) for _ in AGES),
            )
            for _ in range(sessions)
        ]
    )


def test_the_same_counts_and_seed_give_the_same_tables():
    known = world(30)
    assert publish(known, WORDS, RULES) == publish(known, WORDS, RULES)


def test_the_number_of_programmes_solved_is_bound(monkeypatch):
    solved = []

    class Counted(Warm):
        def solve(self):
            solved.append(1)
            return super().solve()

    monkeypatch.setattr(programme, "Warm", Counted)
    found = publish(world(20), WORDS, RULES)
    hidden = sum(c.mark is CellMark.HIDDEN for table in found.protected.tables for c in table.cells)
    assert found.evidence.passed
    assert 0 < len(solved) < A_SEARCH * len(found.moves)
    assert len(found.moves) <= 2 * hidden


def test_without_a_solver_there_still_is_a_publication(monkeypatch):
    """The last resort: people go from one count to another, whatever that hides."""
    monkeypatch.setattr(Warm, "solve", lambda _: None)
    found = publish(world(20), WORDS, RULES)
    assert found.evidence.passed, found.evidence.failures
    assert not found.evidence.known
