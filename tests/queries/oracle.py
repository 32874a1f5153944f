"""Progress counted slowly and obviously, from a world's plain sessions: the coordinator's view."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from dashboard.domain.shared.dimensions import DIMENSIONS
from tests.queries.worlds import AGES, KINDS, LANGUAGES, VENUES

YOUTH = ("12-14", "15-17", "18-21", "22-25")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHARE_KINDS = KINDS[:2]
VENUE_TYPES = ("shelter", "group_home", "youth_organization", "high_school")


def expected(filters, sessions, trainings, revisions):
    """The numbers of a Progress, as plain values by its field names."""
    delivered = [s for s in sessions if s["status"] == "delivered"]
    kept = [s for s in delivered if is_kept(s, filters)]
    as_of = max((s["held_on"] for s in delivered), default=None)
    shared = [s for s in kept if s["kind"] in SHARE_KINDS]
    french = [s for s in shared if s["language"] == "fr"]
    youth = sum(_count(s, filters, YOUTH) for s in kept)
    target = _target(filters, revisions, as_of)
    return {
        "data_as_of": as_of,
        "last_session": max((s["held_on"] for s in kept), default=None),
        "delivered": len(kept),
        "participations": sum(_count(s, filters) for s in kept),
        "youth": youth,
        "distinct": _distinct(kept, filters),
        "target": target,
        "percent": _percent(youth, target["value"]) if target else None,
        "french_share": (
            len(french),
            len(shared),
            _percent(len(french), len(shared)),
            Counter(f"{s['held_on']:%Y-%m}" for s in french),
        ),
        "age_groups": [
            (age, _total(kept, age), any(age in s["attendance"] for s in kept))
            for age in YOUTH
            if not filters.age or age in filters.age
        ],
        "facilitators": _trained(filters, trainings),
        "by_month": _rows(kept, filters, _months(kept), lambda s: f"{s['held_on']:%Y-%m}"),
        "by_language": _rows(kept, filters, LANGUAGES, lambda s: s["language"]),
        "by_venue_type": _rows(kept, filters, VENUE_TYPES, lambda s: VENUES[s["venue"]]),
        "by_age_group": [_age_row(kept, filters, age) for age in AGES],
        "by_weekday": _rows(kept, filters, WEEKDAYS, lambda s: f"{s['held_on']:%a}".lower()),
    }


def expected_equity(filters, sessions, trainings):
    """French and all: of sessions, of participations, of people trained."""
    kept = [s for s in sessions if s["status"] == "delivered" and is_kept(s, filters)]
    french = [s for s in kept if s["language"] == "fr"]
    people, by_language, _ = _trained(filters, trainings)
    return {
        "sessions": (len(french), len(kept)),
        "participations": (
            sum(_count(s, filters) for s in french),
            sum(_count(s, filters) for s in kept),
        ),
        "facilitators": (by_language["fr"], people),
    }


def _trained(filters, trainings):
    """People, each once; people by language; people by the month of their first training."""
    found = [
        (person, language)
        for (person, language), day in trainings.items()
        if not filters.language or language in filters.language
        if filters.range.end is None or day <= filters.range.end
    ]
    by_language = {code: sum(code == language for _, language in found) for code in ("en", "fr")}
    people = {person for person, _ in found}
    first = (min(trainings[one] for one in found if one[0] == person) for person in people)
    return len(people), by_language, Counter(f"{day:%Y-%m}" for day in first)


def _distinct(kept, filters):
    """Low, high, sessions with first-time counts, sessions; nothing under an age filter."""
    recorded = [s for s in kept if s["first_time"] is not None]
    if filters.age or not recorded:
        return None
    low = high = 0
    for session in kept:
        youth = _count(session, filters, YOUTH)
        others = _count(session, filters) - youth
        if session["first_time"] is None:
            high += youth
        else:
            low += max(0, session["first_time"] - others)
            high += min(youth, session["first_time"])
    return (low, high, len(recorded), len(kept))


def codes_of(session):
    """By dimension; most have one."""
    return {
        "language": {session["language"]},
        "age": set(session["attendance"]),
        "venue_type": {VENUES[session["venue"]]},
        "venue": {session["venue"]},
        "kind": {session["kind"]},
        "facilitator": set(session["facilitators"]),
    }


def is_kept(session, filters):
    for name in DIMENSIONS:
        if filters.codes(name) and not codes_of(session)[name].intersection(filters.codes(name)):
            return False
    days = filters.range
    too_early = days.start is not None and session["held_on"] < days.start
    too_late = days.end is not None and session["held_on"] > days.end
    return not too_early and not too_late


def _count(session, filters, ages=AGES):
    return sum(
        number
        for age, number in session["attendance"].items()
        if age in ages and (not filters.age or age in filters.age)
    )


def _total(sessions, age):
    return sum(s["attendance"].get(age, 0) for s in sessions)


def _rows(kept, filters, codes, code_of):
    rows = []
    for code in codes:
        own = [s for s in kept if code_of(s) == code]
        counted = sum(_count(s, filters) for s in own)
        rows.append((code, len(own), counted, sum(_count(s, filters, YOUTH) for s in own)))
    return rows


def _age_row(kept, filters, age):
    own = [s for s in kept if age in s["attendance"]]
    if filters.age and age not in filters.age:
        own = []
    number = _total(own, age)
    return (age, len(own), number, number if age in YOUTH else 0)


def _months(kept):
    if not kept:
        return []
    first, last = min(s["held_on"] for s in kept), max(s["held_on"] for s in kept)
    months, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        months.append(f"{year}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


def _target(filters, revisions, as_of):
    day = filters.range.end or as_of
    if day is None:
        return None
    effective = [r for r in revisions if r["effective_from"] <= day]
    if not effective:
        return None
    latest = max(effective, key=lambda r: r["effective_from"])
    return latest | {"start": min(r["effective_from"] for r in revisions)}


def _percent(numerator, denominator):
    if not denominator:
        return None
    exact = Decimal(numerator * 100) / Decimal(denominator)
    rounded = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return min(rounded, Decimal("99.9")) if exact < 100 else rounded
