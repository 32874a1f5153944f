"""A filter is answered by a published cell or a sum of open ones, and by nothing else."""

from datetime import date

import pytest

from dashboard.domain.publications.protected import (
    CellMark,
    ProtectedCell,
    ProtectedFigures,
    ProtectedTable,
)
from tests.publications.protecting.reading import Answer, Wanted, read

DAY = date(2014, 3, 31)
TABLES = ProtectedFigures(
    10,
    (
        ProtectedTable("project", (), (ProtectedCell((), 120),)),
        ProtectedTable(
            "project", ("language",), (ProtectedCell(("en",), 90), ProtectedCell(("fr",), 30))
        ),
        ProtectedTable(
            "project",
            ("venue_type",),
            (
                ProtectedCell(("shelter+group_home",), 40),
                ProtectedCell(("high_school",), 80, CellMark.CARRIED, DAY),
            ),
        ),
        ProtectedTable(
            "project",
            ("language", "venue_type"),
            (
                ProtectedCell(("en", "shelter+group_home"), None, CellMark.HIDDEN),
                ProtectedCell(("en", "high_school"), 60),
                ProtectedCell(("fr", "shelter+group_home"), None, CellMark.HIDDEN),
                ProtectedCell(("fr", "high_school"), 20),
            ),
        ),
        ProtectedTable("2013-14", (), (ProtectedCell((), 70),)),
        ProtectedTable("2014-02", (), (ProtectedCell((), 25),)),
        ProtectedTable("2014-03", (), (ProtectedCell((), 45),)),
        ProtectedTable("2014-04", (), (ProtectedCell((), None, CellMark.HIDDEN),)),
    ),
)


def test_one_cell():
    assert read(TABLES, Wanted(language=("fr",))) == Answer(30)


def test_all_of_it():
    assert read(TABLES, Wanted()) == Answer(120)


def test_a_sum_of_open_cells():
    assert read(TABLES, Wanted(language=("en", "fr"))).value == 120


def test_a_sum_of_months():
    assert read(TABLES, Wanted(periods=("2014-02", "2014-03"))).value == 70


def test_an_older_count_says_of_when_it_is():
    assert read(TABLES, Wanted(venue_type=("high_school",))) == Answer(80, as_of=DAY)


def test_an_older_count_is_in_no_sum():
    asked = Wanted(venue_type=("shelter", "group_home", "high_school"))
    assert read(TABLES, asked).value is None


def test_a_hidden_cell_is_hidden_and_tells_what_is_open():
    asked = Wanted(language=("fr",), venue_type=("shelter", "group_home"))
    assert read(TABLES, asked) == Answer(None, hidden=True, coarser=Wanted(language=("fr",)))


def test_a_hidden_month_leads_to_the_project():
    asked = Wanted(periods=("2014-03", "2014-04"))
    assert read(TABLES, asked) == Answer(None, hidden=True, coarser=Wanted())


def test_half_of_what_is_merged_is_not_told():
    assert read(TABLES, Wanted(venue_type=("shelter",))) == Answer(None, coarser=Wanted())


def test_what_no_table_holds_is_not_computed():
    asked = Wanted(periods=("2014-03",), language=("fr",))
    assert read(TABLES, asked).coarser == Wanted(periods=("2014-03",))
    assert read(TABLES, asked).value is None


@pytest.mark.parametrize(
    "asked",
    [
        Wanted(periods=("2014-02", "2014-02")),
        Wanted(periods=("2014-02", "2013-14")),
        Wanted(periods=()),
        Wanted(language=("fr", "fr")),
        Wanted(age=("youth", "12-14")),
    ],
)
def test_what_would_count_anyone_twice_is_refused(asked):
    with pytest.raises(ValueError, match=r"Wanted|youth"):
        read(TABLES, asked)
