"""Publications that a restore lost: nothing that they may have told is told a second time."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.backup.restoring import mark
from dashboard.database import reading
from dashboard.domain.publications.publication import WaitingSessions, read
from dashboard.i18n import Locale
from dashboard.publications.making import confirming
from dashboard.publications.making import refusals as no
from dashboard.publications.making.chain import told_by_all
from dashboard.publications.making.proving import proved
from dashboard.publications.making.verifying import faults
from dashboard.queries.publications.publications import exact_of, exact_text, open_draft
from dashboard.sentences.publications.counted_sessions import about_sessions
from tests.publications.making.test_late import (
    CANCELLED,
    FALL,
    LESS,
    SPRING,
    WINTER,
    everyone,
    of_spring,
    published,
    save,
)

AUGUST = date(2015, 8, 3)
OF_AUGUST = [of_spring(20 + n, AUGUST) for n in range(4)]


@pytest.fixture
def lose(ready, monkeypatch):
    """Restored by other tools, and confirmed in July that so many publications had been made."""

    def lose(last, at="2015-07-09T12:00:00+00:00"):
        mark(ready, "root")
        monkeypatch.setattr(confirming, "now_in_iso", lambda: at)
        assert not confirming.confirm_restored(ready, "root", last).refusals

    return lose


def test_what_lost_publications_may_have_told_is_never_told_again(publish, ready, lose):
    publish()
    before = published(ready)
    lose(2)
    moved = {"date": AUGUST}
    save(ready, *SPRING, *OF_AUGUST, S18=LESS, S17=CANCELLED, S16=moved)
    assert publish(today=FALL) == 3
    found = published(ready)
    assert everyone(found) == everyone(before) + 4 * 90
    assert (found.late, found.outdated, found.revised) == (0, False, ())
    assert found.waiting is None
    assert {one.month for one in found.sessions} & {"2015-05", "2015-07"} == set()
    said = " ".join(words.say(Locale.EN) for words in about_sessions(found))
    assert "Sessions until the end of July 2015 that only they counted" in said
    with reading(ready) as connection:
        assert faults(connection) == ()


def test_later_months_are_told_and_corrected_as_ever(publish, ready, lose):
    publish()
    lose(2)
    save(ready, *SPRING, *OF_AUGUST, S16={"date": AUGUST})
    publish(today=FALL)
    before = published(ready)
    late = of_spring(9, date(2015, 8, 17), attendance={"12-14": 30, "15-17": 50}, total=80)
    more = [of_spring(30 + n, date(2015, 10, 5)) for n in range(4)]
    save(ready, of_spring(5), late, *more, N20=CANCELLED, S18=CANCELLED)
    publish(today=WINTER)
    found = published(ready)
    assert everyone(found) == everyone(before) + 4 * 90 + 80
    assert (found.late, found.waiting) == (1, WaitingSessions(cancelled=1))
    with reading(ready) as connection:
        assert faults(connection) == ()


def test_what_they_may_have_counted_is_not_told_in_a_later_month(publish, ready, lose):
    """Whether no publication that is left counted it, or it was cancelled in between."""
    publish()
    before = published(ready)
    lose(2)
    save(ready, *SPRING, *OF_AUGUST)
    save(ready, N1={"date": AUGUST}, N2=CANCELLED)
    publish(today=FALL)
    found = published(ready)
    assert everyone(found) == everyone(before) + 4 * 90
    again = {"status": "delivered", "total": 90, "attendance": of_spring(2).attendance}
    save(ready, N2=again | {"date": AUGUST}, N20={"date": date(2015, 5, 4)})
    save(ready, N20={"date": AUGUST}, N1={"date": date(2015, 8, 17)})
    late = of_spring(9, date(2015, 8, 25), attendance={"12-14": 30, "15-17": 50}, total=80)
    save(ready, late, *(of_spring(30 + n, date(2015, 10, 5)) for n in range(4)))
    publish(today=WINTER)
    then = published(ready)
    assert everyone(then) == everyone(found) + 4 * 90 + 80  # what was counted still is, once
    assert (then.late, then.waiting, then.revised) == (1, None, ())
    with reading(ready) as connection:
        assert faults(connection) == ()


def test_without_a_publication_that_is_left_it_is_not_told_either(publish, ready, lose):
    lose(1)
    save(ready, *OF_AUGUST, S18={"date": AUGUST})
    publish(today=FALL)
    assert everyone(published(ready)) == 4 * 90


def test_the_audit_refuses_what_lost_publications_may_have_told(press, publish, ready, lose):
    publish()
    lose(2)
    save(ready, *SPRING, *OF_AUGUST)
    press(today=FALL).draft()
    with reading(ready) as connection:
        told, draft = told_by_all(connection), open_draft(connection)
        content = read(draft.content)
    assert proved(told, content, draft, today=True)
    exact = exact_of(draft.exact)
    for lost in (None, date(2015, 6, 30)):  # the rule of before, or not heeded far enough
        other = replace(draft, exact=exact_text(replace(exact, lost=lost)))
        assert proved(told, content, other, today=True) is None
    later = replace(told, lost=date(2015, 9, 30))
    other = replace(draft, exact=exact_text(replace(exact, lost=later.lost)))
    assert proved(later, content, other, today=True) is None


def test_a_draft_of_before_the_loss_cannot_be_approved(press, publish, ready, lose):
    publish()
    save(ready, *SPRING)
    draft = press(today=date(2015, 7, 1)).draft().draft
    lose(2)
    done = press("bo", date(2015, 7, 9)).approve(draft.id, draft.digest)
    assert done.refusals == (no.stale(),)


def test_without_a_publication_that_is_left_later_months_are_awaited(press, ready, lose):
    lose(1)
    assert press(today=date(2015, 7, 9)).draft().refusals == (no.all_lost(date(2015, 7, 9)),)
    save(ready, *OF_AUGUST)
    assert press(today=FALL).draft().draft


def test_after_numbers_alone_nothing_is_lost(publish, ready, lose):
    """The last publication is here: nothing was lost."""
    publish()
    before = published(ready)
    lose(1)
    save(ready, *SPRING)
    publish(today=date(2015, 7, 1))
    found = published(ready)
    assert (everyone(found), found.lost_until) == (everyone(before) + 4 * 90, None)
