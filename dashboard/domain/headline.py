"""What the page says first: where the project stands, where it is likely to end, what is urgent.

The rules are the tables below. Of each table the first rule that applies is said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard.domain.pace.pace import Pace
from dashboard.domain.plan.capacity import Capacity, Outlook
from dashboard.domain.progress.coverage import Suggestion, is_behind
from dashboard.domain.progress.progress import GroupReached, Progress
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.vocabulary import Vocabulary

FAR_AHEAD = Decimal("1.5")  # times the target to date
EVEN = 0.5  # a chance


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the headline is made from, already under the audience's privacy rule.

    ``pace`` is ``None`` where it is withheld. ``unrecorded`` are planned sessions whose day has
    passed, none for those who cannot record them. ``today`` is the day of the whole answer.
    """

    progress: Progress
    pace: Pace | None
    capacity: Capacity
    suggestions: tuple[Suggestion, ...]
    unrecorded: int
    vocabulary: Vocabulary
    today: date

    @property
    def as_of(self) -> date:
        """The last day looked at, unless it is still to come."""
        return min(self.progress.filters.range.end or self.today, self.today)

    @property
    def target(self) -> Target | None:
        """What the filters let compare with; ``None`` under those that no plan knows of."""
        youth = self.progress.youth
        return youth.target if self.progress.filters.whole_project else None

    @property
    def reached(self) -> bool:
        """Whether the target is known to be reached."""
        youth = self.progress.youth.participations
        return self.target is not None and youth is not None and youth >= self.target.value

    @property
    def due(self) -> bool:
        """Whether the target's day has come."""
        return self.target is not None and self.as_of >= self.target.due

    @property
    def counts_youth(self) -> bool:
        """Whether the age filter keeps any youth; if not, their zero is the filter's."""
        chosen = self.progress.filters.age
        return not chosen or any(self.vocabulary.ages[code].youth for code in chosen)

    @property
    def trained_in(self) -> tuple[Outlook, ...]:
        """What lies ahead in each language of training; the others need no people of their own."""
        languages = self.vocabulary.languages
        return tuple(one for one in self.capacity.outlooks if languages[one.language].trains)


@dataclass(frozen=True, slots=True)
class HeadlineRule:
    """Something that may be said.

    ``find`` gives what it is about, and nothing (``None``, zero, ``False``, an empty tuple) where
    the rule does not apply. ``whole``: it is of the whole project, whatever the filters.
    """

    code: str
    find: Callable[[Facts], Any]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class HeadlineFact:
    """A rule that applies, and what it is about."""

    rule: HeadlineRule
    about: Any


@dataclass(frozen=True, slots=True)
class Headline:
    """``standing`` is always known; ``ahead`` is ``None`` where nothing can be said of the end.

    ``urgent`` has everything that applies, the most urgent first.
    """

    facts: Facts
    standing: HeadlineFact
    ahead: HeadlineFact | None
    urgent: tuple[HeadlineFact, ...]


def headline(facts: Facts) -> Headline:
    """What the rules find."""
    standing, ahead = applying(STANDING, facts), applying(AHEAD, facts)
    return Headline(facts, standing[0], next(iter(ahead), None), applying(URGENT, facts))


def applying(rules: tuple[HeadlineRule, ...], facts: Facts) -> tuple[HeadlineFact, ...]:
    """The rules of a table that apply, in its order."""
    found = (HeadlineFact(rule, rule.find(facts)) for rule in rules)
    return tuple(fact for fact in found if fact.about)


def _missing(facts: Facts) -> int:
    """What the target still lacks, where both are known."""
    youth = facts.progress.youth.participations
    return 0 if facts.target is None or youth is None else max(0, facts.target.value - youth)


def _projected(facts: Facts) -> Pace | None:
    return facts.pace if facts.pace and facts.pace.usual else None


def _too_early(facts: Facts) -> Pace | None:
    pace = facts.pace
    is_known = pace is not None and pace.reached is not None and pace.basis.sessions > 0
    return pace if is_known and not _projected(facts) else None


def _with_chance(facts: Facts) -> Pace | None:
    """A projection until a target that is still to be reached is due."""
    pace = _projected(facts)
    return pace if pace and pace.usual and pace.usual.chance is not None else None


def _unled(facts: Facts) -> Outlook | None:
    """The language with the most planned sessions, and nobody to lead them."""
    nobody = (one for one in facts.trained_in if one.short and not one.capacity)
    return max(nobody, key=lambda one: one.planned + one.besides, default=None)


def _short(facts: Facts) -> Outlook | None:
    """The language that is short of people first."""
    some = (one for one in facts.trained_in if one.short and one.capacity)
    return min(some, key=lambda one: one.short[0].month, default=None)


def _behind(facts: Facts) -> Pace | None:
    pace = facts.pace
    if pace is None or not pace.required:
        return None
    chance = pace.usual.chance if pace.usual else None
    behind = is_behind(pace.status, facts.vocabulary.statuses.items)
    return pace if behind or (chance is not None and chance < EVEN) else None


def _silence(facts: Facts) -> int | None:
    pace = facts.pace
    return pace.weeks_silent if pace and pace.silent else None


def _nothing_planned(facts: Facts) -> bool:
    """Nothing lies ahead of a target that is still to be reached."""
    planned = any(one.planned for one in facts.capacity.outlooks) or facts.capacity.later
    waits = facts.target is not None and not facts.reached and not facts.due
    return bool(waits and facts.capacity.months and not planned)


def _not_reached(facts: Facts) -> tuple[GroupReached, ...]:
    """At-risk age groups; all of them before the first session, which says nothing of them."""
    groups = facts.progress.age_groups
    return tuple(g for g in groups if g.reached is False) if facts.progress.delivered else ()


def _gap(facts: Facts, *, empty: bool) -> Suggestion | None:
    """The best suggestion that has sessions left to book."""
    open_gaps = (one for one in facts.suggestions if one.to_book and bool(one.empty) is empty)
    return next(open_gaps, None) if facts.progress.delivered else None


def _untrained(facts: Facts) -> tuple[str, ...]:
    """Languages of training in which nobody is trained, and nothing waits for that."""
    idle = (one for one in facts.trained_in if not one.short)
    return tuple(one.language for one in idle if not one.people[one.language])


STANDING = (
    HeadlineRule("nothing_delivered", lambda facts: facts.progress.data_as_of is None),
    HeadlineRule("nothing_kept", lambda facts: not facts.progress.delivered),
    HeadlineRule("no_youth", lambda facts: not facts.counts_youth),
    HeadlineRule("hidden", lambda facts: facts.progress.youth.participations is None),
    HeadlineRule("part", lambda facts: not facts.progress.filters.whole_project),
    HeadlineRule("no_target", lambda facts: facts.target is None),
    HeadlineRule("reached", lambda facts: facts.reached),
    HeadlineRule("overdue", lambda facts: facts.due and _missing(facts)),
    HeadlineRule("so_far", lambda _: True),
)
"""Where the project stands. The last rule always applies."""

AHEAD = (
    HeadlineRule("too_early", _too_early, whole=True),
    HeadlineRule("projected_to_target", _with_chance, whole=True),
    HeadlineRule("projected", _projected, whole=True),
)
"""Where it is likely to end; nothing is said where that is withheld or hidden."""

URGENT = (
    HeadlineRule("unled", _unled, whole=True),
    HeadlineRule("short", _short, whole=True),
    HeadlineRule("behind", _behind, whole=True),
    HeadlineRule("silence", _silence, whole=True),
    HeadlineRule("nothing_planned", _nothing_planned, whole=True),
    HeadlineRule("not_reached", _not_reached),
    HeadlineRule("gap", lambda facts: _gap(facts, empty=True)),
    HeadlineRule("untrained", _untrained, whole=True),
    HeadlineRule("thin", lambda facts: _gap(facts, empty=False)),
    HeadlineRule("unrecorded", lambda facts: facts.unrecorded, whole=True),
    HeadlineRule(
        "coming", lambda facts: any(one.planned for one in facts.capacity.outlooks), whole=True
    ),
)
"""Gaps and shortages, the most urgent first; then, what comes next."""
