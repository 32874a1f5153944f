"""Venues, and the codes by which they are found again."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import Base


class Venue(Base):
    """A place where sessions are held; never an address, and no label for a sensitive type."""

    __tablename__ = "venues"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    venue_type: Mapped[str] = mapped_column(ForeignKey("venue_types.code"), index=True)
    area: Mapped[str] = mapped_column(default="")
    label_en: Mapped[str] = mapped_column(default="")
    label_fr: Mapped[str] = mapped_column(default="")


class VenueRequest(Base):
    """The code that a request for a new venue got, by the key that its sender chose.

    A venue of a sensitive type has nothing else by which a repeated request could be recognised.
    """

    __tablename__ = "venue_requests"

    key: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]


class VenueAlias(Base):
    """The code of a venue that was merged into another, which may itself be merged since.

    ``moved`` is the number of sessions moved with it: that many audit entries follow its own.
    """

    __tablename__ = "venue_aliases"

    code: Mapped[str] = mapped_column(primary_key=True)
    venue: Mapped[str]
    moved: Mapped[int]
