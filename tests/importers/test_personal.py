"""Columns that say who somebody is: refused by name, passed over by hand, never read."""

import pytest

from dashboard.i18n import Locale
from dashboard.importers.columns import read_heading
from dashboard.importers.personal import is_personal
from dashboard.importers.tools import TOOLS
from tests.importers.test_recognition import KNOWN, meant


@pytest.mark.parametrize(
    "header",
    [
        *("First name", "Prénom", "Nom", "Last name", "Name", "Participant’s full name *"),
        *("Name of the participant", "Nom de l’élève", "Prénom / First name", "Name (2)"),
        *("Téléphone", "Phone number", "No de tél.", "Cell", "Courriel", "Email", "E-mail address"),
        *("Address", "Home address", "Adresse du domicile", "Postal code", "Code postal"),
        *("Date of birth", "DOB", "Date de naissance", "Parent phone", "first_name"),
        *("participants/first_name", "What is your name?", "Quel est votre nom?"),
    ],
)
def test_a_column_that_says_who_somebody_is_keeps_the_file_out(header):
    assert is_personal(header)
    heading = read_heading(1, ["reference", header], KNOWN)
    assert heading.columns[1].code == ""
    refused = next(fault for fault in heading.faults if fault.column == header)
    assert "personal information" in refused.problem.say(Locale.EN)
    assert "renseignement personnel" in refused.problem.say(Locale.FR)
    assert all(column.code != "first_time" for column in heading.mistyped)


@pytest.mark.parametrize("header", ["First name", "Nom", "Name"])
def test_it_can_be_passed_over_by_hand_and_mean_nothing_else(header):
    mapped = read_heading(1, [header], KNOWN, {header: "note"})
    assert mapped.columns[0].code == ""
    assert header in [fault.column for fault in mapped.faults]
    passed = read_heading(1, [header], KNOWN, {header: ""})
    assert header not in [fault.column for fault in passed.faults]


def test_no_header_that_we_know_is_one():
    known = {name for column in KNOWN for name in column.names}
    assert not [name for name in known if is_personal(name)]


@pytest.mark.parametrize(
    "header",
    [
        *("First time", "Facilitator name", "Nom du lieu", "Venue name", "Names of facilitators"),
        *("Number of participants", "Participants", "Contact hours", "Weather", "Email sent?"),
        *("Name of the school", "Numéro", "Address of the venue", "Venue/Name", "Titre"),
    ],
)
def test_what_says_it_of_nobody_is_none(header):
    assert not is_personal(header)


def test_what_a_survey_tool_adds_is_passed_over_as_before():
    names = {name for tool in TOOLS for name in tool.own if is_personal(name)}
    assert {"Name", "Email", "First Name", "Prénom"} <= names
    assert meant("ID", "Start time", "Completion time", "Email", "Name")[3:] == ["", ""]
    heading = read_heading(1, ["ID", "Start time", "Completion time", "Email", "Name"], KNOWN)
    assert not {"Email", "Name"} & {fault.column for fault in heading.faults}
