"""The rules that choose the two or three sentences at the top of a page.

Three tables hold the rules: ``STANDING`` (where the project stands), ``AHEAD`` (where it is likely
to end) and ``URGENT`` (gaps and shortages). ``STANDING`` and ``AHEAD`` give the first rule that
applies, ``URGENT`` gives all.
"""

from collections.abc import Callable, Iterator
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

FAR_AHEAD = Decimal("1.5")  # times the target to date: from here on a project is far ahead
EVEN = 0.5  # a chance of one half


@dataclass(frozen=True, slots=True)
class Facts:
    """The input of the headline rules; the audience's privacy rule is already applied.

    ``pace`` is ``None`` where this reader may not see it. ``unrecorded`` counts planned sessions
    whose day has passed; it is 0 for readers who cannot record them. ``today`` is the day of the
    whole answer.
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
        """The last day of the filters, or today if that is earlier."""
        return min(self.progress.filters.range.end or self.today, self.today)

    @property
    def target(self) -> Target | None:
        """The target to compare with; ``None`` unless the filters keep the whole project."""
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
        """Whether the age filter keeps any youth age group; if not, zero youth says nothing."""
        chosen = self.progress.filters.age
        return not chosen or any(self.vocabulary.ages[code].youth for code in chosen)

    @property
    def trained_in(self) -> tuple[Outlook, ...]:
        """The outlooks of the languages that facilitators can be trained in (not bilingual)."""
        languages = self.vocabulary.languages
        return tuple(one for one in self.capacity.outlooks if languages[one.language].trains)


@dataclass(frozen=True, slots=True)
class HeadlineRule:
    """One sentence that the headline can say.

    ``find`` returns what the sentence is about. A falsy result (``None``, 0, ``False`` or an empty
    tuple) means that the rule does not apply. ``whole``: the sentence is about the whole project,
    whatever the filters. ``alarm``: it is bad news, and is marked so.
    """

    code: str
    find: Callable[[Facts], Any]
    whole: bool = False
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class HeadlineFact:
    """A rule that applies, with what its ``find`` returned."""

    rule: HeadlineRule
    about: Any


@dataclass(frozen=True, slots=True)
class Headline:
    """The rules that apply; ``ahead`` is ``None`` where the end cannot be foretold.

    ``standing`` always has a value. ``urgent`` holds all that apply, the most urgent first.
    """

    facts: Facts
    standing: HeadlineFact
    ahead: HeadlineFact | None
    urgent: tuple[HeadlineFact, ...]


def headline(facts: Facts) -> Headline:
    """Apply the three tables of rules."""
    standing, ahead = next(_applying(STANDING, facts)), next(_applying(AHEAD, facts), None)
    return Headline(facts, standing, ahead, tuple(_applying(URGENT, facts)))


def _applying(rules: tuple[HeadlineRule, ...], facts: Facts) -> Iterator[HeadlineFact]:
    """The rules of a table that apply, in its order."""
    for rule in rules:
        if about := rule.find(facts):
            yield HeadlineFact(rule, about)


def _missing(facts: Facts) -> int:
    """How many participations are still missing; 0 where target or count is unknown."""
    youth = facts.progress.youth.participations
    return 0 if facts.target is None or youth is None else max(0, facts.target.value - youth)


def _projected(facts: Facts) -> Pace | None:
    return facts.pace if facts.pace and facts.pace.usual else None


def _too_early(facts: Facts) -> Pace | None:
    pace = facts.pace
    is_known = pace is not None and pace.reached is not None and pace.basis.sessions > 0
    return pace if is_known and not _projected(facts) else None


def _with_chance(facts: Facts) -> Pace | None:
    """The projection, where it tells the chance of reaching the target in time."""
    pace = _projected(facts)
    return pace if pace and pace.usual and pace.usual.chance is not None else None


def _unled(facts: Facts) -> Outlook | None:
    """Of the languages nobody is trained in, the one with the most planned sessions."""
    nobody = (one for one in facts.trained_in if one.short and not one.capacity)
    return max(nobody, key=lambda one: one.planned + one.besides, default=None)


def _short(facts: Facts) -> Outlook | None:
    """The language that runs out of trained people first."""
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
    """Whether the target is still open and no session is planned."""
    planned = any(one.planned for one in facts.capacity.outlooks) or facts.capacity.later
    waits = facts.target is not None and not facts.reached and not facts.due
    return bool(waits and facts.capacity.months and not planned)


def _not_reached(facts: Facts) -> tuple[GroupReached, ...]:
    """At-risk age groups not reached; empty before the first delivered session."""
    groups = facts.progress.age_groups
    return tuple(g for g in groups if g.reached is False) if facts.progress.delivered else ()


def _gap(facts: Facts, *, empty: bool) -> Suggestion | None:
    """The best suggestion that has sessions left to book."""
    open_gaps = (one for one in facts.suggestions if one.to_book and bool(one.empty) is empty)
    return next(open_gaps, None) if facts.progress.delivered else None


def _untrained(facts: Facts) -> tuple[str, ...]:
    """Languages that nobody is trained in, although no planned session needs them."""
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
    HeadlineRule("overdue", lambda facts: facts.due and _missing(facts), alarm=True),
    HeadlineRule("so_far", lambda _: True),
)
"""Where the project stands. The last rule always applies."""

AHEAD = (
    HeadlineRule("too_early", _too_early, whole=True),
    HeadlineRule("projected_to_target", _with_chance, whole=True),
    HeadlineRule("projected", _projected, whole=True),
)
"""Where it is likely to end; no rule applies where the pace is withheld or hidden."""

URGENT = (
    HeadlineRule("unled", _unled, whole=True, alarm=True),
    HeadlineRule("short", _short, whole=True, alarm=True),
    HeadlineRule("behind", _behind, whole=True, alarm=True),
    HeadlineRule("silence", _silence, whole=True, alarm=True),
    HeadlineRule("nothing_planned", _nothing_planned, whole=True, alarm=True),
    HeadlineRule("not_reached", _not_reached, alarm=True),
    HeadlineRule("gap", lambda facts: _gap(facts, empty=True), alarm=True),
    HeadlineRule("untrained", _untrained, whole=True),
    HeadlineRule("thin", lambda facts: _gap(facts, empty=False)),
    HeadlineRule("unrecorded", lambda facts: facts.unrecorded, whole=True),
    HeadlineRule(
        "coming", lambda facts: any(one.planned for one in facts.capacity.outlooks), whole=True
    ),
)
"""Gaps and shortages, the most urgent first. Coming sessions are last."""
