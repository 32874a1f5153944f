"""How each number is counted: the texts behind "How is this counted?"."""

from typing import NamedTuple

from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, sequence, text


class Explained(NamedTuple):
    """What stands beside the numbers, and so is explained; a page with filters may show it all."""

    filters: bool = True
    distinct: bool = True


EVERYTHING = Explained()


def rules() -> dict[str, Text]:
    """The named rules for counting people, for every place that shows the numbers."""
    return {
        "participations": participations(),
        "distinct_youth": sequence(distinct_youth(), not_under_ages()),
    }


def participations() -> Text:
    """The rule of every count of people but the range of distinct youth."""
    return text(
        "Participation count: everyone present at a delivered session, each time. It "
        "may include repeat attendance, since no names are kept."
    )


def short_rule() -> Text:
    """A short form of that rule, for table rows."""
    return text("participation count; may include repeat attendance")


def distinct_youth() -> Text:
    """The rule for the range of distinct youth, which is shown only beside participations."""
    return text(
        "First-time range: an estimate of distinct youth. Each session adds at least "
        "its first-time participants minus those who are not youth, and at most its "
        "first-time participants or its youth, whichever are fewer. Without a "
        "first-time count, it adds from none to all of its youth. Where counts are small, the "
        "committee sees the range up to all youth participations, or not at all."
    )


def not_under_ages() -> Text:
    """When there is no such range."""
    return text("Under an age filter, there is no first-time range.")


def youth(explained: Explained) -> Text:
    """The first gauge."""
    return sequence(
        participations(),
        text("Here: those of people in a youth age group."),
        text(
            "The percentage is of the project’s target in force on the last day shown. "
            "It can exceed 100."
        ),
        text("Other filters do not change the target.") if explained.filters else None,
        text(
            "The status compares with the target to date: a straight line from the day when "
            "the first target took effect to the day when the target is due. The mark on the "
            "dial is the target to date."
        ),
        distinct_youth() if explained.distinct else None,
        not_under_ages() if explained.filters else None,
    )


def french_share(vocabulary: Vocabulary) -> Text:
    """The second gauge."""
    kinds = tuple(kind for kind in vocabulary.kinds if kind.in_french_share)
    return sequence(
        text("A share of delivered sessions, never of youth. Kinds counted: {kinds}.", kinds=kinds),
        text("A bilingual session counts among all sessions, not among those in French."),
    )


def age_groups() -> Text:
    """The third gauge."""
    return text(
        "An at-risk age group is reached when at least one of its members took part in a "
        "delivered session."
    )


def facilitators(explained: Explained = EVERYTHING) -> Text:
    """The fourth gauge."""
    return sequence(
        text(
            "People with a completed training. A person trained in several languages "
            "counts once in the total and once in each of these languages, so the "
            "languages may add up to more."
        ),
        text("Only the language filter and the last day shown change this number.")
        if explained.filters
        else None,
    )


def cumulative(explained: Explained) -> Text:
    """The chart of months."""
    return sequence(
        text(
            "Youth participations in delivered sessions, added up month by month. The plan "
            "is a straight line from the day when the first target took effect to the day "
            "when the target is due."
        ),
        text("It is shown only without other filters, because it covers the whole project.")
        if explained.filters
        else None,
    )


def breakdown(explained: Explained) -> Text:
    """The charts by language and by venue type."""
    return sequence(
        text("All participations in delivered sessions, youth and others."),
        text("Under an age filter, those of the chosen age groups only.")
        if explained.filters
        else None,
    )


def ages(_: Explained) -> Text:
    """The chart by age group."""
    return text(
        "A session counts in each age group that took part in it, so the groups’ "
        "sessions do not add up to all sessions. “Not recorded” is attendance whose "
        "age is unknown; it is not zero."
    )


def weekdays(_: Explained) -> Text:
    """The chart by day of the week."""
    return text("Each session counts on the day of the week on which it was held.")


def symbols(hidden_up_to: int) -> Text:
    """The signs that replace a number; readers who see all counts meet no x."""
    return sequence(hidden(hidden_up_to) if hidden_up_to else None, not_available(), true_zero())


def hidden(maximum: int) -> Text:
    """The sign of a hidden count."""
    return text(
        "“x”: hidden to protect privacy (1 to {maximum} participations, and other counts "
        "that would reveal those).",
        maximum=maximum,
    )


def not_available() -> Text:
    """The sign of what cannot be counted."""
    return text("“..”: not available.")


def true_zero() -> Text:
    """The zero, which is never a sign for something else."""
    return text("“0”: a true zero.")
