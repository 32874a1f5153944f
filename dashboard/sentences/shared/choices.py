"""The filters in words: one badge for each choice, and one sentence for all."""

from dataclasses import dataclass

from dashboard.domain.shared.dimensions import DIMENSIONS, terms_of
from dashboard.domain.shared.filters import Filters, Problem
from dashboard.domain.shared.offered import Offered
from dashboard.domain.shared.periods import PROJECT, Period
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Text, plural, sequence, text
from dashboard.i18n.text import Days

MOST_TOLD = 10  # problems of a query that are listed; more are only counted


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice that can be removed: its name and value in the address, and its words."""

    name: str
    value: str
    words: Text


def choices(filters: Filters, vocabulary: Vocabulary) -> tuple[Choice, ...]:
    """Each choice, in the order of the URL; the whole project is no choice."""
    found = (
        Choice(name, code, _words(name, terms_of(name, vocabulary)[code]))
        for name in DIMENSIONS
        for code in filters.codes(name)
    )
    return (*found, *days(filters))


def days(filters: Filters) -> tuple[Choice, ...]:
    """Those of them that choose days."""
    start, end, named = filters.start, filters.end, filters.period
    found = []
    if start:
        found.append(Choice("from", start.isoformat(), text("from {day}", day=start)))
    if end:
        found.append(Choice("to", end.isoformat(), text("to {day}", day=end)))
    if named and named != PROJECT:
        found.append(Choice("period", named.code, _words("period", period(named))))
    return tuple(found)


def told_days(filters: Filters) -> tuple[Text, ...]:
    """The same in a sentence, which says a first and a last day at once."""
    found = [choice.words for choice in days(filters)]
    if filters.start and filters.end:
        several = Text("{days}", {"days": Days(filters.start, filters.end)})
        found[:2] = [several if filters.start < filters.end else text("on {day}", day=filters.end)]
    return tuple(found)


def kept(sessions: int, of: int) -> Text:
    """How many of all delivered sessions the filters keep."""
    if sessions == of:
        return plural("{count} session", "{count} sessions", sessions)
    return plural("{kept} of {count} session", "{kept} of {count} sessions", of, kept=sessions)


def showing(filters: Filters, vocabulary: Vocabulary) -> Text:
    """One sentence that says what is shown, for people who see no badge."""
    found = parts(filters, vocabulary)
    if not found:
        return text("Showing: all delivered sessions, project to date.")
    return text("Showing: delivered sessions – {choices}.", choices=sequence(*found, between="; "))


def parts(filters: Filters, vocabulary: Vocabulary) -> tuple[Text, ...]:
    """Each filter with all its values, in the order of the address."""
    found: list[Text] = []
    for name in DIMENSIONS:
        terms = terms_of(name, vocabulary)
        values = tuple(terms[code] for code in filters.codes(name))
        if values:
            found.append(_words(name, values))
    return (*found, *told_days(filters))


def dimension(name: str) -> Text:
    """The name of a filter, to stand within a sentence."""
    if name in DIMENSIONS:
        return DIMENSIONS[name].label
    days = {"from": text("start date"), "to": text("end date"), "period": text("period")}
    return days[name]


def period(value: Period) -> Text:
    """A period's name."""
    if value.first_year is None:
        return text("project to date")
    years = {"first": str(value.first_year), "last": str(value.first_year + 1)}
    if value.school:
        return text("school year {first}–{last}", **years)
    if value.quarter:
        return (
            text("first quarter of fiscal {first}–{last}", **years),
            text("second quarter of fiscal {first}–{last}", **years),
            text("third quarter of fiscal {first}–{last}", **years),
            text("fourth quarter of fiscal {first}–{last}", **years),
        )[value.quarter - 1]
    return text("fiscal year {first}–{last}", **years)


def found(some: Offered) -> Text:
    """How many terms of a long list are offered, and how to find others."""
    if not some.of:
        return text("Nothing found.")
    if some.is_part:
        return text(
            "The first {shown} of {count}. To find others, type part of a name or code.",
            shown=some.shown,
            count=some.of,
        )
    return plural("{count} found.", "{count} found.", some.of)


def ignored(problems: tuple[Problem, ...]) -> Text | None:
    """The parts of the address that were not understood; ``None`` without any."""
    if not problems:
        return None
    return text("Some choices were not recognized and are ignored: {told}.", told=_told(problems))


def refused(problems: tuple[Problem, ...]) -> Text:
    """Refuses an export: names the filters that were not understood."""
    return text(
        "Some filters were not recognized, so nothing was exported: {told}.", told=_told(problems)
    )


def _told(problems: tuple[Problem, ...]) -> tuple[Text, ...]:
    """The first problems in words, and the number of the others."""
    told = tuple(
        text("{name} = “{value}” ({why})", name=p.parameter, value=p.value, why=p.message)
        for p in problems[:MOST_TOLD]
    )
    more = len(problems) - len(told)
    return (*told, plural("{count} more", "{count} more", more)) if more else told


def _words(name: str, value: object) -> Text:
    return text("{dimension}: {value}", dimension=dimension(name), value=value)
