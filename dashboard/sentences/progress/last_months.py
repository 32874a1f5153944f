"""The last months in words, for readers who do not see the small bars."""

from dashboard.domain.progress.last_months import LastMonths, Monthly
from dashboard.i18n import MonthSpan, Text, plural, sequence, text


def line(found: LastMonths) -> Text:
    """The first and last month, the least and the most, and how many are hidden."""
    least, most = min(found.known), max(found.known)
    months = MonthSpan(found.first, found.last)
    told = (
        _same(found.of, each=least, months=months)
        if least == most
        else _sentence(found.of, least=least, most=most, months=months)
    )
    if not found.hidden:
        return told
    hidden = plural(
        "Hidden to protect privacy (x): {count} month.",
        "Hidden to protect privacy (x): {count} months.",
        found.hidden,
    )
    return sequence(told, hidden)


def caption(found: LastMonths) -> Text:
    """How many months are shown, and what a gap among them means."""
    told = plural("Last {count} month", "Last {count} months", len(found.counts))
    hidden = found.hidden
    gap = plural("(x: {count} hidden)", "(x: {count} hidden)", hidden) if hidden else None
    return sequence(told, gap)


def _same(of: Monthly, *, each: int, months: MonthSpan) -> Text:
    """The same in each month, such as none at all."""
    match of:
        case Monthly.FRENCH:
            return text("Sessions in French a month, {months}: {each}.", each=each, months=months)
        case Monthly.TRAINED:
            return text(
                "People trained by the end of each month, {months}: {each}.",
                each=each,
                months=months,
            )
        case Monthly.YOUTH:
            return text("Youth participations a month, {months}: {each}.", each=each, months=months)


def _sentence(of: Monthly, **between: object) -> Text:
    match of:
        case Monthly.FRENCH:
            return text(
                "Sessions in French a month, {months}: between {least} and {most}.",
                **between,
            )
        case Monthly.TRAINED:
            return text(
                "People trained by the end of each month, {months}: from {least} to {most}.",
                **between,
            )
        case Monthly.YOUTH:
            return text(
                "Youth participations a month, {months}: between {least} and {most}.",
                **between,
            )
