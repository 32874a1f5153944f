"""What ``/api/v1/progress`` takes and gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from dashboard.domain.progress.breakdowns import BREAKDOWNS, QUARTER
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.dimensions import DIMENSIONS, Dimension
from dashboard.i18n import Locale
from dashboard.i18n.formats import capitalise
from dashboard.web.shared.fields import (
    AsOf,
    Count,
    Day,
    Hidden,
    High,
    Id,
    Low,
    Percent,
    Revised,
    answer_model,
)


def _codes(dimension: Dimension) -> Any:  # noqa: ANN401 - a type that pydantic describes
    called = capitalise(dimension.label.say(Locale.EN))
    whose = "" if Audience.COMMITTEE in dimension.audiences else " For coordinators only."
    said = f"{called}, by code.{whose} Repeat the name for several; none means all."
    return Annotated[list[str], Field(min_length=1, description=said)]


FirstDay = Annotated[date, Field(description="First day kept, included.")]
LastDay = Annotated[date, Field(description="Last day kept, included.")]
PeriodCode = Annotated[
    str,
    Field(
        pattern=r"^(project|\d{4}-\d{2}(-q[1-4])?|school-\d{4}-\d{2})$",
        description="The whole project, a federal fiscal year or its quarter, or a school year.",
        examples=["project", "2014-15", "2014-15-q3", "school-2014-15"],
    ),
]
FILTERS: dict[str, Any] = {
    **{name: NotRequired[_codes(row)] for name, row in DIMENSIONS.items()},
    "from": NotRequired[FirstDay],
    "to": NotRequired[LastDay],
    "period": NotRequired[PeriodCode],
}

if TYPE_CHECKING:
    Chosen = dict[str, Any]
else:
    Chosen = answer_model(TypedDict("Chosen", FILTERS))
    Chosen.__doc__ = "The filters, as they were understood."


class Mark(TypedDict, total=False):
    """What stands beside numbers of which one is hidden."""

    hidden: Hidden


class EarlierAnswer(TypedDict, total=False):
    """What stands beside numbers of an earlier publication."""

    as_of: AsOf


class RevisionAnswer(TypedDict, total=False):
    """What stands beside participations that an earlier publication told otherwise."""

    revised: Revised


class RangeAnswer(TypedDict, total=False):
    """What a publication tells in place of a hidden number."""

    low: Low
    high: High


class Row(TypedDict):
    """One row of a breakdown."""

    code: str
    sessions: Count | None
    """Null where it is not available: by age, in a publication."""
    participations: Count | None
    youth: Count | None
    """The youth among the participations."""
    hidden: NotRequired[Hidden]
    as_of: NotRequired[AsOf]
    youth_as_of: NotRequired[AsOf]
    revised: NotRequired[Revised]
    youth_revised: NotRequired[Revised]
    low: NotRequired[Low]
    high: NotRequired[High]
    youth_low: NotRequired[Low]
    youth_high: NotRequired[High]


class Distinct(TypedDict):
    """What first-time counts tell of different youth."""

    low: Count | None
    high: Count | None
    sessions_with_first_time: Count
    sessions: Count
    hidden: NotRequired[Hidden]


class YouthAnswer(TypedDict):
    """Participations of youth, beside the target."""

    participations: Count | None
    target: Count | None
    percent: Percent | None
    status: str | None
    """A status level’s code; null under a filter that the plan does not know, and of a count of an
    earlier day."""
    distinct: Distinct | None
    """Null without first-time counts, and under an age filter."""
    hidden: NotRequired[Hidden]
    as_of: NotRequired[AsOf]
    revised: NotRequired[Revised]
    low: NotRequired[Low]
    high: NotRequired[High]


class French(TypedDict):
    """Sessions in French, and all sessions of the kinds that count."""

    french: Count
    sessions: Count
    percent: Percent | None


class GroupAnswer(TypedDict):
    """An age group at risk."""

    code: str
    participations: Count | None
    reached: bool | None
    hidden: NotRequired[Hidden]
    as_of: NotRequired[AsOf]
    reached_as_of: NotRequired[Day]
    """Present only where it is known of that earlier day alone: `reached` is then true, or null
    beside a zero, which may have changed since."""
    low: NotRequired[Low]
    high: NotRequired[High]


class AgeGroupsAnswer(TypedDict):
    """The age groups at risk that were reached, of all."""

    reached: Count | None
    total: Count
    groups: list[GroupAnswer]
    hidden: NotRequired[Hidden]
    as_of: NotRequired[Day]
    """The oldest `reached_as_of` of the groups that were reached."""


@with_config(strict=True)
class FacilitatorsAnswer(TypedDict, extra_items=Count):  # type: ignore[call-arg] # not known to mypy
    """People with a completed training, each once, and by the code of each language of training.

    The languages may add up to more.
    """

    people: Count | None
    """Null in publications that tell the languages only."""


class Sentences(TypedDict):
    """In the language that was asked for; null when hidden."""

    youth: NotRequired[str | None]
    distinct_youth: NotRequired[str | None]
    french_share: NotRequired[str | None]
    age_groups: NotRequired[str | None]
    facilitators: NotRequired[str | None]
    filters: NotRequired[str | None]


class Counting(TypedDict):
    """The rules that people are counted by, in words."""

    participations: str
    distinct_youth: str


class About(TypedDict):
    """What stands around the numbers."""

    data_as_of: Day | None
    audience: Audience
    filters: Chosen
    sentences: Sentences


class Gauges(About):
    """What stands around the numbers, and the gauges."""

    youth: YouthAnswer
    french_share: French
    age_groups: AgeGroupsAnswer
    facilitators: FacilitatorsAnswer


class ShownGauges(About):
    """What stands around the numbers, and the gauges that a grant shows."""

    publication: Id
    youth: NotRequired[YouthAnswer]
    french_share: NotRequired[French]
    age_groups: NotRequired[AgeGroupsAnswer]
    facilitators: NotRequired[FacilitatorsAnswer]


EMBEDDED = {code for view in EMBED_VIEWS.values() for code in view.parts}
if TYPE_CHECKING:  # mypy cannot know rows that are declared elsewhere

    class Breakdowns(TypedDict):
        """A list of rows for each breakdown."""

    class ShownBreakdowns(TypedDict):
        """A list of rows for each breakdown that an embedded view shows."""
else:
    Breakdowns = TypedDict("Breakdowns", {one.code: list[Row] for one in BREAKDOWNS})
    ShownBreakdowns = TypedDict(
        "ShownBreakdowns",
        {
            one.code: NotRequired[list[Row]]
            for one in (*BREAKDOWNS, QUARTER)
            if one.code in EMBEDDED
        },
    )


@answer_model
class ProgressAnswer(Gauges, Breakdowns):
    """The gauges and their breakdowns, for this audience."""

    counting: Counting


@answer_model
class PartnerAnswer(ShownGauges, ShownBreakdowns):
    """Of a publication, what the grant’s views show."""
