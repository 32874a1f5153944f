"""A publication out of its material, with venue types that are shown as one."""

from dashboard.domain.publications.protected import ProtectedCell, ProtectedFigures, ProtectedTable
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


def test_only_cells_that_say_otherwise_are_revised():
    before = PUBLICATION
    (total, ages) = before.tables
    assert revised(before, before.tables) == ()
    changed = ProtectedTable(ages.period, ages.by, (ProtectedCell(("12-14",), 12), ages.cells[1]))
    (one,) = revised(before, (total, changed))
    assert (one.period, one.by, one.codes) == ("project", ("age",), ("12-14",))
