"""The measures of the action plan in words; a missing detail is called missing."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from dashboard.domain.plan.plan import MeasureProgress, is_overdue
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Measure, Milestone, Vocabulary
from dashboard.i18n import Text, plural, sequence, text
from dashboard.sentences.shared import choices


def summary(measures: Sequence[MeasureProgress], today: date) -> Text:
    """How many measures there are by status, what is missing, and their milestones."""
    if not measures:
        return text("The action plan has no measures yet.")
    untitled = sum(not measure.titled for measure in measures)
    return sequence(
        _by_status(measures),
        plural(
            "{count} title has not been supplied yet.",
            "{count} titles have not been supplied yet.",
            untitled,
        )
        if untitled
        else None,
        _milestones([step for measure in measures for step in measure.milestones], today),
    )


def undescribed(measures: Collection[Measure]) -> Text | None:
    """One sentence for measures of which none has a title or a status; ``None`` otherwise."""
    if not measures or any(one.label_en or one.label_fr or one.status for one in measures):
        return None
    return plural(
        "The plan has {count} measure. Its title and status have not been supplied yet.",
        "The plan has {count} measures. Their titles and status have not been supplied yet.",
        len(measures),
    )


def _by_status(measures: Sequence[MeasureProgress]) -> Text:
    if all(measure.measure.status is None for measure in measures):
        return plural(
            "{count} measure, without a stated status.",
            "{count} measures, without a stated status.",
            len(measures),
        )
    return plural(
        "{count} measure: {statuses}.",
        "{count} measures: {statuses}.",
        len(measures),
        statuses=tuple(_statuses(measures)),
    )


def _statuses(measures: Sequence[MeasureProgress]) -> Iterator[Text]:
    counts = Counter(measure.measure.status for measure in measures)
    if count := counts["done"]:
        yield plural("{count} done", "{count} done", count)
    if count := counts["under_way"]:
        yield plural("{count} under way", "{count} under way", count)
    if count := counts["not_started"]:
        yield plural("{count} not started", "{count} not started", count)
    if count := counts[None]:
        yield plural("{count} without a stated status", "{count} without a stated status", count)


def _milestones(milestones: Sequence[Milestone], today: date) -> Text:
    if not milestones:
        return no_milestone()
    overdue = sum(is_overdue(milestone, today) for milestone in milestones)
    return sequence(
        text(
            "Milestones done: {done} of {count}.",
            done=sum(milestone.done_on is not None for milestone in milestones),
            count=len(milestones),
        ),
        plural("{count} is overdue.", "{count} are overdue.", overdue) if overdue else None,
    )


def no_title() -> Text:
    """Stands in for a title that is not supplied in both languages."""
    return text("Title not supplied yet")


def no_milestone() -> Text:
    """Stands in for milestones."""
    return text("No milestone is recorded.")


def owner(measure: Measure) -> Text:
    """The responsible sector, if it is stated in both languages."""
    stated = measure.owner.label_en and measure.owner.label_fr
    return text(
        "Responsible sector: {owner}", owner=measure.owner if stated else text("not stated")
    )


def status(code: str | None) -> Text:
    """The status of a measure; ``None`` when it is not stated."""
    return {
        "not_started": text("not started"),
        "under_way": text("under way"),
        "done": text("done"),
        None: text("status not stated"),
    }[code]


def milestone(step: Milestone, today: date) -> Text:
    """A milestone's name, and when it was done or is due."""
    if step.done_on:
        return text("{milestone}: done on {day}", milestone=step, day=step.done_on)
    if step.due is None:
        return text("{milestone}: no date stated", milestone=step)
    if is_overdue(step, today):
        return text("{milestone}: overdue, it was due on {day}", milestone=step, day=step.due)
    return text("{milestone}: due on {day}", milestone=step, day=step.due)


def showing(filters: Filters, vocabulary: Vocabulary) -> Text | None:
    """The filters that apply to facilitators; ``None`` when none is set."""
    applied = Filters(language=filters.language, end=filters.range.end)
    chosen = [choice.words for choice in choices.choices(applied, vocabulary)]
    if not chosen:
        return None
    return text(
        "Showing: facilitators and planned sessions – {choices}.",
        choices=sequence(*chosen, between="; "),
    )
