"""A record of a database restored from a backup."""

from dataclasses import dataclass

MOST = 2_147_483_647
"""The highest number that both databases can store for a publication."""


@dataclass(frozen=True, slots=True)
class DatabaseRestore:
    """When and by whom the database was restored; times are ISO times in UTC.

    ``made_at`` is the time of the backup; it and ``sha256`` are empty when another tool restored
    it. ``unknown``: later publications may have been lost. ``confirmed_by`` is who confirmed the
    number of the last publication.
    """

    generation: str
    at: str
    author: str
    sha256: str
    made_at: str
    unknown: bool
    confirmed_at: str | None = None
    confirmed_by: str | None = None

    @property
    def key(self) -> str:
        """The generation that the restore began."""
        return self.generation

    @property
    def is_open(self) -> bool:
        """Whether nothing may be published until somebody confirms the last number."""
        return self.unknown and self.confirmed_at is None

    def cells(self) -> dict[str, str]:
        """What a history shows."""
        return {name: str(getattr(self, name) or "") for name in self.__dataclass_fields__}
