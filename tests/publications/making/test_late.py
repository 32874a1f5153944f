"""What is entered after a publication: late sessions count, whatever was corrected besides."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from dashboard.database import reading, writing
from dashboard.domain.publications.differences import CellPlace, cells_of
from dashboard.domain.publications.publication import CellRevision, WaitingSessions, read
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.records import VenueRecord
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.publications.archive.reading import latest, numbered
from dashboard.publications.making import refusals as no
from dashboard.publications.making.chain import Told, told_by_all
from dashboard.publications.making.overview import look
from dashboard.publications.making.press import Press
from dashboard.publications.making.proofs import blocks_of, blocks_text
from dashboard.publications.making.proving import proved
from dashboard.publications.making.verifying import faults
from dashboard.publications.pages.tables import csv_table
from dashboard.publications.protecting.ranges.drafting import telling
from dashboard.publications.protecting.ranges.needs.changes import Withheld
from dashboard.publications.protecting.ranges.told.again import sorted_out
from dashboard.queries.publications import entered
from dashboard.queries.publications.publications import (
    draft_of,
    exact_of,
    exact_text,
    open_draft,
)
from dashboard.queries.sessions.records import records
from dashboard.sentences.publications.counted_sessions import about_sessions
from dashboard.tables import OutreachSession, PublicationDraft
from dashboard.writes import sessions, venues
from dashboard.writes.changes import Changes
from dashboard.writes.service import changing
from layouts.publications import draft as layout
from tests.layouts.tree import words
from tests.publications.making.conftest import TODAY

SECRET = "a" * 40
SUMMER, FALL, WINTER = date(2015, 7, 1), date(2015, 10, 1), date(2016, 1, 2)
EVERYONE = CellPlace("project", (), ())


def of_spring(number, day=date(2015, 5, 4), **changes):
    found = SessionRecord(
        f"N{number}",
        day,
        "delivered",
        "youth_workshop",
        "en",
        "HS-01",
        total=90,
        attendance={"12-14": 30, "15-17": 40, "26-plus": 20},
    )
    return replace(found, **changes)


SPRING = [of_spring(n) for n in range(4)]


def save(engine, *new, **changed):
    """Write new sessions, and change some, as people do: with a log; ``None`` deletes one."""
    with changing(engine, "ana") as writer:
        found = records(writer.connection, OutreachSession.reference.in_(changed)).values()
        pairs = [(one, changed[one.reference]) for one in found]
        changes = Changes(
            added=tuple(new),
            changed=tuple((one, replace(one, **after)) for one, after in pairs if after),
            removed=tuple(one for one, after in pairs if after is None),
        )
        writer.save("sessions", sessions, changes)


CANCELLED = {"status": "cancelled", "total": 0, "attendance": {}}
LESS = {"total": 59, "attendance": {"12-14": 22, "15-17": 25, "26-plus": 12}}


@pytest.mark.parametrize("change", [LESS, {"date": date(2014, 11, 3)}], ids=["less", "month"])
def test_what_is_late_joins_the_next_though_something_told_was_corrected(publish, ready, change):
    """One session of the same month and kind is late, and hides in the sums that one is lower."""
    publish()
    before = published(ready)
    late = of_spring(8, date(2015, 2, 16), attendance={"15-17": 30}, total=30)
    save(ready, *SPRING, late, S19=change)
    publish(today=SUMMER)
    found = published(ready)
    assert found.late == 1
    assert found.outdated
    assert found.revised == ()
    assert everyone(found) == everyone(before) + 4 * 90 + 30
    with reading(ready) as connection:
        assert faults(connection) == ()
        assert [one.key for one in told_by_all(connection).waiting] == ["S19"]


@pytest.mark.parametrize("change", [CANCELLED, None], ids=["cancelled", "deleted"])
def test_what_was_cancelled_is_taken_out_and_marked(publish, ready, change):
    publish()
    before = published(ready)
    save(ready, *SPRING, S19=change)
    publish(today=SUMMER)
    found = published(ready)
    assert (found.late, found.outdated) == (0, False)
    assert everyone(found) == everyone(before) + 4 * 90 - 75
    assert CellRevision("project", (), ()) in found.revised
    assert ",r," in csv_table(found, Locale.EN).decode()
    assert CellRevision("2015-16", (), ()) not in found.revised
    assert sum(one.sessions for one in found.sessions) == 24 + 4 - 1
    with reading(ready) as connection:
        assert faults(connection) == ()


def test_whoever_approves_is_told_how_many_figures_are_revised(press, publish, ready):
    publish()
    save(ready, S19={"language": "bilingual"})
    press().draft()
    found = look(ready)
    revised = len(found.waiting.publication.revised)
    bo = SimpleNamespace(reader=Reader("bo", Role.COMMITTEE), open_items=None)
    page = words(layout.draft(found, bo, Locale.EN))
    assert revised > 1
    assert f"{revised} figures are revised (r): they include corrections" in page


def test_what_was_moved_changes_what_it_leaves_and_joins_alone(publish, ready):
    """Also without any new session, and each session once more with the next quarter."""
    publish()
    before = published(ready)
    save(ready, S19={"language": "bilingual"})
    publish()
    found = published(ready)
    assert (found.outdated, everyone(found)) == (False, everyone(before))
    old, new = cells_of(before.tables), cells_of(found.tables)
    marked = {(one.period, one.by, one.codes) for one in found.revised}
    for place, cell in new.items():
        is_marked = (place.period, place.by, place.codes) in marked
        by_language = bool({"fr", "bilingual"} & set(place.codes))
        there = not (OTHERS & set(place.codes)) and place.period in NEAR
        assert is_marked == (by_language and there), place
        if not is_marked:
            assert cell == old[place]
    save(ready, *SPRING, S16=CANCELLED)
    publish(today=SUMMER)
    assert everyone(published(ready)) == everyone(before) + 4 * 90 - 72
    with reading(ready) as connection:
        assert faults(connection) == ()


OTHERS = {"shelter+group_home", "youth_organization", "information_forum", "discussion"}
NEAR = ("project", "2014-15", "2014-15-q4", "2015-02")


def test_a_correction_that_is_not_said_or_proved_is_found(publish, ready):
    publish()
    save(ready, *SPRING, S19=CANCELLED)
    publish(today=SUMMER)
    with reading(ready) as connection:
        told = Told()
        for number in (1, 2):
            publication, draft = published(ready, number), draft_of(connection, number)
            before, told = told, proved(told, publication, draft)
    assert told is not None
    silent = replace(publication, revised=publication.revised[1:])
    assert proved(before, silent, draft) is None
    for damage in (
        {"witnesses": ()},
        {"given": ()},
        {"tallies": ()},
        {"taken_from": 7},
    ):
        part, *others = blocks_of(draft.proofs)
        wrong = blocks_text([replace(part, **damage), *others])
        assert proved(before, publication, replace(draft, proofs=wrong)) is None, damage


def test_a_correction_without_a_proof_is_passed_over_whatever_was_drafted(ready, monkeypatch):
    """What was published says what has none. A draft that nobody approved changes nothing."""
    tried = []

    def in_vain(taking, *_, **__):
        tried.append(taking)
        raise ValueError

    def press(author, today):
        return Press(ready, author, today, 10, secret=SECRET)  # drafts with one are not kept

    def publish(today):
        draft = press("ana", today).draft().draft
        press("bo", today).approve(draft.id, draft.digest)

    publish(TODAY)
    save(ready, S19=CANCELLED)
    monkeypatch.setattr(telling, "take", in_vain)
    drafts = [_kept(ready, press("ana", SUMMER).draft().draft) for _ in range(2)]
    assert len(tried) == 2
    assert drafts[0] == drafts[1]
    publish(SUMMER)
    [one] = drafts[0].in_vain
    assert one == replace(one, passed=0)
    with reading(ready) as connection:
        assert told_by_all(connection).in_vain == (one,)
    tried.clear()
    for _ in range(2):
        draft = _kept(ready, press("ana", FALL).draft().draft)
        assert draft.in_vain == (replace(one, passed=1),)
    publish(FALL)
    with reading(ready) as connection:
        assert faults(connection) == ()
        assert [each.key for each in told_by_all(connection).waiting] == ["S19"]
    assert not tried


def _kept(engine, record):
    """What is kept of the draft that waits, however much was written in the log by then."""
    with reading(engine) as connection:
        draft = open_draft(connection)
    assert draft.record == record
    return replace(exact_of(draft.exact), entry=None)


def test_a_session_is_counted_once_whatever_becomes_of_it(publish, ready):
    """It is corrected, cancelled, and held after all; another one is planned, and held later."""
    planned = of_spring(8, date(2015, 3, 9), **CANCELLED | {"status": "planned"})
    save(ready, planned)
    publish()
    before = everyone(published(ready))
    save(ready, *SPRING, S19=LESS)
    publish(today=SUMMER)
    save(ready, S19=CANCELLED)
    came = {"status": "delivered", "total": 57, "attendance": {"12-14": 20, "15-17": 37}}
    save(ready, *[of_spring(n, date(2015, 8, 4)) for n in range(9, 12)], S19=came, N8=came)
    publish(today=FALL)
    found = published(ready)
    assert (found.late, found.outdated) == (1, True)  # it came back with other people
    assert everyone(found) == before + 4 * 90 + 3 * 90 + 57
    with reading(ready) as connection:
        assert faults(connection) == ()


def test_a_correction_that_is_taken_back_is_none(publish, ready):
    publish()
    save(ready, *SPRING, S19=LESS)
    publish(today=SUMMER)
    found = published(ready)
    assert (found.outdated, found.waiting) == (True, WaitingSessions(other=1))
    told = [line.say(Locale.EN) for line in about_sessions(found)]
    never = (  # no later publication tells it, so none is promised
        "1 published session has since been corrected: its number of people, or its month. Its "
        "figures stay as they were first published."
    )
    assert told == [never]
    save(ready, S19={"total": 75, "attendance": {"12-14": 38, "15-17": 25, "26-plus": 12}})
    publish(today=FALL)
    found = published(ready)
    assert (found.outdated, found.waiting) == (False, None)


SAME = {"12-14": 38, "15-17": 25, "26-plus": 12}
CAME = {"status": "delivered", "total": 75, "attendance": SAME}


def test_what_was_taken_out_and_is_held_after_all_is_not_protected_a_second_time(publish, ready):
    """Readers take it for the same session. What was told at first holds again, and for good."""
    publish()
    save(ready, *SPRING, S19=CANCELLED)
    publish(today=SUMMER)
    save(ready, *[of_spring(n, date(2015, 8, 4)) for n in range(9, 12)], S19=CAME)
    publish(today=FALL)
    with reading(ready) as connection:
        *_, last = told_by_all(connection).chain.blocks
        assert faults(connection) == ()
    assert {tally.month for tally in last.block.counts.tallies} == {"2015-08"}
    found, first = published(ready), cells_of(published(ready, 1).tables)
    assert (found.returned, found.waiting, found.outdated, found.late) == (1, None, False, 0)
    assert everyone(found) == first[EVERYONE].value + 7 * 90
    assert CellRevision("2014-15", (), ()) in found.revised
    now = cells_of(found.tables)
    assert all(now[place] == cell for place, cell in first.items() if place.period == "2015-02")
    save(ready, S19=CANCELLED)
    publish(today=WINTER)
    assert published(ready).waiting == WaitingSessions(closed=1)
    said = "Its figures stay as they were before the correction."
    assert said in about_sessions(published(ready))[-1].say(Locale.EN)
    assert everyone(published(ready)) == everyone(found)


@pytest.mark.parametrize("reference", ["S19", "N30"])
def test_what_comes_back_with_other_people_or_reference_waits_for_good(publish, ready, reference):
    publish()
    before = of_reference(ready, "S19")
    save(ready, *SPRING, S19=None)
    publish(today=SUMMER)
    told = everyone(published(ready))
    other = {"reference": reference} | (LESS if reference == "S19" else {})
    save(ready, replace(before, **other), *[of_spring(n, date(2015, 8, 4)) for n in range(9, 12)])
    for today, more in ((FALL, 3), (WINTER, 3)):
        publish(today=today)
        found = published(ready)
        assert (found.waiting, found.returned) == (WaitingSessions(again=1), 0)
        assert everyone(found) == told + more * 90
    assert "not counted a second time" in about_sessions(found)[0].say(Locale.EN)
    with reading(ready) as connection:
        assert faults(connection) == ()


def test_what_is_entered_again_under_another_reference_at_once_is_no_correction(publish, ready):
    publish()
    again = replace(of_reference(ready, "S19"), reference="N30")
    save(ready, again, *SPRING, S19=None)
    publish(today=SUMMER)
    found = published(ready)
    assert (found.late, found.outdated, found.waiting, found.revised) == (0, False, None, ())
    assert everyone(found) == everyone(published(ready, 1)) + 4 * 90


@pytest.mark.parametrize("wrong", ["forgotten", "counted", "hidden"])
def test_a_making_that_counts_someone_again_is_refused(publish, press, ready, monkeypatch, wrong):
    """Whatever it says of that: nothing, the session itself, or less than the block has."""
    publish()
    save(ready, *SPRING, S19=CANCELLED)
    publish(today=SUMMER)
    save(ready, *[of_spring(n, date(2015, 8, 4)) for n in range(9, 12)], S19=CAME)

    def miscounted(frozen, now, out, until):
        found = sorted_out(frozen, now, out, until)
        fresh = (*found.fresh, *found.withheld.sessions)
        kept = Withheld() if wrong == "forgotten" else Withheld((), found.withheld.out)
        return replace(found, fresh=fresh, withheld=kept)

    monkeypatch.setattr(entered, "sorted_out", miscounted)
    draft = press(today=FALL).draft().draft
    if wrong == "hidden":
        with writing(ready) as connection:
            kept = exact_of(open_draft(connection).exact)
            text = exact_text(replace(kept, beside=())).decode()
            mine = PublicationDraft.id == draft.id
            connection.execute(update(PublicationDraft).where(mine).values(exact=text))
    seen = press("bo", FALL).approve(draft.id, draft.digest)
    assert seen.refusals == (no.unprotected(),)


def test_who_was_taken_out_is_read_from_the_log_where_it_was_not_kept(publish, ready):
    """Publications that were made before this rule are verified as they are."""
    publish()
    save(ready, *SPRING, S19=CANCELLED)
    publish(today=SUMMER)
    with writing(ready) as connection:
        for number in (1, 2):
            kept = exact_of(draft_of(connection, number).exact)
            text = exact_text(replace(kept, out=None)).decode()
            mine = PublicationDraft.number == number
            connection.execute(update(PublicationDraft).where(mine).values(exact=text))
    told = everyone(published(ready))
    save(ready, *[of_spring(n, date(2015, 8, 4)) for n in range(9, 12)], S19=CAME)
    publish(today=FALL)
    assert published(ready).waiting == WaitingSessions(again=1)
    assert everyone(published(ready)) == told + 3 * 90
    with reading(ready) as connection:
        assert faults(connection) == ()


def of_youth(number, day):
    """A session at another venue, whose type was entered wrongly."""
    return of_spring(number, day, venue="YO-01", kind="discussion")


def retype(engine, code, venue_type):
    with changing(engine, "ana") as writer:
        found = venues.existing(writer.connection, [VenueRecord(code, "")])[code]
        changes = Changes(changed=((found, replace(found, venue_type=venue_type)),))
        writer.save("venues", venues, changes)


def test_what_is_late_is_told_though_a_venue_got_another_type(publish, ready):
    """Sessions told of such venues are moved ones, whatever was done to some of them besides."""
    weeks = [date(2014, 11, 3) + timedelta(weeks=n) for n in range(9)]
    save(ready, *[of_youth(20 + n, day) for n, day in enumerate(weeks)])
    publish()
    before = published(ready)
    retype(ready, "YO-01", "high_school")
    retype(ready, "SH-01", "youth_organization")
    late = of_spring(8, date(2015, 2, 16), attendance={"15-17": 30}, total=30)
    save(ready, *SPRING, late, N20=CANCELLED)
    publish(today=SUMMER)
    found = published(ready)
    assert (found.late, found.outdated, found.waiting) == (1, False, None)
    assert everyone(found) == everyone(before) + 4 * 90 + 30 - 90
    assert CellRevision("project", ("venue_type",), ("youth_organization",)) in found.revised
    told = Counter[str]()
    for one in found.sessions:
        told[one.venue_type] += one.sessions
    assert told == {"youth_organization": 4, "high_school": 20 + 9 - 1 + 5}
    with reading(ready) as connection:
        assert faults(connection) == ()


def of_reference(engine, reference):
    with reading(engine) as connection:
        [found] = records(connection, OutreachSession.reference == reference).values()
    return found


def published(engine, number=None):
    with reading(engine) as connection:
        found = latest(connection)
        return read(found.content if number is None else numbered(connection, number).content)


def everyone(publication):
    return cells_of(publication.tables)[EVERYONE].value
