"""Made-up projects for the tests of publications."""

from collections import defaultdict
from datetime import date
from itertools import product

from hypothesis import strategies as st

from dashboard.publications.protecting import AxisCodes, MonthTally, SessionCounts

AGES = ("12-14", "15-17", "26-plus")
WORDS = AxisCodes(
    languages=("en", "fr"),
    venue_types=("shelter", "group_home", "high_school"),
    ages=AGES,
    kinds=("discussion", "youth_workshop"),
    youth=AGES[:2],
    sensitive=("shelter", "group_home"),
)
MONTHS = ("2014-02", "2014-03", "2014-04")


def counts(sessions, as_of=date(2014, 4, 30), words=WORDS):
    """Counts of sessions, each (month, language, venue type, kind, people by age)."""
    grouped = defaultdict(list)
    for month, language, venue_type, kind, people in sessions:
        grouped[month, language, venue_type, kind].append(people)
    youth = [age in words.youth for age in words.ages]
    return SessionCounts(
        as_of,
        words.ages,
        tuple(
            MonthTally(
                *key,
                len(own),
                tuple(map(sum, zip(*own, strict=True))),
                tuple(sum(n > 0 for n in age) for age in zip(*own, strict=True)),
                sum(any(n for n, is_youth in zip(p, youth, strict=True) if is_youth) for p in own),
            )
            for key, own in sorted(grouped.items())
        ),
    )


def everywhere(people):
    """Two sessions of so many people in each cell of each month."""
    axes = (MONTHS, WORDS.languages, WORDS.venue_types, WORDS.kinds)
    return [(*cell, people) for cell in product(*axes) for _ in range(2)]


def worlds(words=WORDS, months=MONTHS, people=25, sessions=12):
    """Strategy: lists of sessions."""
    session = st.tuples(
        st.sampled_from(months),
        st.sampled_from(words.languages),
        st.sampled_from(words.venue_types),
        st.sampled_from(words.kinds),
        st.tuples(*[st.integers(0, people) | st.just(0) for _ in words.ages]),
    )
    return st.lists(session, min_size=1, max_size=sessions)


def hardly_anybody(chance, hidden_up_to):
    """A few sessions; to a third of them nobody came.

    To others, nobody of an age group came, or one, or just more than a small count. So hardly any
    other table is possible.
    """
    axes = (MONTHS, WORDS.languages, WORDS.venue_types, WORDS.kinds)
    some = 0, 0, 1, hidden_up_to + 1
    return [
        (
            *map(chance.choice, axes),
            tuple(chance.choice(some) if came else 0 for _ in WORDS.ages),
        )
        for came in chance.choices((True, True, False), k=chance.randint(3, 6))
    ]


def one_each(chance, sessions):
    """Sessions to which one person came each."""
    axes = (MONTHS, WORDS.languages, WORDS.venue_types, WORDS.kinds)
    every = []
    for _ in range(sessions):
        who = chance.randrange(len(AGES))
        every.append((*map(chance.choice, axes), tuple(int(at == who) for at in range(len(AGES)))))
    return every
