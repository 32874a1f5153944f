"""Two people at once: nobody overwrites what they have not seen, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from dashboard.database import reading
from dashboard.desk import Desk
from dashboard.queries.sessions.records import stored
from dashboard.queries.shared.trail import history
from tests.desk.conftest import TODAY
from tests.support import patience
from tests.support.files import session

PEOPLE = ("Ana", "Bo", "Cy", "Di")
TURNS = 5


def at_once(engine, deed):
    """What came of the deed of each person's desk, all begun at the same moment."""
    barrier = Barrier(len(PEOPLE))

    def one(person):
        desk = Desk(engine, person, TODAY)
        barrier.wait(patience.SECONDS)
        return deed(desk, person)

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        return list(pool.map(one, PEOPLE))


def entries(engine):
    with reading(engine) as connection:
        return history(connection, "sessions", "S-1")


def test_of_several_edits_of_one_version_one_is_saved_and_the_others_are_told(ready, desk, look):
    desk.log(session())
    for turn in range(1, TURNS + 1):
        outcomes = at_once(
            ready,
            lambda desk, who, turn=turn: desk.edit("S-1", turn, session(note=f"{who} {turn}")),
        )
        saved = [outcome.saved[0] for outcome in outcomes if outcome.done]
        assert saved == [look()]
        assert saved[0].version == turn + 1
        told = [outcome.conflicts[0].stored for outcome in outcomes if outcome.conflicts]
        assert told == saved * (len(PEOPLE) - 1)
    assert len(entries(ready)) == TURNS + 1


def test_who_looks_again_after_each_conflict_loses_no_change(ready, desk, look):
    desk.log(session(total="0"))

    def add_one(desk, who):
        for turn in range(TURNS):
            done = False
            while not done:
                seen = look()
                cells = session(total=str(seen.record.total + 1), note=f"{who} {turn}")
                done = desk.edit("S-1", seen.version, cells).done

    at_once(ready, add_one)
    assert look().record.total == len(PEOPLE) * TURNS
    assert len(entries(ready)) == look().version == len(PEOPLE) * TURNS + 1


def test_one_session_sent_by_many_is_logged_once(ready, look):
    outcomes = at_once(ready, lambda desk, _: desk.log(session()))
    assert [outcome.saved for outcome in outcomes] == [(look(),)] * len(PEOPLE)
    assert len(entries(ready)) == 1


def test_different_sessions_under_one_reference_are_one_and_conflicts(ready, look):
    outcomes = at_once(ready, lambda desk, who: desk.log(session(note=who)))
    assert sorted(outcome.done for outcome in outcomes) == [False, False, False, True]
    assert all(o.conflicts[0].stored == look() for o in outcomes if not o.done)


def test_an_import_is_undone_or_edited_and_never_both(ready, bring):
    references = [f"S-{n}" for n in range(1, 31)]
    bring(*(session(reference=reference) for reference in references))

    def deed(desk, who):
        if who == "Ana":
            return desk.undo_import(1)
        return desk.edit("S-30", 1, session(reference="S-30", note=who))

    undone, *edited = at_once(ready, deed)
    with reading(ready) as connection:
        left = stored(connection, references)
    if undone.done:
        assert left == {}
        assert all(outcome.conflicts[0].stored is None for outcome in edited)
    else:
        assert len(left) == len(references)
        assert [fault.value for fault in undone.faults] == ["S-30"]
        assert sum(outcome.done for outcome in edited) == 1


def test_venues_added_at_once_get_codes_of_their_own(ready):
    outcomes = at_once(ready, lambda desk, _: desk.add_venue("shelter", "", "", ""))
    codes = sorted(outcome.venue.code for outcome in outcomes)
    assert codes == ["SH-03", "SH-04", "SH-05", "SH-06"]
