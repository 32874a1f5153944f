"""A publication out of its material, with venue types that are shown as one."""

from dataclasses import replace
from datetime import date

from dashboard.domain.publications.protected import (
    YOUTH,
    CellMark,
    ProtectedCell,
    ProtectedFigures,
    ProtectedTable,
)
from dashboard.domain.publications.publication import BilingualText, PublishedVenueType
from dashboard.publications.making.building import merged, revised, venue_types
from tests.domain.publications.test_publication import PUBLICATION

TYPES = (
    PublishedVenueType("shelter", BilingualText("shelter", "refuge"), ("shelter",)),
    PublishedVenueType(
        "group_home", BilingualText("group home", "foyer de groupe"), ("group_home",)
    ),
    PublishedVenueType(
        "high_school", BilingualText("high school", "école secondaire"), ("high_school",)
    ),
)
CODES = tuple(one.code for one in TYPES)


def shown_as(*codes: str) -> ProtectedFigures:
    cells = tuple(ProtectedCell((code,), 0) for code in codes)
    return ProtectedFigures(10, (ProtectedTable("project", ("venue_type",), cells),))


def test_types_that_are_merged_bear_both_names_in_both_languages():
    shown = merged(shown_as("shelter+group_home", "high_school"), CODES)
    words = type("Words", (), {"venue_types": TYPES})
    together, alone = venue_types(words, shown)
    assert together == PublishedVenueType(
        "shelter+group_home",
        BilingualText("shelter and group home", "refuge et foyer de groupe"),
        ("shelter", "group_home"),
    )
    assert alone == TYPES[2]


def test_types_that_stand_alone_keep_their_names():
    assert merged(shown_as(*CODES), CODES) == {code: code for code in CODES}


BEFORE = PUBLICATION
YOUTH_CELL = ("project", ("age",), (YOUTH,))


def signed(cell, *, as_of=BEFORE.data_as_of, told=BEFORE):
    """The places that are revised once a cell of the age groups is another one."""
    (total, ages) = told.tables
    others = (one for one in ages.cells if one.codes != cell.codes)
    now = ProtectedTable(ages.period, ages.by, (*others, cell))
    return [(one.period, one.by, one.codes) for one in revised(told, (total, now), as_of)]


def test_only_cells_that_say_otherwise_are_revised():
    assert revised(BEFORE, BEFORE.tables, BEFORE.data_as_of) == ()
    assert signed(ProtectedCell((YOUTH,), 190)) == [YOUTH_CELL]
    assert signed(ProtectedCell((YOUTH,), None, CellMark.HIDDEN)) == [YOUTH_CELL]


def test_what_was_not_told_or_is_told_more_narrowly_is_not_revised():
    assert signed(ProtectedCell(("12-14",), 12)) == []  # it was hidden
    (total, ages) = BEFORE.tables
    wide = ProtectedCell((YOUTH,), None, CellMark.RANGE, low=180, high=220)
    told = replace(BEFORE, tables=(total, replace(ages, cells=(ages.cells[0], wide))))
    assert signed(replace(wide, low=190), told=told) == []
    assert signed(ProtectedCell((YOUTH,), 200), told=told) == []
    assert signed(ProtectedCell((YOUTH,), 221), told=told) == [YOUTH_CELL]


def test_what_has_grown_since_is_not_revised():
    """The corrected publication tells until 25 March 2015; March, its quarter and year go on."""
    cell = ProtectedCell((), 200)
    months = ("2015-02", "2015-03", "2014-15-q3", "2014-15-q4", "2014-15", "2015-16", "project")
    tables = tuple(ProtectedTable(period, (), (cell,)) for period in months)
    told = replace(BEFORE, tables=tables)
    now = tuple(replace(one, cells=(replace(cell, value=210),)) for one in tables)

    def places(as_of):
        return [one.period for one in revised(told, now, as_of)]

    assert places(BEFORE.data_as_of) == list(months)
    assert places(date(2015, 3, 31)) == ["2015-02", "2014-15-q3", "2015-16"]
    assert places(date(2015, 4, 1)) == ["2015-02", "2014-15-q3"]
