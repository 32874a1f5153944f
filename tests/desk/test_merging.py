"""Two venues made one, and taken back: sessions, tallies, files, links and history."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, insert, select

from dashboard.database import open_engine, reading, writing
from dashboard.desk import Desk, merging
from dashboard.desk.reference import ReferenceDesk, ReferenceOutcome
from dashboard.domain.reference.kinds import kind_of
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import parse
from dashboard.domain.shared.history import steps
from dashboard.i18n import Locale
from dashboard.queries.integrity import discrepancies
from dashboard.queries.sessions.records import state_of
from dashboard.queries.shared.trail import history
from dashboard.queries.shared.vocabulary import merged, vocabulary
from dashboard.tables import OutreachSession, Venue, VenueAlias
from dashboard.writes import findings as kept
from dashboard.writes import service
from tests.desk.conftest import TODAY, is_sound
from tests.queries.worlds import VENUES, a_session, store
from tests.support.files import as_rows, session, write
from tests.support.importing import import_file

SHELTERS = ("SH-01", "SH-02", "SH-03", "SH-04")


@pytest.fixture
def admin(ready: Engine) -> ReferenceDesk:
    return ReferenceDesk(ready, "Ada", TODAY)


@pytest.fixture
def merge(admin: ReferenceDesk) -> Callable[..., ReferenceOutcome]:
    """Merge one venue into another, both just read."""

    def merge(code: str, into: str, *, knowing: bool = True) -> ReferenceOutcome:
        versions = {one.record.key: one.version for one in admin.all(kind_of("venues"))}
        seen = {name: versions.get(name, "0" * 16) for name in (code, into)}
        return admin.merge(code, into, seen, knowing=knowing)

    return merge


def at(engine: Engine) -> dict[str, str]:
    """The venue of each session."""
    with reading(engine) as connection:
        return dict(
            connection.execute(
                select(OutreachSession.reference, Venue.code).join(
                    Venue, OutreachSession.venue_id == Venue.id
                )
            ).all()
        )


def codes(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return sorted(connection.scalars(select(Venue.code)))


def told(outcome: ReferenceOutcome) -> list[str]:
    return [fault.problem.say(Locale.EN) for fault in outcome.faults]


def test_it_is_told_before_and_done_only_knowingly(merge, bring, ready):
    bring(session(reference="S-1", venue="SH-01"))
    asked = merge("SH-01", "SH-02", knowing=False)
    (warning,) = asked.warnings
    assert warning.say(Locale.EN) == (
        "1 session moves from SH-01 to SH-02. SH-01 disappears from the lists; files "
        "that name it lead to SH-02. You can undo the merge."
    )
    assert at(ready) == {"S-1": "SH-01"}


def test_sessions_move_and_each_says_so_in_its_history(merge, bring, ready):
    bring(session(reference="S-1", venue="SH-01"), session(reference="S-2", venue="SH-02"))
    assert merge("SH-01", "SH-02").done
    assert merge("SH-01", "SH-02").done  # pressed twice
    assert at(ready) == {"S-1": "SH-02", "S-2": "SH-02"}
    assert "SH-01" not in codes(ready)
    with reading(ready) as connection:
        latest, _ = steps(history(connection, "sessions", "S-1"))
        assert state_of(connection, "S-1").version == 2
        (gone,) = history(connection, "venues", "SH-01")
    assert latest.author == "Ada"
    assert [(d.column, d.before, d.after) for d in latest.differences] == [
        ("venue", "SH-01", "SH-02")
    ]
    assert gone.after is None


def test_files_links_and_drafts_that_name_the_old_code_mean_the_kept_venue(
    merge, bring, ready, tmp_path
):
    merge("SH-01", "SH-02")
    bring(session(reference="S-1", venue="SH-01"), session(reference="S-2", venue="sh 01"))
    Desk(ready, "Ana", TODAY).log(session(reference="S-3", venue="SH-01"))
    assert set(at(ready).values()) == {"SH-02"}
    with reading(ready) as connection:
        filters, problems = parse("venue=SH-01", vocabulary(connection), Audience.COORDINATOR)
    assert (filters.venue, problems) == (("SH-02",), ())
    path = write(tmp_path / "v.csv", [("code", "venue type"), ("SH-01", "shelter")])
    report = import_file(ready, "venues", path, today=TODAY, author="Bo")
    assert [fault.problem.say(Locale.EN) for fault in report.faults] == [
        "This venue was merged into SH-02"
    ]


def test_a_file_of_before_the_merge_changes_nothing_afterwards(merge, bring, ready, tmp_path):
    rows = (session(reference="S-1", venue="SH-01"), session(reference="S-2", venue="SH-02"))
    bring(*rows)
    merge("SH-01", "SH-02")
    path = write(tmp_path / "again.csv", as_rows(*rows))
    assert import_file(ready, "sessions", path, today=TODAY, author="Bo").unchanged == 2


@pytest.mark.parametrize(
    ("code", "into", "reason"),
    [
        ("SH-01", "HS-01", "The two venues are of different types, so they are two places"),
        ("SH-01", "SH-01", "A venue cannot be merged into itself"),
        ("SH-01", "SH-99", "There is no such venue"),
        ("SH-99", "SH-01", "There is no such venue"),
    ],
)
def test_what_is_not_one_place_is_refused(merge, ready, code, into, reason):
    assert told(merge(code, into)) == [reason]
    assert codes(ready) == sorted(VENUES)


def test_a_venue_that_changed_meanwhile_is_a_conflict(admin, ready):
    versions = {one.record.key: one.version for one in admin.all(kind_of("venues"))}
    names = {"venue_type": "high_school", "label_en": "Maple", "label_fr": "Érable", "area": ""}
    admin.edit(kind_of("venues"), "HS-01", versions["HS-01"], names)
    seen = {code: versions[code] for code in ("HS-01", "HS-02")}
    outcome = admin.merge("HS-02", "HS-01", seen, knowing=True)
    assert [clash.key for clash in outcome.conflicts] == ["HS-01"]
    assert "HS-02" in codes(ready)


def test_a_venue_that_others_were_merged_into_stays(merge, admin):
    merge("SH-01", "SH-02")
    kept = next(one for one in admin.all(kind_of("venues")) if one.record.key == "SH-02")
    assert told(admin.remove(kind_of("venues"), "SH-02", kept.version)) == [
        "1 venue was merged into it"
    ]


def test_the_code_of_a_merged_venue_is_not_given_again(merge, admin):
    merge("SH-02", "SH-01")
    assert admin.add(kind_of("venues"), {"venue_type": "shelter"}).key == "SH-03"


def test_undoing_brings_back_the_venue_and_what_went_along_and_stayed(merge, admin, bring, ready):
    bring(*(session(reference=f"S-{n}", venue="SH-01") for n in range(1, 4)))
    bring(session(reference="K-1", venue="SH-02"))
    merge("SH-01", "SH-02")
    desk = Desk(ready, "Ana", TODAY)
    desk.edit("S-2", 2, session(reference="S-2", venue="HS-01"))
    desk.edit("S-3", 2, session(reference="S-3", venue="SH-02", total="99"))
    desk.log(session(reference="L-1", venue="SH-01"))
    asked = admin.unmerge("SH-01")
    assert asked.warnings[0].say(Locale.EN) == (
        "2 sessions return from SH-02 to SH-01. Sessions logged or moved since the merge stay "
        "where they are."
    )
    assert admin.unmerge("SH-01", knowing=True).done
    assert admin.unmerge("SH-01", knowing=True).done
    assert at(ready) == {
        "S-1": "SH-01",
        "S-2": "HS-01",
        "S-3": "SH-01",
        "K-1": "SH-02",
        "L-1": "SH-02",
    }
    with reading(ready) as connection:
        assert state_of(connection, "S-3").record.total == 99
        assert merged(connection) == {}


def test_merges_that_follow_one_another_are_undone_in_any_order(merge, admin, bring, ready):
    bring(session(reference="S-1", venue="SH-01"), session(reference="S-2", venue="SH-02"))
    admin.add(kind_of("venues"), {"venue_type": "shelter"})
    merge("SH-01", "SH-02")
    merge("SH-02", "SH-03")
    with reading(ready) as connection:
        assert merged(connection) == {"SH-01": "SH-03", "SH-02": "SH-03"}
    assert admin.unmerge("SH-01", knowing=True).done
    assert at(ready) == {"S-1": "SH-01", "S-2": "SH-03"}
    assert admin.unmerge("SH-02", knowing=True).done
    assert at(ready) == {"S-1": "SH-01", "S-2": "SH-02"}


def test_the_check_of_the_data_finds_a_code_that_leads_nowhere(sqlite_engine):
    with writing(sqlite_engine) as connection:
        connection.execute(insert(VenueAlias).values(code="A", venue="B", moved=0))
    with reading(sqlite_engine) as connection:
        (found,) = discrepancies(connection)
    assert found.say(Locale.EN) == "1 code of a merged venue leads nowhere: A"


def test_codes_that_lead_back_to_themselves_end_and_are_found(sqlite_engine):
    loops = {"A": "A", "B": "C", "C": "D", "D": "C"}
    with writing(sqlite_engine) as connection:
        rows = [{"code": code, "venue": venue, "moved": 0} for code, venue in loops.items()]
        connection.execute(insert(VenueAlias), rows)
    with reading(sqlite_engine) as connection:
        assert merged(connection).keys() == loops.keys()
        (found,) = discrepancies(connection)
    assert found.say(Locale.EN) == "4 codes of merged venues lead nowhere: A, B, C, D"


def test_what_was_never_merged_cannot_be_undone(admin):
    assert told(admin.unmerge("SH-99", knowing=True)) == ["No venue with this code was merged"]


def test_a_session_is_restored_at_the_venue_that_stands_for_its_own(merge, bring, ready):
    bring(session(reference="S-1", venue="SH-01"))
    bring(session(reference="S-1", venue="HS-01"))
    merge("SH-01", "SH-02")
    with reading(ready) as connection:
        changed, _ = history(connection, "sessions", "S-1")
    assert Desk(ready, "Ada", TODAY).restore(changed.id, 2).done
    assert at(ready) == {"S-1": "SH-02"}


def test_an_import_is_undone_to_the_venue_that_stands_for_the_old_one(merge, bring, ready):
    bring(session(reference="S-1", venue="SH-01"))
    bring(session(reference="S-1", venue="HS-01"))
    merge("SH-01", "SH-02")
    with reading(ready) as connection:
        changed, _ = history(connection, "sessions", "S-1")
    assert Desk(ready, "Ana", TODAY).undo_import(changed.import_id).done
    assert at(ready) == {"S-1": "SH-02"}


@pytest.fixture
def statements(ready: Engine) -> Iterator[list[str]]:
    """What the database is told, as it is told."""
    told: list[str] = []

    def hear(_conn, _cursor, statement, _parameters, _context, _many):
        told.append(statement)

    event.listen(ready, "before_cursor_execute", hear)
    yield told
    event.remove(ready, "before_cursor_execute", hear)


@pytest.fixture(params=[0, 1000])
def few(request, monkeypatch):
    """Sessions are many from one on, or never."""
    monkeypatch.setattr(service, "FEW", request.param)


@pytest.mark.usefixtures("few")
def test_many_sessions_move_in_as_few_statements_as_one(merge, admin, bring, ready, statements):
    """Who came stays as it is, and of the tallies only those of venues are counted anew.

    They are counted month by month, so all of these sessions are of one month. None has anything
    to fix: a mark is looked for only where something was found.
    """

    def told(*work: Callable[[], ReferenceOutcome]) -> list[int]:
        numbers = []
        for each in work:
            statements.clear()
            assert each().done
            numbers.append(len(statements))
        return numbers

    def there_and_back() -> list[int]:
        return told(lambda: merge("SH-01", "SH-02"), lambda: admin.unmerge("SH-01", knowing=True))

    there = {"venue": "SH-01", "facilitators": "F-1"}
    bring(session(reference="S-1", **there))
    of_one = there_and_back()
    days = [date(2015, 3, 1) + timedelta(n) for n in range(24)]
    bring(*(session(reference=f"M-{d}", date=d.isoformat(), **there) for d in days))
    assert there_and_back() == of_one
    assert [one for one in statements if "attendance" in one and "SELECT" not in one] == []


def test_sessions_move_day_by_day_so_that_each_place_is_looked_at_once(merge, bring, monkeypatch):
    """In batches by their ids, a day would come back in every batch."""
    days = [date(2015, 3, 1 + n % 3) for n in range(6)]
    bring(
        *(
            session(reference=f"M-{n}", venue="SH-01", date=day.isoformat())
            for n, day in enumerate(days)
        )
    )
    looked_at = []
    places_at = kept.places_at

    def told(connection, spots):
        looked_at.extend(spots)
        return places_at(connection, spots)

    monkeypatch.setattr(merging, "SESSIONS_AT_ONCE", 2)
    monkeypatch.setattr(kept, "places_at", told)
    assert merge("SH-01", "SH-02").done
    assert len(looked_at) == len(set(looked_at)) == 6  # three days, before and after


STEPS = st.lists(
    st.tuples(st.sampled_from(("merge", "unmerge")), *(st.sampled_from(SHELTERS),) * 2),
    max_size=8,
)
MOVABLE = st.lists(st.sampled_from(SHELTERS[:2]), max_size=6)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=MOVABLE, actions=STEPS)
def test_any_merges_and_undoings_keep_every_session_and_every_tally(
    sqlite_template, tmp_path_factory, where, actions
):
    """Against a plain reading: where each session was born, and what its venue stands for now."""
    path = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("m") / "impact.db")
    engine = open_engine(f"sqlite:///{path}")
    try:
        with writing(engine) as connection:
            sessions = [
                a_session(venue=v, attendance={"15-17": 3}, facilitators={*("F1", "F2")[: n % 3]})
                for n, v in enumerate(where)
            ]
            store(connection, sessions)
        admin = ReferenceDesk(engine, "Ada", TODAY)
        for _ in range(2):
            admin.add(kind_of("venues"), {"venue_type": "shelter"})
        born, into = at(engine), {}
        for action, code, other in actions:
            if action == "merge":
                held = {h.record.key: h.version for h in admin.all(kind_of("venues"))}
                seen = {name: held.get(name, "0" * 16) for name in {code, other}}
                outcome = admin.merge(code, other, seen, knowing=True)
                possible = code != other and code not in into and other not in into
                if possible:
                    into[code] = other
                assert outcome.done is (possible or resolve(into, code) == other != code)
            else:
                admin.unmerge(code, knowing=True)
                into.pop(code, None)
        assert at(engine) == {ref: resolve(into, venue) for ref, venue in born.items()}
        assert is_sound(engine)
    finally:
        engine.dispose()


def resolve(into: dict[str, str], code: str) -> str:
    while code in into:
        code = into[code]
    return code
