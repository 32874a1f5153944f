"""What may be wrong in the sessions, with all that a coordinator needs to correct it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from urllib.parse import parse_qs

import orjson

from dashboard.domain.sessions.outliers import UsualRange

KEY_DIGITS = 16


def key_of(rule: str, references: Iterable[str]) -> str:
    """The key of what a rule finds of these sessions; short, however many they are."""
    of_these = sha256(orjson.dumps([rule, *sorted(references)])).hexdigest()
    return f"{rule}-{of_these[:KEY_DIGITS]}"


class FindingRule(StrEnum):
    """What is looked for, in the order of display."""

    DUPLICATE = "duplicate"
    SUM = "sum"
    FAR_DATE = "far_date"
    OUTLIER = "outlier"
    OVERDUE = "overdue"
    NO_FACILITATOR = "no_facilitator"


@dataclass(frozen=True, slots=True)
class Copies:
    """What all of several sessions at one venue on one day have in common.

    ``kind`` is ``None`` and ``facilitators`` is empty where they differ; ``all_the_same`` when
    language, status and counts do not differ either. ``planned`` are the references of those
    that are still planned while others were delivered.
    """

    kind: str | None
    facilitators: tuple[str, ...]
    all_the_same: bool
    planned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """A total, and what the age groups add up to."""

    status: str
    total: int
    summed: int


@dataclass(frozen=True, slots=True)
class Unusual:
    """A total, and the range that is usual among sessions like it."""

    total: int
    usual: UsualRange


@dataclass(frozen=True, slots=True)
class Nobody:
    """What kind of session was delivered without a single participation."""

    kind: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many days ago a session was to be held that is still planned."""

    kind: str
    days: int


@dataclass(frozen=True, slots=True)
class NoFacilitator:
    """What kind of session names nobody who led it, or who will."""

    kind: str
    status: str


@dataclass(frozen=True, slots=True)
class FarDate:
    """What kind of session is far from all others, which were on the days from first to last."""

    kind: str
    first: date
    last: date


Reason = Copies | Sums | FarDate | Unusual | Nobody | Overdue | NoFacilitator


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: the references of its sessions, their venue's code, and their day.

    ``versions`` are those of the sessions, in the same order; none while they are not saved.
    """

    rule: FindingRule
    references: tuple[str, ...]
    venue: str
    day: date
    reason: Reason
    versions: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What makes it the same thing when it is found again."""
        return key_of(self.rule, self.references)


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """A finding that somebody says is right as it is: who, when (an ISO time in UTC), and why."""

    finding: Finding
    author: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """How many things one rule found, the first of them, and what else was found but is right."""

    count: int = 0
    first: tuple[Finding, ...] = ()
    checked: tuple[CheckedFinding, ...] = ()

    @property
    def more(self) -> int:
        """How many there are besides the first."""
        return self.count - len(self.first)


@dataclass(frozen=True, slots=True)
class Findings:
    """What every rule found."""

    by_rule: Mapping[FindingRule, RuleFindings]

    @property
    def open_items(self) -> int:
        """How many things there are to mend."""
        return sum(found.count for found in self.by_rule.values())

    @property
    def checked(self) -> tuple[CheckedFinding, ...]:
        """What was found and is right, the latest said first."""
        every = (one for found in self.by_rule.values() for one in found.checked)
        return tuple(sorted(every, key=lambda one: one.at, reverse=True))


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The one rule whose findings are shown, or all of them."""

    rule: FindingRule | None = None

    @classmethod
    def parse(cls, query: str) -> "RuleChoice":
        """From a query string; an unknown rule is no choice."""
        asked = parse_qs(query).get("rule", [""])[-1]
        return cls(next((rule for rule in FindingRule if rule.value == asked), None))

    def to_query(self) -> str:
        """As it stands in the address."""
        return f"rule={self.rule}" if self.rule else ""
