"""The community action plan as it stands on a day, with the people to carry it out."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.plan.capacity import Capacity, TrainedPeople
from dashboard.domain.shared.vocabulary import Measure, Milestone, Vocabulary


@dataclass(frozen=True, slots=True)
class MeasureProgress:
    """A measure with its place in the plan, counted from 1, and its milestones."""

    number: int
    measure: Measure
    milestones: tuple[Milestone, ...]

    @property
    def titled(self) -> bool:
        """Whether it has a title in both languages."""
        return bool(self.measure.label_en and self.measure.label_fr)


@dataclass(frozen=True, slots=True)
class Plan:
    """Measures, facilitators and planned sessions.

    ``trained`` counts people by language; ``everyone`` counts each person once. Both are of the
    chosen languages.
    """

    today: date
    measures: tuple[MeasureProgress, ...]
    trained: tuple[TrainedPeople, ...]
    everyone: TrainedPeople
    capacity: Capacity


def measures(vocabulary: Vocabulary) -> tuple[MeasureProgress, ...]:
    """The measures in their order, each with its milestones in theirs."""
    return tuple(
        MeasureProgress(
            number,
            measure,
            tuple(step for step in vocabulary.milestones if step.measure == measure.code),
        )
        for number, measure in enumerate(vocabulary.measures, start=1)
    )


def is_overdue(milestone: Milestone, today: date) -> bool:
    """Whether its day has passed before it was done; ``False`` without a day."""
    return milestone.done_on is None and milestone.due is not None and milestone.due < today
