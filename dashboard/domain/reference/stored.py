"""A record as the database has it, and what happens if somebody else changed it."""

from dataclasses import dataclass
from hashlib import sha256

import orjson

from dashboard.domain.shared.records import Record

VERSION_DIGITS = 16


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as the database has it.

    It ``hides`` the area of a venue that is shown by code only: in a small area, the shelter could
    be found.
    """

    record: Record
    hides: bool = False

    @property
    def cells(self) -> dict[str, str]:
        """Its cells as they may be shown."""
        cells = self.record.cells()
        return {**cells, "area": ""} if self.hides else cells

    @property
    def version(self) -> str:
        """A digest of its cells, so that nobody overwrites changes they have not seen.

        What is hidden does not count: whoever guesses it could try all guesses on the digest.
        """
        return sha256(orjson.dumps(self.cells)).hexdigest()[:VERSION_DIGITS]


@dataclass(frozen=True, slots=True)
class Clash:
    """A record that has changed since its editor saw it; ``now`` is ``None`` when it is gone."""

    key: str
    now: StoredRecord | None
