"""A publication before its release: the draft, the objections, and the outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.i18n import Text


class ParityPart(StrEnum):
    """Where one language lacks something that the other has, and so where to correct it."""

    NOTE = "note"
    LABELS = "labels"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that only one language has; one that ``blocks`` stops the publication.

    ``record`` is the query of the reference view where it can be corrected; ``None`` if it cannot
    be corrected there.
    """

    part: ParityPart
    where: Text
    problem: Text
    remedy: Text
    blocks: bool = True
    record: str | None = None


class Waiting(StrEnum):
    """Why a draft adds no session to the last publication.

    The quarter, or longer part of the year, is not over; nothing is new; or so few came that not
    even the totals could be told.
    """

    OPEN_QUARTER = "open_quarter"
    NOTHING_NEW = "nothing_new"
    TOO_FEW = "too_few"


class NotNarrowed(StrEnum):
    """Why the ranges of a fiscal year stay as they are, though narrower ones were asked for.

    The year is not over, or was narrowed before; it has one block only, or so it would without
    those that corrections changed; its blocks have not the same age groups, sensitive types and
    threshold; they are too large; or no proof was found.
    """

    NOT_OVER = "not_over"
    DONE = "done"
    ONE_BLOCK = "one_block"
    CORRECTED = "corrected"
    UNLIKE = "unlike"
    TOO_LARGE = "too_large"
    UNPROVED = "unproved"


LONGEST_REASON = 1000
"""Characters that say why a draft was sent back."""

ENOUGH = 40
"""With so many sessions at a time, waiting hardly shows more; decision 97 has the figures."""


class DraftState(StrEnum):
    """What became of a draft; ``discarded``: another took its place, or it was sent back."""

    OPEN = "open"
    APPROVED = "approved"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft in the audit log: its digest, without its content.

    ``reason``: why it was sent back, blank in all others. Only the log keeps it.
    """

    id: int
    as_of: date
    note: BilingualText
    corrects: int | None
    confirmed: bool
    digest: str
    prepared_by: str
    prepared_at: str
    state: DraftState = DraftState.OPEN
    number: int | None = None
    reason: str = ""

    @property
    def key(self) -> str:
        """Its number among the drafts."""
        return str(self.id)

    def cells(self) -> dict[str, str]:
        """What a history shows."""
        return {
            "as_of": self.as_of.isoformat(),
            "note_en": self.note.en,
            "note_fr": self.note.fr,
            "digest": self.digest,
            "prepared_by": self.prepared_by,
            "state": self.state.value,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class DraftReturn:
    """Who sent a draft back, when (ISO, in UTC), and why."""

    draft: int
    author: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its canonical text.

    ``basis`` is the digest of everything it was made from. The ``exact`` counts, the ``evidence``
    (as JSON) and the ``proofs`` are never published.
    """

    record: DraftRecord
    content: bytes
    basis: str
    exact: bytes
    evidence: bytes
    proofs: bytes


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """A publication in the audit log: its hash, without its content."""

    number: int
    published_at: str
    published_on: date
    data_as_of: date
    sha256: str
    corrects: int | None
    prepared_by: str
    approved_by: str
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None
    reason_en: str | None = None
    reason_fr: str | None = None

    @property
    def key(self) -> str:
        """Its number."""
        return str(self.number)

    def cells(self) -> dict[str, str]:
        """What a history shows."""
        return {name: str(getattr(self, name) or "") for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class DraftEvidence:
    """The result of the privacy audit, and what was still to correct when the draft was made.

    ``checked`` counts the hidden cells, the differences between publications and the single
    sessions that must stay unknown. ``proved`` counts those with a proof: two tables of whole
    numbers that agree with everything published and are far enough apart. ``witnesses`` counts such
    tables. ``known`` counts those without a proof, because a correction had already made them
    certain and nothing new is told. ``ranged`` counts the cells that show a range. ``waits`` says
    why no session is added: a ``Waiting``, or nothing if some are. ``rhythm`` is the
    ``PublishingRhythm`` that was set when the draft was made. ``closes`` is the next day on which a
    part of the year of that rhythm ends (ISO; blank in an older draft). ``added`` counts the
    sessions that the draft adds to an earlier publication. With ``tighten``, narrower ranges were
    asked for; the publication says of which years there are some, and ``not_narrowed`` of which
    there are none, and why: a ``NotNarrowed`` for each such year. ``declined`` are the years that
    were to be narrowed, of which somebody said that they stay. ``cut_short``: less is told than
    might be, since to seek that would take too much work.
    """

    cells: int
    hidden: int
    carried: int
    checked: int
    proved: int
    witnesses: int
    seconds: float
    to_mend: int = 0
    known: int = 0
    ranged: int = 0
    waits: str = ""
    rhythm: str = PublishingRhythm.QUARTER.value
    closes: str = ""
    added: int = 0
    tighten: bool = False
    not_narrowed: Mapping[str, str] = field(default_factory=dict)
    declined: Sequence[str] = ()
    cut_short: bool = False

    @property
    def had_better_wait(self) -> bool:
        """Whether the sessions that it adds would show clearly more together with the next ones."""
        return 0 < self.added < ENOUGH and self.rhythm != PublishingRhythm.FISCAL_YEAR
