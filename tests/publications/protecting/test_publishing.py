"""No hidden cell can be worked out: not by us, not by whoever tries every table."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.publications.protected import CellMark
from dashboard.publications.protecting import AxisCodes, EarlierCounts, Rules
from tests.publications.protecting.adversary import AXES, Adversary, fiscal
from tests.publications.protecting.worlds import MONTHS, WORDS, counts, everywhere, worlds
from tests.support.joint import publish

RULES = Rules(hidden_up_to=4)
SLOWLY = settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
TINY = AxisCodes(
    ("en",), ("shelter", "high_school"), ("12-14", "26-plus"), ("d",), ("12-14",), ("shelter",)
)


def shown(protected, period, by, *codes):
    return next(
        cell
        for table in protected.tables
        if (table.period, table.by) == (period, by)
        for cell in table.cells
        if cell.codes == codes
    )


def safe(known, tables, words, rules=RULES):
    """Every hidden cell of the last publication, against an adversary of another make."""
    adversary = Adversary([*known, tables], words)
    last = len(known)
    for step, table, cell, own in adversary.hidden:
        if step < last:
            continue
        least, most = adversary.widest(own)
        count = count_of(tables[0], table, cell, words)
        where = (table.period, table.by, cell.codes, count, least, most)
        if 0 < count <= rules.hidden_up_to:
            assert least <= max(1, adversary.told(own)), where
            assert most > rules.hidden_up_to, where
        assert most - least >= rules.hidden_up_to, where


def count_of(known, table, cell, words):
    total = 0
    for tally in known.tallies:
        for age, people in zip(known.ages, tally.participations, strict=True):
            unknown = (0, tally.month, tally.language, tally.venue_type, tally.kind, age)
            total += people * (
                table.period in fiscal(tally.month)
                and all(
                    age in words.youth
                    if code == "youth"
                    else unknown[AXES[axis]] in code.split("+")
                    for axis, code in zip(table.by, cell.codes, strict=True)
                )
            )
    return total


@SLOWLY
@given(worlds())
def test_no_hidden_cell_can_be_narrowed(sessions):
    known = counts(sessions)
    found = publish(known, WORDS, RULES)
    assert found.evidence.passed, found.evidence.failures
    safe([], (known, found.protected), WORDS)


@SLOWLY
@given(worlds(sessions=8), worlds(sessions=4, months=MONTHS[1:]))
def test_nor_by_what_came_between_two_publications(first, more):
    old, new = counts(first, date(2014, 3, 31)), counts(first + more)
    before = publish(old, WORDS, RULES)
    after = publish(new, WORDS, RULES, [EarlierCounts(old, before.protected)])
    assert after.evidence.passed, after.evidence.failures
    safe([(old, before.protected)], (new, after.protected), WORDS)


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.just("2014-02"),
            st.just("en"),
            st.sampled_from(TINY.venue_types),
            st.just("d"),
            st.tuples(st.integers(0, 5), st.integers(0, 5)),
        ),
        min_size=1,
        max_size=2,
    )
)
def test_not_even_by_trying_every_table(sessions):
    rules = Rules(hidden_up_to=2)
    known = counts(sessions, words=TINY)
    found = publish(known, TINY, rules)
    assert found.evidence.passed, found.evidence.failures
    adversary = Adversary([(known, found.protected)], TINY)
    every = list(adversary.brute(8))
    for _, table, cell, own in adversary.hidden:
        values = {sum(v for v, part in zip(world, own, strict=True) if part) for world in every}
        count = count_of(known, table, cell, TINY)
        if 0 < count <= 2:
            assert min(values) <= max(1, adversary.told(own))
            assert max(values) > 2
        assert max(values) - min(values) >= 2


def test_no_session_at_all_is_zero_everywhere():
    found = publish(counts([]), WORDS, RULES)
    assert found.evidence.passed
    assert {cell.value for table in found.protected.tables for cell in table.cells} == {0}


def test_sessions_that_nobody_came_to_are_zero_everywhere():
    found = publish(
        counts([("2014-02", "en", "high_school", "discussion", (0, 0, 0))]), WORDS, RULES
    )
    assert found.evidence.passed
    assert {cell.value for table in found.protected.tables for cell in table.cells} == {0}


def test_large_counts_stay_open():
    found = publish(counts(everywhere((30, 40, 50))), WORDS, RULES)
    assert found.evidence.passed
    assert {cell.mark for table in found.protected.tables for cell in table.cells} == {
        CellMark.OPEN
    }


def test_one_session_at_a_shelter_is_hidden_whatever_its_size():
    sessions = [
        *(("2014-02", "en", "high_school", "discussion", (30, 30, 30)) for _ in range(4)),
        ("2014-02", "fr", "shelter", "discussion", (20, 20, 20)),
        *(("2014-03", "en", "group_home", "discussion", (30, 30, 30)) for _ in range(3)),
    ]
    found = publish(counts(sessions), WORDS, RULES)
    assert found.evidence.passed
    assert shown(found.protected, "project", ("language",), "fr").mark is CellMark.HIDDEN


def test_sensitive_types_that_cannot_stand_alone_are_shown_as_one():
    sessions = [
        *(("2014-02", "en", "high_school", "discussion", (30, 30, 30)) for _ in range(4)),
        ("2014-02", "en", "shelter", "discussion", (20, 20, 20)),
        *(("2014-02", "en", "group_home", "discussion", (30, 30, 30)) for _ in range(3)),
    ]
    found = publish(counts(sessions), WORDS, RULES)
    assert shown(found.protected, "project", ("venue_type",), "shelter+group_home").value == 330


def test_a_count_that_hardly_grew_keeps_its_old_value_and_its_day():
    base = [("2014-02", "en", "high_school", "discussion", (30, 40, 50))] * 4
    old = counts(base, date(2014, 2, 28))
    new = counts([*base, ("2014-03", "en", "high_school", "discussion", (2, 1, 0))])
    before = publish(old, WORDS, RULES)
    after = publish(new, WORDS, RULES, [EarlierCounts(old, before.protected)])
    assert after.evidence.passed, after.evidence.failures
    total = shown(after.protected, "project", ())
    assert (total.value, total.mark, total.as_of) == (480, CellMark.CARRIED, date(2014, 2, 28))


def test_and_shows_the_new_one_once_it_grew_enough():
    base = [("2014-02", "en", "high_school", "discussion", (30, 40, 50))] * 4
    versions, earlier = [], []
    for extra in (0, 1, 30):
        known = counts(
            [*base, *[("2014-03", "en", "high_school", "discussion", (2, 1, 0))] * extra],
            date(2014, 3, 1 + extra),
        )
        found = publish(known, WORDS, RULES, earlier)
        assert found.evidence.passed, found.evidence.failures
        earlier.append(EarlierCounts(known, found.protected))
        versions.append(shown(found.protected, "project", ()))
    assert [(cell.value, cell.mark) for cell in versions] == [
        (480, CellMark.OPEN),
        (480, CellMark.CARRIED),
        (570, CellMark.OPEN),
    ]


def test_counts_that_cannot_be_are_refused():
    session = ("2014-02", "en", "prison", "discussion", (1, 1, 1))
    with pytest.raises(ValueError, match="prison"):
        publish(counts([session]), WORDS, RULES)
