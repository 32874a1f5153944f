"""Drafts that are sent back: what stands against it, who reads why, and what comes after."""

import pytest

from dashboard.database import reading
from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.publications.making.monthly import end_of_last_month, is_due
from dashboard.publications.making.overview import look
from dashboard.publications.making.returning import send_back
from dashboard.queries.publications.returns import DRAFTS
from dashboard.queries.shared.trail import history, tampering
from tests.publications.making.conftest import TODAY
from tests.publications.making.test_press import NOTE, add_session, problem

REASON = "The note says nothing about\nthe closed schools."


def due(engine) -> bool:
    with reading(engine) as connection:
        return is_due(connection, TODAY, PublishingRhythm.QUARTER)


def test_what_was_sent_back_is_not_approved_and_says_who_and_why(press, ready):
    draft = press().draft(note=NOTE).draft
    assert send_back(ready, "bo", draft.id, draft.digest, f" {REASON} ").draft.id == draft.id
    shown = look(ready)
    assert shown.waiting is None
    assert (shown.returned.number, shown.returned.record.id) == (1, draft.id)
    assert (shown.returned.back.author, shown.returned.back.reason) == ("bo", REASON)
    assert shown.begun.note == NOTE  # the next one begins with it
    approved = press("root").approve(draft.id, draft.digest)
    assert "is no longer awaiting approval" in problem(approved)
    again = send_back(ready, "root", draft.id, draft.digest, REASON)
    assert "is no longer awaiting approval" in problem(again)
    with reading(ready) as connection:
        entry = history(connection, DRAFTS, draft.key)[0]
        assert tampering(connection) is None
    assert entry.author == "bo"
    assert "closed schools" in entry.after


@pytest.mark.parametrize(
    ("digest", "reason", "told"),
    [
        ("0" * 64, REASON, "not the draft"),
        (None, " \n ", "The reason is missing"),
        (None, "\u200b \u200e\ufeff", "The reason is missing"),
        (None, "x" * 1001, "longer than 1,000 characters"),
        (None, "Schools \x01", "cannot be displayed"),
    ],
)
def test_only_what_was_looked_at_is_sent_back_and_with_a_reason(press, ready, digest, reason, told):
    draft = press().draft().draft
    done = send_back(ready, "bo", draft.id, digest or draft.digest, reason)
    assert told in problem(done)
    assert look(ready).waiting.record.id == draft.id


def test_the_next_draft_takes_its_place_and_its_publication_keeps_what_came_before(press, ready):
    for reason in ("First", "Second"):
        draft = press().draft().draft
        send_back(ready, "bo", draft.id, draft.digest, reason)
    replaced = press().draft().draft
    shown = look(ready)
    assert shown.returned is None
    assert shown.begun == replaced
    draft = press().draft().draft
    press("bo").approve(draft.id, draft.digest)
    assert [one.reason for one in look(ready).returns[1]] == ["First", "Second"]
    late = press().draft().draft
    send_back(ready, "bo", late.id, late.digest, "Third")
    assert [one.reason for one in look(ready).returns[1]] == ["First", "Second"]


def test_a_schedule_does_not_make_it_again_of_the_same_data(press, ready):
    draft = press().draft(end_of_last_month(TODAY)).draft
    send_back(ready, "bo", draft.id, draft.digest, REASON)
    assert not due(ready)
    add_session(ready)
    assert due(ready)
