"""The dimensions that sessions can be filtered by, one row each; everything else reads them.

To add a dimension, add its row to ``DIMENSIONS`` and its field to ``Choices``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.vocabulary import Terms, Vocabulary
from dashboard.i18n import Text, text

EVERYONE = tuple(Audience)


class Of(StrEnum):
    """What a dimension's code belongs to."""

    SESSION = "session"
    VENUE = "venue"
    FACILITATOR = "facilitator"
    PARTICIPATION = "participation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One that sessions can be filtered by.

    Attributes:
        code: Its name in the address.
        label: What it is called within a sentence.
        terms: The field of ``Vocabulary`` that its codes come from.
        of: What has such a code.
        column: Where that has it. Tallies that know the dimension call their column the same.
        tallied: Whether the tallies know it. If not, the sessions themselves are asked.
        audiences: Who may filter by it. Where the public may, publications know it, and a grant
            may lock it or leave it free.
        find: The label of the search in a long list of its terms; ``None``: its lists are short.
    """

    code: str
    label: Text
    terms: str
    of: Of
    column: str
    tallied: bool
    audiences: tuple[Audience, ...]
    find: Text | None = None

    @property
    def published(self) -> bool:
        """Whether publications know it."""
        return Audience.PUBLIC in self.audiences


DIMENSIONS: Mapping[str, Dimension] = {
    row.code: row
    for row in (
        Dimension(
            code="language",
            label=text("language"),
            terms="languages",
            of=Of.SESSION,
            column="language",
            tallied=True,
            audiences=EVERYONE,
        ),
        Dimension(
            code="age",
            label=text("age group"),
            terms="ages",
            of=Of.PARTICIPATION,
            column="age_group",
            tallied=True,
            audiences=EVERYONE,
        ),
        Dimension(
            code="venue_type",
            label=text("venue type"),
            terms="venue_types",
            of=Of.VENUE,
            column="venue_type",
            tallied=True,
            audiences=EVERYONE,
        ),
        Dimension(
            code="venue",
            label=text("venue"),
            terms="venues",
            of=Of.VENUE,
            column="code",
            tallied=False,
            audiences=INSIDE,
            find=text("Find a venue"),
        ),
        Dimension(
            code="kind",
            label=text("session kind"),
            terms="kinds",
            of=Of.SESSION,
            column="kind",
            tallied=True,
            audiences=EVERYONE,
        ),
        Dimension(
            code="facilitator",
            label=text("facilitator"),
            terms="facilitators",
            of=Of.FACILITATOR,
            column="code",
            tallied=False,
            audiences=(Audience.COORDINATOR,),
            find=text("Find a facilitator"),
        ),
    )
}
"""The dimensions by code, in the order of the address."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The chosen codes of each dimension; an empty one means all."""

    language: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    venue_type: tuple[str, ...] = ()
    venue: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    facilitator: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in DIMENSIONS:
            if (chosen := getattr(self, name)) != ():
                object.__setattr__(self, name, tuple(sorted(set(chosen))))

    def codes(self, dimension: str) -> tuple[str, ...]:
        """The chosen codes of one dimension."""
        chosen: tuple[str, ...] = getattr(self, dimension)
        return chosen

    @property
    def chosen(self) -> tuple[Dimension, ...]:
        """The dimensions in which something is chosen."""
        return tuple([row for name, row in DIMENSIONS.items() if getattr(self, name)])


def terms_by_filter(vocabulary: Vocabulary) -> Mapping[str, Terms[Any]]:
    """The terms that each dimension chooses from."""
    return {name: terms_of(name, vocabulary) for name in DIMENSIONS}


def terms_of(name: str, vocabulary: Vocabulary) -> Terms[Any]:
    """The terms that one dimension chooses from."""
    found: Terms[Any] = getattr(vocabulary, DIMENSIONS[name].terms)
    return found


def seen_by(audience: Audience, vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary without the terms of dimensions that this audience may not filter by."""
    closed = (row for row in DIMENSIONS.values() if audience not in row.audiences)
    nothing: dict[str, Any] = {row.terms: Terms() for row in closed}
    return replace(vocabulary, **nothing)
