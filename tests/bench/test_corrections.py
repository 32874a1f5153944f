"""The benchmark of corrections publishes as the program does today."""

from tests.bench import corrections
from tests.bench.publications import WORDS, project


def test_a_history_ends_and_each_publication_is_proved(monkeypatch):
    for name, few in (("FIRST", 8), ("MONTHS", 3), ("LATER", 4)):
        monkeypatch.setattr(corrections, name, few)
    pool = [tally for tally in project(40, 6).tallies if tally.sessions == 1]
    made = [built for built, _ in corrections.history(corrections.Project(pool, WORDS, 1), 1)]
    assert [built.counts.as_of.isoformat() for built in made] == ["2015-03-31", "2015-03-31"]
    assert [bool(built.tables.tables) for built in made] == [True, True]
