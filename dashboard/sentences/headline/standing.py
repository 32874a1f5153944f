"""Where the project stands, in clauses."""

from collections.abc import Callable
from typing import Any

from dashboard.domain.headline import FAR_AHEAD, Facts
from dashboard.domain.progress.coverage import is_behind
from dashboard.i18n import Text, plural, sequence, text
from dashboard.sentences.headline.clause import Clause, Clauses, Evidence
from dashboard.sentences.headline.scope import is_part, planned_by, until


def _nothing_delivered(_: object, __: Facts) -> Clauses:
    return (Clause(text("no session has been delivered yet"), Evidence.PLAN),)


def _nothing_kept(_: object, facts: Facts) -> Clauses:
    by = None if is_part(facts) else until(facts)
    return (Clause(sequence(text("no session has been delivered"), by), Evidence.GAUGES),)


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
        Clause(sequence(words, until(facts)), Evidence.GAUGES),
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
    return Clause(sequence(words, until(facts)), Evidence.GAUGES)


def _against_the_plan(facts: Facts) -> Clauses:
    """The comparison with the plan; empty where there is no plan to compare with."""
    result, count = facts.progress.youth, _youth(facts)
    if result.status is None or result.planned is None:
        return ()
    planned = round(result.planned)
    values = {"planned": planned, "by": planned_by(facts)}
    if count >= FAR_AHEAD * result.planned:
        words = text("far ahead of plan ({planned} {by})", **values)
    elif count > planned:
        words = text("ahead of plan ({planned} {by})", **values)
    elif not is_behind(result.status, facts.vocabulary.statuses.items):
        words = text("on plan ({planned} {by})", **values)
    else:
        words = text("{short} below plan ({planned} {by})", short=planned - count, **values)
    return (Clause(words, Evidence.CURVE),)


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
}
"""The words of each of these rules."""
