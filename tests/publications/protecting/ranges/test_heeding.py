"""The search for tables that readers can't leave out ends."""

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting.protecting import protect
from dashboard.publications.protecting.ranges.proving import heeding
from dashboard.publications.protecting.ranges.proving.heeded import AskedTables
from tests.publications.protecting.worlds import WORDS, counts

NOBODY_CAME = [
    ("2014-04", "fr", "group_home", "discussion", (0, 0, 0)),
    ("2014-02", "en", "shelter", "discussion", (0, 0, 0)),
    ("2014-03", "en", "group_home", "youth_workshop", (0, 0, 1)),
    ("2014-04", "fr", "high_school", "discussion", (0, 0, 1)),
    ("2014-02", "fr", "shelter", "discussion", (0, 11, 1)),
]


def test_nothing_is_wished_for_twice_though_a_table_was_found(monkeypatch):
    """What was found may not have somebody at each session: it makes no sum large."""
    wishes, own = [], AskedTables.wish

    def wish(tables):
        wishes.append(own(tables))
        return wishes[-1]

    monkeypatch.setattr(AskedTables, "wish", wish)
    monkeypatch.setattr(heeding, "_MOST", 50_000)  # or it would take minutes where it never ends
    made = protect(BlockCounts(counts(NOBODY_CAME), WORDS, WORDS.venue_types, Rules(10, 123)), {})
    assert made.evidence.passed
    assert len(wishes) > 1
    assert len(wishes) == len(set(wishes))
