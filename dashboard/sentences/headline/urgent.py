"""What is most urgent, in clauses."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from dashboard.domain.headline import Facts
from dashboard.domain.pace.pace import Pace
from dashboard.domain.plan.capacity import Outlook
from dashboard.domain.progress.coverage import Suggestion
from dashboard.domain.progress.progress import GroupReached
from dashboard.i18n import Month, Text, plural, text
from dashboard.sentences.headline.clause import Clause, Clauses, Evidence
from dashboard.sentences.pace.pace import LAST_DAYS, whole


def _unled(one: Outlook, facts: Facts) -> Clauses:
    language, begins = facts.vocabulary.languages[one.language], one.short[0].first
    nobody = Clause(text("nobody is trained in {language}", language=language), Evidence.PLAN)
    values = {"language": language, "day": begins}
    if one.besides:
        planned = plural(
            "but {count} session needs it from {day}",
            "but {count} sessions need it from {day}",
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
    if len(codes) == len(facts.trained_in) > 1:
        return (Clause(text("nobody is trained yet"), Evidence.PLAN),)
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
"""The words of each of these rules."""
