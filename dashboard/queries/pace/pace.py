"""Whether the target will be reached: the pace, what may come, and what more sessions would do."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from sqlalchemy import Connection, Date, String, bindparam, func, select

from dashboard.database import AnySelect
from dashboard.domain.pace.draws import History
from dashboard.domain.pace.pace import Pace, PaceQuestion
from dashboard.domain.pace.pacing import (
    PaceInputs,
    PlannedGroup,
    complete_months,
    history_of,
    pace_of,
)
from dashboard.domain.pace.projection import Horizon, horizon
from dashboard.domain.pace.sizes import DeliveredSession, exact_sizes, sizes_shown
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.counts import month_code
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import Attendance, OutreachSession, PlannedTally, Venue

LATEST = 500  # sessions: sizes of long ago say less of those to come


def pace(
    connection: Connection,
    question: PaceQuestion,
    audience: Audience,
    vocabulary: Vocabulary,
    *,
    small_cell_maximum: int,
) -> Pace:
    """Answer for the whole project, at a cost that does not grow with the sessions held.

    For the committee, all of it is worked out from what the committee is shown.
    """
    whole = Filters(end=question.as_of if question.end else None)
    found = progress(connection, whole, audience, vocabulary, small_cell_maximum=small_cell_maximum)
    target = found.youth.target
    ahead = horizon(question.as_of, target.due if target else None)
    exact = audience is Audience.COORDINATOR
    sizes = exact_sizes(held(connection, ahead.as_of, vocabulary)) if exact else sizes_shown(found)
    booked = tuple(planned(connection, ahead))
    return pace_of(PaceInputs(found, ahead, booked, sizes, question.scenario, vocabulary))


def past(connection: Connection, vocabulary: Vocabulary, today: date) -> History | None:
    """The exact youth and sessions of the complete months, to test projections on.

    They end with the data: what comes after them is not known, and no zero.
    """
    found = progress(connection, Filters(), Audience.COORDINATOR, vocabulary, small_cell_maximum=0)
    complete = complete_months(found, today)
    whole = history_of(found, complete)
    return whole.until(len(complete)) if whole else None


def planned(connection: Connection, ahead: Horizon) -> Iterator[PlannedGroup]:
    """The planned sessions of the days ahead."""
    days = {"as_of": ahead.as_of, "last": ahead.last}
    return (PlannedGroup(*row) for row in connection.execute(_planned(), days))


def held(connection: Connection, as_of: date, vocabulary: Vocabulary) -> Iterator[DeliveredSession]:
    """The latest delivered sessions by then, with their exact youth."""
    youth = [age.code for age in vocabulary.ages if age.youth]
    return (
        DeliveredSession(*row)
        for row in connection.execute(_held(), {"as_of": as_of, "youth": youth})
    )


@cache
def _planned() -> AnySelect:
    tally = PlannedTally
    alike = (month_code(tally.held_on), tally.kind, tally.language, tally.venue_type)
    return (
        select(*alike, summed(tally.sessions))
        .where(
            tally.held_on > bindparam("as_of", type_=Date),
            tally.held_on <= bindparam("last", type_=Date),
        )
        .group_by(*alike)
        .order_by(*map(by_text, alike))
    )


@cache
def _held() -> AnySelect:
    session = OutreachSession
    latest = (
        select(session.id, session.kind, Venue.venue_type)
        .join(Venue)
        .where(session.status == "delivered", session.held_on <= bindparam("as_of", type_=Date))
        .order_by(session.held_on.desc(), session.id.desc())
        .limit(LATEST)
        .subquery()
    )
    youth = Attendance.age_group.in_(bindparam("youth", type_=String, expanding=True))
    return (
        select(
            latest.c.kind,
            latest.c.venue_type,
            func.coalesce(summed(Attendance.participations), 0),
        )
        .outerjoin(Attendance, (Attendance.session_id == latest.c.id) & youth)
        .group_by(latest.c.id, latest.c.kind, latest.c.venue_type)
        .order_by(latest.c.id)
    )
