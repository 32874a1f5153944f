"""Several cells of a quarter whose sessions are in blocks that do not follow each other."""

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.auditing.years_audit import is_tightened_well
from dashboard.publications.protecting.ranges.drafting.yearly import years
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, Rule
from dashboard.publications.protecting.ranges.told.totals import Chain
from tests.publications.protecting.ranges.chains import extended
from tests.publications.protecting.ranges.test_ranges import GUESSES
from tests.publications.protecting.ranges.test_scattered import DAYS, MONTHS
from tests.publications.protecting.ranges.test_tightened import YearReader
from tests.publications.protecting.worlds import WORDS as TWO_LANGUAGES
from tests.publications.protecting.worlds import counts

WORDS = replace(TWO_LANGUAGES, languages=("en", "fr", "bilingual"))
MOST = 10
TELLING = (4, 25)
"""Worlds whose year told such a sum too closely before it was a need."""


def many(luck, month, languages=WORDS.languages):
    return [
        (
            *(month, language, "high_school", kind),
            (luck.randint(9, 16), luck.randint(9, 16), luck.choice((0, 9, 12))),
        )
        for language in languages
        for kind in WORDS.kinds[: luck.choice((1, 2))]
    ]


def few(luck, month):
    """One to three people in each of two languages."""
    for language in ("fr", "bilingual"):
        people = [0, 0, 0]
        for _ in range(luck.choice((1, 2, 2, 3))):
            people[luck.choice((0, 0, 1, 2))] += 1
        yield month, language, "high_school", luck.choice(WORDS.kinds), tuple(people)


def published(seed):
    """Four quarters; the second and the third have late sessions of the first, many and few."""
    luck = random.Random(seed)  # noqa: S311 - no secret
    first, second, third, fourth = MONTHS
    english, chain = ("en",), Chain()
    parts = (
        [*many(luck, first, english), *few(luck, first)],
        [*many(luck, second), *many(luck, first)],
        [*few(luck, first), *many(luck, first, english), *many(luck, third)],
        many(luck, fourth),
    )
    for number, (sessions, day) in enumerate(zip(parts, DAYS, strict=True)):
        new = counts(sessions, as_of=day, words=WORDS)
        chain = extended(chain, new, Rules(MOST, number), WORDS, first=not number)
    return chain


def narrowed(chain, seed, made_by):
    """The year of these blocks, by the rules of this number."""
    whole = Chain.year
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chain, "year", lambda *of: replace(whole(*of), made_by=made_by))
        [made] = years(chain, date(2015, 3, 31), lambda _: seed).years
    return replace(made, made_by=made_by)


def least(chain, made):
    """How many people the first quarter had at least in two languages, in two of its blocks."""
    reader, year = YearReader(chain, made, GUESSES[0]), chain.year(made.of)
    people = {
        at
        for at in year.truth
        if at.month == MONTHS[0] and at.language != "en" and at.step in (0, 2)
    }
    row = np.array([Finest(*at) in people for at in reader.people], dtype=float)
    assert 0 < reader.true(row) <= MOST
    return reader.widest(row)[0]


@pytest.mark.parametrize("seed", TELLING)
def test_nobody_learns_how_many_people_of_a_quarter_came_late(seed):
    chain = published(seed)
    before, made = (narrowed(chain, seed, rule) for rule in (Rule.NAMES, TODAY))
    assert all(is_tightened_well(chain, one) for one in (before, made))
    assert least(chain, before) > 2
    assert least(chain, made) <= 2
    failures = audit_tightened(chain.year(before.of), before.shown, before.witnesses).failures
    assert [one.what for one in failures] == ["sum: 2014-15-q1 fr+bilingual, blocks 0, 2"]
    assert not is_tightened_well(chain, replace(before, made_by=TODAY))


def test_a_sum_with_such_a_year_asks_for_no_quarter_of_it():
    """What it told stays told; blocks that are in no such year are asked for."""
    chain = published(TELLING[0])
    year = chain.year((0, 1, 2, 3))
    made = narrowed(chain, TELLING[0], TODAY)

    def asked_with(*of, made_by=TODAY):
        part = replace(made, of=of, made_by=made_by)
        every = replace(year, years=(part,)).secrets
        return {what for what, *_ in every if "q1 fr+bilingual, blocks 0, 2" in what}

    assert asked_with(0, 1, 2, 3)
    assert not asked_with(0, 1, 2, 3, made_by=Rule.NAMES)
    assert not asked_with(2, 3, made_by=Rule.NAMES)
    assert asked_with(1, 3, made_by=Rule.NAMES)
