from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.progress.running import running_totals

VALUES = st.lists(st.integers(0, 50), max_size=12)


@given(VALUES)
def test_without_hidden_values_they_are_plain_running_totals(values):
    assert running_totals(values, sum(values)) == list(accumulate(values))


def test_totals_stop_at_the_first_hidden_value_and_come_back_at_the_last():
    assert running_totals([5, None, 7, None, 6], 30) == [5, None, None, 24, 30]


def test_a_hidden_total_brings_nothing_back():
    assert running_totals([5, None, 7], None) == [5, None, None]


@given(VALUES, st.data())
def test_two_totals_shown_never_part_the_hidden_values(values, data):
    hidden = data.draw(st.sets(st.integers(0, 11).filter(lambda at: at < len(values)), max_size=12))
    shown = [None if at in hidden else value for at, value in enumerate(values)]
    totals = running_totals(shown, sum(values))
    known = [0, *(at + 1 for at, total in enumerate(totals) if total is not None)]
    for start in known:
        for end in known:
            between = {at for at in hidden if start <= at < end}
            assert between in (set(), hidden)


@given(VALUES, st.data())
def test_every_total_shown_is_true(values, data):
    hidden = data.draw(st.sets(st.integers(0, 11)))
    shown = [None if at in hidden else value for at, value in enumerate(values)]
    for total, true in zip(running_totals(shown, sum(values)), accumulate(values), strict=True):
        assert total in (None, true)
