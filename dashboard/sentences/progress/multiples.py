"""What the small multiples say together, in a sentence or two."""

from collections.abc import Sequence

from dashboard.domain.progress.bars import BarNumber
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Text, sequence, text


def name(number: BarNumber) -> Text:
    """The name of what the bars measure, as a choice."""
    return {
        BarNumber.PARTICIPATIONS: text("Participations"),
        BarNumber.SESSIONS: text("Sessions"),
        BarNumber.FRENCH_SHARE: text("French share"),
    }[number]


def extreme(term: Term, count: int | Text) -> Text:
    """A row and its number."""
    return text("{label} ({count})", label=term, count=count)


def finding(number: BarNumber, extremes: Sequence[Text], hidden: Sequence[Text]) -> Text:
    """The row that stands out in each breakdown, and the breakdowns that show nothing."""
    rows = tuple(extremes)
    said = {
        BarNumber.PARTICIPATIONS: text("Most participations: {rows}.", rows=rows),
        BarNumber.SESSIONS: text("Most sessions: {rows}.", rows=rows),
        BarNumber.FRENCH_SHARE: text("Lowest French share: {rows}.", rows=rows),
    }[number]
    return sequence(said if rows else None, *(_instead(title) for title in hidden))


def _instead(title: Text) -> Text:
    return text(
        "{breakdown}: all hidden (x), see “Sessions”.",
        breakdown=title,
    )


def definition() -> Text:
    """What the bars of all breakdowns share."""
    return sequence(
        text("All bars have one scale."),
        text(
            "Languages and venue types are in the order of the whole project, the largest first, "
            "so that rows stay in place when a filter changes. Ages and days keep their own order."
        ),
        text("A row that the filters leave out is dimmed and marked “filtered out”."),
        text(
            "French share: sessions in French out of the sessions of the kinds counted in the "
            "gauge. By language, it is the share of each language in these sessions."
        ),
    )
