"""Compare the people trained to lead sessions with the sessions planned.

A session needs one person for its language; a bilingual session needs one for each language of
training. Each person leads a fixed number of sessions a month and counts in every language they are
trained in. Only completed trainings count, and they count for every month ahead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.shared.periods import month_of, months_between
from dashboard.domain.shared.vocabulary import Language, Vocabulary

LONGEST_OUTLOOK = 13  # this month and a year more


@dataclass(frozen=True, slots=True)
class TrainingStep:
    """A day on which people completed a training; ``people`` is the number trained by then."""

    day: date
    people: int


@dataclass(frozen=True, slots=True)
class TrainedPeople:
    """How the number of people trained in one language grew.

    ``language`` is empty for all languages together, where each person counts once.
    """

    language: str
    steps: tuple[TrainingStep, ...]

    @property
    def people(self) -> int:
        """How many people are trained now."""
        return self.steps[-1].people if self.steps else 0

    def by(self, day: date) -> int:
        """How many people were trained on that day or before."""
        return max((step.people for step in self.steps if step.day <= day), default=0)


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """The planned sessions of one language in one month, with the first and the last day."""

    language: str
    month: str
    sessions: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """The sessions of one month that need people of one language.

    ``planned`` sessions are in this language; ``besides`` are bilingual and need this one too.
    ``first`` is the day of the first of both, ``None`` without any. ``capacity`` is how many
    sessions can be led.
    """

    month: str
    planned: int
    besides: int
    capacity: int
    first: date | None

    @property
    def needed(self) -> int:
        """All the sessions that need people of this language."""
        return self.planned + self.besides

    @property
    def missing(self) -> int:
        """The sessions that nobody can lead."""
        return max(0, self.needed - self.capacity)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The months ahead in one session language.

    ``people`` are the people trained, by each language that these sessions need; ``to_train`` are
    those missing, without languages where none is. ``capacity`` is in sessions a month. ``last`` is
    the day of the last planned session, ``None`` without any.
    """

    language: str
    months: tuple[MonthAhead, ...]
    people: Mapping[str, int]
    to_train: Mapping[str, int]
    capacity: int
    last: date | None

    @property
    def planned(self) -> int:
        """The number of planned sessions in this language."""
        return sum(month.planned for month in self.months)

    @property
    def besides(self) -> int:
        """Bilingual sessions, which need this one too."""
        return sum(month.besides for month in self.months)

    @property
    def short(self) -> tuple[MonthAhead, ...]:
        """The months with more sessions than can be led."""
        return tuple(month for month in self.months if month.missing)


@dataclass(frozen=True, slots=True)
class Capacity:
    """The outlook of each language; ``later`` sessions are planned after the last of ``months``.

    ``monthly`` is how many sessions one person leads a month. ``months`` is empty when the last day
    of the filters has passed.
    """

    today: date
    monthly: int
    months: tuple[str, ...]
    outlooks: tuple[Outlook, ...]
    later: int


def trained(
    completed: Iterable[tuple[str, date, int]], languages: Iterable[Language]
) -> tuple[TrainedPeople, ...]:
    """The people trained by language, from rows of language, day and people sorted by day."""
    steps: dict[str, list[TrainingStep]] = {
        language.code: [] for language in languages if language.trains
    }
    for code, day, people in completed:
        before = steps[code][-1].people if steps[code] else 0
        steps[code].append(TrainingStep(day, before + people))
    return tuple(TrainedPeople(code, tuple(found)) for code, found in steps.items())


def everyone(first: Iterable[tuple[date, int]]) -> TrainedPeople:
    """The people trained in any language, from rows of day and people sorted by day."""
    steps: list[TrainingStep] = []
    for day, more in first:
        steps.append(TrainingStep(day, more + (steps[-1].people if steps else 0)))
    return TrainedPeople("", tuple(steps))


def capacity(
    people: Iterable[TrainedPeople],
    planned: Sequence[PlannedMonth],
    vocabulary: Vocabulary,
    *,
    today: date,
    until: date,
) -> Capacity:
    """The months from ``today`` to the last planned session, at most a year ahead.

    Without planned sessions they end at ``until``. There are none when ``until`` has passed.
    """
    last = max((row.last for row in planned), default=until)
    months = months_between(month_of(today), month_of(last)) if last >= today else ()
    shown, hidden = months[:LONGEST_OUTLOOK], months[LONGEST_OUTLOOK:]
    ahead = _Ahead(
        shown,
        vocabulary.threshold("facilitator_monthly_sessions"),
        {one.language: one.people for one in people},
        tuple(row for row in planned if row.month in shown),
    )
    return Capacity(
        today,
        ahead.monthly,
        shown,
        tuple(ahead.outlook(language.code) for language in vocabulary.languages),
        sum(row.sessions for row in planned if row.month in hidden),
    )


@dataclass(frozen=True, slots=True)
class _Ahead:
    months: tuple[str, ...]
    monthly: int
    trained: Mapping[str, int]
    planned: tuple[PlannedMonth, ...]

    def outlook(self, language: str) -> Outlook:
        in_training = language in self.trained
        people = {language: self.trained[language]} if in_training else dict(self.trained)
        capacity = self.monthly * min(people.values(), default=0)
        months = tuple(self._month(month, language, capacity) for month in self.months)
        return Outlook(
            language,
            months,
            people,
            self._to_train(max((month.needed for month in months), default=0), people),
            capacity,
            max((row.last for row in self.planned if row.language == language), default=None),
        )

    def _month(self, month: str, language: str, capacity: int) -> MonthAhead:
        rows = [row for row in self.planned if row.month == month]
        own = [row for row in rows if row.language == language]
        several = [row for row in rows if row.language not in self.trained]
        besides = several if language in self.trained else []
        return MonthAhead(
            month,
            planned=sum(row.sessions for row in own),
            besides=sum(row.sessions for row in besides),
            capacity=capacity,
            first=min((row.first for row in (*own, *besides)), default=None),
        )

    def _to_train(self, most: int, people: Mapping[str, int]) -> dict[str, int]:
        """How many more people each language needs for the fullest month; none if none would do."""
        enough = -(-most // self.monthly) if self.monthly else 0
        return {code: enough - number for code, number in people.items() if number < enough}
