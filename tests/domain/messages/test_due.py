"""When messages are due: in the project's days, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.messages.due import PAUSES, latest, next_try
from dashboard.domain.messages.kinds import Rhythm

TORONTO = ZoneInfo("America/Toronto")
MOMENTS = st.datetimes(datetime(2014, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def there(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=TORONTO)


@pytest.mark.parametrize(
    ("rhythm", "now", "code", "due"),
    [
        (Rhythm.WEEKLY, "2015-03-25 12:00", "weekly-2015-03-23", "2015-03-23T11:00+00:00"),
        (Rhythm.WEEKLY, "2015-03-23 07:00", "weekly-2015-03-23", "2015-03-23T11:00+00:00"),
        (Rhythm.WEEKLY, "2015-03-23 06:59", "weekly-2015-03-16", "2015-03-16T11:00+00:00"),
        # clocks went forward on March 8, 2015, and back on November 1
        (Rhythm.WEEKLY, "2015-03-08 23:00", "weekly-2015-03-02", "2015-03-02T12:00+00:00"),
        (Rhythm.WEEKLY, "2015-03-09 07:30", "weekly-2015-03-09", "2015-03-09T11:00+00:00"),
        (Rhythm.WEEKLY, "2015-11-02 07:30", "weekly-2015-11-02", "2015-11-02T12:00+00:00"),
        (Rhythm.MONTHLY, "2015-03-31 23:59", "monthly-2015-03-01", "2015-03-01T12:00+00:00"),
        (Rhythm.MONTHLY, "2015-04-01 06:00", "monthly-2015-03-01", "2015-03-01T12:00+00:00"),
        (Rhythm.MONTHLY, "2015-01-01 06:59", "monthly-2014-12-01", "2014-12-01T12:00+00:00"),
        (Rhythm.MONTHLY, "2015-11-01 07:00", "monthly-2015-11-01", "2015-11-01T12:00+00:00"),
    ],
)
def test_a_message_is_due_at_the_hour_of_the_project(rhythm, now, code, due):
    found = latest(rhythm, there(now), 7, TORONTO)
    assert (found.code, found.due_at) == (code, datetime.fromisoformat(due))


def test_an_hour_that_summer_time_leaves_out_is_the_one_after_it():
    asuncion = ZoneInfo("America/Asuncion")  # clocks went forward at midnight, October 1, 2017
    found = latest(Rhythm.MONTHLY, datetime(2017, 10, 2, tzinfo=UTC), 0, asuncion)
    assert found.due_at.astimezone(asuncion).isoformat() == "2017-10-01T01:00:00-03:00"


@given(st.sampled_from([Rhythm.WEEKLY, Rhythm.MONTHLY]), MOMENTS, st.integers(0, 23))
def test_the_latest_occasion_has_come_and_the_next_has_not(rhythm, now, hour):
    found = latest(rhythm, now, hour, TORONTO)
    assert found.due_at <= now
    longest = timedelta(days=7 if rhythm is Rhythm.WEEKLY else 31, hours=1)
    assert now - found.due_at <= longest
    assert latest(rhythm, found.due_at, hour, TORONTO) == found
    before = latest(rhythm, found.due_at - timedelta(seconds=1), hour, TORONTO)
    assert before.due_at < found.due_at
    assert before.code != found.code


def test_however_often_it_is_asked_between_two_occasions_it_is_the_same():
    first = latest(Rhythm.WEEKLY, there("2015-03-23 07:00"), 7, TORONTO)
    asked = {
        latest(Rhythm.WEEKLY, there("2015-03-23 07:00") + timedelta(hours=hours), 7, TORONTO)
        for hours in range(7 * 24)
    }
    assert asked == {first}


MEETINGS = (date(2015, 4, 2), date(2015, 4, 3), date(2015, 2, 5), date(2016, 1, 1))


@pytest.mark.parametrize(
    ("now", "code"),
    [
        ("2015-04-01 06:59", None),
        ("2015-04-01 07:00", "meeting-2015-04-02"),
        ("2015-04-02 06:59", "meeting-2015-04-02"),  # on the day itself, if the eve was missed
        ("2015-04-02 07:00", "meeting-2015-04-03"),
        ("2015-04-04 00:00", None),  # what is over is not told of
        ("2015-12-31 07:00", "meeting-2016-01-01"),
    ],
)
def test_a_meeting_is_told_of_on_its_eve(now, code):
    found = latest(Rhythm.MEETING, there(now), 7, TORONTO, MEETINGS)
    assert (found.code if found else None) == code


def test_pauses_grow_and_end():
    now = datetime(2015, 3, 25, tzinfo=UTC)
    pauses = [next_try(tries, now) for tries in range(1, len(PAUSES) + 2)]
    assert pauses[-1] is None
    found = [at - now for at in pauses if at]
    assert found == sorted(set(found))
