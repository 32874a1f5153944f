"""What may be wrong in the sessions, with everything a coordinator needs to correct it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from urllib.parse import parse_qs

import orjson

from dashboard.domain.sessions.outliers import UsualRange
from dashboard.domain.sessions.record import name_of
from dashboard.domain.sessions.traits import SessionTraits

KEY_DIGITS = 16
SHOWN_OF_EACH, SHOWN_OF_ONE = 20, 200
"""The most findings that are shown of each rule, and of a rule by itself."""
RULES_EDITION = 1
"""Raise it when the rules find other things: an upgrade then looks at all sessions anew."""


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
    """What several sessions at one venue on one day have in common.

    ``kind`` is ``None`` and ``facilitators`` is empty where the sessions differ. ``all_the_same``
    when their facilitators, language, status and counts agree as well. ``planned`` has the
    references of those that are still planned while others were delivered.
    """

    kind: str | None
    facilitators: tuple[str, ...]
    all_the_same: bool
    planned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """A session's total, and the sum of its age groups."""

    status: str
    total: int
    summed: int


@dataclass(frozen=True, slots=True)
class Unusual:
    """A session's total, and the range that is usual among similar sessions."""

    total: int
    usual: UsualRange


@dataclass(frozen=True, slots=True)
class Nobody:
    """A delivered session without a single participation."""

    kind: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """A session still planned ``days`` days after its date."""

    kind: str
    days: int


@dataclass(frozen=True, slots=True)
class NoFacilitator:
    """A session without a facilitator."""

    kind: str
    status: str


@dataclass(frozen=True, slots=True)
class FarDate:
    """A session far from all others, which lie between ``first`` and ``last``."""

    kind: str
    first: date
    last: date


Reason = Copies | Sums | FarDate | Unusual | Nobody | Overdue | NoFacilitator


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to correct: the references of its sessions, their venue's code, and their day.

    ``versions`` are those of the sessions, in the same order; empty for sessions not yet saved.
    ``sessions`` are likely duplicates, in the same order, with what tells them apart.
    """

    rule: FindingRule
    references: tuple[str, ...]
    venue: str
    day: date
    reason: Reason
    versions: tuple[int, ...] = ()
    sessions: tuple[SessionTraits, ...] = ()

    @property
    def name(self) -> str:
        """What its sessions are called, like each of them: their day and venue."""
        return name_of(self.day, self.venue)

    @property
    def key(self) -> str:
        """Identifies the finding when the same rule finds it again."""
        return key_of(self.rule, self.references)


@dataclass(frozen=True, slots=True)
class CheckedFinding:
    """A finding that somebody checked as right: who, when (an ISO time in UTC), and why."""

    finding: Finding
    author: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """The number of a rule's findings, the first of them, and those checked as right."""

    count: int = 0
    first: tuple[Finding, ...] = ()
    checked: tuple[CheckedFinding, ...] = ()

    @property
    def more(self) -> int:
        """How many findings there are besides the first ones."""
        return self.count - len(self.first)


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of every rule."""

    by_rule: Mapping[FindingRule, RuleFindings]

    @property
    def open_items(self) -> int:
        """How many findings are open."""
        return sum(found.count for found in self.by_rule.values())

    @property
    def checked(self) -> tuple[CheckedFinding, ...]:
        """The findings checked as right, the latest first."""
        every = (one for found in self.by_rule.values() for one in found.checked)
        return tuple(sorted(every, key=lambda one: one.at, reverse=True))


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """One rule, or all rules if none is chosen."""

    rule: FindingRule | None = None

    @classmethod
    def parse(cls, query: str) -> "RuleChoice":
        """Read the rule in a query string; an unknown rule counts as not chosen."""
        asked = parse_qs(query).get("rule", [""])[-1]
        return cls(next((rule for rule in FindingRule if rule.value == asked), None))

    def to_query(self) -> str:
        """The query string, without ``?``; ``parse`` reads it back."""
        return f"rule={self.rule}" if self.rule else ""

    @property
    def shown(self) -> int:
        """How many findings of a rule a page shows: more of a chosen one than of each of all."""
        return SHOWN_OF_ONE if self.rule else SHOWN_OF_EACH
