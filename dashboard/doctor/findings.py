"""The result of a check: what was found, how bad it is, what to do."""

from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.i18n import Text


class Severity(StrEnum):
    """How bad it is."""

    FINE = "fine"
    WATCH = "watch"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A finding, and the remedy unless it is fine; ``about`` is the code of what was checked."""

    level: Severity
    said: Text
    remedy: Text | None = None
    about: str = ""

    def of(self, about: str) -> "Diagnosis":
        """The same finding about that."""
        return replace(self, about=about)


def fine(said: Text) -> Diagnosis:
    """It is as it should be."""
    return Diagnosis(Severity.FINE, said)


def watch(said: Text, remedy: Text) -> Diagnosis:
    """It works, but should not stay so."""
    return Diagnosis(Severity.WATCH, said, remedy)


def wrong(said: Text, remedy: Text) -> Diagnosis:
    """It does not work, or will not for long."""
    return Diagnosis(Severity.WRONG, said, remedy)
