"""What somebody wants of an import."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from dashboard.domain.importing.by_hand import ByHand, MappingRecord
from dashboard.importers.oddities import OddityAnswers


class Phase(StrEnum):
    """What a long import is at."""

    CHECKING = "checking"
    COMPARING = "comparing"
    WRITING = "writing"


OnProgress = Callable[[Phase, int, float], None]


def quiet(_phase: Phase, _rows: int, _fraction: float) -> None:
    """For those who need no progress."""


class StaleError(Exception):
    """The data, or else ``what``, have changed since the import was looked at."""

    def __init__(self, what: str = "data") -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Which rows that are likely copies are left out: all or none, ``but`` for some."""

    every: bool = True
    but: frozenset[int] = frozenset()

    def __contains__(self, row: int) -> bool:
        return (row in self.but) != self.every


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to import and how.

    ``today`` is the day, where the project is, after which nothing can have been delivered;
    ``author`` is who the audit log says it was. A file that is not to be known by its path has a
    ``name``. Where nothing was said ``by_hand`` of its columns and words, what fits best of the
    ``remembered`` counts. Of a workbook the ``sheets`` of these names are read; where none are
    named, those that mean the same columns, and others keep all out until it is said whether they
    are meant. ``answers`` is what was said of what is odd in it. ``only_sound`` rows: else one
    fault keeps all out. Likely ``copies`` are
    looked for only if some may be left out, or on a dry run told. ``edition`` is that of the data
    when it was looked at, ``seen_sheets`` the digest of the sheets that were read then, ``None``
    where nobody looked. ``on_progress`` hears of the phase, the rows done in it and the part of
    it that is done; what it raises ends the import, and nothing is written.
    """

    path: Path
    today: date
    author: str
    dry_run: bool = False
    on_progress: OnProgress = quiet
    name: str = ""
    by_hand: ByHand | None = None
    remembered: tuple[MappingRecord, ...] = ()
    only_sound: bool = False
    copies: LeavingOut | None = None
    edition: str | None = None
    sheets: tuple[str, ...] | None = None
    seen_sheets: str | None = None
    answers: OddityAnswers = field(default_factory=OddityAnswers)

    @property
    def said(self) -> frozenset[str]:
        """The headers that somebody has explained."""
        explained = [self.by_hand] if self.by_hand else [one.by_hand for one in self.remembered]
        return frozenset(header for by_hand in explained for header in by_hand.columns)
