"""What a publication is made of, read at once; nothing of it is protected yet."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import orjson
from sqlalchemy import Connection

from dashboard.domain.publications.publication import (
    AgeGroup,
    Kind,
    Measure,
    Named,
    Said,
    StatusLevel,
    Target,
    Trained,
    VenueType,
    Words,
)
from dashboard.domain.shared import vocabulary as terms
from dashboard.domain.shared.filters import Filters
from dashboard.publications.archive.reading import listing
from dashboard.publications.protecting.counts import Counts
from dashboard.publications.protecting.counts import Words as Axes
from dashboard.queries.progress.facilitators import facilitators
from dashboard.queries.progress.progress import YOUTH
from dashboard.queries.progress.targets import latest_day_and_target
from dashboard.queries.publications.publishable import counts, latest_day
from dashboard.queries.shared.restores import lost_numbers
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Standing:
    """An earlier publication, as far as a new one depends on it."""

    number: int
    sha256: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Material:
    """All of it; ``words`` have each venue type by itself.

    ``data_as_of`` is the last day that counts, whether or not a session was held on it.
    """

    data_as_of: date
    counts: Counts
    axes: Axes
    words: Words
    target: Target | None
    trained: tuple[Trained, ...]
    trained_people: int | None
    published: tuple[Standing, ...]
    demonstration: bool

    @property
    def digest(self) -> str:
        """Another one as soon as anything is different that a publication would tell."""
        return sha256(orjson.dumps(self)).hexdigest()

    @property
    def next_number(self) -> int:
        """That of the publication that would be made of it."""
        return max((one.number for one in self.published), default=0) + 1


def gather(connection: Connection, as_of: date) -> Material | None:
    """Everything up to that day; ``None`` when no session was delivered by then."""
    if latest_day(connection, as_of) is None:
        return None
    known = vocabulary(connection)
    _, target = latest_day_and_target(connection, YOUTH, as_of)
    people = facilitators(connection, Filters(end=as_of), known)
    return Material(
        data_as_of=as_of,
        counts=counts(connection, as_of, known),
        axes=axes(known),
        words=words(known),
        target=Target(target.value, target.start, target.due) if target else None,
        trained=tuple(Trained(code, count) for code, count in people.by_language.items()),
        trained_people=people.people,
        published=_published(connection),
        demonstration=state(connection).demonstration,
    )


def _published(connection: Connection) -> tuple[Standing, ...]:
    """All of them by number; of those that are lost, the number alone."""
    found = {
        one.number: Standing(one.number, one.sha256, one.withdrawn is not None)
        for one in listing(connection)
    }
    lost = {number: Standing(number, "", withdrawn=True) for number in lost_numbers(connection)}
    return tuple(one for _, one in sorted((lost | found).items()))


def axes(known: terms.Vocabulary) -> Axes:
    """The codes along which figures are told."""
    return Axes(
        languages=known.languages.codes,
        venue_types=known.venue_types.codes,
        ages=known.ages.codes,
        kinds=known.kinds.codes,
        youth=tuple(age.code for age in known.ages if age.youth),
        sensitive=tuple(one.code for one in known.venue_types if one.sensitive),
    )


def words(known: terms.Vocabulary) -> Words:
    """The reference data that figures name, with their labels of today."""
    return Words(
        languages=tuple(_named(one) for one in known.languages),
        venue_types=tuple(
            VenueType(one.code, _label(one), (one.code,)) for one in known.venue_types
        ),
        age_groups=tuple(
            AgeGroup(one.code, _label(one), one.youth, one.at_risk) for one in known.ages
        ),
        kinds=tuple(Kind(one.code, _label(one), one.in_french_share) for one in known.kinds),
        statuses=tuple(
            StatusLevel(one.code, _label(one), one.minimum_percent) for one in known.statuses
        ),
        measures=tuple(Measure(one.code, _label(one), one.status) for one in known.measures),
        partners=tuple(_named(one) for one in known.partners),
        funders=tuple(_named(one) for one in known.funders),
    )


def _named(term: terms.Term) -> Named:
    return Named(term.code, _label(term))


def _label(term: terms.Term) -> Said:
    return Said(term.label_en, term.label_fr)
