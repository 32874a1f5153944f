"""Drafts of publications, and publications that no restore brought back."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import Base

DRAFT_STATES = ("open", "approved", "discarded")


class PublicationDraft(Base):
    """A publication that waits for approval, was approved, or was replaced by another draft.

    ``content`` is its canonical text, ``digest`` the SHA-256 of that, and ``basis`` the digest of
    everything it was made from. Never published are: the ``exact`` counts, the ``evidence`` of the
    privacy audit (both JSON) and the ``proofs`` (compressed). ``confirmed``: its preparer has
    checked the labels that changed in one language only. ``number`` is the publication's.
    """

    __tablename__ = "publication_drafts"
    __table_args__ = (CheckConstraint(f"state IN {DRAFT_STATES}", name="known_state"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    as_of: Mapped[date]
    note_en: Mapped[str]
    note_fr: Mapped[str]
    corrects: Mapped[int | None]
    confirmed: Mapped[bool]
    content: Mapped[str]
    digest: Mapped[str]
    basis: Mapped[str]
    exact: Mapped[str]
    evidence: Mapped[str]
    proofs: Mapped[bytes]
    prepared_by: Mapped[str]
    prepared_at: Mapped[str]
    state: Mapped[str]
    number: Mapped[int | None] = mapped_column(unique=True)


class LostPublication(Base):
    """The number of a publication whose counts and proofs no restore brought back.

    Its text may exist all the same, from the public site.
    """

    __tablename__ = "lost_publications"
    __table_args__ = (CheckConstraint("number > 0", name="number_is_positive"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    generation: Mapped[str] = mapped_column(ForeignKey("restores.generation"))
