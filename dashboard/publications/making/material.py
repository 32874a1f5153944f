"""Everything that a publication is made from, read in one transaction and not yet protected."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import orjson
from sqlalchemy import Connection

from dashboard.domain.publications.publication import (
    BilingualText,
    NamedTerm,
    PublicationWords,
    PublishedAgeGroup,
    PublishedKind,
    PublishedMeasure,
    PublishedStatusLevel,
    PublishedTarget,
    PublishedTraining,
    PublishedVenueType,
)
from dashboard.domain.shared import vocabulary as terms
from dashboard.domain.shared.filters import Filters
from dashboard.publications.archive.reading import listing
from dashboard.publications.protecting.counts import AxisCodes as Axes
from dashboard.publications.protecting.counts import SessionCounts
from dashboard.queries.progress.facilitators import facilitators
from dashboard.queries.progress.targets import latest_day_and_target
from dashboard.queries.publications.publications import last_axes
from dashboard.queries.publications.publishable import counts, latest_day
from dashboard.queries.shared.restores import lost_numbers
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class EarlierPublication:
    """The parts of an earlier publication that a new one depends on."""

    number: int
    sha256: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Material:
    """The material; ``words`` lists each venue type separately.

    Counts and ``axes`` take those for youth who did when something was first published, ``words``
    those of today.
    ``data_as_of`` is the last day that counts, whether or not a session was held on it.
    """

    data_as_of: date
    counts: SessionCounts
    axes: Axes
    words: PublicationWords
    target: PublishedTarget | None
    trained: tuple[PublishedTraining, ...]
    trained_people: int | None
    published: tuple[EarlierPublication, ...]
    demonstration: bool

    @property
    def digest(self) -> str:
        """A digest that changes whenever anything that a publication would say changes."""
        return sha256(orjson.dumps(self)).hexdigest()

    @property
    def at_risk(self) -> tuple[str, ...]:
        """The age groups of which a publication names those that were reached."""
        return tuple(group.code for group in self.words.age_groups if group.at_risk)

    @property
    def next_number(self) -> int:
        """The number that this publication would get."""
        return max((one.number for one in self.published), default=0) + 1


def gather(connection: Connection, as_of: date) -> Material | None:
    """Read everything up to that day; ``None`` if no session was delivered by then."""
    if latest_day(connection, as_of) is None:
        return None
    known = vocabulary(connection)
    as_told = _as_told(connection, known)
    _, target = latest_day_and_target(connection, as_of)
    people = facilitators(connection, Filters(end=as_of), known)
    return Material(
        data_as_of=as_of,
        counts=counts(connection, as_of, as_told),
        axes=axes(as_told),
        words=words(known),
        target=PublishedTarget(target.value, target.start, target.due) if target else None,
        trained=tuple(PublishedTraining(code, count) for code, count in people.by_language.items()),
        trained_people=people.people,
        published=_published(connection),
        demonstration=state(connection).demonstration,
    )


def _as_told(connection: Connection, known: terms.Vocabulary) -> terms.Vocabulary:
    """The same words, but that each age group counts as youth if it did when it was published.

    Else blocks could never be added up again, once who counts as youth has changed and changed
    back.
    """
    told = last_axes(connection)
    if told is None:
        return known
    ages = (
        replace(age, youth=age.code in told.youth) if age.code in told.ages else age
        for age in known.ages
    )
    return replace(known, ages=terms.Terms(tuple(ages)))


def _published(connection: Connection) -> tuple[EarlierPublication, ...]:
    """All publications by number; of lost ones, only the number."""
    found = {
        one.number: EarlierPublication(one.number, one.sha256, one.withdrawn is not None)
        for one in listing(connection)
    }
    lost = {
        number: EarlierPublication(number, "", withdrawn=True)
        for number in lost_numbers(connection)
    }
    return tuple(one for _, one in sorted((lost | found).items()))


def axes(known: terms.Vocabulary) -> Axes:
    """The codes of each dimension by which a publication breaks figures down."""
    return Axes(
        languages=known.languages.codes,
        venue_types=known.venue_types.codes,
        ages=known.ages.codes,
        kinds=known.kinds.codes,
        youth=tuple(age.code for age in known.ages if age.youth),
        sensitive=tuple(one.code for one in known.venue_types if one.sensitive),
    )


def words(known: terms.Vocabulary) -> PublicationWords:
    """The reference data that figures name, with today's labels."""
    return PublicationWords(
        languages=tuple(_named(one) for one in known.languages),
        venue_types=tuple(
            PublishedVenueType(one.code, _label(one), (one.code,)) for one in known.venue_types
        ),
        age_groups=tuple(
            PublishedAgeGroup(one.code, _label(one), one.youth, one.at_risk) for one in known.ages
        ),
        kinds=tuple(
            PublishedKind(one.code, _label(one), one.in_french_share) for one in known.kinds
        ),
        statuses=tuple(
            PublishedStatusLevel(one.code, _label(one), one.minimum_percent)
            for one in known.statuses
        ),
        measures=tuple(
            PublishedMeasure(one.code, _label(one), one.status) for one in known.measures
        ),
        partners=tuple(_named(one) for one in known.partners),
        funders=tuple(_named(one) for one in known.funders),
    )


def _named(term: terms.Term) -> NamedTerm:
    return NamedTerm(term.code, _label(term))


def _label(term: terms.Term) -> BilingualText:
    return BilingualText(term.label_en, term.label_fr)
