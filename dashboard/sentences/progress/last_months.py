"""The last months in words, for those who do not see the small bars."""

from dashboard.domain.progress.last_months import LastMonths
from dashboard.i18n import Text, plural, sequence, text
from dashboard.i18n.text import Month


def line(found: LastMonths) -> Text:
    """From when to when, the least and the most of a month, and how many are hidden."""
    told = text(
        "Youth participations a month, {first} to {last}: between {least} and {most}.",
        first=Month(found.first),
        last=Month(found.last),
        least=min(found.known),
        most=max(found.known),
    )
    if not found.hidden:
        return told
    hidden = plural(
        "{count} month is hidden to protect privacy (x).",
        "{count} months are hidden to protect privacy (x).",
        found.hidden,
    )
    return sequence(told, hidden)


def caption(found: LastMonths) -> Text:
    """How many months there are, in a few words, and what a gap among them is."""
    told = plural("Last {count} month", "Last {count} months", len(found.youth))
    gap = text("(x: {count} hidden)", count=found.hidden) if found.hidden else None
    return sequence(told, gap)
