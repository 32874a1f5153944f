"""What a committee decides on: what is urgent, what to book next, which milestones are overdue."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.headline import Headline
from dashboard.domain.plan.plan import is_overdue, measures
from dashboard.domain.progress.coverage import Suggestion
from dashboard.i18n import Text, text
from dashboard.sentences.headline import HeadlineSentence, decisions
from dashboard.sentences.plan.capacity import remedy
from dashboard.sentences.plan.plan import milestone
from dashboard.sentences.progress.coverage import finding, to_book

MOST_URGENT, MOST_SUGGESTED, MOST_OVERDUE = 3, 3, 2
SAID_ELSEWHERE = ("gap", "thin", "coming")
"""The rules of the headline that speak of gaps, which the suggestions name one by one."""


@dataclass(frozen=True, slots=True)
class ToBook:
    """What is missing, and which session would help."""

    missing: Text
    session: Text


@dataclass(frozen=True, slots=True)
class Agenda:
    """What to decide, the most urgent first; any part may be empty.

    ``remedies`` say what would end a shortage of trained people. ``overdue`` ends with the number
    of milestones that are left out.
    """

    urgent: tuple[HeadlineSentence, ...]
    remedies: tuple[Text, ...]
    to_book: tuple[ToBook, ...]
    overdue: tuple[Text, ...]


def agenda(found: Headline, suggestions: Sequence[Suggestion], minimum: int) -> Agenda:
    """Gather what to decide.

    Args:
        found: The headline, with the facts that it is made of.
        suggestions: Gaps in the coverage, the largest first.
        minimum: How many sessions cover a combination.
    """
    words, today = found.facts.vocabulary, found.facts.today
    urgent = [one for one in decisions(found) if one.code not in SAID_ELSEWHERE]
    remedies = [remedy(one, words) for one in found.facts.trained_in]
    overdue = [
        milestone(step, today)
        for one in measures(words)
        for step in one.milestones
        if is_overdue(step, today)
    ]
    return Agenda(
        urgent=tuple(urgent[:MOST_URGENT]),
        remedies=tuple(one for one in remedies if one),
        to_book=tuple(
            ToBook(finding(one, minimum, words), to_book(one))
            for one in [one for one in suggestions if one.to_book][:MOST_SUGGESTED]
        ),
        overdue=_shortened(overdue),
    )


def _shortened(overdue: Sequence[Text]) -> tuple[Text, ...]:
    more = len(overdue) - MOST_OVERDUE
    left_out = (text("{count} more overdue", count=more),) if more > 0 else ()
    return (*overdue[:MOST_OVERDUE], *left_out)
