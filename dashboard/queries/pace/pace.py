"""Will the target be reached? The pace, a projection, and the effect of more sessions."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice

from sqlalchemy import Connection, Date, bindparam, select

from dashboard.database import AnySelect, forget
from dashboard.domain.pace.draws import History
from dashboard.domain.pace.pace import Pace, PaceQuestion
from dashboard.domain.pace.pacing import (
    LINES_KEPT,
    PaceInputs,
    PlannedGroup,
    complete_months,
    history_of,
    pace_of,
)
from dashboard.domain.pace.projection import Horizon, horizon
from dashboard.domain.pace.sizes import sizes_of
from dashboard.domain.progress.progress import Course
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import presets
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.counts import month_code
from dashboard.queries.progress.course import course
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.state import state
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.text_order import by_text
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import PlannedTally


def pace(
    connection: Connection, question: PaceQuestion, found: Course, vocabulary: Vocabulary
) -> Pace:
    """Answer for the whole project, at a cost that does not grow with the delivered sessions.

    ``found`` is the course of ``question.whole`` as the reader is shown it. Everything else comes
    from planned sessions, which are never hidden.
    """
    target = found.youth.target
    ahead = horizon(question.as_of, target.due if target else None)
    booked = tuple(planned(connection, ahead))
    given = PaceInputs(found, ahead, booked, sizes_of(found), question.scenario, vocabulary)
    return pace_of(given)


def past(connection: Connection, vocabulary: Vocabulary, today: date) -> History | None:
    """The exact youth and sessions of the complete months, for back-tests.

    The months end with the data: a later month is unknown, not zero.
    """
    found = progress(connection, Filters(), Audience.COORDINATOR, vocabulary, small_cell_maximum=0)
    complete = complete_months(found, today)
    whole = history_of(found, complete)
    return whole.until(len(complete)) if whole else None


def read_ahead(connection: Connection) -> None:
    """Project from the end of the periods that filters offer, before somebody waits for it.

    What is kept of it is right after any write: see ``pace_of``.
    """
    now, words = state(connection), vocabulary(connection)
    today = now.data_as_of
    ends = dict.fromkeys(one.range.end for one in presets(now.first_session, today))
    for end in islice(ends, LINES_KEPT // 2):
        if end and today and end < today:
            question = PaceQuestion(end, today, None)
            pace(connection, question, course(connection, question.whole, words), words)
            forget(connection)


def planned(connection: Connection, ahead: Horizon) -> Iterator[PlannedGroup]:
    """The planned sessions of the days ahead."""
    days = {"as_of": ahead.as_of, "last": ahead.last}
    return (PlannedGroup(*row) for row in connection.execute(_planned(), days))


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
