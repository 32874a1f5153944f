"""The search for tables that readers can't leave out ends."""

import random
from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.proving import heeding
from dashboard.publications.protecting.ranges.proving.heeded import AskedTables
from tests.publications.protecting.ranges.attacker import Attacker, Guess
from tests.publications.protecting.ranges.test_closing import knowing, told_of
from tests.publications.protecting.ranges.test_ranges import THRESHOLD, narrowed
from tests.publications.protecting.worlds import WORDS, counts, hardly_anybody
from tests.support.one_search import protect

NOBODY_CAME = [
    ("2014-04", "fr", "group_home", "discussion", (0, 0, 0)),
    ("2014-02", "en", "shelter", "discussion", (0, 0, 0)),
    ("2014-03", "en", "group_home", "youth_workshop", (0, 0, 1)),
    ("2014-04", "fr", "high_school", "discussion", (0, 0, 1)),
    ("2014-02", "fr", "shelter", "discussion", (0, 11, 1)),
]
SEEDS = (*range(12), 49)
"""The last one wished for the same again and again."""


@contextmanager
def wishes():
    """What is wished for, with little work: else a search that never ends takes minutes."""
    seen, own = [], AskedTables.wish

    def wish(tables):
        seen.append(own(tables))
        return seen[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AskedTables, "wish", wish)
        patch.setattr(heeding, "_MOST", 50_000)
        yield seen


def test_nothing_is_wished_for_twice_though_a_table_was_found():
    """What was found may not have somebody at each session: it makes no sum large."""
    with wishes() as seen:
        made = protect(
            BlockCounts(counts(NOBODY_CAME), WORDS, WORDS.venue_types, Rules(10, 123)), {}
        )
    assert made.evidence.passed
    assert len(seen) > 1
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("seed", SEEDS)
def test_where_hardly_anybody_came_the_search_ends_and_no_small_count_is_known(seed):
    sessions = hardly_anybody(random.Random(seed), THRESHOLD)  # noqa: S311 - no secret
    block = BlockCounts(counts(sessions), WORDS, WORDS.venue_types, Rules(THRESHOLD, len(sessions)))
    with wishes() as seen:
        made = protect(block, {})
    assert made.evidence.passed, made.evidence.failures
    assert len(seen) == len(set(seen))
    attacker = Attacker(block, made.shown, Guess())
    assert not list(narrowed(knowing(attacker, told_of(attacker, made.shown)), Guess()))


def asked_alone(fulfilled, wishes=100):
    """Which of some wishes are asked alone, if these are the ones that a table fulfils."""
    asked = []
    inside = SimpleNamespace(
        fulfils=lambda wish: wish in asked and wish in fulfilled,
        look=lambda wish, **_: asked.append(wish),
    )
    tables = SimpleNamespace(
        rows=np.zeros((1, 1)), only=lambda wish: wish, lacking=lambda: range(wishes)
    )
    heeding._look(inside, tables, lambda: np.zeros(wishes))
    return len(asked)


def test_sums_that_are_asked_alone_in_vain_soon_end_that():
    many = heeding._IN_VAIN + 1
    assert asked_alone(()) == many
    assert asked_alone((5,)) == 5 + 1 + many
    assert asked_alone(range(0, 100, many)) == 100
