"""Nothing that can be asked for comes out by subtraction, whether or not a table holds it."""

from datetime import date
from functools import partial
from itertools import combinations, combinations_with_replacement, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.publications.protected import CellMark, ProtectedFigures
from dashboard.publications.protecting import (
    AxisCodes,
    EarlierCounts,
    Rules,
)
from dashboard.publications.protecting import asked as asking
from dashboard.publications.protecting.facts import Fact, growth_need, need
from dashboard.publications.protecting.grid import Finest, strata
from tests.publications.protecting.adversary import Adversary, fiscal
from tests.publications.protecting.worlds import MONTHS, WORDS, counts, worlds
from tests.support.joint import publish, publishing, system

AGES = ("12-14", "15-17", "18-21", "22-25", "26-plus", "unknown")
WHOLE = AxisCodes(
    ("en", "fr", "bilingual"),
    ("shelter", "group_home", "youth_organization", "high_school"),
    AGES,
    ("information_forum", "discussion", "youth_workshop"),
    AGES[:4],
    ("shelter", "group_home"),
)
DAYS = (date(2014, 4, 28), date(2014, 4, 29), date(2014, 4, 30))
SLOWLY = settings(
    deadline=None, max_examples=4, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def chain(versions, words, rules):
    """Publications one after the other, of all sessions known at each."""
    earlier = []
    for day, sessions in zip(DAYS, versions, strict=False):
        known = counts(sessions, day, words)
        found = publish(known, words, rules, earlier)
        assert found.evidence.passed, found.evidence.failures
        assert not found.evidence.known, found.evidence
        earlier.append(EarlierCounts(known, found.protected))
    return earlier


def questions(words, published, months, *, several):
    """What a filter can name: months in a row or a period, and codes on each axis.

    One code or all of them, or with ``several`` any number of codes.
    """
    shown = {
        cell.codes[0]
        for each in published
        for table in each.protected.tables
        if table.by == ("venue_type",)
        for cell in table.cells
    }
    spans = {months[a:b] for a in range(len(months)) for b in range(a + 1, len(months) + 1)}
    axes = [words.languages, sorted(shown), words.kinds, words.ages]
    if several:
        return product(spans, *(list(_some(codes)) for codes in axes))
    periods = {p: tuple(m for m in months if p in fiscal(m)) for m in months for p in fiscal(m)}
    single = [[(code,) for code in codes] + [tuple(codes)] for codes in axes]
    return product(set(periods.values()), *single[:3], [*single[3], words.youth])


def _some(codes):
    for size in range(1, len(codes) + 1):
        yield from combinations(codes, size)


def asked_of(versions, first, last, question, words):
    """What came to a count between two publications, from the sessions themselves."""
    months, languages, types, kinds, ages = question
    types = {member for code in types for member in code.split("+")}
    totals = []
    for sessions in (versions[first - 1] if first else [], versions[last]):
        count = sensitive = others = 0
        for month, language, venue_type, kind, people in sessions:
            if month in months and language in languages and venue_type in types and kind in kinds:
                here = sum(n for age, n in zip(words.ages, people, strict=True) if age in ages)
                count += here
                sensitive += venue_type in words.sensitive and here > 0
                others += venue_type not in words.sensitive
        totals.append((count, sensitive, others))
    return tuple(now - before for before, now in zip(*totals, strict=True))


def attack(versions, published, words, rules, *, several=False):
    """Each such count, by programmes over everything published; how many there were."""
    limit = rules.hidden_up_to
    adversary = Adversary([(each.counts, each.protected) for each in published], words)
    months = tuple(sorted({session[0] for each in versions for session in each}))
    tried = set()
    for question in questions(words, published, months, several=several):
        months_in, languages, types, kinds, ages = question
        members = {member for code in types for member in code.split("+")}
        for first in range(len(versions)):
            for last in range(first, len(versions)):
                own = tuple(
                    int(
                        first <= step <= last
                        and month in months_in
                        and language in languages
                        and venue_type in members
                        and kind in kinds
                        and age in ages
                    )
                    for step, month, language, venue_type, kind, age in adversary.unknown
                )
                count, sensitive, others = asked_of(versions, first, last, question, words)
                small = 0 < count <= limit
                alone = count > limit and (sensitive, others) == (1, 0)
                if own in tried or not (small or alone or (first and -limit <= count < 0)):
                    continue
                tried.add(own)
                least, most = adversary.widest(own)
                where = (question, first, last, count, least, most)
                if several:
                    assert least < most, where
                    assert not small or most > limit, where
                elif small:
                    assert least <= max(1, adversary.told(own)), where
                    assert most > limit, where
                elif alone:
                    as_small = least <= max(1, adversary.told(own))
                    assert as_small or most - least >= 2 * limit, where
                else:
                    assert most - least >= limit, where
    return len(tried)


def talk(month, language, venue_type, people):
    return (month, language, venue_type, "discussion", (0, people, 0, 0, 0, 0))


FIVE = [
    [
        talk("2014-05", "en", "high_school", 20),
        talk("2014-05", "fr", "shelter", 3),
        talk("2014-05", "fr", "shelter", 1),
        talk("2014-06", "fr", "shelter", 18),
        talk("2014-06", "fr", "shelter", 15),
    ],
    [
        talk("2014-05", "en", "high_school", 11),
        talk("2014-05", "fr", "shelter", 2),
        talk("2014-06", "fr", "shelter", 30),
    ],
]


@pytest.mark.parametrize("sessions", FIVE)
def test_a_month_less_the_only_other_language_is_not_told(sessions):
    """May less English was the French of May: four youth at two sessions, or two at one."""
    published = chain([sessions], WHOLE, Rules())
    assert attack([sessions], published, WHOLE, Rules()) >= 3
    cells = [cell for table in published[0].protected.tables for cell in table.cells]
    assert sum(cell.mark is CellMark.OPEN for cell in cells) > len(cells) / 2


@SLOWLY
@given(worlds(sessions=9))
def test_no_count_that_can_be_asked_for_is_narrowed(sessions):
    rules = Rules(hidden_up_to=4)
    attack([sessions], chain([sessions], WORDS, rules), WORDS, rules)


@SLOWLY
@given(worlds(sessions=6))
def test_nor_is_any_sum_of_them_made_certain_or_small(sessions):
    rules = Rules(hidden_up_to=4)
    attack([sessions], chain([sessions], WORDS, rules), WORDS, rules, several=True)


@SLOWLY
@given(st.lists(worlds(sessions=4, months=MONTHS), min_size=3, max_size=3))
def test_nor_by_any_of_three_publications_beside_the_others(added):
    rules = Rules(hidden_up_to=4)
    versions = [[one for own in added[: n + 1] for one in own] for n in range(3)]
    attack(versions, chain(versions, WORDS, rules), WORDS, rules)


@settings(SLOWLY, max_examples=30)
@given(st.lists(worlds(sessions=4, people=9), min_size=3, max_size=3))
def test_all_that_any_publications_in_a_row_added_is_listed(added):
    """Each growth asked one by one, of which some are less than nothing."""
    one, two, three = added
    versions = [
        counts(sessions) for sessions in (one, [*one, *two], [*two, *three], [*three, *one])
    ]
    told = versions, strata(versions, WORDS.ages), WORDS, WORDS.venue_types
    every = set()
    for _, ages, runs in asking.questions(*told):
        for first, last in combinations_with_replacement(range(len(runs)), 2):
            own = runs[first : last + 1]
            fact = Fact(
                sum(run.fact.count for run in own),
                sum(run.fact.sensitive for run in own),
                sum(run.fact.others for run in own),
            )
            wanted = (growth_need if first else need)(fact, 4)
            people = (
                Finest(*stratum, age) for run in own for stratum in run.strata for age in ages
            )
            every |= {(frozenset(people), wanted)} if wanted else set()
    listed = asking.asked(*told, 4)
    assert {(frozenset(each.parts), each.need) for each in listed} == every


def test_what_was_told_before_it_was_heeded_keeps_nothing_else_back(monkeypatch):
    """Earlier publications stand; only what they told already has no proof any more."""
    monkeypatch.setattr(system, "asked", lambda *_: ())
    monkeypatch.setattr(publishing, "ProtectedFigures", partial(ProtectedFigures, format=1))
    known = counts(FIVE[0], DAYS[0], WHOLE)
    before = EarlierCounts(known, publish(known, WHOLE, Rules()).protected)
    monkeypatch.undo()
    with pytest.raises(AssertionError):
        attack([FIVE[0]], [before], WHOLE, Rules())
    more = [*FIVE[0], *(talk("2014-07", "en", "high_school", n) for n in (20, 25))]
    now = counts(more, DAYS[1], WHOLE)
    found = publish(now, WHOLE, Rules(), [before])
    assert found.evidence.passed
    assert found.evidence.known
    cells = [cell for table in found.protected.tables for cell in table.cells]
    assert any(cell.mark is CellMark.OPEN and cell.value for cell in cells)
