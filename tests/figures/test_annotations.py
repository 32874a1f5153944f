from datetime import date

from dashboard.domain.shared.vocabulary import Annotation
from dashboard.figures import annotations
from dashboard.i18n import Locale

STRIKE = Annotation("a", "School strike", "Grève scolaire", date(2015, 1, 12))
GRANT = Annotation("b", "New funding", "Nouveau financement", date(2015, 1, 14))
SUMMER = Annotation("c", "Summer", "Été", date(2014, 6, 20), date(2014, 9, 1))
ALL = (GRANT, STRIKE, SUMMER)
FIRST, LAST = date(2014, 3, 31), date(2015, 6, 30)


def test_those_of_which_any_day_is_shown_stand_in_the_order_of_days():
    assert annotations.within(ALL, FIRST, LAST) == (SUMMER, STRIKE, GRANT)
    assert annotations.within(ALL, date(2014, 9, 1), date(2015, 1, 12)) == (SUMMER, STRIKE)
    assert annotations.within(ALL, date(2014, 9, 2), date(2015, 1, 11)) == ()


def test_each_has_a_line_and_those_of_several_days_a_band_behind_it():
    band, line = annotations.lines([SUMMER])
    assert (band["type"], band["x0"], band["x1"]) == ("rect", date(2014, 6, 20), date(2014, 9, 1))
    assert (line["type"], line["x0"], line["x1"]) == ("line", date(2014, 6, 20), date(2014, 6, 20))
    assert [one["type"] for one in annotations.lines([STRIKE])] == ["line"]


def test_the_numbers_are_those_of_the_list_and_clear_of_each_other():
    found = annotations.numbers((SUMMER, STRIKE, GRANT), FIRST, LAST)
    assert [one["text"] for one in found] == ["1", "2", "3"]
    assert [one["yshift"] for one in found] == [0, 0, -annotations.ROW_HEIGHT]


def test_what_began_before_the_curve_has_its_number_where_the_curve_begins():
    (found,) = annotations.numbers([SUMMER], date(2014, 8, 1), LAST)
    assert found["x"] == date(2014, 8, 1)


def test_each_is_told_in_the_row_of_the_day_by_which_it_had_begun():
    days = [date(2014, 6, 30), date(2015, 1, 31), date(2015, 2, 28)]
    rows = [(day, f"{day:%Y-%m}") for day in days]
    assert list(annotations.titles(rows, annotations.within(ALL, FIRST, LAST), Locale.FR)) == [
        "2014-06 – Été",
        "2015-01 – Grève scolaire et Nouveau financement",
        "2015-02",
    ]
