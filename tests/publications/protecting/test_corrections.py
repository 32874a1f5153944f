"""Whatever is corrected, nobody learns more from a publication that passes."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.publications.protected import CellMark
from dashboard.publications.protecting import EarlierCounts, Rules
from tests.publications.protecting.test_publishing import safe, shown
from tests.publications.protecting.worlds import WORDS, counts, worlds
from tests.support.joint import publish

RULES = Rules(hidden_up_to=4)
DAYS = (date(2014, 4, 28), date(2014, 4, 29))
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 99),
        st.sampled_from(["remove", "language", "kind", "less", "more"]),
        st.integers(0, 2),
        st.integers(1, 8),
    ),
    min_size=1,
    max_size=2,
)


def corrected(sessions, changes):
    """The sessions once some were moved, counted again, or struck out."""
    found = list(sessions)
    for which, what, age, amount in changes:
        if not found:
            break
        month, language, venue_type, kind, people = found.pop(which % len(found))
        own = list(people)
        if what == "remove":
            continue
        if what == "language":
            language = "en" if language == "fr" else "fr"
        elif what == "kind":
            kind = WORDS.kinds[kind == WORDS.kinds[0]]
        else:
            own[age] = max(0, own[age] + (amount if what == "more" else -amount))
        found.append((month, language, venue_type, kind, tuple(own)))
    return found


def chain(sessions, *changes):
    """Publications one after the other, with what each was made from."""
    earlier, outcomes = [], []
    for day, change in zip(DAYS, ((), *changes), strict=False):
        sessions = corrected(sessions, change)
        known = counts(sessions, day)
        outcomes.append(publish(known, WORDS, RULES, earlier))
        earlier.append(EarlierCounts(known, outcomes[-1].protected))
    return earlier, outcomes


@settings(
    deadline=None, max_examples=6, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(worlds(sessions=8), CHANGES)
def test_a_correction_tells_nobody_what_it_hides(sessions, change):
    earlier, outcomes = chain(sessions, change)
    if not outcomes[-1].evidence.known:
        known = [(each.counts, each.protected) for each in earlier]
        safe(known[:-1], known[-1], WORDS, RULES)


CERTAIN = [
    ("2014-04", "en", "shelter", "discussion", (0, 0, 24)),
    ("2014-03", "fr", "high_school", "discussion", (0, 20, 0)),
    ("2014-04", "en", "group_home", "youth_workshop", (0, 22, 0)),
]


def test_what_a_correction_makes_certain_is_not_told_again():
    """The others are struck out: what is left rests on one session, and nobody else is youth."""
    earlier, outcomes = chain(CERTAIN, [(1, "remove", 0, 1), (1, "remove", 0, 1)])
    assert outcomes[-1].evidence.passed
    assert outcomes[-1].evidence.known
    old, new = (each.protected for each in earlier)
    for table in new.tables:
        for cell in table.cells:
            before = shown(old, table.period, table.by, *cell.codes)
            assert cell.value in (None, 0, before.value)
    assert shown(new, "project", ()).mark is CellMark.CARRIED


@pytest.mark.parametrize("people", [(8, 0, 0), (3, 0, 0)])
def test_a_small_count_may_be_corrected(people):
    base = [("2014-02", "en", "high_school", "discussion", (30, 40, 50))] * 4
    first = [*base, ("2014-02", "fr", "high_school", "discussion", (4, 0, 0))]
    then = [*base, ("2014-02", "fr", "high_school", "discussion", people)]
    old, new = counts(first, DAYS[0]), counts(then, DAYS[1])
    before = publish(old, WORDS, RULES)
    after = publish(new, WORDS, RULES, [EarlierCounts(old, before.protected)])
    assert after.evidence.passed
    assert not after.evidence.known
