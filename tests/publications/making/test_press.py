"""Drafts, approvals and withdrawals: who may, what is refused, and that it is logged."""

from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest
from sqlalchemy import delete, insert, select, update

from dashboard.access import accounts
from dashboard.database import reading, writing
from dashboard.domain.publications.differences import CellPlace, cells_of
from dashboard.domain.publications.protected import CellMark
from dashboard.domain.publications.publication import BilingualText, canonical, digest, read
from dashboard.domain.publications.publishing import DraftState, Waiting
from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.domain.shared.roles import ROLES, Right, Role
from dashboard.i18n import Locale
from dashboard.publications.archive.reading import latest, listing, numbered
from dashboard.publications.archive.tables import PublicationRow
from dashboard.publications.making import press as module
from dashboard.publications.making.approvable import is_alone
from dashboard.publications.making.chain import told_by_all
from dashboard.publications.making.core import UnsafeError
from dashboard.publications.making.overview import look
from dashboard.publications.making.press import Press
from dashboard.publications.making.proofs import blocks_text
from dashboard.publications.making.verifying import faults
from dashboard.publications.protecting.ranges.needs.few import MOST_OF_A_TABLE
from dashboard.publications.protecting.ranges.told import adding
from dashboard.queries.shared.state import state
from dashboard.queries.shared.trail import history, tampering
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import AgeGroup, OutreachSession, PublicationDraft, Venue, VenueType
from dashboard.writes import derived
from dashboard.writes.state import bump_version
from tests.publications.making.conftest import TODAY
from tests.queries.worlds import a_session, refresh_days, store_sessions
from tests.support.joint.then import as_then

LAST = date(2015, 2, 16)
NOTE = BilingualText("Figures of the winter", "Chiffres de l’hiver")


def problem(done) -> str:
    (refusal,) = done.refusals
    return refusal.problem.say(Locale.EN)


def add_session(engine, day=LAST, count=30, first_id=900):
    with writing(engine) as connection:
        store_sessions(connection, [a_session(day, attendance={"15-17": count})], first_id)
        refresh_days(connection, [day])


def test_a_draft_is_approved_and_comes_out_as_it_was_seen(ready, press):
    draft = press().draft(note=NOTE).draft
    seen = read(_content(ready, draft.id))
    tomorrow = TODAY + timedelta(days=1)
    done = press("bo", tomorrow).approve(draft.id, draft.digest)
    assert (done.number, done.alone) == (1, False)
    with reading(ready) as connection:
        found = latest(connection)
        assert tampering(connection) is None
    assert read(found.content) == replace(seen, published_on=tomorrow)
    assert found.sha256 == digest(found.content)
    assert (found.number, found.published_on, found.data_as_of) == (1, tomorrow, TODAY)
    assert seen.note == NOTE


def test_a_publication_tells_what_the_sessions_say(publish, ready):
    publish()
    with reading(ready) as connection:
        found = read(latest(connection).content)
    assert sum(one.sessions for one in found.sessions) == 24
    assert found.reached == ("12-14", "15-17", "18-21")
    assert (found.target.value, found.target.due) == (2000, date(2016, 3, 31))
    assert [(one.language, one.people) for one in found.trained] == [("en", 1), ("fr", 1)]
    total = next(t for t in found.tables if (t.period, t.by) == ("project", ()))
    assert total.cells[0].value in (None, 20 * 20 + 190 + 20 * 37 + 4 * 7)


def test_a_day_that_came_before_is_told_as_it_was_then(publish, ready):
    publish(as_of=date(2014, 12, 31))
    with reading(ready) as connection:
        found = read(latest(connection).content)
    assert found.data_as_of == date(2014, 12, 31)
    assert max(one.month for one in found.sessions) == "2014-12"


def test_who_prepared_it_does_not_approve_it(press, ready):
    draft = press("ana").draft().draft
    assert "someone else" in problem(press("ana").approve(draft.id, draft.digest))
    assert _numbers(ready) == []


def test_where_there_is_only_one_person_they_approve_and_that_is_said(press, ready):
    with writing(ready) as connection:
        for name in ("bo", "root"):
            account = accounts.by_name(connection, name)
            accounts.set_active(connection, account.id, active=False)
    draft = press("ana").draft().draft
    done = press("ana").approve(draft.id, draft.digest)
    assert (done.number, done.alone) == (1, True)


def test_people_who_may_not_approve_are_nobody_else_to_approve(ready, monkeypatch):
    with reading(ready) as connection:
        assert not is_alone(connection)
        for role in (Role.COMMITTEE, Role.COORDINATOR):
            looking = replace(ROLES[role], rights=frozenset({Right.LOOK}))
            monkeypatch.setitem(ROLES, role, looking)
        assert is_alone(connection)


def test_only_what_was_looked_at_is_approved(press, ready):
    first = press().draft().draft
    second = press().draft(note=NOTE).draft
    assert "is no longer awaiting approval" in problem(press("bo").approve(first.id, first.digest))
    assert "not the draft" in problem(press("bo").approve(second.id, first.digest))
    assert _numbers(ready) == []
    assert _draft(ready, first.id).state == DraftState.DISCARDED


def test_a_draft_whose_content_was_changed_in_the_database_is_not_approved(press, ready):
    draft = press().draft().draft
    with writing(ready) as connection:
        content = connection.execute(select(PublicationDraft.content)).scalar_one()
        other = content.replace('"hidden_up_to":10', '"hidden_up_to":11')
        assert other != content
        connection.execute(update(PublicationDraft).values(content=other))
    assert "not the draft" in problem(press("bo").approve(draft.id, draft.digest))
    assert _numbers(ready) == []


def test_a_draft_that_the_log_has_otherwise_is_not_approved(press, ready):
    draft = press().draft().draft
    with writing(ready) as connection:
        connection.execute(update(PublicationDraft).values(digest="0" * 64))
    assert "not the draft" in problem(press("bo").approve(draft.id, draft.digest))
    assert _numbers(ready) == []


def test_a_draft_is_approved_once(press):
    draft = press().draft().draft
    press("bo").approve(draft.id, draft.digest)
    assert "is no longer awaiting approval" in problem(
        press("root").approve(draft.id, draft.digest)
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda connection: connection.execute(
            update(AgeGroup).where(AgeGroup.code == "12-14").values(label_fr="12 à 14 ans!")
        ),
        lambda connection: connection.execute(
            update(AgeGroup).where(AgeGroup.code == "18-21").values(at_risk=False)
        ),
        lambda connection: (
            connection.execute(
                update(Venue).where(Venue.code == "SH-01").values(venue_type="group_home")
            )
            and derived.rebuild(connection)
        ),
    ],
    ids=["label", "at risk", "venue type"],
)
def test_what_changed_since_is_not_approved(press, ready, change):
    draft = press().draft().draft
    with writing(ready) as connection:
        change(connection)
    assert look(ready).waiting.stale
    assert "changed since" in problem(press("bo").approve(draft.id, draft.digest))


def test_a_new_session_makes_a_draft_stale_and_a_later_one_does_not(press, ready):
    draft = press().draft(LAST + timedelta(days=4)).draft
    add_session(ready, LAST + timedelta(days=5))
    assert not look(ready).waiting.stale
    add_session(ready, LAST, first_id=901)
    assert "changed since" in problem(press("bo").approve(draft.id, draft.digest))


def test_what_was_drafted_by_other_rules_is_prepared_anew(press, monkeypatch):
    as_then(monkeypatch, 1)
    draft = press().draft().draft
    monkeypatch.undo()
    assert "changed since" in problem(press("bo").approve(draft.id, draft.digest))


@pytest.mark.parametrize("number", [1, 2])
def test_what_was_published_by_earlier_rules_stands_and_is_built_on(
    publish, ready, monkeypatch, number
):
    as_then(monkeypatch, number)
    publish(as_of=date(2015, 1, 31))
    monkeypatch.undo()
    publish()
    with reading(ready) as connection:
        old, new = (read(numbered(connection, n).content) for n in (1, 2))
        assert (old.format, new.format) == (number, 3)
        assert faults(connection) == ()
    before, after = cells_of(old.tables), cells_of(new.tables)
    hidden = [at for at, cell in before.items() if cell.mark is CellMark.HIDDEN]
    assert {after[at].mark for at in hidden} <= {CellMark.HIDDEN}
    told = {at: cell.value for at, cell in before.items() if cell.value is not None}
    assert all(after[at].value is None or after[at].value >= told[at] for at in told)
    months = CellPlace("2014-12", (), ()), CellPlace("2015-02", (), ())
    assert after[months[0]] == before[months[0]]
    assert after[months[1]].mark is not CellMark.HIDDEN  # it is of the new block alone


def test_very_many_sessions_make_several_blocks_each_with_its_proof(publish, ready, monkeypatch):
    monkeypatch.setattr(adding, "_MANY", 4)
    monkeypatch.setattr(adding, "_ENOUGH", 2)
    add_session(ready, date(2013, 5, 1), 40)
    add_session(ready, date(2013, 7, 1), 40, first_id=901)
    publish()
    with reading(ready) as connection:
        assert len(told_by_all(connection).chain.blocks) == 2
        assert faults(connection) == ()
        total = cells_of(read(latest(connection).content).tables)[CellPlace("2013-14", (), ())]
    assert total.value == 80


def test_very_many_sessions_tell_their_quarters_by_no_axis_and_are_verified(
    press, publish, ready, monkeypatch
):
    monkeypatch.setattr(adding, "_MANY", 1)
    publish(as_of=date(2015, 2, 10))
    monkeypatch.undo()
    publish(as_of=date(2015, 3, 31))
    with reading(ready) as connection:
        first, second = (each.block for each in told_by_all(connection).chain.blocks)
        assert (first.quarters, first.inner, second.quarters) == (False, True, True)
        assert faults(connection) == ()
        cells = cells_of(read(latest(connection).content).tables)
    for quarter in ("2014-15-q3", "2014-15-q4"):  # the second was cut in two
        assert cells[CellPlace(quarter, (), ())].mark is not CellMark.HIDDEN
        assert cells[CellPlace(quarter, ("language",), ("en",))].mark is CellMark.HIDDEN
    assert cells[CellPlace("project", ("language",), ("en",))].mark is not CellMark.HIDDEN


def test_sessions_wait_until_their_quarter_is_over(press, publish, ready):
    publish(as_of=date(2014, 12, 31))
    press().draft(date(2015, 3, 30))
    waiting = look(ready).waiting
    assert waiting.evidence.waits == Waiting.OPEN_QUARTER
    assert waiting.publication.data_as_of == date(2014, 12, 31)
    press().draft(date(2015, 3, 31))
    evidence = look(ready).waiting.evidence
    assert (evidence.waits, evidence.added, evidence.had_better_wait) == ("", 8, True)
    assert look(ready).waiting.publication.data_as_of == date(2015, 3, 31)


def test_a_quarter_with_too_few_people_waits_for_the_next(press, publish, ready):
    publish()
    add_session(ready, date(2015, 5, 4), 3)
    summer = date(2015, 7, 1)
    press(today=summer).draft()
    waiting = look(ready).waiting
    assert (waiting.evidence.waits, waiting.stale) == (Waiting.TOO_FEW, False)
    assert waiting.publication.data_as_of == date(2015, 4, 1)
    assert waiting.closes == date(2015, 9, 30)  # not June 30, which is past
    done = press("bo", summer).approve(waiting.record.id, waiting.record.digest)
    add_session(ready, date(2015, 8, 4), 80, first_id=901)
    add_session(ready, date(2015, 8, 5), 90, first_id=902)
    assert publish(today=date(2015, 10, 1)) == done.number + 1
    with reading(ready) as connection:
        total = cells_of(read(latest(connection).content).tables)[CellPlace("project", (), ())]
        assert faults(connection) == ()
    assert total.value is not None


def test_a_chain_goes_on_under_other_settings_and_keeps_those_of_its_blocks(publish, ready):
    """The threshold is raised and the rhythm slowed down, and then both are set as they were."""

    def by(today, threshold, rhythm):
        draft = Press(ready, "ana", today, threshold, rhythm=rhythm).draft().draft
        assert draft, today
        Press(ready, "bo", today, threshold).approve(draft.id, draft.digest)
        with reading(ready) as connection:
            assert faults(connection) == ()
            blocks = told_by_all(connection).chain.blocks
            return read(latest(connection).content), [
                one.block.rules.hidden_up_to for one in blocks
            ]

    publish(today=date(2014, 12, 31))
    for n in range(3):
        add_session(ready, date(2015, 5, 4 + n), 40 + n, first_id=900 + n)
        add_session(ready, date(2015, 8, 4 + n), 50 + n, first_id=910 + n)
    found, thresholds = by(date(2015, 7, 2), 14, PublishingRhythm.HALF_YEAR)
    assert (found.data_as_of, found.hidden_up_to) == (date(2015, 3, 31), 14)
    assert look(ready).waiting is None
    found, thresholds = by(date(2015, 10, 2), 10, PublishingRhythm.QUARTER)
    assert (found.data_as_of, found.hidden_up_to) == (date(2015, 9, 30), 14)
    assert thresholds == [10, 14, 14]


def test_a_slower_rhythm_waits_for_the_end_of_its_part_of_the_year(publish, ready):
    publish(today=date(2014, 12, 31))
    Press(ready, "ana", date(2015, 3, 30), 10, rhythm=PublishingRhythm.FISCAL_YEAR).draft()
    waiting = look(ready).waiting
    assert (waiting.evidence.waits, waiting.evidence.rhythm) == (
        Waiting.OPEN_QUARTER,
        PublishingRhythm.FISCAL_YEAR,
    )


def test_a_publication_or_withdrawal_in_between_makes_a_draft_stale(press, publish, ready):
    publish()
    draft = press().draft().draft
    press("root").withdraw(1, BilingualText("wrong", "erroné"))
    assert "changed since" in problem(press("bo").approve(draft.id, draft.digest))


def test_a_note_in_one_language_blocks_it(press, ready):
    draft = press().draft(note=BilingualText("Only English", " ")).draft
    (gap,) = look(ready).waiting.gaps
    assert gap.blocks
    assert "both languages" in problem(press("bo").approve(draft.id, draft.digest))


def test_what_the_audit_finds_keeps_it_in(press, ready, monkeypatch):
    def unsafe(*_: object, **__: object) -> None:
        raise UnsafeError

    monkeypatch.setattr(module, "protected", unsafe)
    assert "privacy audit failed" in problem(press().draft())
    with reading(ready) as connection:
        assert connection.scalar(select(PublicationDraft.id)) is None


def test_days_without_data_to_come_or_gone_by_are_refused(press, publish):
    assert "still to come" in problem(press().draft(TODAY + timedelta(days=1)))
    gone = press().draft(date(2014, 1, 1)).refusals[0]
    assert gone.problem.say(Locale.EN) == "No session was delivered by January\u00a01, 2014"
    assert gone.remedy.say(Locale.EN) == "Choose a later day of the data"
    unheld = press(today=date(2014, 1, 1)).draft().refusals[0]
    assert unheld.remedy.say(Locale.FR) == "Consignez la première séance qui a eu lieu"
    publish()
    assert "before that" in problem(press().draft(TODAY - timedelta(days=1)))


def test_more_codes_than_a_table_can_be_protected_with_are_refused(press, ready):
    """All sums of its codes are looked at: one code more takes twice the memory."""
    with reading(ready) as connection:
        words = vocabulary(connection)
    many = MOST_OF_A_TABLE + 1 - len(words.ages)
    names = [f"type_{number}" for number in range(many - len(words.venue_types))]
    with writing(ready) as connection:
        texts = {"label_en": "type", "label_fr": "type", "sort_order": 9, "sensitive": False}
        connection.execute(insert(VenueType), [{"code": name, **texts} for name in names])
        bump_version(connection)
    refused = press().draft().refusals[0]
    assert "have 25 entries together; publications can protect 24" in refused.problem.say(Locale.EN)
    with writing(ready) as connection:
        connection.execute(delete(VenueType).where(VenueType.code == names[0]))
        bump_version(connection)
    assert press().draft().draft


def test_a_correction_of_what_is_frozen_is_announced_and_changes_no_figure(press, publish, ready):
    publish()
    with writing(ready) as connection:
        connection.execute(
            update(OutreachSession).where(OutreachSession.id == 20).values(language="bilingual")
        )
        derived.rebuild(connection)
    assert "no publication 7" in problem(press().draft(corrects=7))
    publish(corrects=1)
    with reading(ready) as connection:
        found = latest(connection)
        corrected = read(found.content)
        before = read(numbered(connection, 1).content)
    assert (found.number, found.corrects, corrected.corrects) == (2, 1, 1)
    assert (before.outdated, corrected.outdated) == (False, True)
    assert (corrected.tables, corrected.sessions) == (before.tables, before.sessions)
    assert corrected.revised == ()


def test_a_withdrawn_one_gives_way_and_keeps_its_reason_and_its_hash(press, publish, ready):
    publish()
    publish()
    done = press("root").withdraw(
        2, BilingualText(" A group could be found ", "Un groupe se devine")
    )
    assert done.number == 2
    with reading(ready) as connection:
        assert latest(connection).number == 1
        gone = listing(connection)[0]
        withdrawal, _ = history(connection, "publications", "2")
    assert withdrawal.author == "root"
    assert gone.withdrawn.on == TODAY  # of the project: elsewhere it may be tomorrow
    assert gone.withdrawn.reason == BilingualText("A group could be found", "Un groupe se devine")
    assert "already withdrawn" in problem(press("root").withdraw(2, NOTE))
    assert "no publication 9" in problem(press("root").withdraw(9, NOTE))
    assert "missing" in problem(press("root").withdraw(1, BilingualText("only English", " ")))


@pytest.mark.parametrize("unread", ["\x01", "\u202e", "\ufffe"])
def test_nothing_is_published_for_good_that_nobody_can_read(press, publish, ready, unread):
    publish()
    said = BilingualText("Two lines:\nno", f"Deux lignes\u00a0:\nnon {unread}")
    assert "cannot be displayed" in problem(press().draft(note=said))
    assert "cannot be displayed" in problem(press("root").withdraw(1, said))
    with reading(ready) as connection:
        assert latest(connection).number == 1


def test_what_was_withdrawn_is_still_known_to_the_next_one(press, publish, ready):
    publish()
    press("root").withdraw(1, NOTE)
    with reading(ready) as connection:
        known = told_by_all(connection)
    assert len(known.chain.blocks) == 1
    assert known.counts.as_of == TODAY


def test_everything_is_in_the_audit_log_and_no_content_is(press, publish, ready):
    publish(note=NOTE)
    with reading(ready) as connection:
        (published,) = history(connection, "publications", "1")
        approved, drafted = history(connection, "publication_drafts", "1")
    assert (published.author, approved.author, drafted.author) == ("bo", "bo", "ana")
    after = orjson.loads(published.after)
    assert after["sha256"] == latest_hash(ready)
    assert "content" not in after
    assert "tables" not in published.after + approved.after + drafted.after


def test_publishing_changes_no_figure_that_somebody_looks_at(press, publish, ready):
    with reading(ready) as connection:
        before = state(connection).version
    publish()
    press("root").withdraw(1, NOTE)
    with reading(ready) as connection:
        assert state(connection).version == before


def test_what_is_whole_is_found_whole_and_what_is_not_is_not(publish, ready):
    publish()
    publish()
    with reading(ready) as connection:
        assert faults(connection) == ()
    with writing(ready) as connection:
        connection.execute(
            update(PublicationDraft)
            .where(PublicationDraft.number == 2)
            .values(content=_other(ready))
        )
    with reading(ready) as connection:
        (fault,) = faults(connection)
    assert (fault.number, "not the draft" in fault.message.say(Locale.EN)) == (2, True)


def test_a_text_that_was_changed_behind_the_database_is_found(publish, ready):
    publish()
    other = _other(ready)
    with writing(ready) as connection:
        _drop_guard(connection)
        connection.execute(update(PublicationRow).values(content=other))
    with reading(ready) as connection:
        said = [fault.message.say(Locale.EN) for fault in faults(connection)]
    assert any("does not match its hash" in one for one in said)


@pytest.mark.parametrize("proofs", [blocks_text(()), b"nothing of ours"])
def test_the_proofs_of_every_publication_are_tried(publish, ready, proofs):
    publish()
    publish()
    _damage(ready, proofs=proofs)
    told = []
    with reading(ready) as connection:
        fault, *others = faults(connection, lambda *done: told.append(done))
    assert (fault.number, "Nothing proves" in fault.message.say(Locale.EN)) == (1, True)
    assert others  # what is built on it has no proof either
    assert told == [(0, 2), (1, 2)]


@pytest.mark.parametrize("content", [None, "{"])
def test_behind_one_that_is_wrong_nothing_is_said_to_be_proved(publish, ready, content):
    publish()
    publish()
    _damage(ready, content=content or _other(ready))
    with reading(ready) as connection:
        first, rest = faults(connection)
    assert (first.number, rest.number) == (1, None)
    assert rest.message.say(Locale.EN) == "From publication 2 on, no proof was checked"


def _damage(engine, **columns) -> None:
    """Change what is kept of the first publication's draft."""
    with writing(engine) as connection:
        first = PublicationDraft.number == 1
        connection.execute(update(PublicationDraft).where(first).values(**columns))


def _other(engine) -> str:
    with reading(engine) as connection:
        publication = read(numbered(connection, 1).content)
    return canonical(replace(publication, note=NOTE)).decode()


def _drop_guard(connection):
    on = " ON publications" if connection.dialect.name == "postgresql" else ""
    name = "publications_frozen" if on else "publications_update"
    connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")


def _content(engine, draft_id: int) -> bytes:
    return _draft(engine, draft_id).content


def _draft(engine, draft_id: int):
    table = PublicationDraft.__table__
    with reading(engine) as connection:
        return connection.execute(select(table).where(table.c.id == draft_id)).one()


def _numbers(engine) -> list[int]:
    with reading(engine) as connection:
        return [one.number for one in listing(connection)]


def latest_hash(engine) -> str:
    with reading(engine) as connection:
        return latest(connection).sha256
