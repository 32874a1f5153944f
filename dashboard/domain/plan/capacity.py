"""Who is trained to lead sessions, and whether that is enough for those planned.

A session takes one person of each language that it needs: its own, or every language of training
when it is held in several ("bilingual"). A person leads so many sessions a month, and counts in
each language in which they were trained. Trainings are completed ones: they count for every month
ahead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.shared.periods import month_of, months_between
from dashboard.domain.shared.vocabulary import Language, Vocabulary

LONGEST_OUTLOOK = 13  # this month, and a year


@dataclass(frozen=True, slots=True)
class TrainingStep:
    """A day on which people completed a training, and all those trained by then."""

    day: date
    people: int


@dataclass(frozen=True, slots=True)
class TrainedPeople:
    """The people trained in one language, as they became more.

    Of everyone, each counted once, ``language`` is empty.
    """

    language: str
    steps: tuple[TrainingStep, ...]

    @property
    def people(self) -> int:
        """All of them."""
        return self.steps[-1].people if self.steps else 0

    def by(self, day: date) -> int:
        """Those trained on that day or before."""
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
    """A month's sessions; ``besides`` are held in several languages and need this one too.

    ``first`` is the day of the first of all of them, ``None`` without any. ``capacity`` is how
    many can be led.
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

    ``people`` are those trained, in each language that its sessions need; ``to_train`` how many
    more that takes, where it takes any. ``capacity`` is a month's. ``last`` is the day of the
    last planned session, ``None`` without any.
    """

    language: str
    months: tuple[MonthAhead, ...]
    people: Mapping[str, int]
    to_train: Mapping[str, int]
    capacity: int
    last: date | None

    @property
    def planned(self) -> int:
        """Planned sessions in this language."""
        return sum(month.planned for month in self.months)

    @property
    def besides(self) -> int:
        """Sessions in several languages that need this one too."""
        return sum(month.besides for month in self.months)

    @property
    def short(self) -> tuple[MonthAhead, ...]:
        """The months in which sessions are without people."""
        return tuple(month for month in self.months if month.missing)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Every language's months ahead; ``later`` sessions are planned after the last of them.

    ``monthly`` is what one person leads. Without ``months`` nothing can lie ahead: the reader's
    last day has passed.
    """

    today: date
    monthly: int
    months: tuple[str, ...]
    outlooks: tuple[Outlook, ...]
    later: int


def trained(
    completed: Iterable[tuple[str, date, int]], languages: Iterable[Language]
) -> tuple[TrainedPeople, ...]:
    """The languages of training, from rows of language, day and people in the order of days."""
    steps: dict[str, list[TrainingStep]] = {
        language.code: [] for language in languages if language.trains
    }
    for code, day, people in completed:
        before = steps[code][-1].people if steps[code] else 0
        steps[code].append(TrainingStep(day, before + people))
    return tuple(TrainedPeople(code, tuple(found)) for code, found in steps.items())


def everyone(first: Iterable[tuple[date, int]]) -> TrainedPeople:
    """All of them, from how many people completed their first training on a day, in order."""
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

    ``until`` is where they end when nothing is planned; none are left when it has passed.
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
        """Enough for the fullest month; nothing when no number of people would do."""
        enough = -(-most // self.monthly) if self.monthly else 0
        return {code: enough - number for code, number in people.items() if number < enough}
