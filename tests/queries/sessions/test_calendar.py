from datetime import UTC, datetime, timedelta

from dashboard.access import feeds as access
from dashboard.database import reading, writing
from dashboard.domain.sessions.calendar import DAYS_BACK
from dashboard.i18n import Locale
from dashboard.queries.sessions import calendar
from dashboard.queries.sessions.calendar import feeds, plans
from tests.queries.worlds import FIRST_DAY, a_session, store


def test_a_calendar_holds_what_is_planned_or_cancelled_since_some_weeks(engine):
    def planned(days, **changes):
        return a_session(FIRST_DAY + timedelta(days), status="planned", **changes)

    with writing(engine) as connection:
        store(
            connection,
            [
                planned(90, venue="SH-01", kind="discussion", language="fr"),
                planned(-DAYS_BACK - 1),
                planned(-DAYS_BACK),
                a_session(FIRST_DAY),
                a_session(FIRST_DAY, status="cancelled"),
            ],
        )
    with reading(engine) as connection:
        found = plans(connection, FIRST_DAY)
    assert [(plan.session_id, plan.is_cancelled) for plan in found] == [
        (3, False),
        (5, True),
        (1, False),
    ]
    assert (found[-1].venue, found[-1].kind, found[-1].language) == ("SH-01", "discussion", "fr")
    assert abs(found[0].changed_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_calendar_holds_the_next_sessions_and_the_latest_past_ones(engine, monkeypatch):
    monkeypatch.setattr(calendar, "MOST_AHEAD", 2)
    monkeypatch.setattr(calendar, "MOST_PAST", 1)
    days = [FIRST_DAY + timedelta(n) for n in (-2, -1, 0, 1, 2)]
    with writing(engine) as connection:
        store(connection, [a_session(day, status="planned") for day in days])
    with reading(engine) as connection:
        assert [plan.day for plan in plans(connection, FIRST_DAY)] == days[1:4]


def test_everybody_sees_the_addresses_of_their_own(engine):
    with writing(engine) as connection:
        for owner, locale in (("ana", Locale.EN), ("ana", Locale.FR), ("bo", Locale.EN)):
            access.create(connection, owner, locale, FIRST_DAY)
        (ended,) = (one.id for one in feeds(connection, "ana") if one.locale is Locale.EN)
        assert not access.revoke(connection, "bo", ended, FIRST_DAY)
        assert access.revoke(connection, "ana", ended, FIRST_DAY)
        assert not access.revoke(connection, "ana", ended, FIRST_DAY)
    with reading(engine) as connection:
        assert [(one.locale, one.owner) for one in feeds(connection, "ana")] == [(Locale.FR, "ana")]
        assert len(feeds(connection, "bo")) == 1
