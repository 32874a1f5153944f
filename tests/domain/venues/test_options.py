"""Options are taken from a hostile address; rows are searched, sorted and cut into pages."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Venue
from dashboard.domain.venues.options import (
    PAGE_ROWS,
    Show,
    VenueOptions,
    VenueSort,
    page_of,
    parse,
    school_year_of,
)
from dashboard.domain.venues.venues import VenueRow, VenueStatus, VenueTable
from dashboard.i18n import Locale
from tests.support.samples import VOCABULARY

TODAY = date(2015, 3, 25)
VENUES = VOCABULARY.venues


def a_row(code, label_fr="", venue_type="high_school", **changes):
    values = {
        "area": "",
        "sessions": 1,
        "participations": 9,
        "languages": ("en",),
        "ages": ("12-14",),
        "last": TODAY,
        "upcoming": None,
        "weeks": 0,
        "status": VenueStatus.ACTIVE,
    }
    return VenueRow(Venue(code, code, label_fr or code, venue_type), **values | changes)


def table(*rows):
    return VenueTable(Filters(), TODAY, rows)


def found(rows, locale=Locale.EN, **options):
    return [row.venue.code for row in page_of(table(*rows), VenueOptions(**options), locale).rows]


# From the address


def test_what_can_not_be_written_in_an_address_is_left_out():
    found = parse("search=a\ud800b&area=\udfff", VENUES)
    assert (found.search, found.area) == ("ab", "")


def test_everything_can_be_said_in_the_address():
    query = "area=Vanier&show=without&search=cœur&sort=last&order=desc&page=3&open=SH-01"
    options = parse(query, VENUES)
    assert options == VenueOptions(
        area="Vanier",
        show=Show.WITHOUT,
        search="cœur",
        sort=VenueSort.LAST,
        descending=True,
        page=3,
        opened="SH-01",
    )
    assert options.to_query() == urlencode([tuple(pair.split("=")) for pair in query.split("&")])


OPTIONS = st.builds(
    VenueOptions,
    area=st.text(max_size=80),
    show=st.sampled_from(Show),
    search=st.text(max_size=80),
    sort=st.sampled_from(VenueSort),
    descending=st.booleans(),
    page=st.integers(1, 999_999),
    opened=st.sampled_from(("", "SH-01", "HS-01")),
)


@given(OPTIONS)
def test_options_are_read_back_from_their_own_address(options):
    assert parse(options.to_query(), VENUES) == options


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "show=everything&sort=secret&order=up&open=NOBODY",
        "page=-1&page=0x2",
        "page=²",
        "page=٣",
        f"page={'9' * 5000}",
    ],
)
def test_what_is_not_understood_counts_as_not_chosen(query):
    assert parse(query, VENUES) == VenueOptions()


@given(st.text())
def test_no_address_is_a_fault(query):
    options = parse(query, VENUES)
    assert len(options.search) <= 80
    assert page_of(table(a_row("A")), options, Locale.FR).pages == 1


# Which rows


def test_search_knows_neither_accents_nor_capitals():
    rows = [a_row("A1", "École du Cœur-Joyeux"), a_row("B2", "Maison Été")]
    assert found(rows, Locale.FR, search=" ECOLE du coeur ") == ["A1"]
    assert found(rows, Locale.FR, search="eté") == ["B2"]
    assert found(rows, Locale.FR, search="b2") == ["B2"]


def test_search_looks_at_the_label_that_is_shown():
    rows = [a_row("A1", "École")]
    assert found(rows, Locale.EN, search="école") == []


def test_an_area_is_chosen_if_it_is_one():
    rows = [a_row("A", area="Vanier"), a_row("B", area="Orléans"), a_row("C")]
    assert found(rows, area="Vanier") == ["A"]
    assert found(rows, area="Atlantis") == ["A", "B", "C"]
    assert page_of(table(*rows), VenueOptions(), Locale.EN).areas == ("Orléans", "Vanier")


def test_a_status_or_the_lack_of_sessions_chooses_rows():
    rows = [
        a_row("A"),
        a_row("B", sessions=0),
        a_row("C", status=VenueStatus.SILENT),
        a_row("D", status=VenueStatus.NO_REPORT),
        a_row("E", sessions=0, status=VenueStatus.NEVER),
    ]
    assert found(rows, show=Show.WITHOUT) == ["B", "E"]
    assert found(rows, show=Show.SILENT) == ["C"]
    assert found(rows, show=Show.NO_REPORT) == ["D"]
    page = page_of(table(*rows), VenueOptions(show=Show.SILENT), Locale.EN)
    assert len(page.among) == 5


# In which order


def test_rows_stand_by_type_and_code_unless_told_otherwise():
    rows = [a_row("S", venue_type="shelter"), a_row("A"), a_row("B")]
    assert found(rows) == ["S", "A", "B"]
    assert found(rows, descending=True) == ["A", "B", "S"]


def test_labels_are_sorted_as_people_read_them():
    rows = [a_row("1", "Zénith"), a_row("2", "école"), a_row("3", "Étoile"), a_row("4", "Dune")]
    assert found(rows, Locale.FR, sort=VenueSort.VENUE) == ["4", "2", "3", "1"]


@pytest.mark.parametrize("descending", [False, True])
def test_hidden_participations_come_last_and_tell_nothing_by_their_order(descending):
    rows = [
        a_row("A", participations=None),
        a_row("B", participations=9),
        a_row("C", participations=None),
        a_row("D", participations=40),
    ]
    shown = found(rows, sort=VenueSort.PARTICIPATIONS, descending=descending)
    assert shown == (["D", "B"] if descending else ["B", "D"]) + ["A", "C"]


def test_who_has_never_had_a_session_has_waited_longest():
    rows = [
        a_row("A", last=None, weeks=None),
        a_row("B", last=TODAY, weeks=0),
        a_row("C", last=TODAY - timedelta(weeks=9), weeks=9),
    ]
    assert found(rows, sort=VenueSort.WEEKS, descending=True) == ["A", "C", "B"]
    assert found(rows, sort=VenueSort.LAST) == ["A", "C", "B"]


def test_what_needs_a_look_comes_first_by_status():
    rows = [a_row(status.value, status=status) for status in VenueStatus]
    assert found(rows, sort=VenueSort.STATUS) == ["no_report", "silent", "never", "active"]


@pytest.mark.parametrize("sort", list(VenueSort))
@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts_every_row(sort, descending):
    rows = [
        a_row("A", area="Vanier", upcoming=TODAY, participations=None),
        a_row("B", last=None, weeks=None, sessions=0, participations=0),
        a_row("C", area="Orléans"),
    ]
    assert sorted(found(rows, sort=sort, descending=descending)) == ["A", "B", "C"]


# By pages

MANY = [a_row(f"V{n:03d}") for n in range(2 * PAGE_ROWS + 1)]


@pytest.mark.parametrize(
    ("page", "number", "first", "rows"),
    [
        (1, 1, "V000", PAGE_ROWS),
        (2, 2, "V050", PAGE_ROWS),
        (3, 3, "V100", 1),
        (4, 3, "V100", 1),
        (0, 1, "V000", PAGE_ROWS),
    ],
)
def test_a_page_too_far_is_the_last(page, number, first, rows):
    shown = page_of(table(*MANY), VenueOptions(page=page), Locale.EN)
    assert (shown.number, shown.pages) == (number, 3)
    assert shown.rows[0].venue.code == first
    assert len(shown.rows) == rows
    assert len(shown.found) == len(MANY)


def test_nothing_found_is_one_empty_page():
    shown = page_of(table(), VenueOptions(page=2), Locale.EN)
    assert (shown.rows, shown.number, shown.pages) == ((), 1, 1)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2014, 8, 31), "school-2013-14"),
        (date(2014, 9, 1), "school-2014-15"),
        (date(2015, 3, 25), "school-2014-15"),
    ],
)
def test_a_school_year_begins_in_september(day, code):
    assert school_year_of(day).code == code
