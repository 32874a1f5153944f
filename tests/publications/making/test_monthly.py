"""A schedule drafts once a month, and overwrites nobody's draft."""

from datetime import date

from dashboard.database import reading
from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.publications.making.monthly import due_to, end_of_last_month, is_due
from tests.publications.making.conftest import TODAY
from tests.publications.making.test_press import LAST, add_session


def due(engine, today: date = TODAY) -> bool:
    with reading(engine) as connection:
        return is_due(connection, today, PublishingRhythm.QUARTER)


def test_the_last_month_ends_the_day_before_this_one_begins():
    assert end_of_last_month(date(2015, 3, 1)) == date(2015, 2, 28)
    assert end_of_last_month(date(2015, 1, 31)) == date(2014, 12, 31)


def test_it_is_due_until_a_draft_tells_of_it(press, ready):
    assert due(ready)
    press().draft(end_of_last_month(TODAY))
    assert not due(ready)
    add_session(ready)
    assert due(ready)  # the draft is stale


def test_what_was_published_is_not_drafted_again(publish, ready):
    publish(as_of=date(2015, 3, 30))
    assert not due(ready)
    add_session(ready, date(2015, 3, 31))
    assert due(ready)
    with reading(ready) as connection:
        to = due_to(connection, date(2015, 5, 20), PublishingRhythm.QUARTER)
    assert to == date(2015, 3, 31)  # April is not over alone


def test_where_nothing_was_delivered_nothing_is_due(ready):
    assert not due(ready, date(2014, 10, 5))
    assert due(ready, LAST)
