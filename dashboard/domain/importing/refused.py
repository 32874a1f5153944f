"""Files that were refused, or whose import broke off: what is kept of them, and for how long."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from dashboard.domain.importing.identifying import identifying
from dashboard.i18n import Text, text

KEPT = timedelta(days=90)
ALERTED = timedelta(days=14)
"""How long after the last refusal an alert may still be about it."""
MOST_A_DAY = 20
"""Refusals of one account that are kept in 24 hours, so that nobody can fill the database."""
LONGEST_NAME = 100
FORMATS = ("csv", "tsv", "txt", "xlsx", "ods", "zip")
OTHER_FORMAT = "other"


class RefusalReason(StrEnum):
    """Why nothing of a file went in. No cell and no header of it is kept."""

    UNREADABLE = "unreadable"
    UNCLEAR = "unclear"
    ROWS = "rows"
    CHANGED = "changed"
    BROKEN_OFF = "broken_off"

    @property
    def said(self) -> Text:
        """The reason in words."""
        return _SAID[self]


_SAID = {
    RefusalReason.UNREADABLE: text("The file cannot be read"),
    RefusalReason.UNCLEAR: text("Its sheets, columns or values need an answer first"),
    RefusalReason.ROWS: text("Some rows have errors"),
    RefusalReason.CHANGED: text("The data changed at the same moment"),
    RefusalReason.BROKEN_OFF: text("The import was interrupted by an error"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not go in.

    ``file_name`` is blank if it seems to identify somebody. ``format`` is one of ``FORMATS``, or
    "other". ``faults`` is how many were found. ``at`` has a zone.
    """

    at: datetime
    author: str
    subject: str
    file_name: str
    format: str
    reason: RefusalReason
    faults: int = 0
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Failing:
    """An account whose files of a subject were refused, and none of which went in since.

    ``key`` tells this account, subject and time from others, without naming the account. It stays
    the same however long this goes on, though the first refusals are forgotten meanwhile.
    """

    key: str
    subject: str
    last_at: datetime


def format_of(file_name: str) -> str:
    """The ending of a file's name, as far as it is one that we read."""
    ending = file_name.rpartition(".")[2].lower()
    return ending if ending in FORMATS else OTHER_FORMAT


def kept_name(file_name: str) -> str:
    """A file's name as it may be kept: printable, not endless, and blank if it names somebody."""
    shown = "".join(c if c.isprintable() else " " for c in file_name[: 2 * LONGEST_NAME]).strip()
    return "" if identifying(shown.replace("_", " ")) else shown[:LONGEST_NAME]


def failing(
    refusals: Collection[Refusal], went_in: Collection[tuple[str, str, datetime]], now: datetime
) -> tuple[Failing, ...]:
    """Whose files of which subject do not go in at the moment.

    Args:
        refusals: The refusals that are kept, the oldest first.
        went_in: Author, subject and time of the last import of each that went in.
        now: The present moment; what was refused longer ago than ``ALERTED`` is over.
    """
    last = {(author, subject): at for author, subject, at in went_in}
    found: dict[tuple[str, str], Failing] = {}
    for one in refusals:
        whose = one.author, one.subject
        if whose in last and one.at <= last[whose]:
            continue
        found[whose] = Failing(_key(*whose, last.get(whose)), one.subject, one.at)
    return tuple(one for one in found.values() if now - one.last_at < ALERTED)


def _key(author: str, subject: str, went_in: datetime | None) -> str:
    said = repr((author, subject, went_in and went_in.isoformat()))
    return blake2b(said.encode(errors="replace"), digest_size=8).hexdigest()
