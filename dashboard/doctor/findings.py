"""What a look at one thing comes to."""

from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.i18n import Text


class Level(StrEnum):
    """How bad it is."""

    FINE = "fine"
    WATCH = "watch"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and what to do where it is not fine; ``about`` is the thing's code."""

    level: Level
    said: Text
    remedy: Text | None = None
    about: str = ""

    def of(self, about: str) -> "Finding":
        """The same, of that thing."""
        return replace(self, about=about)


def fine(said: Text) -> Finding:
    """It is as it should be."""
    return Finding(Level.FINE, said)


def watch(said: Text, remedy: Text) -> Finding:
    """It works, but should not stay so."""
    return Finding(Level.WATCH, said, remedy)


def wrong(said: Text, remedy: Text) -> Finding:
    """It does not work, or will not for long."""
    return Finding(Level.WRONG, said, remedy)
