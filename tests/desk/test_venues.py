"""A venue added on the spot."""

import pytest
from sqlalchemy import delete

from dashboard.database import reading, writing
from dashboard.desk.reference import ReferenceDesk
from dashboard.desk.venues import next_code
from dashboard.domain.reference.kinds import kind_of
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.shared.records import VenueRecord
from dashboard.i18n import Locale
from dashboard.queries.shared.trail import history
from dashboard.tables import Venue
from tests.desk.conftest import TODAY
from tests.support.files import session


def venues(*codes, venue_type="shelter"):
    return [VenueRecord(code, venue_type) for code in codes]


def test_a_sensitive_venue_gets_the_next_code_and_nothing_else(desk):
    outcome = desk.add_venue("shelter", "", "", "")
    assert outcome.venue == VenueRecord("SH-03", "shelter")
    assert desk.add_venue("shelter", "", "", "").venue.code == "SH-04"


def test_its_session_is_logged_at_once(desk):
    venue = desk.add_venue("shelter", "", "", "").venue
    assert desk.log(session(venue=venue.code)).done


@pytest.mark.parametrize(
    ("given", "column"),
    [
        (("A house", "", ""), "label_en"),
        (("", "Une maison", ""), "label_fr"),
        (("", "", "Vanier"), "area"),
    ],
)
def test_a_sensitive_venue_never_gets_a_name_or_an_area(desk, ready, given, column):
    outcome = desk.add_venue("shelter", *given)
    assert outcome.venue is None
    assert [fault.column for fault in outcome.faults] == [column]
    with reading(ready) as connection:
        assert history(connection, "venues", "SH-03") == ()


def test_any_other_venue_has_both_names_and_an_area(desk, ready):
    outcome = desk.add_venue("high_school", " New School ", "Nouvelle École", "Vanier")
    assert outcome.venue == VenueRecord(
        "HS-03", "high_school", "Vanier", "New School", "Nouvelle École"
    )
    with reading(ready) as connection:
        (entry,) = history(connection, "venues", "HS-03")
    assert entry.author == "Ana"


def test_names_in_other_letters_are_those_of_two_venues(desk):
    first = desk.add_venue("high_school", "ᐃᓄᐃᑦ", "ᐃᓄᐃᑦ", "").venue
    other = desk.add_venue("high_school", "مركز", "مركز", "").venue
    assert (first.code, other.code) == ("HS-03", "HS-04")
    assert desk.add_venue("high_school", " ᐃᓄᐃᑦ!", "ᐃᓄᐃᑦ", "").venue == first


@pytest.mark.parametrize(
    ("given", "column"),
    [
        (("", "", ""), "label_en"),
        (("\u3164", "Nouvelle École", ""), "label_en"),
        (("New School", "\u2800", ""), "label_fr"),
        (("New School", "", ""), "label_fr"),
        (("", "Nouvelle École", ""), "label_en"),
        (("New School", "Nouvelle École", "12 Main Street"), "area"),
    ],
)
def test_any_other_venue_needs_both_names_and_no_address(desk, given, column):
    outcome = desk.add_venue("high_school", *given)
    assert outcome.venue is None
    (fault,) = outcome.faults
    assert fault.row is None
    assert fault.column == column
    assert fault.header(Locale.FR) != column or column == "area"


def test_the_same_venue_twice_is_one(desk):
    first = desk.add_venue("high_school", "New School", "Nouvelle École", "Vanier")
    again = desk.add_venue("high_school", "new school", "nouvelle ecole", "")
    assert again == first
    other = desk.add_venue("youth_organization", "New School", "Nouvelle École", "")
    assert other.venue.code == "YO-02"


def test_an_unknown_type_is_a_fault(desk):
    for unknown in ("church", ""):
        (fault,) = desk.add_venue(unknown, "A", "B", "").faults
        assert fault.column == "venue_type"


def test_a_code_of_the_past_is_not_given_again(desk, ready):
    assert desk.add_venue("shelter", "", "", "").venue.code == "SH-03"
    with writing(ready) as connection:
        connection.execute(delete(Venue).where(Venue.code == "SH-03"))
    assert desk.add_venue("shelter", "", "", "").venue.code == "SH-04"


@pytest.mark.parametrize(
    ("venue_type", "known", "code"),
    [
        ("shelter", venues("DEMO-SH-01", "DEMO-SH-04"), "DEMO-SH-05"),
        ("shelter", venues("SH-09", "SH-10"), "SH-11"),
        ("shelter", venues("SH-99"), "SH-100"),
        ("shelter", venues("S001", "S002"), "S003"),
        ("shelter", venues("SH-01", "SH-02", "REF-07"), "SH-03"),
        ("shelter", venues("House of Hope"), "SH-01"),
        ("shelter", [], "SH-01"),
        ("group_home", [], "GH-01"),
        ("youth_organization", venues("SH-01"), "YO-01"),
        ("shop", venues("SH-03"), "SH-04"),  # of another type, and yet taken
    ],
)
def test_codes_go_on_as_they_are(venue_type, known, code):
    assert next_code(venue_type, known, past=()) == code


def test_a_request_sent_again_adds_no_second_venue_whatever_became_of_the_first(desk, ready):
    """Renamed, or merged into another one meanwhile: it is the same place."""
    admin = ReferenceDesk(ready, "Ada", TODAY)
    named = ("high_school", "New School", "Nouvelle École", "")
    first = desk.add_venue(*named, request="r").venue
    cells = {**first.cells(), "label_en": "Newer School"}
    assert admin.edit(kind_of("venues"), first.code, StoredRecord(first).version, cells).done
    again = desk.add_venue(*named, request="r").venue
    assert (again.code, again.label_en) == (first.code, "Newer School")
    other = desk.add_venue("high_school", "Oak", "Chêne", "", request="r").venue
    assert other.code != first.code  # something else was asked for under that name
    versions = {one.code: StoredRecord(one).version for one in (again, other)}
    assert admin.merge(first.code, other.code, versions, knowing=True).done
    assert desk.add_venue(*named, request="r").venue == other
