"""The last twelve months: from the rows of the page only, zeros where no session was kept."""

from dataclasses import replace
from datetime import date

from dashboard.domain.progress.last_months import last_french, last_trained, last_youth
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.filters import Filters
from tests.support.samples import PROGRESS

YEAR = tuple(BreakdownRow(f"2014-{n:02d}", 1, n, n) for n in range(1, 13))


def of(rows, **more):
    return last_youth(replace(PROGRESS.with_rows(by_month=tuple(rows)), **more))


def test_they_end_with_the_data_and_are_twelve():
    found = of(YEAR)
    assert (found.first, found.last) == ("2014-04", "2015-03")
    assert found.counts == (4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0)


def test_no_month_before_the_first_or_after_the_last_day_chosen_is_told():
    found = of(YEAR[5:8], filters=Filters(start=date(2014, 6, 1), end=date(2014, 9, 30)))
    assert (found.first, found.counts) == ("2014-06", (6, 7, 8, 0))


def test_a_day_chosen_after_the_data_adds_no_month():
    assert of(YEAR, filters=Filters(end=date(2016, 1, 1))).last == "2015-03"


def test_a_hidden_month_is_neither_zero_nor_left_out():
    found = of((*YEAR[:-1], YEAR[-1]._replace(youth=None)))
    assert found.counts[8] is None
    assert (found.hidden, min(found.known), max(found.known)) == (1, 0, 11)


def test_too_few_months_have_no_course():
    assert of(YEAR[:2], filters=Filters(end=date(2014, 2, 28))) is None
    assert of(()) is None
    assert of(YEAR, data_as_of=None) is None


def test_nothing_is_told_where_half_is_hidden():
    rows = [row._replace(youth=None) for row in YEAR]
    until = Filters(end=date(2014, 12, 31))
    assert of(rows, filters=until) is None
    assert of((*rows[:6], *YEAR[6:]), filters=until) is None
    assert of((*rows[:5], *YEAR[5:]), filters=until).hidden == 5


def test_months_of_different_days_are_not_drawn_side_by_side():
    older = YEAR[-1]._replace(youth_as_of=date(2014, 12, 31))
    assert of((*YEAR[:-1], older)) is None


def test_sessions_in_french_are_told_by_month_zeros_too():
    share = replace(PROGRESS.french_share, months={"2014-05": 2, "2015-01": 1})
    found = last_french(replace(PROGRESS.with_rows(by_month=YEAR), french_share=share))
    assert (found.first, found.last) == ("2014-04", "2015-03")
    assert found.counts == (0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0)
    assert found.hidden == 0


def test_there_is_no_course_of_french_where_no_session_of_the_kinds_was_held():
    none = replace(PROGRESS.french_share, french=0, sessions=0, percent=None)
    assert last_french(replace(PROGRESS.with_rows(by_month=YEAR), french_share=none)) is None


def trained(months, **more):
    facilitators = replace(PROGRESS.facilitators, months=months)
    return last_trained(replace(PROGRESS, facilitators=facilitators, **more))


def test_people_trained_add_up_month_by_month():
    found = trained({"2013-02": 4, "2014-05": 1, "2015-03": 2})
    assert (found.first, found.last) == ("2014-04", "2015-03")
    assert found.counts == (4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7)


def test_people_trained_are_told_whatever_months_the_other_filters_keep():
    shown = Filters(start=date(2015, 2, 1), end=date(2015, 2, 28), kind=("discussion",))
    found = trained({"2014-05": 1}, filters=shown)
    assert (found.first, found.last, found.counts[:3]) == ("2014-03", "2015-02", (0, 0, 1))


def test_there_is_no_course_where_nobody_is_trained_or_no_month_is_known():
    assert trained({}) is None
    assert trained({"2014-05": 1}, data_as_of=None) is None
