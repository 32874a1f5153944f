"""A grant gives what it locks and what it leaves free, and never more.

The oracle knows no filters of ours: it has sets of the finest combinations, and reads names and
values as docs/embedding.md explains them.
"""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, Period, days_of_month
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.answering.scope import GrantScope, OutsideError
from tests.publications.answering.test_never_more import (
    DAY,
    EVERY,
    KINDS,
    LANGUAGES,
    VENUE_TYPES,
    WORLDS,
    asked,
    numbers,
)
from tests.support.embeds import a_grant
from tests.support.publications import AGES, SENSITIVE, Held, publication

AXES = {"language": 1, "venue_type": 2, "age": 3, "kind": 4}
VALUES = {
    "language": LANGUAGES,
    "venue_type": (*VENUE_TYPES, "shelter", "group_home"),
    "age": AGES,
    "kind": KINDS,
    "period": ("project", "2013-14", "2014-15", "2014-15-q1", "school-2013-14"),
    "from": ("2014-03-01", "2014-04-01", "2014-05-01"),
    "to": ("2014-03-31", "2014-04-30", "2014-05-31"),
}
SINGLE = ("period", "from", "to")
NAMES = (*VALUES, "venue")
Pairs = tuple[tuple[str, str], ...]

PAIRS = st.lists(
    st.sampled_from([(name, value) for name, values in VALUES.items() for value in values]),
    max_size=5,
    unique=True,
).map(lambda pairs: tuple(p for p in pairs if p[0] not in SINGLE or p[0] not in _before(pairs, p)))
FREE = st.lists(st.sampled_from(tuple(VALUES)), max_size=7, unique=True).map(tuple)


def _before(pairs, pair) -> set[str]:
    return {name for name, _ in pairs[: pairs.index(pair)]}


def codes_of(name: str, pairs: Pairs) -> set[str]:
    """What is chosen in a dimension; merged types are one, and are nothing without each other."""
    chosen = {value for given_name, value in pairs if given_name == name}
    members = {"shelter", "group_home"}
    if name == "venue_type" and members <= chosen:
        chosen.add(SENSITIVE)
    return chosen - members if name == "venue_type" else chosen


def days_of(pairs: Pairs) -> DateRange:
    """The days chosen by a period."""
    return next(
        (Period.parse(value).range for name, value in pairs if name == "period"), DateRange()
    )


def crossed(pairs: Pairs) -> bool:
    """Whether "from" is after "to": both are then left out."""
    of = dict(pairs)
    return "from" in of and "to" in of and of["from"] > of["to"]


def atoms_of(pairs: Pairs):
    """Whom names and values keep."""
    of = {name: value for name, value in pairs if name in SINGLE}
    if crossed(pairs):
        of = {name: value for name, value in of.items() if name == "period"}

    def kept(atom) -> bool:
        first = days_of_month(atom[0]).start
        return (
            all(
                not (codes := codes_of(name, pairs)) or atom[place] in codes
                for name, place in AXES.items()
            )
            and first in days_of(pairs)
            and ("from" not in of or first >= date.fromisoformat(of["from"]))
            and ("to" not in of or first <= date.fromisoformat(of["to"]))
        )

    return frozenset(filter(kept, EVERY))


def makes_sense(pairs: Pairs) -> bool:
    """Whether all of it can be locked."""
    types = {value for name, value in pairs if name == "venue_type"} & {"shelter", "group_home"}
    return len(types) != 1 and not crossed(pairs)


def is_outside(locked: Pairs, free: tuple[str, ...], given: Pairs) -> bool:
    """Whether something was asked that the grant does not give."""
    if any(name not in free for name, _ in given):
        return True
    for name in AXES:
        holds = codes_of(name, locked)
        if holds and not codes_of(name, given) <= holds:
            return True
    period, within = days_of(given), days_of(locked)
    return "period" in dict(given) and period & within != period


def test_the_data_end_within_their_last_month():
    assert str(DAY) > "2014-05-01"


@given(WORLDS, PAIRS.filter(makes_sense), FREE, PAIRS)
@settings(max_examples=150)
@example(
    (Held("2014-03", "fr", SENSITIVE, "discussion", (1, 2, 3, 4, 5, 6)),),
    (("period", "2013-14"),),
    ("period",),
    (("period", "project"),),
)
@example(
    (Held("2014-03", "fr", SENSITIVE, "discussion", (1, 2, 3, 4, 5, 6)),),
    (("period", "2014-15"),),
    (),
    (),
)
def test_a_grant_and_what_is_asked_give_what_both_keep_or_nothing(world, locked, free, given_pairs):
    reading = OpenPublication(publication(world, data_as_of=DAY))
    scope = GrantScope(a_grant(locked=locked, free=free), reading)
    given_pairs = tuple(pair for pair in given_pairs)
    try:
        found = scope.narrow(given_pairs)
    except OutsideError:
        assert is_outside(locked, free, given_pairs)
        return
    assert not is_outside(locked, free, given_pairs)
    holds = atoms_of(locked)
    assert asked(found.filters, youth=False) == holds & atoms_of(given_pairs)
    progress = reading.answer(found.filters, Audience.PARTNER).progress
    for value, atoms in numbers(progress, found.filters):
        assert atoms <= holds
        assert atoms or not value  # what the filters leave out is a zero, not a count
    coarser = scope.coarser(found.filters)
    assert coarser is None or asked(coarser, youth=False) <= holds


@given(PAIRS.filter(makes_sense), FREE)
@settings(max_examples=60)
def test_whatever_is_offered_may_be_chosen(locked, free):
    reading = OpenPublication(publication())
    scope = GrantScope(a_grant(locked=locked, free=free), reading)
    for name in set(free) & set(AXES):
        for term in scope.terms(name):
            assert scope.narrow([(name, term.code)]).problems == ()
    if "period" in free:
        for period in scope.periods():
            assert scope.narrow([("period", period.code)]).filters != Filters()
