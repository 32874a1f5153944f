"""Made-up months, and the pace worked out from them without a database."""

from dataclasses import replace
from datetime import date

from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.pacing import PaceInputs, pace_of
from dashboard.domain.pace.projection import horizon
from dashboard.domain.pace.sizes import Sizes
from dashboard.domain.progress.progress import BreakdownRow, Progress, YouthReached
from dashboard.domain.shared import counting
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.periods import months_from
from tests.support.samples import PROGRESS, VOCABULARY

FIRST = "2013-09"
YOUTH = (30, 62, 41, 18, 55, 70, 48, 66, 59, 22, 0, 9, 51, 60, 47, 20, 58, 64)  # to 2015-02
AS_OF = date(2015, 2, 28)
TARGET = Target(1000, date(2015, 6, 30), date(2013, 9, 1), date(2013, 9, 1))
SIZES = Sizes({"shelter": 10.0}, 10.0)


def so_far(
    youth: tuple[int | None, ...] = YOUTH,
    *,
    total: int | None = None,
    target: Target | None = TARGET,
    sessions: int = 3,
    as_of: date = AS_OF,
) -> Progress:
    """The whole project with so many youth a month; months with none have no session.

    ``total`` is needed only where a month is hidden.
    """
    reached = sum(count or 0 for count in youth) if total is None else total
    months = months_from(FIRST, len(youth))
    planned = target.to_date(as_of) if target else None
    status = counting.status(reached, planned, VOCABULARY.statuses.items) if planned else None
    held = [sessions if count != 0 else 0 for count in youth]
    return replace(
        PROGRESS,
        data_as_of=as_of,
        last_session=as_of,
        delivered=sum(held),
        youth=YouthReached(reached, target, None, planned, status),
    ).with_rows(
        by_month=tuple(
            BreakdownRow(month, number, count, count)
            for month, number, count in zip(months, held, youth, strict=True)
        )
    )


def pace(progress: Progress | None = None, *, as_of: date = AS_OF, **given: object) -> Pace:
    """The pace on a day; ``given`` are the planned sessions, the scenario, …"""
    found = progress or so_far()
    target = found.youth.target
    ahead = horizon(as_of, target.due if target else None)
    return pace_of(replace(PaceInputs(found, ahead, (), SIZES, None, VOCABULARY), **given))
