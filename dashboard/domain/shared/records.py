"""Checked rows of files: the records that importers pass to writers.

Each record has a ``key``, by which a second import finds it again. Its ``cells`` are column codes
and values as a file would state them; the report of changes shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol


class Record(Protocol):
    """What every record provides; records are frozen dataclasses."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def key(self) -> str:
        """What makes it the same record in another file."""

    def cells(self) -> dict[str, str]:
        """Column code and value, a blank one as an empty string."""


@dataclass(frozen=True, slots=True)
class VenueRecord:
    """A venue; one of a sensitive type has no labels."""

    code: str
    venue_type: str
    area: str = ""
    label_en: str = ""
    label_fr: str = ""

    @property
    def key(self) -> str:
        """Its code."""
        return self.code

    def cells(self) -> dict[str, str]:
        """The five columns."""
        return {
            "code": self.code,
            "venue_type": self.venue_type,
            "area": self.area,
            "label_en": self.label_en,
            "label_fr": self.label_fr,
        }


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """A facilitator's training; without language and date, a facilitator not trained yet."""

    code: str
    language: str = ""
    trained_on: date | None = None

    @property
    def key(self) -> str:
        """One training a facilitator and language."""
        return f"{self.code} {self.language}".rstrip()

    def cells(self) -> dict[str, str]:
        """The three columns."""
        return {
            "code": self.code,
            "language": self.language,
            "trained_on": self.trained_on.isoformat() if self.trained_on else "",
        }


@dataclass(frozen=True, slots=True)
class TargetRecord:
    """A dated revision of an indicator's target."""

    indicator: str
    value: int
    due: date
    effective_from: date
    reason_en: str = ""
    reason_fr: str = ""

    @property
    def key(self) -> str:
        """One revision an indicator and day."""
        return f"{self.indicator} {self.effective_from.isoformat()}"

    def cells(self) -> dict[str, str]:
        """The six columns."""
        return {
            "indicator": self.indicator,
            "value": str(self.value),
            "due": self.due.isoformat(),
            "effective_from": self.effective_from.isoformat(),
            "reason_en": self.reason_en,
            "reason_fr": self.reason_fr,
        }


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    """A value of one kind of reference data; ``values`` has each cell as a file states it."""

    code: str
    values: Mapping[str, str]

    @property
    def key(self) -> str:
        """Its code."""
        return self.code

    def cells(self) -> dict[str, str]:
        """The code, and whatever its kind has."""
        return {"code": self.code, **self.values}


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """The old code of a venue merged into another; ``moved`` is how many sessions moved too."""

    code: str
    venue: str
    moved: int

    @property
    def key(self) -> str:
        """The old code."""
        return self.code

    def cells(self) -> dict[str, str]:
        """The three columns."""
        return {"code": self.code, "venue": self.venue, "moved": str(self.moved)}
