"""Language equity in words: the widest gap between French shares, and its sources."""

from decimal import Decimal

from dashboard.domain.progress.equity import Equity, widest_gap
from dashboard.domain.shared.vocabulary import ComparisonShare, Terms
from dashboard.i18n import Percent, Text, sequence, text


def finding(equity: Equity) -> Text:
    """The highest and the lowest French share."""
    decided = (
        text("This is the effect of the language filter.") if equity.filters.language else None
    )
    return sequence(_gap(equity), decided)


def _gap(equity: Equity) -> Text:
    found = widest_gap(equity)
    if found is None:
        return text("Fewer than two of the shares are known: there is nothing to compare.")
    high, low = (_share(equity, name) for name in found)
    most, least = (equity.shares[name].percent for name in found)
    if most == least:
        return text("The French shares that are known do not differ: {share}.", share=high)
    match found:
        case (_, "facilitators"):
            return text(
                "{high} are in French, but {low} are trained in French.", high=high, low=low
            )
        case ("facilitators", _):
            return text(
                "{high} are trained in French, but {low} are in French.", high=high, low=low
            )
    return text("{high} but {low} are in French.", high=high, low=low)


def _share(equity: Equity, name: str) -> Text:
    percent = Percent(equity.shares[name].percent or Decimal(0))
    return {
        "sessions": text("{percent} of all sessions", percent=percent),
        "participations": text("{percent} of participations", percent=percent),
        "facilitators": text("{percent} of trained facilitators", percent=percent),
    }[name]


def subject(name: str) -> Text:
    """The denominator of a share, as a row heading."""
    return {
        "sessions": text("Sessions of every kind"),  # the gauge counts some kinds only
        "participations": text("Participations"),
        "facilitators": text("Trained facilitators"),
    }[name]


def comparisons(shares: Terms[ComparisonShare]) -> Text | None:
    """A note that there is nothing to compare with; ``None`` where there is."""
    return None if shares.items else text("No benchmark has been entered yet.")


def comparison(share: ComparisonShare) -> Text:
    """The source and the date of a comparison share."""
    return text("{name} ({source}, {year})", name=share, source=share.source, year=str(share.year))


def definition() -> Text:
    """How the three are counted."""
    return sequence(
        text(
            "Three shares with three denominators, each under the same filters as what "
            "is in French: delivered sessions of every kind, including those that the "
            "gauge of French sessions leaves out; the participations in these; and "
            "people with a completed training."
        ),
        text(
            "Bilingual sessions and their participations count among all, not among those in "
            "French. A person trained in French and in another language counts once on each side."
        ),
        text("Only the language filter and the last day shown change the share of facilitators."),
    )
