"""The results of back-tests, in words."""

from dashboard.domain.pace.backtest import BacktestResult
from dashboard.i18n import Percent, Text, plural, sequence, text


def ahead(months: int, outcome: BacktestResult) -> Text:
    """The result of the projections over this many months."""
    if outcome.percent is None:
        return text("{months} months ahead: the past is too short.", months=months)
    held = plural(
        "{months} months ahead: the range held in {held} of {count} projection ({percent}).",
        "{months} months ahead: the range held in {held} of {count} projections ({percent}).",
        outcome.made,
        months=months,
        held=outcome.held,
        percent=Percent(outcome.percent),
    )
    missed = text(
        "Fewer youth came than projected: {fewer}. More came: {more}.",
        fewer=outcome.fewer,
        more=outcome.more,
    )
    return sequence(held, missed if outcome.made > outcome.held else None)


def overall(outcome: BacktestResult) -> Text | None:
    """The result over all horizons, with what it means; ``None`` when no projection was made."""
    if outcome.percent is None:
        return None
    return plural(
        "In all, the range that is meant to hold in 80% of cases held in {held} of {count} "
        "projection ({percent}).",
        "In all, the range that is meant to hold in 80% of cases held in {held} of {count} "
        "projections ({percent}).",
        outcome.made,
        held=outcome.held,
        percent=Percent(outcome.percent),
    )
