"""The first steps of a new project, before there are any figures to show."""

from collections.abc import Mapping
from enum import StrEnum

from dashboard.domain.shared.roles import Right


class FirstStep(StrEnum):
    """In the order in which a project begins."""

    VENUES = "venues"
    FACILITATORS = "facilitators"
    TARGET = "target"
    SESSION = "session"
    PEOPLE = "people"
    PUBLICATION = "publication"


FirstSteps = Mapping[FirstStep, bool]
"""The steps that a reader may take, each with whether it is done."""

RIGHTS: Mapping[FirstStep, Right] = {
    FirstStep.VENUES: Right.ADMINISTER,
    FirstStep.FACILITATORS: Right.RECORD,
    FirstStep.TARGET: Right.ADMINISTER,
    FirstStep.SESSION: Right.RECORD,
    FirstStep.PEOPLE: Right.ADMINISTER,
    FirstStep.PUBLICATION: Right.RECORD,
}
"""The right that each step needs."""
