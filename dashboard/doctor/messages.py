"""Whether the messages that people have subscribed to are sent."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from dashboard.access import outbox, subscriptions
from dashboard.doctor.findings import Diagnosis, fine, watch, wrong
from dashboard.i18n import plural, text
from dashboard.settings import Settings

LATE = timedelta(days=1)
LOOKED_BACK = timedelta(days=30)


def messages(connection: Connection, *, settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    """Check that somebody sends them, if anybody waits for one."""
    wanted = subscriptions.in_use(connection)
    if not wanted:
        return
    if not settings.smtp_url:
        yield wrong(
            text("People have subscribed to messages, but no mail server is set"),
            text("Set IMPACT_SMTP_URL and IMPACT_MAIL_FROM"),
        )
        return
    since, zone = now - LATE, ZoneInfo(settings.time_zone)
    due = outbox.due(connection, settings.send_hour, zone, now)
    late = outbox.late(connection, since) + sum(on.due_at < since for _, on in due)
    if late:
        yield wrong(
            plural(
                "{count} message was due more than a day ago, and was not sent",
                "{count} messages were due more than a day ago, and were not sent",
                late,
            ),
            text("Enable impact-send.timer, and see what “impact send due” says"),
        )
    if unsure := outbox.to_look_at(connection, now - LOOKED_BACK):
        yield watch(
            plural(
                "{count} message was given up, or nobody knows whether it was sent",
                "{count} messages were given up, or nobody knows whether they were sent",
                unsure,
            ),
            text("See “impact send list”; “impact send again” sends one again"),
        )
    if not late and not unsure:
        count = len(wanted)
        yield fine(
            plural("{count} subscription to messages", "{count} subscriptions to messages", count)
        )
