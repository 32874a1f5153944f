"""Will the target be reached? The pace, a projection, and the effect of more sessions."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from time import monotonic, sleep
from typing import Final

from sqlalchemy import Connection, Date, bindparam, select

from dashboard.database import AnySelect, forget
from dashboard.domain.pace.history import History
from dashboard.domain.pace.pace import Pace, PaceQuestion
from dashboard.domain.pace.pacing import (
    LINES_KEPT,
    PaceInputs,
    PlannedGroup,
    complete_months,
    history_of,
    pace_of,
)
from dashboard.domain.pace.projection import ENDS_KEPT, Horizon, horizon
from dashboard.domain.pace.sizes import sizes_of
from dashboard.domain.progress.progress import Course
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import days_of_month, month_of, months_between, presets
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.counts import month_code
from dashboard.queries.progress.course import course
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.state import state
from dashboard.queries.shared.summed import summed
from dashboard.queries.shared.text_order import by_text
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import PlannedTally

PAUSES: Final = 3
"""So many times as long as it works, whoever reads ahead leaves Python to those who wait."""


def pace(
    connection: Connection, question: PaceQuestion, found: Course, vocabulary: Vocabulary
) -> Pace:
    """Answer for the whole project, at a cost that does not grow with the delivered sessions.

    ``found`` is the course of ``question.whole`` as the reader is shown it. Everything else comes
    from planned sessions, which are never hidden.
    """
    target = found.youth.target
    ahead = horizon(question.as_of, target.due if target else None)
    booked = () if question.only_end else tuple(planned(connection, ahead))
    return pace_of(
        PaceInputs(
            found,
            ahead,
            booked,
            sizes_of(found),
            question.scenario,
            vocabulary,
            only_end=question.only_end,
        )
    )


def past(connection: Connection, vocabulary: Vocabulary, today: date) -> History | None:
    """The exact youth and sessions of the complete months, for back-tests.

    The months end with the data: a later month is unknown, not zero.
    """
    found = progress(connection, Filters(), Audience.COORDINATOR, vocabulary, small_cell_maximum=0)
    complete = complete_months(found, today)
    whole = history_of(found, complete)
    return whole.until(len(complete)) if whole else None


def read_ahead(connection: Connection) -> None:
    """Project what readers are likely to ask for, before somebody waits for it.

    That is from the end of the periods that filters offer; and of each month, which all its days
    share, how it ends. What is kept of it is right after any write: see ``pace_of``.
    """
    now, words = state(connection), vocabulary(connection)
    first, today = now.first_session, now.data_as_of
    if first is None or today is None:
        return
    ends = dict.fromkeys(one.range.end for one in presets(first, today))
    days = [end for end in ends if end and end < today][: LINES_KEPT // 2]
    months = months_between(month_of(first), month_of(today))[-ENDS_KEPT // 2 :]
    asked = [
        *(PaceQuestion(day, today) for day in days),
        *(
            PaceQuestion(days_of_month(month).start, today, only_end=True)
            for month in reversed(months)
        ),
    ]
    whole = progress(connection, Filters(), Audience.COORDINATOR, words, small_cell_maximum=0)
    for question in asked:
        begun = monotonic()
        pace(connection, question, course(connection, question.whole, words, whole), words)
        forget(connection)
        sleep(PAUSES * (monotonic() - begun))


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
