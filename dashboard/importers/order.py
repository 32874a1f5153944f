"""The options of an import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from dashboard.domain.importing.by_hand import ByHand, MappingRecord
from dashboard.importers.oddities import OddityAnswers


class Phase(StrEnum):
    """The phase of a long import."""

    CHECKING = "checking"
    COMPARING = "comparing"
    WRITING = "writing"


OnProgress = Callable[[Phase, int, float], None]


Writing = Callable[[Callable[[], None]], None]


def here(write: Callable[[], None]) -> None:
    """What writes is done by the thread that imports."""
    write()


def quiet(_phase: Phase, _rows: int, _fraction: float) -> None:
    """No progress reports."""


class StaleError(Exception):
    """The data, or else ``what``, have changed since the preview."""

    def __init__(self, what: str = "data") -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Which likely copies are left out: all or none, ``but`` for some rows.

    If nobody ``answered``, one likely copy refuses the file.
    """

    every: bool = True
    but: frozenset[int] = frozenset()
    answered: bool = True

    def __contains__(self, row: int) -> bool:
        return (row in self.but) != self.every


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to import and how.

    ``today`` is the day in the project's time zone; no session is delivered after it. ``author`` is
    the name for the audit log. ``name`` is the file's, if its path does not tell it. Without a
    mapping ``by_hand``, the best of the ``remembered`` mappings is used. Columns ``named`` by
    code or title, for a header of the file, add to it; what is not there refuses the file.

    ``sheets`` names the sheets of a workbook to read. If none is named, those with the same columns
    are read, and any other sheet refuses the import until somebody answers. ``answers`` are about
    what is odd in the file. ``only_sound``: import the rows without faults; else one fault refuses
    all. Likely ``copies`` are searched for only if some may be left out or a dry run reports them.

    ``bookmark`` is the preview's (``Report.bookmark``), ``seen_sheets`` the digest of the sheets
    read then; both are ``None`` without a preview. ``on_progress`` is called with the phase, the
    rows done in it and the fraction done. If it raises, the import ends and nothing is written.
    ``writing`` calls what holds the lock of writers, perhaps in another thread. Bookmarks are made
    with the ``secret``.
    """

    path: Path
    today: date
    author: str
    dry_run: bool = False
    on_progress: OnProgress = quiet
    writing: Writing = here
    name: str = ""
    by_hand: ByHand | None = None
    named: Mapping[str, str] = field(default_factory=dict)
    remembered: tuple[MappingRecord, ...] = ()
    only_sound: bool = False
    copies: LeavingOut | None = None
    bookmark: str | None = None
    secret: str = field(default="", repr=False)
    sheets: tuple[str, ...] | None = None
    seen_sheets: str | None = None
    answers: OddityAnswers = field(default_factory=OddityAnswers)

    @property
    def said(self) -> frozenset[str]:
        """The headers that somebody explained by hand."""
        explained = [self.by_hand] if self.by_hand else [one.by_hand for one in self.remembered]
        return frozenset(header for by_hand in explained for header in by_hand.columns)
