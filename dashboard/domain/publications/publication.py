"""A publication: the figures released on a day, which never change afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

import orjson
from pydantic import TypeAdapter

from dashboard.domain.publications.protected import FORMAT, TIGHTENED, ProtectedTable
from dashboard.i18n import Locale


@dataclass(frozen=True, slots=True)
class BilingualText:
    """A text in both languages."""

    en: str
    fr: str

    def __getitem__(self, locale: Locale) -> str:
        return self.fr if locale is Locale.FR else self.en


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A reference value under the name it had at the time."""

    code: str
    label: BilingualText


@dataclass(frozen=True, slots=True)
class PublishedAgeGroup(NamedTerm):
    """An age group; coverage is of those ``at_risk``."""

    youth: bool
    at_risk: bool


@dataclass(frozen=True, slots=True)
class PublishedKind(NamedTerm):
    """A session kind; the French share is of those ``in_french_share``."""

    in_french_share: bool


@dataclass(frozen=True, slots=True)
class PublishedVenueType(NamedTerm):
    """A venue type as it is shown; ``members`` are the codes of those merged into it."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedStatusLevel(NamedTerm):
    """A status, with the least percent of the target to date that it needs."""

    minimum_percent: int


@dataclass(frozen=True, slots=True)
class PublishedMeasure(NamedTerm):
    """A measure of the action plan; its label is empty and its status ``None`` until stated."""

    status: str | None


@dataclass(frozen=True, slots=True)
class PublicationWords:
    """The names of everything in the figures."""

    languages: tuple[NamedTerm, ...]
    venue_types: tuple[PublishedVenueType, ...]
    age_groups: tuple[PublishedAgeGroup, ...]
    kinds: tuple[PublishedKind, ...]
    statuses: tuple[PublishedStatusLevel, ...]
    measures: tuple[PublishedMeasure, ...]
    partners: tuple[NamedTerm, ...]
    funders: tuple[NamedTerm, ...]

    @property
    def youth(self) -> tuple[str, ...]:
        """The age groups that count as youth."""
        return tuple(group.code for group in self.age_groups if group.youth)


@dataclass(frozen=True, slots=True)
class PublishedTarget:
    """The target in force on the day of the data, planned linearly from ``start`` to ``due``."""

    value: int
    start: date
    due: date


@dataclass(frozen=True, slots=True)
class SessionCount:
    """Delivered sessions of a month, by language, venue type and kind; not personal data."""

    month: str
    language: str
    venue_type: str
    kind: str
    sessions: int


@dataclass(frozen=True, slots=True)
class PublishedTraining:
    """People with a completed training in a language."""

    language: str
    people: int


@dataclass(frozen=True, slots=True)
class CellRevision:
    """A cell of which an earlier publication told something that no longer holds."""

    period: str
    by: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingSessions:
    """Corrected sessions whose figures are still those from before.

    They were ``cancelled`` or deleted; ``moved`` to another language, venue type or kind; or they
    have ``other`` numbers of people or another month, and are never revised. Those ``staying`` are
    of tightened years, whatever was corrected: nor are these revised, nor those ``closed``, of
    blocks that something was put back into. ``again`` were taken out, and are held after all, or
    were entered once more: they are not counted.
    """

    cancelled: int = 0
    moved: int = 0
    other: int = 0
    staying: int = 0
    closed: int = 0
    again: int = 0

    @property
    def only_stay(self) -> bool:
        """Whether none of them is ever revised."""
        return not (self.cancelled or self.moved)


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole publication; ``corrects`` is the number of the publication that it corrects.

    ``sessions`` name venue types as ``words`` do. ``reached`` are the at-risk age groups with a
    participation. ``target`` is ``None`` when none was in force. In a ``demonstration``, all
    figures are invented. ``trained_people`` counts each person once; early publications do not have
    it. ``late`` counts the new sessions of months that were published before. ``outdated``:
    published sessions have been corrected since, which a later publication will tell; ``waiting``
    says which, where that is known. ``returned`` sessions were taken out by an earlier publication,
    and are counted again as they were at first. ``lost_until``: sessions held by the end of this
    day's month that only lost publications told of are not in the figures; ``None`` if a restore
    lost none. ``tightened`` are the fiscal years whose sums have
    narrower ranges from this publication on.
    """

    number: int
    published_on: date
    data_as_of: date
    note: BilingualText
    corrects: int | None
    hidden_up_to: int
    words: PublicationWords
    target: PublishedTarget | None
    reached: tuple[str, ...]
    trained: tuple[PublishedTraining, ...]
    sessions: tuple[SessionCount, ...]
    tables: tuple[ProtectedTable, ...]
    revised: tuple[CellRevision, ...] = ()
    demonstration: bool = False
    trained_people: int | None = None
    late: int = 0
    outdated: bool = False
    waiting: WaitingSessions | None = None
    tightened: tuple[str, ...] = ()
    returned: int = 0
    lost_until: date | None = None
    format: int = FORMAT


_RANGES_FROM = 3


def canonical(publication: Publication) -> bytes:
    """The canonical JSON text of a publication: names sorted, no spaces, UTF-8.

    Fields that did not exist when the publication was made are left out, so its text never changes.
    """
    plain = orjson.loads(orjson.dumps(publication))  # names of fields are not sorted by themselves
    for name in _unsaid(publication):
        del plain[name]
    if publication.waiting:
        for name in ("staying", "closed", "again"):
            if not plain["waiting"][name]:
                del plain["waiting"][name]
    for cell in (cell for table in plain["tables"] for cell in table["cells"]):
        if cell["low"] is None:
            del cell["low"], cell["high"]
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)


def _unsaid(publication: Publication) -> Iterator[str]:
    if publication.format < _RANGES_FROM:
        yield from ("late", "outdated")
    if publication.format < TIGHTENED:
        yield "tightened"
    if not publication.returned:
        yield "returned"
    for name in ("trained_people", "waiting", "lost_until"):
        if getattr(publication, name) is None:
            yield name


def digest(text: bytes) -> str:
    """The SHA-256 of a canonical text, in hexadecimal digits."""
    return sha256(text).hexdigest()


def read(text: bytes) -> Publication:
    """Read a publication from its canonical text.

    Raises:
        pydantic.ValidationError: The text is no publication.
    """
    return _reader().validate_json(text)


@cache
def _reader() -> TypeAdapter[Publication]:
    """Made once, for that takes eight times as long as to read a text."""
    return TypeAdapter(Publication)
