"""A database that was brought back from a backup."""

from dataclasses import dataclass

MOST = 2_147_483_647
"""The highest number that a publication can have in either kind of database."""


@dataclass(frozen=True, slots=True)
class DatabaseRestore:
    """When and by whom; ``made_at`` is the backup's moment, both ISO times in UTC.

    ``sha256`` and ``made_at`` are empty when other tools did it. ``unknown``: later publications
    may have been lost. ``confirmed_by`` is who said which was the last number.
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
        """The generation that it began."""
        return self.generation

    @property
    def is_open(self) -> bool:
        """Whether nothing may be published until somebody confirms."""
        return self.unknown and self.confirmed_at is None

    def cells(self) -> dict[str, str]:
        """What a history shows."""
        return {name: str(getattr(self, name) or "") for name in self.__dataclass_fields__}
