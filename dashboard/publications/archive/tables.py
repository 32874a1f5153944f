"""The tables of publications, separate from everything that they were made from.

The database refuses to change or delete a publication; only its withdrawal is written, once.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dashboard.naming import CONVENTION

WITHDRAWAL = ("withdrawn_at", "withdrawn_by", "reason_en", "reason_fr")


class ArchiveBase(DeclarativeBase):
    """The tables of this package, with metadata of their own."""

    metadata = MetaData(naming_convention=CONVENTION)


class PublicationRow(ArchiveBase):
    """One publication: its canonical text, and who prepared and approved it.

    Times are ISO times in UTC. ``withdrawn_at`` and the columns after it are ``None`` until it is
    withdrawn. It tells the day in the project's time zone, as ``published_on`` does; the audit log
    has the moment.
    """

    __tablename__ = "publications"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint("corrects < number", name="corrects_an_earlier_one"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    published_at: Mapped[str]
    published_on: Mapped[date]
    data_as_of: Mapped[date]
    sha256: Mapped[str]
    content: Mapped[str]
    corrects: Mapped[int | None] = mapped_column(ForeignKey("publications.number"))
    prepared_by: Mapped[str]
    approved_by: Mapped[str]
    withdrawn_at: Mapped[str | None]
    withdrawn_by: Mapped[str | None]
    reason_en: Mapped[str | None]
    reason_fr: Mapped[str | None]


class PublicationFileRow(ArchiveBase):
    """A file that was made of a publication, in one language; the database never changes it."""

    __tablename__ = "publication_files"
    __table_args__ = (CheckConstraint("language IN ('en', 'fr')", name="known_language"),)

    number: Mapped[int] = mapped_column(ForeignKey("publications.number"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    made_at: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes]


class EmbedGrantRow(ArchiveBase):
    """What one partner may embed. Of the key, it has the digest, and how many keys there were.

    ``views``, ``free`` and ``origins`` are words separated by spaces, ``locked`` is a query string.
    """

    __tablename__ = "embed_grants"
    __table_args__ = (CheckConstraint("language IN ('en', 'fr')", name="known_language"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    partner: Mapped[str]
    views: Mapped[str]
    locked: Mapped[str]
    free: Mapped[str]
    language: Mapped[str | None]
    publication: Mapped[int | None] = mapped_column(ForeignKey("publications.number"))
    origins: Mapped[str]
    downloads: Mapped[bool]
    images: Mapped[bool]
    digest: Mapped[str] = mapped_column(unique=True)
    keys: Mapped[int]
    created_on: Mapped[date]
    expires_on: Mapped[date]
    revoked_on: Mapped[date | None]


class EmbedFormerKeyRow(ArchiveBase):
    """The digest of a replaced key: it opens nothing, and its pages say so."""

    __tablename__ = "embed_former_keys"

    digest: Mapped[str] = mapped_column(primary_key=True)
    grant_id: Mapped[int] = mapped_column(ForeignKey("embed_grants.id"))


class EmbedShownRow(ArchiveBase):
    """How often a view was shown on a day; nothing about to whom."""

    __tablename__ = "embed_shown"

    day: Mapped[date] = mapped_column(primary_key=True)
    grant_id: Mapped[int] = mapped_column(ForeignKey("embed_grants.id"), primary_key=True)
    view: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]
