from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.plan.plan import is_overdue, measures
from dashboard.domain.shared.vocabulary import Terms
from tests.support.samples import VOCABULARY

TODAY = date(2015, 3, 25)


def test_measures_are_numbered_in_their_order_and_have_their_own_milestones():
    found = measures(VOCABULARY)
    assert [(one.number, one.measure.code) for one in found] == [(1, "measure-1"), (2, "measure-2")]
    assert [[step.code for step in one.milestones] for one in found] == [[], ["first-workshop"]]


@pytest.mark.parametrize(
    ("english", "french", "titled"),
    [("", "", False), ("Tell youth", "", False), ("Tell youth", "Informer", True)],
)
def test_a_title_is_supplied_when_it_is_in_both_languages(english, french, titled):
    measure = replace(VOCABULARY.measures["measure-1"], label_en=english, label_fr=french)
    (found,) = measures(replace(VOCABULARY, measures=Terms((measure,))))
    assert found.titled is titled


@pytest.mark.parametrize(
    ("due", "done_on", "overdue"),
    [
        (date(2015, 3, 24), None, True),
        (date(2015, 3, 25), None, False),
        (date(2015, 3, 24), date(2015, 3, 26), False),
        (None, None, False),
    ],
)
def test_a_milestone_is_overdue_when_its_day_has_passed_undone(due, done_on, overdue):
    milestone = replace(VOCABULARY.milestones["first-workshop"], due=due, done_on=done_on)
    assert is_overdue(milestone, TODAY) is overdue
