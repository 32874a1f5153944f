"""Of what is told, some counts more: it is read first, and what is lost of it is lost for good."""

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.drafting.openness import openness

EXACT, NEAR = Interval.exactly(50), Interval(46, 60)


def test_an_exact_row_of_one_axis_counts_more_than_those_of_two():
    """There are more tables of two axes."""
    pairs = [("language", "age"), ("language", "kind")]
    two = [Name(PROJECT, by, (f"{n}", "a")) for by in pairs for n in range(3)]
    one = [Name(PROJECT, ("language",), (f"{n}",)) for n in range(3)]
    told = dict.fromkeys((*one, *two, Name("2014-15", (), ())), NEAR)
    row, pair = (openness({**told, name: EXACT}) for name in (one[0], two[0]))
    both = openness({**told, two[0]: EXACT, two[3]: EXACT})
    assert openness(told) < pair < both < row
