"""Which column of a session file a header means."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.vocabulary import AgeGroup, Terms, Vocabulary
from dashboard.i18n import Locale
from dashboard.importers.columns import read_heading
from dashboard.importers.faults import BadValueError
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.subject import Context
from dashboard.importers.words import by_code

AGES = Terms(
    (
        AgeGroup("12-14", "12 to 14", "12 à 14 ans"),
        AgeGroup("15-17", "15 to 17", "15 à 17 ans"),
        AgeGroup("26-plus", "26 and over", "26 ans et plus"),
        AgeGroup("unknown", "not recorded", "non précisé"),
    )
)
CONTEXT = Context(Vocabulary(ages=AGES), (), by_code(["F-01", "F-02"]), date(2015, 4, 1))
KNOWN = SUBJECT.checks(CONTEXT).columns
HEADERS = ("KEY", "SubmissionDate", "_uuid", "Status", "date", "facilitators", "facilitators/F-01",
           "facilitators/x", "grp/12-14", "first_time/12-14", "How many? [12-14]", "ID", "Name",
           "Start time", "Completion time", "14-Dec", "a / b", "")  # fmt: skip


def meant(*headers: str) -> list[str]:
    heading = read_heading(1, headers, KNOWN)
    return [column.code for column in heading.columns]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("\ufeffReference", "reference"),
        ("Référence*", "reference"),
        ("Session\u00a0ID :", "reference"),
        ("Date of the session", "date"),
        ("1. Date of session (YYYY-MM-DD) *", "date"),
        ("What was the date of the session?", "date"),
        ("Quelle est la date de la séance?", "date"),
        ("Date de la séance (jj/mm/aaaa)", "date"),
        ("When did the session take place?", "date"),
        ("session_date", "date"),
        ("grp/when/session_date", "date"),
        ("grp.session_date", "date"),
        ("La séance a-t-elle eu lieu?", "status"),
        ("Was the session held?", "status"),
        ("Type de séance", "kind"),
        ("Quel est le type de la séance?", "kind"),
        ("Type of session", "kind"),
        ("Langue", "language"),
        ("Language / Langue", "language"),
        ("Dans quelle langue la séance a-t-elle été donnée?", "language"),
        ("Où la séance a-t-elle eu lieu?", "venue"),
        ("Venue code", "venue"),
        ("Type de lieu", "venue_type"),
        ("What type of venue was it?", "venue_type"),
        ("Facilitator(s)", "facilitators"),
        ("Animateur(trice)", "facilitators"),
        ("Animateurs/animatrices", "facilitators"),
        ("Animateurs/animatrices/F-01", "facilitators/F-01"),
        ("Personne(s) animatrice(s)", "facilitators"),
        ("Animation", "facilitators"),
        ("Who led the session? (Select all that apply)", "facilitators"),
        ("facilitators/F-01", "facilitators/F-01"),
        ("grp/facilitators/f_02", "facilitators/F-02"),
        ("Qui a animé la séance?/F-01", "facilitators/F-01"),
        ("Duration (minutes)", "duration_minutes"),
        ("Combien de minutes la séance a-t-elle duré?", "duration_minutes"),
        ("How many people attended?", "total"),
        ("Nombre total de participants", "total"),
        ("Nombre total de participantes et participants", "total"),
        ("Combien de participant·e·s?", "total"),
        ("Participant(e)s", "total"),
        ("Nb de participants", "total"),
        ("premiere_fois", "first_time"),
        ("Quel type de séance avez-vous animé?", "kind"),
        ("Anything else?", "note"),
        ("Was the session delivered?", "status"),
        ("Date of outreach session", "date"),
        ("Date de l’intervention", "date"),
        ("Language of facilitation", "language"),
        ("Venue name", "venue"),
        ("Nom du lieu", "venue"),
        ("Sélectionnez le lieu", "venue"),
        ("Facilitator(s) present", "facilitators"),
        ("Animateur·rices", "facilitators"),
        ("N° de référence", "reference"),
        ("No. of participants", "total"),
        ("Nombre de présences", "total"),
        ("Combien de jeunes âgé·e·s de 12 à 14 ans?", "12-14"),
        ("Âge non connu", "unknown"),
        ("First-time attendees", "first_time"),
        ("groupe/a12_14", "12-14"),
        ("n_15_17", "15-17"),
        ("Facilitators [F-01]", "facilitators/F-01"),
        ("Facilitator 2", "facilitators/#2"),
        ("Animatrice #1", "facilitators/#1"),
        ("grp/facilitator_1", "facilitators/#1"),
        ("Languages used during the session", "language"),
        ("How many participants came for the first time?", "first_time"),
        ("grp/first_time", "first_time"),
        ("first_time/first_time", "first_time"),
        ("Notes sur la séance", "note"),
        ("How many 12-14 years old?", "12-14"),
        ("Combien de jeunes de 12 ans à 14 ans?", "12-14"),
        ("Number of youth between 12 and 14", "12-14"),
        ("Participants [12 à 14 ans]", "12-14"),
        ("_12_14", "12-14"),
        ("participants/age_12_14", "12-14"),
        ("12-14 year olds", "12-14"),
        ("Adults (26+)", "26-plus"),
        ("26 or older", "26-plus"),
        ("Plus de 25 ans", "26-plus"),
        ("Âge inconnu", "unknown"),
    ],
)
def test_a_question_is_known_by_what_it_asks(header, code):
    assert meant(header)[0] == code


@pytest.mark.parametrize(
    "header",
    [
        "shoe size",
        "Attendance (%)",
        "12-14 (%)",
        "Venue 2",
        "Facilitator 2015",
        "Duration (hours)",
        "Durée (heures)",
        "12-14 (girls)",
        "How many girls? [12-14]",
        "How many for the first time? [12-14]",
        "First-time participants 12-14",
        "first_time/_12_14",
        "12 to 17",
        "12-14 and 15-17",
        "26-30",
        "Over 26",
        "Who asked for the session?",
        "Date of birth",
        "Date of the next session",
        "Note / Venue",
        "Contact at the venue",
        "Total cost",
        "and / or",
        "/",
        "?",
        "a/" * 200,
        "[" * 300,
    ],
)
def test_what_asks_for_something_else_is_not_taken_for_it(header):
    assert meant(header) == [""]


def test_a_hyphen_is_a_group_in_a_file_of_odk_only():
    assert meant("co-facilitators") == [""]
    assert meant("KEY", "SubmissionDate", "team-facilitators")[2] == "facilitators"


def test_the_status_of_odk_is_not_the_forms():
    headers = ["KEY", "SubmissionDate", "status", "Status"]
    assert meant(*headers) == ["reference", "", "status", ""]


def test_the_notes_and_the_status_of_kobo_are_not_the_forms():
    assert meant("_id", "_notes", "_status", "notes", "status") == ["", "", "", "note", "status"]


def test_a_name_is_passed_over_only_where_a_form_tool_asked_for_it():
    assert read_heading(1, ["Name"], KNOWN).faults[0].column == "Name"
    heading = read_heading(1, ["ID", "Start time", "Completion time", "Name"], KNOWN)
    assert "Name" not in [fault.column for fault in heading.faults]


def test_the_hours_of_a_session_are_not_those_of_a_form():
    headers = ("ID", "Heure de début", "Heure de fin")
    assert meant(*headers) == ["reference", "", ""]
    assert meant(*headers, "Adresse de messagerie") == ["", "reference", "", ""]


@pytest.mark.parametrize("cell", ["14:03", "14:03:22", "soon"])
def test_an_hour_alone_tells_no_rows_apart(cell):
    reference = read_heading(1, ["Timestamp"], KNOWN).columns[0]
    with pytest.raises(BadValueError):
        reference.parse(cell)


@pytest.mark.parametrize(
    ("cell", "reference"),
    [
        (datetime(2015, 3, 25, 14, 3, 22, 120_000), "2015-03-25T14:03:22"),  # noqa: DTZ001
        ("3/25/2015 14:03:22", "2015-03-25T14:03:22"),
        ("25/03/2015 14:03:22", "2015-03-25T14:03:22"),
        ("2015-03-25 14:03:22", "2015-03-25T14:03:22"),
        ("03/04/2015 9:03:22", "03/04/2015 9:03:22"),
        ("7/27/26 19:06:23", "7/27/26 19:06:23"),
        ("2015/03/25 2:03:22 p.m. EDT", "2015/03/25 2:03:22 p.m. EDT"),
        ("25/25/2015 14:03:22", "25/25/2015 14:03:22"),
    ],
)
def test_a_moment_tells_rows_apart_however_it_is_exported(cell, reference):
    assert read_heading(1, ["Timestamp"], KNOWN).columns[0].parse(cell) == reference


@given(st.lists(st.text(max_size=60) | st.sampled_from(HEADERS), max_size=6))
def test_whatever_the_headers_are_they_are_understood_or_told(headers):
    heading = read_heading(1, headers, KNOWN)
    assert len(heading.columns) == len(heading.shown)
    told = {fault.column for fault in heading.faults} | {
        remark.column for remark in heading.remarks
    }
    passed = " ".join(remark.message.say(Locale.EN) for remark in heading.remarks)
    question = any(column.code == "facilitators" for column in heading.columns)
    for shown, column in zip(heading.shown, heading.columns, strict=True):
        said_twice = question and "/" in shown  # an option of the question that is there too
        assert column.code or shown in told or not shown or shown in passed or said_twice


def test_a_reference_of_the_form_goes_before_the_tools():
    assert meant("_uuid", "reference") == ["", "reference"]


@pytest.mark.parametrize(
    ("ids", "chosen"),
    [
        (("_uuid", "meta/rootUuid"), "meta/rootUuid"),
        (("meta/instanceID", "_uuid"), "_uuid"),
        (("SubmissionDate", "meta-instanceID", "KEY"), "KEY"),
        (("ID", "Start time", "Completion time"), "Start time"),
        (("Horodateur",), "Horodateur"),
    ],
)
def test_what_stays_when_an_answer_is_edited_tells_rows_apart(ids, chosen):
    assert read_heading(1, ids, KNOWN).header("reference") == chosen


def test_a_question_of_any_length_is_read_to_its_end():
    header = "Please write in here, as exactly as you can, the total number of participants"
    assert meant(header) == [""]
    assert meant("Please indicate, please indicate, please indicate: number of participants") == [
        "total"
    ]


def test_two_ways_to_ask_the_same_are_named_both():
    heading = read_heading(1, ["Date of the session", "session_date"], KNOWN)
    fault = heading.faults[0]
    assert (
        fault.problem.say(Locale.EN)
        == "“session_date” and “Date of the session” are the same column"
    )
    assert not heading.clear


def test_no_phrase_means_two_columns():
    names = [name for column in KNOWN for name in column.names]
    gists = [
        (column.gist, said)
        for column in KNOWN
        for said in {column.gist(name) for name in column.names}
        if said
    ]
    assert (len(names), len(gists)) == (len(set(names)), len(set(gists)))
