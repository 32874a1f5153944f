"""The venues view as its tests read it: a tree, and what the browser draws."""

import json
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from callbacks import venues
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.roles import Reader, Role
from dashboard.domain.venues.options import Show, VenueOptions, VenueSort
from dashboard.domain.venues.venues import (
    VenueHistory,
    VenueRow,
    VenueSession,
    VenueStatus,
    VenueTable,
)
from dashboard.i18n import Locale
from dashboard.queries.venues.view import VenuesView
from layouts.shared import frame
from layouts.shared.drawing import slot
from tests.layouts.tree import ids, walk, words
from tests.support.samples import AS_OF, PROGRESS, VOCABULARY, reading

FILTERS = Filters(language=("fr",), venue_type=("shelter",))
SHELTER = VenueRow(
    VOCABULARY.venues["SH-01"],
    area="",
    sessions=2,
    participations=None,
    languages=("en", "fr"),
    ages=("12-14",),
    last=date(2015, 1, 7),
    upcoming=None,
    weeks=11,
    status=VenueStatus.SILENT,
)
SCHOOL = VenueRow(
    VOCABULARY.venues["HS-01"],
    area="Vanier",
    sessions=0,
    participations=0,
    languages=(),
    ages=(),
    last=None,
    upcoming=date(2015, 4, 1),
    weeks=None,
    status=VenueStatus.NEVER,
)
HISTORY = VenueHistory(
    SHELTER.venue,
    (
        VenueSession("S-2", date(2015, 3, 1), "overdue", "discussion", "fr", (), None),
        VenueSession("S-1", date(2015, 1, 7), "delivered", "discussion", "en", ("12-14",), 7),
    ),
    {"overdue": 1, "delivered": 1},
    date(2015, 1, 7),
    date(2015, 1, 7),
)


def visited(filters=None, rows=(SHELTER, SCHOOL), history=None, audience=None, **options):
    filters = filters or Filters()
    return VenuesView(
        reading=reading(filters=filters, audience=audience or Audience.COMMITTEE, today=AS_OF),
        options=VenueOptions(**options),
        progress=replace(PROGRESS, filters=filters),
        in_all=PROGRESS.delivered,
        table=VenueTable(filters, AS_OF, tuple(rows)),
        history=history,
    )


def part(name, kind="", *, locale=Locale.EN, **answer):
    return venues.update_of(visited(**answer), locale)["parts"][slot(name, kind)]


def links(node):
    """The links that stay on the page, by their words."""
    return {words(c): c for c in walk(node) if type(c).__name__ == "A"}


def chosen_by(link):
    return {name: values[-1] for name, values in parse_qs(urlsplit(link.href).query).items()}


@pytest.mark.parametrize("locale", list(Locale))
def test_everything_drawn_has_its_place_in_the_page(locale):
    found = set(ids(venues.page_of(visited(history=HISTORY, opened="SH-01"), locale)))
    drawn = venues.update_of(visited(history=HISTORY, opened="SH-01"), locale)
    assert {*drawn["parts"], *drawn["tables"], *drawn["figures"]} <= found


def test_no_id_stands_twice():
    page = venues.page_of(visited(history=HISTORY, opened="SH-01"), Locale.EN)
    found = [json.dumps(one, sort_keys=True) for one in ids(page)]
    assert len(found) == len(set(found))


def test_the_x_of_a_sensitive_area_is_explained_under_the_table_once_for_every_reader():
    page = venues.page_of(visited(), Locale.EN)
    said = "without their area (x)."
    signs = next(c for c in walk(page) if getattr(c, "className", "") == "symbols")
    assert said in words(signs)
    assert words(page).count(said) == 1


def test_the_page_announces_nothing_and_a_change_says_the_result():
    page = venues.page_of(visited(), Locale.EN)
    (drawn,) = [c.data for c in walk(page) if getattr(c, "id", "") == frame.DRAWING]
    assert slot("announcement") not in drawn["parts"]
    changed = venues.update_of(visited(FILTERS, show=Show.WITHOUT), Locale.EN)["parts"]
    assert changed[slot("announcement")] == (
        "Shelter, French – 1 of 2 venues has had no session: Maple High School."
    )


def test_the_language_link_keeps_filters_and_options():
    page = venues.page_of(visited(FILTERS, sort=VenueSort.WEEKS, opened="SH-01"), Locale.EN)
    (link,) = [c for c in walk(page) if getattr(c, "lang", "") == "fr-CA"]
    assert link.href == "/fr/lieux?language=fr&venue_type=shelter&sort=weeks&open=SH-01"


# The table


def test_a_row_says_what_is_hidden_what_is_none_and_what_is_unknown():
    rows = [c for c in walk(part("venues", "table")) if type(c).__name__ == "Tr"][1:]
    cells = [[words(c) for c in walk(row) if type(c).__name__ in ("Th", "Td")] for row in rows]
    assert cells == [
        [
            *("SH-01", "Shelter", "x", "2", "x", "English, French", "12 to 14"),
            *("2015-01-07", "none", "11", "○ inactive"),
        ],
        [
            *("Maple High School  HS-01", "High school", "Vanier", "0", "0", "none", "no one"),
            *("none", "2015-04-01", "..", "– not visited yet"),
        ],
    ]


def test_one_heading_says_how_the_rows_are_sorted():
    table = part("venues", "table", sort=VenueSort.WEEKS, descending=True)
    sorted_ = {words(c): getattr(c, "aria-sort", None) for c in walk(table) if c._type == "Th"}
    assert {k: v for k, v in sorted_.items() if v} == {"Weeks since ▼": "descending"}


def test_a_heading_sorts_and_again_turns_the_order():
    first = links(part("venues", "table", page=3))
    assert chosen_by(first["Sessions"]) == {"sort": "sessions"}
    again = links(part("venues", "table", sort=VenueSort.SESSIONS))
    assert chosen_by(again["Sessions ▲"]) == {"sort": "sessions", "order": "desc"}


def test_a_heading_that_does_not_sort_is_no_link():
    assert "Languages" not in links(part("venues", "table"))


def test_pages_have_ways_to_the_next_and_the_one_before():
    many = [SHELTER] * 101
    assert part("venues", "pager") is None
    ways = links(part("venues", "pager", rows=many, page=2, search="sh"))
    assert chosen_by(ways["Previous page"]) == {"search": "sh"}
    assert chosen_by(ways["Next page"]) == {"search": "sh", "page": "3"}
    assert list(links(part("venues", "pager", rows=many, page=3))) == ["Previous page"]


def test_without_rows_there_is_no_empty_table():
    assert part("venues", "table", rows=()) is None
    assert part("venues", "sentence", rows=()) == "No venue has been recorded yet."


# Quick questions


def test_a_question_is_one_link_that_keeps_the_venues_looked_at():
    asked = Filters(venue_type=("shelter",), age=("12-14",), start=date(2014, 1, 1))
    ways = links(part("questions", filters=asked, page=2, opened="SH-01"))
    assert chosen_by(ways["No session in French this school year"]) == {
        "language": "fr",
        "venue_type": "shelter",
        "period": "school-2014-15",
        "show": "without",
    }
    assert chosen_by(ways["Inactive venues"]) == {"venue_type": "shelter", "show": "silent"}
    assert chosen_by(ways["All venues"]) == {"venue_type": "shelter"}


def test_there_is_no_question_about_a_language_that_nobody_is_trained_in():
    assert not [said for said in links(part("questions")) if "bilingual" in said]


def test_the_question_that_is_asked_is_marked():
    ways = links(part("questions", show=Show.SILENT, opened="SH-01"))
    marked = [said for said, way in ways.items() if getattr(way, "aria-current", None)]
    assert marked == ["Inactive venues"]


def test_venue_types_are_buttons_that_filter():
    buttons = {
        words(c): getattr(c, "data-toggle")
        for c in walk(part("questions"))
        if type(c).__name__ == "Button"
    }
    assert buttons["Shelter"] == "venue_type=shelter"


# One venue


def test_no_history_is_shown_until_a_venue_is_opened():
    assert part("opened") is None
    assert venues.update_of(visited(), Locale.EN)["figures"] == {}


def test_a_history_has_a_timeline_and_a_place_for_each_session():
    answer = visited(history=HISTORY, opened="SH-01", audience=Audience.COORDINATOR)
    drawn = venues.update_of(answer, Locale.EN)
    panel = drawn["parts"][slot("opened")]
    assert slot("timeline", "figure") in drawn["figures"]
    assert {"session-S-1", "session-S-2", slot("timeline", "figure")} <= set(ids(panel))
    assert "planned, not reported" in words(panel)


def test_the_committee_meets_no_reference_that_somebody_wrote():
    panel = part("opened", history=HISTORY, opened="SH-01")
    assert "S-1" not in repr(panel)


@pytest.mark.parametrize("audience", list(Audience))
def test_only_coordinators_see_how_many_came_to_a_session(audience):
    panel = words(part("opened", history=HISTORY, opened="SH-01", audience=audience))
    exact = audience is Audience.COORDINATOR
    assert ("Participations" in panel) is exact
    assert ("not show each session’s participations" in panel) is not exact


def test_closing_puts_the_focus_back_on_the_row_or_else_above_the_table():
    (close,) = [
        link
        for said, link in links(part("opened", history=HISTORY, opened="SH-01")).items()
        if said == "Close this history"
    ]
    assert getattr(close, "data-focus") == "venue-SH-01"
    assert "venue-SH-01" in ids(part("venues", "table"))
    elsewhere = links(part("opened", history=HISTORY, opened="SH-01", search="maple"))
    assert getattr(elsewhere["Close this history"], "data-focus") == slot("venues", "sentence")


@pytest.mark.parametrize(("role", "ways"), [(None, 0), (Role.COMMITTEE, 0), (Role.COORDINATOR, 1)])
def test_from_a_history_who_records_sessions_books_one_there_in_the_language_of_the_filters(
    role, ways
):
    answer = visited(FILTERS, history=HISTORY, opened="SH-01")
    reader = Reader("someone", role) if role else None
    answer = replace(answer, reading=replace(answer.reading, reader=reader))
    opened = venues.update_of(answer, Locale.EN)["parts"][slot("opened")]
    found = [link for said, link in links(opened).items() if said == "Book a session"]
    assert len(found) == ways
    for link in found:
        assert chosen_by(link) == {"book_language": "fr", "book_venue": "SH-01"}


def test_a_venue_without_a_session_has_a_history_without_a_figure():
    empty = visited(history=VenueHistory(SCHOOL.venue, ()), opened="HS-01")
    assert venues.update_of(empty, Locale.EN)["figures"] == {}


# Where the grid stood


def test_addresses_of_the_grid_still_lead_to_it():
    page = venues.page_of(visited(), Locale.FR)
    (place,) = [one for one in walk(page) if getattr(one, "id", None) == "coverage"]
    (way,) = links(place).values()
    assert way.href == "/fr/explorer#grid"
    assert getattr(way, "data-keep") == ""
