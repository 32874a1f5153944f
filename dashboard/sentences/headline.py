"""The headline in words: sentences made of clauses, each linked to its evidence.

A sentence begins with a small letter, because its scope may stand before it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil
from typing import Any

from dashboard.domain.headline import FAR_AHEAD, Facts, Headline, HeadlineFact
from dashboard.domain.pace.pace import Pace
from dashboard.domain.pace.projection import Projection
from dashboard.domain.plan.capacity import Outlook
from dashboard.domain.progress.coverage import Suggestion, is_behind
from dashboard.domain.progress.progress import GroupReached
from dashboard.domain.shared.dimensions import DIMENSIONS, terms_by_filter
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale, Month, Text, plural, sequence, text
from dashboard.i18n.formats import capitalise
from dashboard.sentences.pace.pace import LAST_DAYS, whole
from dashboard.sentences.pace.projection import alone, chance
from dashboard.sentences.shared import choices

MOST_NAMED = 3  # choices of a filter that are named; more are only counted


class Evidence(StrEnum):
    """Where a reader can check a clause."""

    GAUGES = "gauges"
    CURVE = "curve"
    GRID = "grid"
    PLAN = "plan"
    TO_MEND = "to_mend"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, without its full stop."""

    words: Text
    evidence: Evidence


Clauses = tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class HeadlineSentence:
    """A sentence of the headline; ``before`` names its scope, if it differs from the one before."""

    code: str
    before: Text | None
    clauses: Clauses

    def say(self, locale: Locale) -> str:
        """The whole sentence in one language."""
        before = f"{self.before.say(locale)} " if self.before else ""
        said = ", ".join(clause.words.say(locale) for clause in self.clauses)
        return capitalise(f"{before}{said}.")


def sentences(found: Headline) -> tuple[HeadlineSentence, ...]:
    """Two or three sentences: where the project stands, where it ends, what is most urgent."""
    return tuple(_sentences(found, found.urgent[:1]))


def decisions(found: Headline) -> tuple[HeadlineSentence, ...]:
    """Everything urgent in sentences, the most urgent first."""
    return tuple(_sentence(fact, found.facts) for fact in found.urgent)


def first(found: Headline, locale: Locale) -> str:
    """Where the project stands, announced to screen readers when the filters change."""
    return next(_sentences(found, ())).say(locale)


def _sentences(found: Headline, urgent: Sequence[HeadlineFact]) -> Iterator[HeadlineSentence]:
    """Make the sentences. Under filters, the first one about the whole project says so."""
    facts = found.facts
    yield HeadlineSentence(found.standing.rule.code, _scope(facts), _clauses(found.standing, facts))
    told = not _is_part(facts)
    for fact in (*([found.ahead] if found.ahead else []), *urgent):
        before = None if told or not fact.rule.whole else text("Whole project:")
        told = told or fact.rule.whole
        yield HeadlineSentence(fact.rule.code, before, _clauses(fact, facts))


def _sentence(fact: HeadlineFact, facts: Facts) -> HeadlineSentence:
    return HeadlineSentence(fact.rule.code, None, _clauses(fact, facts))


def _clauses(fact: HeadlineFact, facts: Facts) -> Clauses:
    return WORDS[fact.rule.code](fact.about, facts)


def _is_part(facts: Facts) -> bool:
    return not facts.progress.filters.whole_project


def _scope(facts: Facts) -> Text | None:
    """What the filters keep; ``None`` when they keep the whole project."""
    if not _is_part(facts):
        return None
    return text("{choices}:", choices=sequence(*_chosen(facts), between=" · "))


def _chosen(facts: Facts) -> Iterator[Text]:
    filters, terms = facts.progress.filters, terms_by_filter(facts.vocabulary)
    for name in DIMENSIONS:
        codes = filters.codes(name)
        if len(codes) > MOST_NAMED:
            yield text("{filter} ({count})", filter=DIMENSIONS[name].label, count=len(codes))
        elif codes:
            yield alone(tuple(term for term in terms[name] if term.code in codes))
    yield from _days(filters, facts.vocabulary)


def _days(filters: Filters, vocabulary: Vocabulary) -> Iterator[Text]:
    """The other choices, in the words of their badges."""
    for choice in choices.choices(filters, vocabulary):
        if choice.name not in DIMENSIONS:
            yield choice.words


def _until(facts: Facts) -> Text | None:
    """The last day of the filters; ``None`` when they end with the present day."""
    day = facts.progress.filters.range.end
    return text("by {day}", day=day) if day else None


def _planned_by(facts: Facts) -> Text:
    """The day of the target to date: that of the filters, or else of the data."""
    day = facts.progress.data_as_of
    if _until(facts):
        return text("by then")
    return text("by now") if day in (None, facts.today) else text("by {day}", day=day)


def _nothing_delivered(_: object, __: Facts) -> Clauses:
    return (Clause(text("no session has been delivered yet"), Evidence.PLAN),)


def _nothing_kept(_: object, facts: Facts) -> Clauses:
    until = None if _is_part(facts) else _until(facts)
    return (Clause(sequence(text("no session has been delivered"), until), Evidence.GAUGES),)


def _in_sessions(facts: Facts) -> Text:
    return plural("in {count} session", "in {count} sessions", facts.progress.delivered)


def _no_youth(_: object, __: Facts) -> Clauses:
    words = text("no youth are counted: the age filter leaves out every youth age group")
    return (Clause(words, Evidence.GAUGES),)


def _hidden(_: object, facts: Facts) -> Clauses:
    words = text(
        "youth participations are hidden to protect privacy (x), {sessions}",
        sessions=_in_sessions(facts),
    )
    return (Clause(words, Evidence.GAUGES),)


def _youth(facts: Facts) -> int:
    """The youth count, for rules that apply only when it is not hidden."""
    return facts.progress.youth.participations or 0


def _part(_: object, facts: Facts) -> Clauses:
    words = plural(
        "{count} youth participation {sessions}",
        "{count} youth participations {sessions}",
        _youth(facts),
        sessions=_in_sessions(facts),
    )
    return (Clause(words, Evidence.GAUGES),)


def _no_target(_: object, facts: Facts) -> Clauses:
    words = plural("{count} youth participation", "{count} youth participations", _youth(facts))
    return (
        Clause(sequence(words, _until(facts)), Evidence.GAUGES),
        Clause(text("no target is set"), Evidence.GAUGES),
    )


def _reached(_: object, facts: Facts) -> Clauses:
    count, target = _youth(facts), facts.target.value if facts.target else 0
    words = (
        plural(
            "target reached: {count} of {target} youth participation",
            "target reached: {count} of {target} youth participations",
            count,
            target=target,
        )
        if count == target
        else text(
            "target passed: {count} youth participations for a target of {target}",
            count=count,
            target=target,
        )
    )
    planned = () if facts.due else _against_the_plan(facts)
    return Clause(words, Evidence.GAUGES), *planned


def _overdue(missing: int, facts: Facts) -> Clauses:
    due = facts.target.due if facts.target else None
    words = plural(
        "{missing} short of the target due on {day}",
        "{missing} short of the target due on {day}",
        missing,
        missing=missing,
        day=due,
    )
    return _of_target(facts), Clause(words, Evidence.CURVE)


def _so_far(_: object, facts: Facts) -> Clauses:
    return _of_target(facts), *_against_the_plan(facts)


def _of_target(facts: Facts) -> Clause:
    words = plural(
        "{count} of {target} youth participations",
        "{count} of {target} youth participations",
        _youth(facts),
        target=facts.target.value if facts.target else 0,
    )
    return Clause(sequence(words, _until(facts)), Evidence.GAUGES)


def _against_the_plan(facts: Facts) -> Clauses:
    """The comparison with the plan; empty where there is no plan to compare with."""
    result, count = facts.progress.youth, _youth(facts)
    if result.status is None or result.planned is None:
        return ()
    planned = round(result.planned)
    values = {"planned": planned, "by": _planned_by(facts)}
    if count >= FAR_AHEAD * result.planned:
        words = text("far ahead of plan ({planned} {by})", **values)
    elif count > planned:
        words = text("ahead of plan ({planned} {by})", **values)
    elif not is_behind(result.status, facts.vocabulary.statuses.items):
        words = text("on plan ({planned} {by})", **values)
    else:
        words = text("{short} below plan ({planned} {by})", short=planned - count, **values)
    return (Clause(words, Evidence.CURVE),)


def _too_early(_: Pace, __: Facts) -> Clauses:
    return (Clause(text("it is too early to project where this will end"), Evidence.CURVE),)


def _projected(pace: Pace, _: Facts) -> Clauses:
    values = {"median": _end(pace), "day": pace.last}
    words = (
        text("if sessions resume as before, about {median} by {day}", **values)
        if pace.silent
        else text("at this pace, about {median} by {day}", **values)
    )
    return (Clause(words, Evidence.CURVE),)


def _end(pace: Pace) -> int:
    return pace.usual.bands[-1].median if pace.usual else 0


def _projected_to_target(pace: Pace, facts: Facts) -> Clauses:
    target = pace.target.value if pace.target else 0
    likely = chance(_chance(pace.usual))
    short = target - _end(pace)
    words = (
        text(
            "{short} short of the target (chance of reaching it: {chance})",
            short=short,
            chance=likely,
        )
        if short > 0
        else text("enough to reach the target (chance: {chance})", chance=likely)
    )
    return *_projected(pace, facts), Clause(words, Evidence.CURVE)


def _chance(projection: Projection | None) -> float:
    return (projection.chance or 0.0) if projection else 0.0


def _unled(one: Outlook, facts: Facts) -> Clauses:
    language, begins = facts.vocabulary.languages[one.language], one.short[0].first
    nobody = Clause(text("nobody is trained in {language}", language=language), Evidence.PLAN)
    values = {"language": language, "day": begins}
    if one.besides:
        planned = plural(
            "but {count} session that needs it is planned from {day}",
            "but {count} sessions that need it are planned from {day}",
            one.planned + one.besides,
            **values,
        )
    else:
        planned = plural(
            "but {count} {language} session is planned from {day}",
            "but {count} {language} sessions are planned from {day}",
            one.planned,
            **values,
        )
    return nobody, Clause(planned, Evidence.PLAN)


def _short(one: Outlook, facts: Facts) -> Clauses:
    month = one.short[0]
    words = plural(
        "{count} of the sessions planned in {month} has nobody to lead it in {language}",
        "{count} of the sessions planned in {month} have nobody to lead them in {language}",
        month.missing,
        month=Month(month.month),
        language=facts.vocabulary.languages[one.language],
    )
    return (Clause(words, Evidence.PLAN),)


def _behind(pace: Pace, _: Facts) -> Clauses:
    return (Clause(_needed(pace), Evidence.CURVE), *_lately(pace))


def _needed(pace: Pace) -> Text:
    """The participations needed: a month, or in total when less than a month is left."""
    target, reached = pace.target, pace.reached or 0
    if target and (target.due - pace.as_of).days < LAST_DAYS:
        return plural(
            "{count} more youth participation is needed by {day}",
            "{count} more youth participations are needed by {day}",
            target.value - reached,
            day=target.due,
        )
    return plural(
        "the target now takes {count} youth participation a month",
        "the target now takes {count} youth participations a month",
        ceil(pace.required or Decimal(0)),
    )


def _lately(pace: Pace) -> Clauses:
    """The recent pace; empty where it is hidden."""
    if pace.recent is None or pace.recent.youth is None:
        return ()
    words = text("and lately there were {count} a month", count=whole(pace.recent.youth))
    return (Clause(words, Evidence.CURVE),)


def _silence(weeks: int, _: Facts) -> Clauses:
    words = plural("no session for {count} week", "no session for {count} weeks", weeks)
    return (Clause(words, Evidence.CURVE),)


def _nothing_planned(_: object, facts: Facts) -> Clauses:
    words = text("no session is planned from {day}", day=facts.capacity.today)
    return (Clause(words, Evidence.PLAN),)


def _not_reached(groups: tuple[GroupReached, ...], facts: Facts) -> Clauses:
    words = plural(
        "this at-risk age group has not been reached: {ages}",
        "these at-risk age groups have not been reached: {ages}",
        len(groups),
        ages=tuple(facts.vocabulary.ages[group.code] for group in groups),
    )
    return (Clause(words, Evidence.GAUGES),)


def _gap(one: Suggestion, facts: Facts) -> Clauses:
    words = text(
        "{venue_type}: no session in {language} for ages {ages}", **_combination(one, facts)
    )
    return (Clause(words, Evidence.GRID),)


def _thin(one: Suggestion, facts: Facts) -> Clauses:
    words = text(
        "{venue_type}: too few sessions in {language} for ages {ages}", **_combination(one, facts)
    )
    return (Clause(words, Evidence.GRID),)


def _combination(one: Suggestion, facts: Facts) -> dict[str, object]:
    vocabulary = facts.vocabulary
    return {
        "venue_type": vocabulary.venue_types[one.venue_type],
        "language": vocabulary.languages[one.language],
        "ages": tuple(vocabulary.ages[code] for code in one.empty or one.thin),
    }


def _untrained(codes: tuple[str, ...], facts: Facts) -> Clauses:
    languages = tuple(facts.vocabulary.languages[code] for code in codes)
    return (Clause(text("nobody is trained in {language}", language=languages), Evidence.PLAN),)


def _unrecorded(count: int, _: Facts) -> Clauses:
    words = plural(
        "{count} planned session is past its date and has no attendance yet",
        "{count} planned sessions are past their date and have no attendance yet",
        count,
    )
    return (Clause(words, Evidence.TO_MEND),)


def _coming(_: object, facts: Facts) -> Clauses:
    outlooks = facts.capacity.outlooks
    days = [month.first for one in outlooks for month in one.months if month.first]
    words = plural(
        "{count} session is planned by {last}",
        "{count} sessions are planned by {last}, the first on {first}",
        sum(one.planned for one in outlooks),
        last=_latest(outlooks),
        first=min(days, default=None),
    )
    return (Clause(words, Evidence.PLAN),)


def _latest(outlooks: Sequence[Outlook]) -> date | None:
    return max((one.last for one in outlooks if one.last), default=None)


WORDS: dict[str, Callable[[Any, Facts], Clauses]] = {
    "nothing_delivered": _nothing_delivered,
    "nothing_kept": _nothing_kept,
    "no_youth": _no_youth,
    "hidden": _hidden,
    "part": _part,
    "no_target": _no_target,
    "reached": _reached,
    "overdue": _overdue,
    "so_far": _so_far,
    "too_early": _too_early,
    "projected_to_target": _projected_to_target,
    "projected": _projected,
    "unled": _unled,
    "short": _short,
    "behind": _behind,
    "silence": _silence,
    "nothing_planned": _nothing_planned,
    "not_reached": _not_reached,
    "gap": _gap,
    "untrained": _untrained,
    "thin": _thin,
    "unrecorded": _unrecorded,
    "coming": _coming,
}
"""The words of each rule of the headline."""
