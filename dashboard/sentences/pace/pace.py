"""The pace in words: where the project stands, and what the target takes."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import NamedTuple

from dashboard.domain.pace.draws import PATHS
from dashboard.domain.pace.pace import Pace, Recent
from dashboard.domain.pace.pacing import minimum
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Month, Text, plural, sequence, text
from dashboard.i18n.formats import HIDDEN
from dashboard.sentences.pace.projection import alone, chance, outlook, with_planned
from dashboard.sentences.pace.what_if import what_if

LAST_DAYS = 31


def pace_sentences(
    pace: Pace, filters: Filters, vocabulary: Vocabulary, locale: Locale
) -> dict[str, str | None]:
    """All sentences about the pace, by name; ``None`` where there is nothing to say."""
    said = {
        "pace": finding(pace, vocabulary),
        "what_if": what_if(pace, vocabulary),
        "scope": whole_project(filters),
    }
    return {name: sentence.say(locale) if sentence else None for name, sentence in said.items()}


def finding(pace: Pace, vocabulary: Vocabulary) -> Text:
    """All paragraphs in one text, without the what-if."""
    return sequence(*paragraphs(pace, vocabulary))


def paragraphs(pace: Pace, vocabulary: Vocabulary) -> tuple[Text, ...]:
    """Three paragraphs: the present state and the need, the projection, the planned sessions."""
    stands = sequence(silence(pace), standing(pace, vocabulary), need(pace), lately(pace.recent))
    return tuple(said for said in (stands, outlook(pace), with_planned(pace)) if said)


class PlainNumber(NamedTuple):
    """A number and what it is."""

    words: Text
    value: Text


def paces(pace: Pace) -> Iterator[PlainNumber]:
    """The pace of the last months and the pace that the target needs; none once it is reached."""
    if pace.recent and pace.required != 0:
        youth = pace.recent.youth
        value = alone(HIDDEN if youth is None else whole(youth))
        yield PlainNumber(text("Average a month"), value)
    if pace.required:
        yield PlainNumber(text("Needed a month"), alone(ceil(pace.required)))


def numbers(pace: Pace) -> Iterator[PlainNumber]:
    """The few key numbers: both paces, where the project is likely to end, and the chance."""
    yield from paces(pace)
    if pace.usual:
        words = text("Projected by {day}", day=pace.last)
        yield PlainNumber(words, alone(pace.usual.bands[-1].median))
    if pace.usual and pace.usual.chance is not None and pace.target:
        words = text("Chance of {target} by then", target=pace.target.value)
        yield PlainNumber(words, chance(pace.usual.chance))


def silence(pace: Pace) -> Text | None:
    """How long there has been no session; ``None`` when that is not long."""
    if not pace.silent or pace.weeks_silent is None:
        return None
    return plural(
        "No session for {count} week.", "No session for {count} weeks.", pace.weeks_silent
    )


def standing(pace: Pace, vocabulary: Vocabulary) -> Text | None:
    """The status and the target to date, in the words of the gauge."""
    if pace.status is None or pace.planned is None or pace.status_day is None:
        return None
    return text(
        "Status: {status}; target to {day}: {planned}.",
        status=vocabulary.statuses[pace.status],
        planned=round(pace.planned),
        day=pace.status_day,
    )


def need(pace: Pace) -> Text:
    """What reaching the target takes from now on."""
    target, reached = pace.target, pace.reached
    if reached is None:
        return text(
            "The number of youth participations is hidden to protect privacy (x), and "
            "so is the pace that the target needs."
        )
    if target is None:
        return text("No target is in force.")
    if reached >= target.value:
        return _reached(pace.reached_in, target.value)
    missing = target.value - reached
    days = (target.due - pace.as_of).days
    if pace.required is None:
        return plural(
            "The target of {target} was due on {day}; {count} youth participation is missing.",
            "The target of {target} was due on {day}; {count} youth participations are missing.",
            missing,
            target=target.value,
            day=target.due,
        )
    if days < LAST_DAYS:
        return plural(
            "To reach {target} by {day}, {count} more youth participation is needed ({days}).",
            "To reach {target} by {day}, {count} more youth participations are needed ({days}).",
            missing,
            target=target.value,
            day=target.due,
            days=plural("{count} day left", "{count} days left", days),
        )
    return plural(
        "To reach {target} by {day}, {count} youth participation a month is needed.",
        "To reach {target} by {day}, {count} youth participations a month are needed.",
        ceil(pace.required),
        target=target.value,
        day=target.due,
    )


def _reached(month: str | None, target: int) -> Text:
    if month is None:
        return text("The target of {target} is reached.", target=target)
    return text("The target of {target} was reached in {month}.", target=target, month=Month(month))


def lately(recent: Recent | None) -> Text | None:
    """The pace of the last complete months; ``None`` when there are too few."""
    if recent is None:
        return None
    if recent.youth is None:
        return text("The pace of the last months is hidden (x).")
    return plural(
        "Last full month: {youth}.",
        "Average of the last {count} full months: {youth} a month.",
        recent.months,
        youth=whole(recent.youth),
    )


def whole(value: Decimal) -> int:
    """Rounded to a whole number, half up."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def whole_project(filters: Filters) -> Text | None:
    """A note that other filters do not apply; ``None`` when there are none."""
    if filters.whole_project:
        return None
    return text("Whole project. Of your filters, only the end date applies here.")


def beside() -> Text:
    """The note beside a filtered curve, for readers who see every count."""
    return text("The curve follows your filters; the pace does not.")


def left_out() -> Text:
    """Why a filtered curve goes no further on paper, for readers who see every count."""
    return text("Plan and projection cover the whole project and are left out here.")


def withheld() -> Text:
    """Why nothing is said beside a filtered curve, for readers who see no small counts."""
    return text("Filters hide plan and projection, to protect small counts (x).")


def key(pace: Pace) -> Text | None:
    """How the projection is drawn; ``None`` without one."""
    if pace.usual is None:
        return None
    return text("Likely totals: 5 in 10 fall in the dark band, 8 in 10 in the light band.")


def definition(vocabulary: Vocabulary) -> Text:
    """The method, its data and its limits."""
    least = minimum(vocabulary)
    return sequence(
        text(
            "Pace and projection count youth participations of the whole project: of your "
            "filters, only the end date applies. The pace needed is what is missing, spread "
            "over the months left, of about 30 days each."
        ),
        text(
            "The projection draws the months ahead from the full months so far, each "
            "with its sessions, in {paths} simulations. Recent months are drawn more "
            "often, and adjusted to the current level and to the season (summer, "
            "school term, or each month of the year). In 8 of 10 simulations, the "
            "total is in the wide range, in 5 of 10 in the narrow one. A summer not seen "
            "yet may bring anything from nothing to a usual month.",
            paths=PATHS,
        ),
        text(
            "Planned sessions are part of usual months: they count only where they "
            "bring more. “What if” sessions come on top. Both are assumed to be about as "
            "large as sessions at venues of the same type so far."
        ),
        text(
            "A projection needs {months} full months and {sessions} delivered "
            "sessions. Hidden months share what the others leave of the total: where "
            "counts are hidden, the committee’s projection can differ from the coordinators’.",
            months=least.months,
            sessions=least.sessions,
        ),
    )
