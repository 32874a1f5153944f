from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.domain.progress.indicators import Revision, in_force, measures, tracking
from dashboard.domain.progress.progress import FrenchShare
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Term
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY

SILENT = Term("", "", "")
FIRST = Revision("youth", date(2013, 9, 1), 800, date(2015, 3, 31), SILENT, None)
SECOND = Revision(
    "youth",
    date(2014, 4, 1),
    1000,
    date(2015, 6, 30),
    Term("", "three months longer", "trois mois de plus"),
    800,
)


def row(code, progress=PROGRESS, *revisions):
    table = tracking(progress, VOCABULARY, revisions)
    return next(found for found in table.rows if found.indicator.code == code)


def a_target(code, value, since=date(2013, 9, 1), due=date(2015, 6, 30)):
    return Revision(code, since, value, due, SILENT, None)


def test_every_indicator_of_the_reference_data_has_a_row():
    table = tracking(PROGRESS, VOCABULARY, ())
    assert [found.indicator.code for found in table.rows] == list(VOCABULARY.indicators.codes)


@pytest.mark.parametrize(
    ("code", "actual"),
    [
        ("youth", 1180),
        ("french_share", Decimal("27.0")),
        ("age_groups", 1),
        ("facilitators_en", 10),
        ("facilitators_fr", 0),
    ],
)
def test_the_actual_value_is_the_gauge_s(code, actual):
    assert row(code).actual == actual


def test_an_indicator_that_nobody_taught_us_to_measure_has_no_actual_value():
    unknown = replace(VOCABULARY.indicators["youth"], code="smiles")
    words = replace(VOCABULARY, indicators=replace(VOCABULARY.indicators, items=(unknown,)))
    (found,) = tracking(PROGRESS, words, [a_target("smiles", 10)]).rows
    assert (found.actual, found.variance, found.status, found.hidden) == (None, None, None, False)
    assert found.target.value == 10


def test_what_adds_up_is_planned_in_a_straight_line():
    found = row("facilitators_en", PROGRESS, a_target("facilitators_en", 12))
    assert found.to_date == round(Decimal(12) * 570 / 667) == 10
    assert found.variance == 0
    assert found.status == "watch"  # 10 of 10.26


def test_a_share_is_planned_to_be_its_target_all_the_time():
    found = row("french_share", PROGRESS, a_target("french_share", 30))
    assert found.to_date == 30
    assert found.variance == Decimal("-3.0")
    assert found.status == "watch"


def test_youth_agree_with_the_gauge():
    found = row("youth", PROGRESS, a_target("youth", 1000))
    assert found.target == PROGRESS.youth.target
    assert found.status == PROGRESS.youth.status


def test_without_a_target_nothing_is_compared():
    found = row("youth")
    assert found.actual == 1180
    assert found.target is found.to_date is found.variance is found.status is None


@pytest.mark.parametrize(
    ("filters", "comparable"),
    [
        (Filters(), True),
        (Filters(end=date(2015, 3, 25)), True),
        (Filters(language=("fr",)), False),
        (Filters(start=date(2014, 1, 1)), False),
    ],
)
def test_targets_are_compared_for_the_whole_project_only(filters, comparable):
    found = tracking(replace(PROGRESS, filters=filters), VOCABULARY, [a_target("youth", 1000)])
    assert found.comparable == comparable
    assert (found.rows[0].status is not None) == comparable
    assert (found.rows[0].variance is not None) == comparable


def test_a_hidden_count_is_told_from_one_that_is_not_there():
    assert row("youth", HIDDEN).hidden
    none = replace(PROGRESS, french_share=FrenchShare(0, 0, None))
    found = row("french_share", none)
    assert found.actual is None
    assert not found.hidden


def test_a_language_that_the_filters_leave_out_has_no_count():
    english = replace(PROGRESS, filters=Filters(language=("en",)))
    assert row("facilitators_fr", english).actual is None
    assert row("facilitators_en", english).actual == 10


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (None, None),
        (date(2013, 8, 31), None),
        (date(2014, 3, 31), 800),
        (date(2014, 4, 1), 1000),
    ],
)
def test_the_target_is_the_latest_that_took_effect_by_the_day(day, value):
    target = in_force([FIRST, SECOND], day)
    assert (target and target.value) == value


def test_the_plan_begins_with_the_first_target():
    assert in_force([FIRST, SECOND], date(2015, 1, 1)).start == date(2013, 9, 1)


def test_the_history_begins_with_the_newest():
    assert tracking(PROGRESS, VOCABULARY, [FIRST, SECOND]).revisions == (SECOND, FIRST)


def test_facilitators_are_measured_in_every_language_that_people_are_trained_in():
    assert {code for code in measures(VOCABULARY) if code.startswith("facilitators")} == {
        "facilitators_en",
        "facilitators_fr",
    }
