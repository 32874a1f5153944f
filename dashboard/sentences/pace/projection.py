"""The projection in words: the total, when the target is reached, and with what chance."""

from datetime import date
from decimal import Decimal

from dashboard.domain.pace.pace import Basis, Pace
from dashboard.domain.pace.projection import Finish, Projection
from dashboard.i18n import Month, Percent, Text, plural, sequence, text

LEAST_CHANCE, GREATEST_CHANCE = 0.01, 0.99


def outlook(pace: Pace) -> Text | None:
    """Where the total is going, or that it is too early to tell; ``None`` when hidden."""
    if pace.reached is None:
        return None
    if pace.usual is None:
        return too_early(pace.basis)
    last = pace.usual.bands[-1]
    return sequence(
        text(
            "{condition}: about {median} by {day} (likely range {low} to {high}).",
            condition=_condition(pace),
            day=pace.last,
            median=last.median,
            low=last.low,
            high=last.high,
        ),
        _finish(pace.usual.finish) if pace.usual.finish else None,
        _chance(pace.usual, pace.last),
    )


def too_early(basis: Basis) -> Text:
    """What a projection takes, and what there is."""
    return text(
        "It is too early to project: a projection needs {months} full months and "
        "{sessions} delivered sessions; so far there are {months_so_far} and "
        "{sessions_so_far}.",
        months=basis.minimum.months,
        sessions=basis.minimum.sessions,
        months_so_far=basis.months,
        sessions_so_far=basis.sessions,
    )


def _condition(pace: Pace) -> Text:
    if pace.silent:
        return text("If sessions resume as before")
    return text("Going by the sessions so far")


def _finish(finish: Finish) -> Text:
    """When the target is reached; nothing exact after five years."""
    early, median, late = (
        Month(m) if m else None for m in (finish.early, finish.median, finish.late)
    )
    if early is None:
        return text("The target would not be reached within five years.")
    if median is None:
        return text(
            "The target would probably not be reached within five years; {early} at the earliest.",
            early=early,
        )
    if late is None:
        return text(
            "The target would be reached about {median}, {early} at the earliest; in 1 of 10 "
            "cases, not within five years.",
            median=median,
            early=early,
        )
    if early == late:
        return text("The target would be reached in {month}.", month=median)
    return text(
        "The target would be reached about {median} (likely range {early} to {late}).",
        median=median,
        early=early,
        late=late,
    )


def _chance(projection: Projection, day: date) -> Text | None:
    if projection.chance is None:
        return None
    return text(
        "Chance of reaching the target by {day}: {chance}.",
        day=day,
        chance=chance(projection.chance),
    )


def chance(value: float) -> Text:
    """The chance in whole percents; never 0% or 100%, because nothing ahead is certain."""
    if value < LEAST_CHANCE:
        return text("less than {percent}", percent=Percent(Decimal(1)))
    if value > GREATEST_CHANCE:
        return text("more than {percent}", percent=Percent(Decimal(99)))
    return alone(Percent(Decimal(round(100 * value))))


def with_planned(pace: Pace) -> Text | None:
    """The planned sessions, and what they change; ``None`` without a projection."""
    planned = pace.planned_sessions
    if pace.usual is None:
        return None
    if planned.projection is None:
        return text("No session is planned by {day}.", day=pace.last)
    last = planned.projection.bands[-1]
    return sequence(
        plural(
            "With the {count} session planned by {day}: about {median} ({low} to {high}).",
            "With the {count} sessions planned by {day}: about {median} ({low} to {high}).",
            planned.sessions,
            day=pace.last,
            median=last.median,
            low=last.low,
            high=last.high,
        ),
        _chance(planned.projection, pace.last),
    )


def alone(value: object) -> Text:
    """A value without words around it."""
    return Text("{value}", {"value": value})
