"""Completed trainings, and the sessions that are planned."""

from datetime import date
from functools import cache

from sqlalchemy import Connection, Date, Select, bindparam, func, select

from dashboard.database import AnySelect
from dashboard.domain.capacity import Planned
from dashboard.queries.counts import month_code
from dashboard.queries.text_order import by_text
from dashboard.tables import OutreachSession, Training


def completed(connection: Connection, until: date | None) -> list[tuple[str, date, int]]:
    """How many people completed a training in a language on a day, in the order of the days."""
    rows = connection.execute(_trainings(), {"until": until or date.max})
    return [(language, day, people) for language, day, people in rows]


def planned(connection: Connection, since: date, until: date | None) -> list[Planned]:
    """The planned sessions of each language and month, from one day to another."""
    days = {"since": since, "until": until or date.max}
    return [Planned(*row) for row in connection.execute(_planned(), days)]


@cache
def _trainings() -> Select[str, date, int]:
    return (
        select(Training.language, Training.trained_on, func.count())
        .where(Training.trained_on <= bindparam("until", type_=Date))
        .group_by(Training.language, Training.trained_on)
        .order_by(Training.trained_on, by_text(Training.language))
    )


@cache
def _planned() -> AnySelect:
    session, month = OutreachSession, month_code(OutreachSession.held_on).label("month")
    return (
        select(
            session.language,
            month,
            func.count(),
            func.min(session.held_on),
            func.max(session.held_on),
        )
        .where(
            session.status == "planned",
            session.held_on >= bindparam("since", type_=Date),
            session.held_on <= bindparam("until", type_=Date),
        )
        .group_by(session.language, month)
        .order_by(month, by_text(session.language))
    )
