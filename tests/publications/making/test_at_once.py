"""What happens while a draft is prepared or approved: nothing comes out unproved, or twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import update

from dashboard.database import reading, writing
from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.publications.publishing import Waiting
from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.publications.archive.reading import latest, listing
from dashboard.publications.making import press as module
from dashboard.publications.making import refusals as no
from dashboard.publications.making.core import protected
from dashboard.publications.making.overview import look
from dashboard.publications.making.press import Press
from dashboard.publications.making.proofs import blocks_text
from dashboard.publications.making.returning import send_back
from dashboard.publications.making.verifying import faults
from dashboard.queries.publications.publications import open_draft
from dashboard.tables import AgeGroup
from dashboard.writes.state import new_generation
from tests.publications.making.conftest import TODAY
from tests.publications.making.test_press import NOTE, add_session
from tests.publications.making.test_tightening import keep
from tests.support import patience

WORDS = "12 à 14 ans"


def say(engine, words: str) -> None:
    with writing(engine) as connection:
        connection.execute(update(AgeGroup).where(AgeGroup.code == "12-14").values(label_fr=words))


def printing(engine, printer) -> Press:
    return Press(engine, "bo", TODAY, 10, printer=printer)


def test_what_changed_when_the_proof_was_to_be_tried_is_not_published_when_it_changed_back(
    press, ready
):
    draft = press().draft().draft
    keep(ready, blocks_text(()))
    say(ready, f"{WORDS}!")

    def meanwhile(*_: object) -> bytes:
        say(ready, WORDS)
        return b"a file"

    assert printing(ready, meanwhile).approve(draft.id, draft.digest).refusals == (no.stale(),)
    say(ready, WORDS)
    assert not look(ready).waiting.stale
    approved = printing(ready, meanwhile).approve(draft.id, draft.digest)
    assert approved.refusals == (no.unprotected(),)
    with reading(ready) as connection:
        assert latest(connection) is None


@pytest.mark.parametrize("author", ["ana", "bo"])
def test_no_file_is_made_of_what_cannot_be_approved(press, ready, author):
    draft = press(author).draft(note=BilingualText("A note", "")).draft

    def printer(*_: object) -> bytes:
        pytest.fail("a file was made")

    assert printing(ready, printer).approve(draft.id, draft.digest).refusals


def test_what_changes_while_files_are_made_is_not_published(press, ready):
    draft = press().draft().draft

    def meanwhile(*_: object) -> bytes:
        say(ready, f"{WORDS}!")
        return b"a file"

    assert printing(ready, meanwhile).approve(draft.id, draft.digest).refusals == (no.stale(),)


def test_a_draft_from_before_the_threshold_was_raised_is_prepared_again(press, ready):
    """Whoever raised it reads that no publication tells a count up to it."""
    draft = press().draft().draft
    later = Press(ready, "bo", TODAY, 15)
    assert later.approve(draft.id, draft.digest).refusals == (no.other_settings(),)
    draft = Press(ready, "ana", TODAY, 15).draft().draft
    assert press("bo").approve(draft.id, draft.digest).number == 1  # it hides more
    with reading(ready) as connection:
        assert faults(connection) == ()


def test_a_draft_from_before_the_rhythm_was_slowed_down_is_prepared_again(press, publish, ready):
    publish(as_of=date(2014, 10, 20))
    draft = press().draft(date(2014, 12, 31)).draft
    for rhythm, number in ((PublishingRhythm.FISCAL_YEAR, None), (PublishingRhythm.QUARTER, 2)):
        bo = Press(ready, "bo", TODAY, 10, rhythm=rhythm)
        done = bo.approve(draft.id, draft.digest)
        assert (done.number, *done.refusals) == (number, *[no.other_settings()][bool(number) :])


def test_a_draft_of_the_data_before_a_restore_is_not_kept(press, ready, monkeypatch):
    """It says up to which entry of the audit log it counts: another log has others there."""

    def meanwhile(*given: object, **options: object):
        with writing(ready) as connection:
            new_generation(connection)
        return protected(*given, **options)

    with monkeypatch.context() as restored:
        restored.setattr(module, "protected", meanwhile)
        assert press().draft().refusals == (no.stale(),)
    with reading(ready) as connection:
        assert open_draft(connection) is None
    assert press().draft().draft


def test_a_draft_whose_sessions_wait_is_stale_when_others_changed_meanwhile(
    press, publish, ready, monkeypatch
):
    """It tells what the last publication told, and that was read with all the rest."""
    publish()
    add_session(ready, date(2015, 5, 4), 3)

    def meanwhile(*given: object, **options: object):
        add_session(ready, date(2014, 12, 1), first_id=901)
        return protected(*given, **options)

    monkeypatch.setattr(module, "protected", meanwhile)
    press(today=date(2015, 7, 1)).draft()
    waiting = look(ready).waiting
    assert (waiting.evidence.waits, waiting.stale) == (Waiting.TOO_FEW, True)


DEEDS = {
    "approvals": lambda press, draft: press("bo").approve(draft.id, draft.digest),
    "by another": lambda press, draft: press("root").approve(draft.id, draft.digest),
    "a return": lambda press, draft: send_back(
        press().engine, "root", draft.id, draft.digest, "Not yet"
    ),
    "a withdrawal": lambda press, _: press("root").withdraw(1, NOTE),
    "a draft": lambda press, _: press("cy").draft(note=NOTE),
    "a session": lambda press, _: add_session(press().engine, date(2015, 3, 2)),
}


def test_whatever_is_done_at_once_each_number_is_one_publication_that_is_proved(
    press, publish, ready
):
    publish(as_of=date(2014, 12, 31))
    draft = press().draft().draft
    begin = Barrier(len(DEEDS))

    def do(deed):
        begin.wait(patience.SECONDS)
        return deed(press, draft)

    with ThreadPoolExecutor(len(DEEDS)) as pool:
        done = dict(zip(DEEDS, pool.map(do, DEEDS.values()), strict=True))
    numbers = [done[each].number for each in ("approvals", "by another")]
    with reading(ready) as connection:
        assert sorted(one.number for one in listing(connection)) == [1, *filter(None, numbers)]
        assert faults(connection) == ()
    assert len([*filter(None, numbers)]) + bool(done["a return"].draft) <= 1
    assert done["a withdrawal"].number == 1
    assert done["a draft"].draft
