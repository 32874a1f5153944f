"""Publications one after the other, while sessions come late, and are cancelled or moved."""

import random
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from dashboard.domain.publications.publishing import Waiting
from dashboard.publications.making import core, new_blocks
from dashboard.publications.making.building import reached
from dashboard.publications.making.chain import Told
from dashboard.publications.making.core import protected
from dashboard.publications.making.proving import proved
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.publications.protecting.declared import blanks
from dashboard.publications.protecting.facts import Name, facts
from dashboard.publications.protecting.ranges.drafting import metering
from dashboard.publications.protecting.ranges.drafting.choosing import best
from dashboard.publications.protecting.ranges.drafting.trying import Tries
from dashboard.publications.protecting.ranges.needs.changes import (
    Entered,
    HeldSession,
    SessionChanges,
    TriedInVain,
    summed,
    tallied,
)
from dashboard.publications.protecting.ranges.told.again import sorted_out
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
        self.out, self.struck, self.ever = (), {}, set()

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

    def strike(self):
        """Someone strikes out a session that many came to; some that were are entered again."""
        for key, one in sorted(self.struck.items()):
            how = self.luck.choice(["same", "less", "name", "never"])
            name = f"{key}N" if how == "name" else key
            if how != "never":
                people = (one.people[0] + 1, *one.people[1:]) if how == "less" else one.people
                self.now[name] = replace(one, key=name, people=people)
        self.struck = {}
        key = max(self.frozen.keys() & self.now.keys(), key=lambda k: self.now[k].people)
        self.struck[key] = self.now.pop(key)

    def counts(self, until, sessions=None):
        own = (self.now if sessions is None else sessions).values()
        return SessionCounts(until, WORDS.ages, tallied((s for s in own if s.day <= until), WORDS))

    def entered(self, told_until):
        keys = {*self.frozen, *self.now, *(one.was.key for one in self.out)}
        now = {key: self.now.get(key) for key in keys}
        found = sorted_out(self.frozen, now, self.out, told_until)
        late = tuple(one for one in found.fresh if one.day <= told_until)
        changes = SessionChanges(late, found.corrected, self.counts(told_until))
        return Entered(1, changes, found.withheld)

    def told(self, until, waiting, out=()):
        """From now on, everything is told as it is, but for what waits or is told no more."""
        waits, self.out = {one.key: one for one in waiting}, out
        gone = {one.was.key for one in out}
        own = {k: one for k, one in self.now.items() if one.day <= until and k not in gone}
        self.frozen = own | waits


def published(project, day, told, *, tighten=False):
    material = SimpleNamespace(
        data_as_of=day, counts=project.counts(day), axes=WORDS, at_risk=WORDS.youth, words=WORDS
    )
    since = project.entered(told.counts.as_of) if told.counts else Entered(1)
    built = protected(material, told, THRESHOLD, since=since, secret=SECRET, tighten=tighten)
    exact = Exact(
        built.counts,
        WORDS,
        built.entry,
        built.waiting,
        built.out,
        built.beside,
        in_vain=built.in_vain,
    )
    figures = built.tables
    publication = SimpleNamespace(
        words=WORDS,
        format=figures.format,
        hidden_up_to=figures.hidden_up_to,
        tables=figures.tables,
        revised=built.revised,
        tightened=built.tightened,
        reached=reached(material, built.counts),
    )
    draft = SimpleNamespace(exact=exact_text(exact), proofs=built.proofs)
    after = proved(told, publication, draft)
    assert after is not None
    publication.tightened = () if built.tightened else ("2013-14",)
    assert proved(told, publication, draft) is None
    return built, after


def test_all_is_searched_by_one_meter_and_a_first_publication_has_more(monkeypatch):
    project, told, works = Project(4), Told(), []
    project.add(date(2014, 2, 1), DAYS[0], 24)

    def noted(block, past, work, *, exact, **more):
        works.append((work.given, work.spent, exact))
        return best(block, past, work, exact=exact, **more)

    monkeypatch.setattr(new_blocks, "best", noted)
    for day in DAYS[:2]:
        built, told = published(project, day, told)
        project.told(day, built.waiting)
        project.add(day + timedelta(days=1), day + timedelta(days=90), 14)
    first, later = metering.FIRST, metering.LATER
    assert works == [(first, 0, False), (later, 0, True)]


def taken_safely(before, told):
    """The parts that a publication took out, none of which narrows a small count."""
    chain = before.chain
    parts = told.chain.taken[len(chain.taken) :]
    for one in parts:
        taking = chain.taking(one.of, one.part)
        for guess in (Guess(), Guess(True, True)):
            assert not list(narrowed(Comparer(taking, one.part.shown, guess), guess))
        chain = chain.without(one)
    return parts


@pytest.mark.parametrize("seed", range(3))
def test_a_history_is_proved_true_and_gives_nothing_away(seed):
    project, told, revisions = Project(seed), Told(), 0
    project.add(date(2014, 2, 1), DAYS[0], 24)
    for day in DAYS:
        before = told
        built, told = published(project, day, told)
        if told.counts.as_of < day:
            continue  # it waits
        project.told(day, built.waiting, built.out)
        truth = project.counts(day, project.frozen)
        assert built.counts.tallies == truth.tallies
        assert built.outdated == bool(built.waiting)
        holds(built, truth)
        revisions += len(taken_safely(before, told))
        project.add(day + timedelta(days=1), day + timedelta(days=90), 12)
        project.add(date(2014, 2, 1), day, project.luck.randrange(2))
        for _ in range(project.luck.randint(1, 2)):
            project.correct()
    assert revisions


@pytest.mark.parametrize("seed", range(3))
def test_many_corrections_at_once_give_nothing_away(seed):
    """Of the first publication and of quarters; the same draft again is the same."""
    project, told, parts = Project(seed), Told(), 0
    project.add(date(2014, 2, 1), DAYS[0], 30)
    for day in DAYS[:3]:
        before = told
        built, told = published(project, day, told)
        if day == DAYS[1]:
            assert published(project, day, before)[0].proofs == built.proofs
        project.add(day + timedelta(days=1), day + timedelta(days=90), 12)
        if told.counts.as_of < day:
            continue
        project.told(day, built.waiting, built.out)
        truth = project.counts(day, project.frozen)
        assert built.counts.tallies == truth.tallies
        holds(built, truth)
        parts += len(taken_safely(before, told))
        for _ in range(project.luck.randint(5, 9)):
            project.correct()
    assert parts


def test_corrections_wait_at_once_where_the_new_block_does(monkeypatch):
    project, told = Project(0), Told()
    project.add(date(2014, 2, 1), DAYS[0], 24)
    built, told = published(project, DAYS[0], told)
    project.told(DAYS[0], built.waiting)
    project.correct()
    project.add(DAYS[0] + timedelta(days=1), DAYS[1], 1)
    monkeypatch.setattr(new_blocks, "best", lambda *_, **__: None)
    monkeypatch.setattr(core, "revision", None)  # not asked for
    told = replace(told, in_vain=(TriedInVain("a correction", 7),))
    built, then = published(project, DAYS[1], told)
    assert built.evidence.waits == Waiting.TOO_FEW
    assert built.counts == told.counts
    assert then.in_vain == told.in_vain  # it has no proof as before


def test_corrections_are_told_what_the_new_block_took(monkeypatch):
    project, told, spent = Project(4), Told(), []
    project.add(date(2014, 2, 1), DAYS[0], 24)

    def noted(took, before):
        spent.append(took)
        return Tries(took, before)

    monkeypatch.setattr(core, "Tries", noted)
    for day in DAYS[:2]:
        built, told = published(project, day, told)
        project.told(day, built.waiting)
        project.add(day + timedelta(days=1), day + timedelta(days=90), 14)
    assert len(spent) == 1
    assert spent[0] > 0


@pytest.mark.parametrize(("seed", "back"), [(2, True), (1, False)])
def test_a_history_in_which_sessions_come_back_protects_nobody_twice(seed, back):
    """New blocks are those that were in none before, by name; what is told is each of them once."""
    project, told, came = Project(seed), Told(), [0, 0]
    project.add(date(2014, 2, 1), DAYS[0], 24)
    for day in DAYS:
        before, (built, told) = told, published(project, day, told)
        assert told.counts.as_of == day
        same = {(one.place, one.people) for one in project.ever}
        new = [one for one in project.now.values() if one.day <= day]
        new = [
            one for one in new if one not in project.ever and (one.place, one.people) not in same
        ]
        keys = {one.key for one in project.ever}
        blocks = told.chain.blocks[len(before.chain.blocks) :]
        counted = summed(*((each.block.counts.tallies, 1) for each in blocks))
        assert counted == tallied((one for one in new if one.key not in keys), WORDS)
        project.ever |= set(new)
        project.told(day, built.waiting, built.out)
        assert built.counts.tallies == project.counts(day, project.frozen).tallies
        holds(built, project.counts(day, project.frozen))
        came[0] += built.back
        came[1] += built.waits.again if built.waits else 0
        project.add(day + timedelta(days=1), day + timedelta(days=90), 12)
        project.strike()
    assert (came[0] > 0, came[1] > 0) == (back, True)


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


def test_a_year_is_narrowed_with_its_last_quarter_as_it_is_read_again():
    """The last block has one quarter, and the one before has late sessions of another year."""
    project, told = Project(0), Told()
    for first, day, late in (
        (date(2014, 4, 1), DAYS[1], 0),
        (date(2014, 10, 1), DAYS[3], 2),
        (date(2015, 1, 1), date(2015, 3, 31), 0),
    ):
        project.add(first, day, 12)
        project.add(date(2014, 2, 1), DAYS[0], late)
        built, told = published(project, day, told, tighten=day.year == 2015)
        project.told(day, built.waiting)
    assert built.tightened == ("2014-15",)
