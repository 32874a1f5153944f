"""Which old backups in a folder may be deleted, after a newer one was verified."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_ISREG

from dashboard.backup.files import ENDING, PART, is_marked

MOMENT = "%Y-%m-%dT%H%M%SZ"
NAME = re.compile(rf"impact-(\d{{4}}-\d\d-\d\dT\d{{6}}Z){re.escape(ENDING)}", re.ASCII)
HALF = re.compile(rf"\.({NAME.pattern})\.\w+{re.escape(PART)}", re.ASCII)
ABANDONED = timedelta(days=1)  # nobody writes a backup for so long without writing to its file


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """Keep the newest ``count`` backups, and all of the last ``days``.

    ``None`` means no such rule.
    """

    count: int | None = None
    days: int | None = None

    def __bool__(self) -> bool:
        return self.count is not None or self.days is not None

    def superfluous(self, made: Iterable[datetime], newest: datetime) -> set[datetime]:
        """Those of the moments before ``newest`` that no rule keeps.

        ``newest`` itself always stays.
        """
        if not self:
            return set()
        before = sorted({moment for moment in made if moment < newest}, reverse=True)
        rest = before[max(0, (self.count or 0) - 1) :]
        since = newest - timedelta(days=self.days or 0)
        return {moment for moment in rest if self.days is None or moment < since}


def remove_superfluous(new: Path, keeping: RetentionPolicy) -> tuple[Path, ...]:
    """Delete backups beside a new verified one that ``keeping`` does not keep, the oldest first.

    Only plain files that are backups and have our kind of name with a moment are deleted, and what
    is left of such that were never finished. Anything else stays, and so do backups dated in the
    future.

    Raises:
        OSError: The folder can't be read, or a file not be removed.
    """
    ours = {made: path for path in new.parent.iterdir() if (made := moment_of(path))}
    newest = moment_of(new) or datetime.now(UTC)
    leaving = sorted(keeping.superfluous(ours, newest))
    removed = tuple(ours[made] for made in leaving if _is_ours(ours[made]))
    removed += tuple(path for path in new.parent.iterdir() if keeping and _is_abandoned(path))
    for path in removed:
        path.unlink()
    return removed


def moment_of(path: Path) -> datetime | None:
    """The moment in a backup's name; ``None`` if the name has another form."""
    found = NAME.fullmatch(path.name)
    if not found:
        return None
    try:
        return datetime.strptime(found[1], MOMENT).replace(tzinfo=UTC)
    except ValueError:  # no such day
        return None


def _is_abandoned(path: Path) -> bool:
    """Whether a backup began there, and was killed."""
    if not HALF.fullmatch(path.name):
        return False
    try:
        found = path.lstat()
    except FileNotFoundError:  # one that was finished meanwhile
        return False
    written = datetime.fromtimestamp(found.st_mtime, UTC)
    return S_ISREG(found.st_mode) and written < datetime.now(UTC) - ABANDONED


def _is_ours(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and is_marked(path)
