"""What is remarked on the counts of a row that are accepted as they are."""

from dashboard.i18n import Text, plural, text

NOT_RECORDED = "unknown"
DELIVERED, CANCELLED = "delivered", "cancelled"


def not_recorded(total: int, summed: int) -> Text:
    """The total is larger than the sum of the age groups."""
    return plural(
        "{count} participation is counted as “not recorded”: the total is {total}",
        "{count} participations are counted as “not recorded”: the total is {total}",
        total - summed,
        total=total,
    )


def nobody_counted() -> Text:
    """A delivered session has neither a total nor anybody in an age group."""
    return text("A delivered session without any count is recorded with 0 participations")
