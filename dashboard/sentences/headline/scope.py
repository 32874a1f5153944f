"""What the filters keep, and until when, as the headline says it."""

from collections.abc import Iterator

from dashboard.domain.headline import Facts
from dashboard.domain.shared.dimensions import DIMENSIONS, terms_by_filter
from dashboard.i18n import Text, sequence, text
from dashboard.sentences.pace.projection import alone
from dashboard.sentences.shared import choices

MOST_NAMED = 3  # choices of a filter that are named; more are only counted


def is_part(facts: Facts) -> bool:
    """Whether the filters keep only a part of the project."""
    return not facts.progress.filters.whole_project


def scope(facts: Facts) -> Text | None:
    """What the filters keep; ``None`` when they keep the whole project."""
    if not is_part(facts):
        return None
    return text("{choices}:", choices=sequence(*_chosen(facts), between=" · "))


def _chosen(facts: Facts) -> Iterator[Text]:
    filters, terms = facts.progress.filters, terms_by_filter(facts.vocabulary)
    for name in DIMENSIONS:
        codes = filters.codes(name)
        if len(codes) > MOST_NAMED:
            yield text("{filter} ({count})", filter=DIMENSIONS[name].label, count=len(codes))
        elif codes:
            yield alone(tuple(term for term in terms[name] if term.code in codes))
    yield from choices.told_days(filters)


def until(facts: Facts) -> Text | None:
    """The last day of the filters; ``None`` when they end with the present day."""
    day = facts.progress.filters.range.end
    return text("by {day}", day=day) if day else None


def planned_by(facts: Facts) -> Text:
    """The day of the target to date: that of the filters, or else of the data."""
    day = facts.progress.data_as_of
    if until(facts):
        return text("by then")
    return text("by now") if day in (None, facts.today) else text("by {day}", day=day)
