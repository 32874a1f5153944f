"""For whom a figure is computed."""

from enum import StrEnum


class Audience(StrEnum):
    """Coordinators see exact counts; the committee's small counts are hidden.

    Partners and the public see publications only: no query of sessions is ever made for them.
    """

    COMMITTEE = "committee"
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    PUBLIC = "public"


INSIDE = (Audience.COMMITTEE, Audience.COORDINATOR)
"""The audiences that may query sessions."""
