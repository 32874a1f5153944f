"""The reading of filters agrees with the method's own, on tables that the method protected."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.publications.publication import Publication
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.publications.answering.question import FiguresQuestion
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.protecting import AxisCodes, MonthTally, Rules, SessionCounts
from tests.publications.protecting.reading import Wanted, read
from tests.support.joint import publish
from tests.support.publications import AGES, WORDS, YOUTHS, a_world, publication

CODES = {
    "language": tuple(n.code for n in WORDS.languages),
    "venue_type": tuple(n.code for n in WORDS.venue_types),
    "age": AGES,
    "kind": tuple(n.code for n in WORDS.kinds),
}
PERIODS = ("project", "2013-14", "2014-15", "2014-15-q1", "2014-15-q3", "2013-14-q4")


@pytest.fixture(scope="module")
def protected():
    """The tables of a world as the method publishes them."""
    tallies = defaultdict(list)
    for one in a_world():
        tallies[one.month, one.language, one.venue_type, one.kind].append(one.people)
    counts = SessionCounts(
        date(2015, 3, 25),
        AGES,
        tuple(
            MonthTally(
                *key,
                len(people),
                tuple(map(sum, zip(*people, strict=True))),
                tuple(sum(n > 0 for n in column) for column in zip(*people, strict=True)),
                sum(any(one[:4]) for one in people),
            )
            for key, people in sorted(tallies.items())
        ),
    )
    words = AxisCodes(
        CODES["language"], CODES["venue_type"], AGES, CODES["kind"], YOUTHS, CODES["venue_type"][:1]
    )
    return publish(counts, words, Rules(), ()).protected


@pytest.fixture(scope="module")
def found(protected) -> Publication:
    return publication(tables=protected.tables)


def _some(codes):
    return st.just(()) | st.lists(st.sampled_from(codes), max_size=2, unique=True).map(tuple)


@given(st.data())
@settings(max_examples=60)
def test_one_period_is_read_alike(protected, found, data):
    chosen = {name: data.draw(_some(codes)) for name, codes in CODES.items()}
    period = data.draw(st.sampled_from(PERIODS))
    reading = OpenPublication(found)
    question = FiguresQuestion(reading.source, Filters(period=Period.parse(period), **chosen))
    ours = question.count()
    theirs = read(protected, Wanted((period,), **chosen))
    if theirs.value is not None:
        assert (ours.value, ours.as_of) == (theirs.value, theirs.as_of)


def test_something_is_hidden_and_something_is_open(found):
    marks = {cell.mark for table in found.tables for cell in table.cells}
    assert len(marks) > 1
    assert (
        OpenPublication(found).answer(Filters(), Audience.PUBLIC).progress.youth.participations
        == 1333
    )
