"""The meter of work: parts of it, and parts of these."""

import pytest

from dashboard.publications.protecting.solver import UNBOUND, Work


def test_what_is_done_of_a_part_is_done_of_the_whole():
    whole = Work(100)
    part = whole.part(60).part()
    part.spend(50)
    assert (part.given, part.left, part.spent) == (60, 10, 50)
    assert (whole.left, whole.spent) == (50, 50)


@pytest.mark.parametrize(
    ("most", "least", "given"), [(60, 0, 60), (UNBOUND, 0, 100), (-1, 0, 0), (-1, 120, 120)]
)
def test_a_part_is_no_more_than_what_is_left_but_for_what_must_be_done(most, least, given):
    whole = Work(100)
    part = whole.part(most, least)
    part.spend(given)
    assert part.given == given
    assert (part.over, whole.over) == (True, given >= 100)
    assert whole.part(least=7).left == max(100 - given, 7)
