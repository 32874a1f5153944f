"""What ``/api/v1/pace`` takes and gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from dashboard.domain.progress.scenario import CODES, MOST, NUMBER
from dashboard.domain.shared.audience import Audience
from dashboard.web.progress.answer import FILTERS, Chosen, French
from dashboard.web.shared.fields import Count, Day, Hidden, Month, Number, answer_model

AMonth = Annotated[Number, Field(description="Participations of youth a month.")]
More = Annotated[
    int,
    Field(
        ge=0,
        le=MOST,
        description="What if so many sessions more were held a month; 0 is no such question.",
    ),
]
OfThose = Annotated[
    str, Field(description="Of those sessions, by code; the first one when not given.")
]

if TYPE_CHECKING:
    ChosenForPace = dict[str, Any]
else:
    ChosenForPace = TypedDict(
        "ChosenForPace",
        FILTERS | {NUMBER: NotRequired[More]} | dict.fromkeys(CODES, NotRequired[OfThose]),
    )


class PaceYouth(TypedDict):
    """Participations of youth, beside the target and what was due by now."""

    participations: Count | None
    target: Count | None
    due: Day | None
    target_to_date: Number | None
    status: str | None
    reached_in: Month | None
    """The month in which the target was reached, where it can be told."""
    hidden: NotRequired[Hidden]


class RecentMonths(TypedDict):
    """The last complete months."""

    months: Count
    youth: AMonth | None
    hidden: NotRequired[Hidden]


class BasisAnswer(TypedDict):
    """What a projection would be made from, and whether that is enough."""

    complete_months: Count
    sessions: Count
    minimum_months: Count
    minimum_sessions: Count
    enough: bool


class BandAnswer(TypedDict):
    """Totals at the end of a month: in 80% of cases from low to high, in 50% within the halves."""

    month: Month
    low: Count
    low_half: Count
    median: Count
    high_half: Count
    high: Count


class FinishAnswer(TypedDict):
    """The month of the target, as early in 1, 5 and 9 cases of 10; null is not within 5 years."""

    early: Month | None
    median: Month | None
    late: Month | None


class ProjectionAnswer(TypedDict):
    """What may come."""

    months: list[BandAnswer]
    chance_percent: Annotated[float, Field(ge=0.1, le=99.9)] | None
    """Of the target by its day; null when it is reached or has passed."""
    finish: FinishAnswer | None


class PlannedSessionsAnswer(TypedDict):
    """The sessions that are planned, and what comes with them."""

    sessions: Count
    projection: ProjectionAnswer | None


class WhatIfAnswer(TypedDict):
    """What more sessions would do."""

    add: Count
    add_kind: str
    add_language: str
    add_venue_type: str
    sessions: Count
    """All those added by the last day."""
    projection: ProjectionAnswer | None
    french_share: French
    """As it would be then."""


class PaceSentences(TypedDict):
    """In the language that was asked for."""

    pace: str
    what_if: str | None
    scope: str | None


class PaceCounting(TypedDict):
    """The rules that people are counted by, in words."""

    participations: str
    distinct_youth: str
    pace: str


@answer_model
class PaceAnswer(TypedDict):
    """The pace to the target, for this audience."""

    as_of: Day
    """The day on which the pace is judged."""
    until: Day
    """The last day projected."""
    audience: Audience
    filters: Chosen
    youth: PaceYouth
    required: AMonth | None
    """A month until the target is due; null when that has passed."""
    recent: RecentMonths | None
    """Null when there are too few."""
    weeks_since_session: Count | None
    silent: bool
    basis: BasisAnswer
    projection: ProjectionAnswer | None
    planned: PlannedSessionsAnswer
    french_share: French
    what_if: WhatIfAnswer | None
    sentences: PaceSentences
    counting: PaceCounting
