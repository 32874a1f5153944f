"""The range of distinct youth in words, beside the participations and as their unit."""

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.i18n import Text, plural, text


def line(found: DistinctYouth) -> Text:
    """The range, and the number of sessions that it is based on."""
    recorded = plural(
        "first-time counts in {recorded} of {count} session",
        "first-time counts in {recorded} of {count} sessions",
        found.sessions,
        recorded=found.first_time_sessions,
    )
    if found.low is None or found.high is None:
        return text(
            "Distinct youth: hidden to protect privacy (x), like small counts ({recorded}).",
            recorded=recorded,
        )
    if found.low == found.high:
        return text("Distinct youth: {high} ({recorded}).", high=found.high, recorded=recorded)
    return text(
        "Distinct youth: between {low} and {high} ({recorded}).",
        low=found.low,
        high=found.high,
        recorded=recorded,
    )


def unit(found: DistinctYouth | None) -> Text:
    """What the number counts, and how many youth that may be; reads on from the number."""
    if found is None or found.low is None or found.high is None:
        return text("youth participations")
    if found.low == found.high:
        return text("participations by {high} distinct youth", high=found.high)
    return text("participations by {low} to {high} distinct youth", low=found.low, high=found.high)
