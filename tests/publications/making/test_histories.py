"""Publications one after the other, while sessions come late, and are cancelled or moved."""

import random
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from dashboard.publications.making.chain import Told, proved
from dashboard.publications.making.core import protected
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.declared import blanks
from dashboard.publications.protecting.facts import Name, facts
from dashboard.publications.protecting.ranges.changes import (
    Entered,
    HeldSession,
    SessionChanges,
    alike,
    tallied,
)
from dashboard.queries.publications.publications import Exact, exact_text
from tests.publications.protecting.ranges.attacker import Guess
from tests.publications.protecting.ranges.comparing import Comparer
from tests.publications.protecting.ranges.test_revising import narrowed
from tests.publications.protecting.worlds import WORDS

THRESHOLD, SECRET = 4, "of the tests"
DAYS = [date(2014, 3, 31), date(2014, 6, 30), date(2014, 9, 30), date(2014, 12, 31)]


class Project:
    """The sessions of a project, and as they were told; everything is drawn from one seed."""

    def __init__(self, seed):
        self.luck, self.number = random.Random(seed), 0  # noqa: S311 - no secret
        self.now, self.frozen = {}, {}

    def add(self, first, last, count):
        for _ in range(count):
            self.number += 1
            day = first + timedelta(days=self.luck.randrange((last - first).days + 1))
            school = self.luck.random() < 0.8
            people = [
                self.luck.randint(5, 25) if school else self.luck.randint(0, 6) for _ in "abc"
            ]
            self.now[f"S{self.number}"] = HeldSession(
                f"S{self.number}",
                day,
                self.luck.choice(WORDS.languages),
                "high_school" if school else "shelter",
                self.luck.choice(WORDS.kinds),
                tuple(people),
            )

    def correct(self):
        key = self.luck.choice(sorted(self.frozen.keys() & self.now.keys()))
        one = self.now[key]
        what = self.luck.choice(["cancel", "language", "kind", "less"])
        if what == "cancel":
            del self.now[key]
        elif what == "less":
            self.now[key] = replace(one, people=(max(one.people[0] - 1, 0), *one.people[1:]))
        else:
            others = [c for c in getattr(WORDS, what + "s") if c != getattr(one, what)]
            self.now[key] = replace(one, **{what: self.luck.choice(others)})

    def counts(self, until, sessions=None):
        own = (self.now if sessions is None else sessions).values()
        return SessionCounts(until, WORDS.ages, tallied((s for s in own if s.day <= until), WORDS))

    def entered(self, told_until):
        late = [one for key, one in self.now.items() if key not in self.frozen]
        pairs = [(old, self.now.get(key)) for key, old in sorted(self.frozen.items())]
        changes = SessionChanges(
            tuple(one for one in late if one.day <= told_until),
            tuple((old, now) for old, now in pairs if not alike(old, now)),
            self.counts(told_until),
        )
        return Entered(1, changes)

    def told(self, until, waiting):
        """From now on, everything is told as it is, but for what waits."""
        waits = {one.key: one for one in waiting}
        self.frozen = {k: one for k, one in self.now.items() if one.day <= until} | waits


def published(project, day, told, *, tighten=False):
    material = SimpleNamespace(data_as_of=day, counts=project.counts(day), axes=WORDS)
    since = project.entered(told.counts.as_of) if told.counts else Entered(1)
    built = protected(material, told, THRESHOLD, since=since, secret=SECRET, tighten=tighten)
    exact = Exact(built.counts, WORDS, built.entry, built.waiting)
    figures = built.tables
    publication = SimpleNamespace(
        format=figures.format,
        hidden_up_to=figures.hidden_up_to,
        tables=figures.tables,
        revised=built.revised,
        tightened=built.tightened,
    )
    draft = SimpleNamespace(exact=exact_text(exact), proofs=built.proofs)
    after = proved(told, publication, draft)
    assert after is not None
    publication.tightened = () if built.tightened else ("2013-14",)
    assert proved(told, publication, draft) is None
    return built, after


@pytest.mark.parametrize("seed", range(3))
def test_a_history_is_proved_true_and_gives_nothing_away(seed):
    project, told, revisions = Project(seed), Told(), 0
    project.add(date(2014, 2, 1), DAYS[0], 24)
    for day in DAYS:
        before = told
        built, told = published(project, day, told)
        if told.counts.as_of < day:
            continue  # it waits
        project.told(day, built.waiting)
        truth = project.counts(day, project.frozen)
        assert built.counts.tallies == truth.tallies
        assert built.outdated == bool(built.waiting)
        holds(built, truth)
        chain = before.chain
        for one in told.chain.taken[len(chain.taken) :]:
            taking = chain.taking(one.of, one.part)
            for guess in (Guess(), Guess(True, True)):
                assert not list(narrowed(Comparer(taking, one.part.shown, guess), guess))
            chain, revisions = chain.without(one), revisions + 1
        project.add(day + timedelta(days=1), day + timedelta(days=90), 12)
        project.add(date(2014, 2, 1), day, project.luck.randrange(2))
        for _ in range(project.luck.randint(1, 2)):
            project.correct()
    assert revisions


def holds(built, truth):
    months = {tally.month for tally in truth.tallies}
    types = tuple(
        dict.fromkeys(
            cell.codes[0]
            for table in built.tables.tables
            if table.by == ("venue_type",)
            for cell in table.cells
        )
    )
    found = facts(truth, WORDS, blanks(months, WORDS, types))
    for table in built.tables.tables:
        for cell in table.cells:
            if cell.shown:
                assert found[Name(table.period, table.by, cell.codes)].count in cell.shown
