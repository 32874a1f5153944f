"""Of how many blocks a publication is, and that it stays so."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from dashboard.database import reading, writing
from dashboard.domain.publications.publication import read
from dashboard.i18n import Locale
from dashboard.publications.making import new_blocks
from dashboard.publications.making.chain import Told, told_by_all
from dashboard.publications.making.new_blocks import NewBlocks
from dashboard.publications.making.overview import look
from dashboard.publications.making.press import Press
from dashboard.publications.making.proofs import blocks_of, blocks_text
from dashboard.publications.making.proving import proved
from dashboard.publications.making.verifying import faults
from dashboard.publications.protecting.ranges.drafting import protecting
from dashboard.publications.protecting.ranges.drafting.protecting import Bound
from dashboard.publications.protecting.ranges.needs.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.needs.listing import listed
from dashboard.publications.protecting.ranges.told import adding
from dashboard.queries.publications.publications import draft_of, open_draft
from dashboard.tables import PublicationDraft
from layouts.publications.draft import _privacy
from tests.layouts.tree import words
from tests.publications.making.conftest import TODAY
from tests.publications.making.test_press import add_session
from tests.publications.protecting.ranges.test_choosing import block_of
from tests.queries.worlds import a_session, refresh_days, store_sessions

FEW, MANY = 4, 300
FALL = date(2015, 10, 1)
SAID = {
    Locale.EN: "it would take the server too long to find every figure that is safe to show",
    Locale.FR: "il faudrait trop de temps au serveur pour trouver tous ceux qui peuvent être",
}
SECRET = "of the tests"  # noqa: S105 - it keeps nothing


@pytest.fixture
def draft(ready, monkeypatch):
    """Drafts the sessions of two years, as if more tallies than so many were split by years."""
    monkeypatch.setattr(adding, "_ENOUGH", 2)
    add_session(ready, date(2013, 5, 1), 40)
    add_session(ready, date(2013, 7, 1), 40, first_id=901)

    def draft(most, today=TODAY):
        with monkeypatch.context() as then:
            then.setattr(adding, "_MANY", most)
            Press(ready, "ana", today, 10, secret=SECRET).draft()
        with reading(ready) as connection:
            return open_draft(connection)

    return draft


@pytest.fixture
def issue(ready, draft):
    """The same, and publishes it."""

    def issue(most, today=TODAY):
        one = draft(most, today).record
        done = Press(ready, "bo", today, 10, secret=SECRET).approve(one.id, one.digest)
        assert done.number, done

    return issue


@pytest.mark.parametrize(("then", "blocks"), [(FEW, 2), (MANY, 1)])
def test_what_was_split_otherwise_is_read_as_it_was_made(issue, ready, then, blocks):
    """What is kept of a publication says how many blocks it has, whatever the limit is by now."""
    issue(then)
    with reading(ready) as connection:
        told = told_by_all(connection)
    assert len(told.chain.blocks) == blocks
    add_session(ready, date(2015, 5, 4), 80, first_id=910)
    add_session(ready, date(2015, 8, 4), 90, first_id=911)
    issue(FEW + MANY - then, FALL)
    with reading(ready) as connection:
        assert faults(connection) == ()
        assert told_by_all(connection).chain.blocks[:blocks] == told.chain.blocks


@pytest.mark.parametrize(("then", "other"), [(FEW, MANY), (MANY, FEW)])
def test_blocks_of_another_number_prove_nothing(draft, issue, ready, then, other):
    """Not even those of other ranges of the same sessions, each of them proved."""
    known = draft(other)
    assert proved(Told(), read(known.content), known)
    issue(then)
    with reading(ready) as connection:
        own = draft_of(connection, 1)
        assert faults(connection) == ()
    kept, publication = blocks_of(own.proofs), read(own.content)
    for blocks in (blocks_of(known.proofs), kept[:1] if then == FEW else kept * 2, kept * 3, ()):
        proofs = blocks_text(blocks)
        assert not proved(Told(), publication, replace(own, proofs=proofs))
        with writing(ready) as connection:
            connection.execute(update(PublicationDraft).values(proofs=proofs))
        with reading(ready) as connection:
            [fault] = faults(connection)
        assert "Nothing proves" in fault.message.say(Locale.EN)


LATE = [date(2013, 5, 1), date(2013, 7, 1), date(2013, 11, 4), date(2014, 5, 5), date(2015, 5, 4)]


@pytest.mark.parametrize(("work", "way"), [(new_blocks._MOST, 0), (1, -1)])
def test_late_sessions_that_take_too_much_work_tell_less_of_older_periods(
    issue, ready, monkeypatch, work, way
):
    """All is proved, and read as it was made; the project has all its tables.

    What must not be told is the same, and listed once.
    """
    issue(MANY)
    every = [
        a_session(day, venue=venue, attendance={"12-14": people, "15-17": 30})
        for day in LATE
        for venue, people in (("HS-01", 4), ("SH-01", 22))
    ]
    with writing(ready) as connection:
        store_sessions(connection, every, 920)
        refresh_days(connection, LATE)
    monkeypatch.setattr(new_blocks, "_MOST", work)
    seen = []
    monkeypatch.setattr(new_blocks, "listed", lambda one: seen.append(one) or listed(one))
    monkeypatch.setattr(protecting, "listed", None)
    issue(MANY, FALL)
    assert len(seen) == 1
    with reading(ready) as connection:
        block = told_by_all(connection).chain.blocks[-1].block
        assert faults(connection) == ()
        kept = blocks_of(draft_of(connection, 2).proofs)[-1]
    assert block.coarse == kept.coarse == adding.coarser(block.counts)[way]
    assert (block.inner, block.quarters) == (True, True)
    told = {(name.period, name.by) for name in kept.shown}
    assert {("project", ("language", "kind")), ("2013-14", ("language",))} <= told
    finer = {("2013-14", ("language", "kind")), ("2013-14-q1", ("language",))}
    assert finer.isdisjoint(told) if way else finer <= told


@pytest.mark.parametrize(("work", "tells"), [(new_blocks.FIRST, True), (1, False)])
def test_a_first_publication_that_takes_too_much_work_tells_no_axis_of_its_quarters(
    ready, monkeypatch, work, tells
):
    """Its sessions are of one year, so it is one block either way, and proved."""
    monkeypatch.setattr(new_blocks, "FIRST", work)
    Press(ready, "ana", TODAY, 10, secret=SECRET).draft()
    waiting = look(ready).waiting
    assert waiting.evidence.cut_short is not tells
    for locale, said in SAID.items():
        assert (said in words(_privacy(waiting, locale))) is not tells
    draft = waiting.record
    Press(ready, "bo", TODAY, 10, secret=SECRET).approve(draft.id, draft.digest)
    with reading(ready) as connection:
        [found] = told_by_all(connection).chain.blocks
        assert faults(connection) == ()
    assert found.block.quarters is tells


@pytest.mark.parametrize(("work", "blocks"), [(new_blocks.FIRST, 1), (1, 2)])
def test_what_takes_too_much_work_as_one_block_is_split_by_years(
    issue, ready, monkeypatch, *, work, blocks
):
    """No quarter tells an axis either way. All is proved, even if there is no work left for it."""
    monkeypatch.setattr(adding, "_SHORT", 1)
    monkeypatch.setattr(adding, "_FEW", 1)
    monkeypatch.setattr(new_blocks, "FIRST", work)
    monkeypatch.setattr(new_blocks, "_LEAST", 1)
    issue(MANY)
    with reading(ready) as connection:
        found = [one.block for one in told_by_all(connection).chain.blocks]
        assert faults(connection) == ()
        kept = blocks_of(draft_of(connection, 1).proofs)
    assert [one.quarters for one in found] == [False] * blocks
    assert all(one.shown[name].exact for one in kept for name in (TOTAL, YOUTH_TOTAL))


@pytest.mark.parametrize(("spent", "most"), [(0, [80, 85, 90]), (35, [45, 50, 55]), (500, [5] * 3)])
def test_a_block_proved_freely_at_last_takes_what_is_left_but_for_a_share_of_each_later_one(
    monkeypatch, spent, most
):
    """What was tried before is part of it, since all of it is time. The first is often the dearest:
    with a tenth for each of nine others, it had a tenth."""
    monkeypatch.setattr(new_blocks, "_LEAST", 5)
    monkeypatch.setattr(new_blocks, "FIRST", new_blocks.FIRST_WITHOUT.proofs + 100)
    search = NewBlocks(None, None, ())
    search.work.spend(spent)
    way = new_blocks._Way(None, (), Bound(100, freely=True))
    assert [search._bound(way, later).most for later in (4, 3, 2)] == most
    assert search._bound(way._replace(bound=Bound(100)), 4).most == 100


def test_the_last_way_of_a_later_block_ends_whatever_the_others_took():
    own = block_of(3)
    search = NewBlocks(None, own.counts, ())
    search.work.spend(10 * new_blocks._AT_LAST)
    *_, last = search._ways(own)
    bound = Bound(new_blocks._AT_LAST, freely=True, paced=False)
    assert search._bound(last, 0) == bound


@pytest.mark.parametrize(
    ("costs", "tried"),
    [
        ((0, 0, 0, 0), [0, 1, 2, 3]),
        ((new_blocks._MUCH + 1, 0, 0, 0), [0, 3, 1, 2]),
        ((0, new_blocks._MUCH + 1, 0, 0), [0, 1, 3, 2]),
        ((0, 0, 0, new_blocks._AT_LAST), [0, 1, 2, 3]),
    ],
)
def test_after_a_way_that_took_much_in_vain_the_last_one_is_next(monkeypatch, costs, tried):
    """The others take nearly as much. They come after it, so that nothing waits that need not."""
    own = block_of(3)
    months = ("2013-11", "2014-02", "2014-05")
    pairs = zip(own.counts.tallies, months, strict=True)
    tallies = tuple(replace(tally, month=month) for tally, month in pairs)
    own = replace(own, counts=replace(own.counts, tallies=tallies))
    search = NewBlocks(None, own.counts, ())
    ways = list(search._ways(own))
    seen = []

    def in_vain(_, way):
        seen.append(ways.index(way))
        search.work.spend(costs[seen[-1]])
        return []

    monkeypatch.setattr(NewBlocks, "_made", in_vain)
    assert search.of(own) == []
    assert seen == tried
