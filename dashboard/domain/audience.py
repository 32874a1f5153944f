"""For whom a figure is computed."""

from enum import StrEnum


class Audience(StrEnum):
    """Coordinators see exact counts; the committee's small counts are hidden."""

    COMMITTEE = "committee"
    COORDINATOR = "coordinator"
