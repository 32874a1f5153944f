from datetime import date

import pytest

from dashboard.domain.shared.vocabulary import Annotation
from dashboard.figures import annotations
from dashboard.figures.pace import fan, span
from dashboard.figures.pace_table import table
from dashboard.i18n import Locale
from tests.support.pace import pace

STRIKE = Annotation("a", "School strike", "Grève scolaire", date(2015, 1, 12))
GRANT = Annotation("b", "New funding", "Nouveau financement", date(2015, 1, 14))
SUMMER = Annotation("c", "Summer", "Été", date(2014, 6, 20), date(2014, 9, 1))
HOSTILE = Annotation("d", "<b>x</b>", "<a href=x>y</a>", date(2015, 2, 1))
ALL = (GRANT, STRIKE, SUMMER)
FIRST, LAST = date(2014, 3, 31), date(2015, 6, 30)


def test_those_of_which_any_day_is_shown_stand_in_the_order_of_days():
    assert annotations.within(ALL, FIRST, LAST) == (SUMMER, STRIKE, GRANT)
    assert annotations.within(ALL, date(2014, 9, 1), date(2015, 1, 12)) == (SUMMER, STRIKE)
    assert annotations.within(ALL, date(2014, 9, 2), date(2015, 1, 11)) == ()


def test_each_has_a_line_and_those_of_several_days_a_band_behind_it():
    band, line = annotations.lines([SUMMER])
    assert (band["type"], band["x0"], band["x1"]) == ("rect", "2014-06-20", "2014-09-01")
    assert (line["type"], line["x0"], line["x1"]) == ("line", "2014-06-20", "2014-06-20")
    assert [one["type"] for one in annotations.lines([STRIKE])] == ["line"]


def test_the_numbers_are_those_of_the_list_and_clear_of_each_other():
    found = annotations.numbers((SUMMER, STRIKE, GRANT), FIRST, LAST)
    assert [one["text"] for one in found] == ["1", "2", "3"]
    assert [one["yshift"] for one in found] == [0, 0, -annotations.ROW_HEIGHT]


def test_what_began_before_the_curve_has_its_number_where_the_curve_begins():
    (found,) = annotations.numbers([SUMMER], date(2014, 8, 1), LAST)
    assert found["x"] == "2014-08-01"


def test_another_axis_says_where_days_stand():
    (line,) = annotations.lines([STRIKE], at=lambda day: day.month)
    assert line["x0"] == 1


@pytest.mark.parametrize("locale", list(Locale))
def test_nothing_that_somebody_wrote_stands_in_the_figure(locale):
    drawn = fan(pace(), locale, annotations.within((HOSTILE, STRIKE), *span(pace())))
    assert len(drawn["layout"]["shapes"]) == 2
    assert HOSTILE.label(locale) not in str(drawn)


def test_a_curve_without_any_is_as_it_was():
    assert "shapes" not in fan(pace(), Locale.EN)["layout"]
    assert table(pace(), Locale.EN)["rows"][-1][0] == "2015-06-30"


def test_the_table_tells_each_in_the_row_of_the_day_by_which_it_had_begun():
    told = table(pace(), Locale.FR, annotations.within(ALL, *span(pace())))
    titles = [row[0] for row in told["rows"]]
    assert "2015-01-31 – Grève scolaire et Nouveau financement" in titles
    assert "2014-06-30 – Été" in titles
    assert "2015-02-28" in titles
