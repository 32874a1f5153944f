"""The project's own words: reference data as frozen values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from dashboard.i18n import Locale
from dashboard.i18n.formats import capitalise


@dataclass(frozen=True, slots=True)
class Term:
    """One reference value: a code that never changes and a label in each language."""

    code: str
    label_en: str
    label_fr: str

    def label(self, locale: Locale) -> str:
        """The label in that language."""
        return self.label_fr if locale is Locale.FR else self.label_en


@dataclass(frozen=True, slots=True)
class Language(Term):
    """A session's language; ``trains`` when facilitators are trained in it (not "bilingual")."""

    trains: bool = True


@dataclass(frozen=True, slots=True)
class SessionKind(Term):
    """A session kind; ``in_french_share`` when it counts in the French share (not workshops)."""

    in_french_share: bool = False


@dataclass(frozen=True, slots=True)
class VenueType(Term):
    """A venue type; the venues of a ``sensitive`` one are only ever named by code."""

    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class AgeGroup(Term):
    """An age group; ``bit`` is its bit in the age masks of the tallies."""

    youth: bool = False
    at_risk: bool = False
    bit: int = 0


@dataclass(frozen=True, slots=True)
class Venue(Term):
    """A venue as shown: a sensitive one has its code as the label."""

    venue_type: str = ""


@dataclass(frozen=True, slots=True)
class StatusLevel(Term):
    """A status, with the least percent of the target to date that it needs."""

    minimum_percent: int = 0


@dataclass(frozen=True, slots=True)
class Threshold(Term):
    """A number that triggers a message, such as the weeks after which a venue is silent."""

    value: int = 0


@dataclass(frozen=True, slots=True)
class Indicator(Term):
    """A row of the tracking table; ``baseline`` is ``None`` when none was taken.

    ``cumulative``: its values add up over the project, so a plan to date makes sense.
    """

    definition: Term
    unit: Term
    source: Term
    frequency: Term
    baseline: int | None = None
    cumulative: bool = True


@dataclass(frozen=True, slots=True)
class ComparisonShare(Term):
    """A share of French speakers, in percent, to compare ours with; the label is its name."""

    percent: Decimal
    source: Term
    year: int


@dataclass(frozen=True, slots=True)
class Measure(Term):
    """A measure of the action plan; an empty label or owner, or no status, is not yet stated."""

    status: str | None
    owner: Term


@dataclass(frozen=True, slots=True)
class Annotation(Term):
    """An event around the project, on one day or until ``last_day``."""

    day: date
    last_day: date | None = None

    def touches(self, first: date, last: date) -> bool:
        """Whether the event falls partly within these days."""
        return self.day <= last and first <= (self.last_day or self.day)


@dataclass(frozen=True, slots=True)
class Decision(Term):
    """What the committee decided on a day, and how it stands: ``open``, ``done`` or ``dropped``.

    Its label may stand in one language only. ``about`` is the code of what it is about.
    """

    day: date
    about: str
    owner: Term
    due: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Milestone(Term):
    """A step of a measure, named by the measure's code; a day is ``None`` when not known yet."""

    measure: str
    due: date | None
    done_on: date | None


TermT_co = TypeVar("TermT_co", bound=Term, covariant=True)


@dataclass(frozen=True, slots=True)
class Terms(Generic[TermT_co]):
    """Terms in their display order, found by code; what is made of them is kept by them."""

    items: tuple[TermT_co, ...] = ()
    _by_code: dict[str, TermT_co] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {term.code: term for term in self.items})
        object.__setattr__(self, "_hash", hash(tuple(self._by_code)))

    def __hash__(self) -> int:
        """That of the codes, made once."""
        return self._hash

    def __iter__(self) -> Iterator[TermT_co]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> TermT_co:
        return self._by_code[code]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in display order."""
        return tuple(self._by_code)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All reference data that filters, figures and sentences need.

    Facilitators are codes only. ``merged`` maps the old codes of merged venues to the present ones.
    """

    languages: Terms[Language] = field(default_factory=Terms)
    ages: Terms[AgeGroup] = field(default_factory=Terms)
    venue_types: Terms[VenueType] = field(default_factory=Terms)
    venues: Terms[Venue] = field(default_factory=Terms)
    kinds: Terms[SessionKind] = field(default_factory=Terms)
    facilitators: Terms[Term] = field(default_factory=Terms)
    statuses: Terms[StatusLevel] = field(default_factory=Terms)
    partners: Terms[Term] = field(default_factory=Terms)
    funders: Terms[Term] = field(default_factory=Terms)
    indicators: Terms[Indicator] = field(default_factory=Terms)
    thresholds: Terms[Threshold] = field(default_factory=Terms)
    comparison_shares: Terms[ComparisonShare] = field(default_factory=Terms)
    measures: Terms[Measure] = field(default_factory=Terms)
    milestones: Terms[Milestone] = field(default_factory=Terms)
    annotations: Terms[Annotation] = field(default_factory=Terms)
    decisions: Terms[Decision] = field(default_factory=Terms)
    merged: Mapping[str, str] = field(default_factory=dict)

    def venue_words(self, venue: Term, locale: Locale) -> str:
        """What stands beside a venue's code: its name; the type of one that has none to show."""
        name = venue.label(locale)
        if name != venue.code or not isinstance(venue, Venue):
            return name
        known = venue.venue_type in self.venue_types
        return capitalise(self.venue_types[venue.venue_type].label(locale)) if known else name

    def threshold(self, code: str) -> int:
        """The value of one threshold.

        Raises:
            KeyError: The reference data have no threshold of that code.
        """
        return self.thresholds[code].value
