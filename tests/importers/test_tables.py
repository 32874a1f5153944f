"""Sheets whose table does not begin in their first row, or ends with its sums."""

from datetime import datetime

import pytest

from dashboard.domain.importing.by_hand import ByHand
from dashboard.i18n import Locale
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder
from tests.importers.conftest import TODAY
from tests.importers.test_sessions import faults, stored
from tests.support.files import write_csv
from tests.support.importing import import_file

HEADERS = ("Référence", "Date", "Statut", "Type", "Langue", "Lieu", "12-14", "26+", "Total")
ROW = ("H-1", "5 novembre 2014", "Tenue", "Forum", "Français", "HS-01", 4, 1, 5)
SUMS = ("Total", "", "", "", "", "", 4, 1, 5)
TITLES = [
    ("Séances de sensibilisation 2014-2015", *[""] * 8),
    ("Comté d’Ottawa", "", "printemps", *[""] * 6),
]
MONKEY = [
    ("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
     "First Name", "Last Name", "Custom Data 1", "Date of the session", "Was the session held?",
     "Type of session", "Language", "Venue", "Who facilitated?", "", "How many participants?", "",
     "Total participants"),
    ("", "", "", "", "", "", "", "", "", "Date", "Response", "Response", "Response", "Response",
     "F-1", "F-2", "12-14", "26+", "Open-Ended Response"),
    (11223344556, 44, datetime(2014, 11, 5, 14, 1), datetime(2014, 11, 5, 14, 5), "10.0.0.1",  # noqa: DTZ001
     "a.person@example.org", "A", "Person", "", "2014-11-05", "Yes", "Information forum", "French",
     "HS-01", "F-1", "", 4, 1, 5),
]  # fmt: skip
LIME = [
    ("Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started",
     "Date of the session", "Was the session held?", "Session type", "Language of the session",
     "Venue", "Facilitators [F-1]", "Facilitators [F-2]", "Number of participants [12-14]"),
    ("7", "2014-11-05 14:30:00", "3", "fr", "123", "2014-11-05 14:20:00", "2014-11-05 00:00:00",
     "Yes", "Workshop", "French", "HS-01", "Yes", "No", "4"),
]  # fmt: skip

QUALTRICS = [
    ("StartDate", "Status", "IPAddress", "Duration (in seconds)", "Finished", "RecordedDate",
     "ResponseId", "RecipientLastName", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7_1", "Q7_2"),
    ("Date de début", "Type de réponse", "Adresse IP", "Durée (en secondes)", "Terminé",
     "Date d’enregistrement", "Identifiant", "Nom", "Date de la séance",
     "La séance a-t-elle eu lieu?", "Type de séance", "Langue", "Lieu", "Animateurs",
     "Combien de jeunes? - 12-14", "Combien de personnes? - 26+"),
    ('{"ImportId":"startDate","timeZone":"America/Toronto"}', '{"ImportId":"status"}',
     '{"ImportId":"ipAddress"}', '{"ImportId":"duration"}', '{"ImportId":"finished"}',
     '{"ImportId":"recordedDate","timeZone":"America/Toronto"}', '{"ImportId":"_recordId"}',
     '{"ImportId":"recipientLastName"}', '{"ImportId":"QID1_TEXT"}', '{"ImportId":"QID2"}',
     '{"ImportId":"QID3"}', '{"ImportId":"QID4"}', '{"ImportId":"QID5"}', '{"ImportId":"QID6"}',
     '{"ImportId":"QID7_1"}', '{"ImportId":"QID7_2"}'),
    ("2014-11-06 09:00:01", "Adresse IP", "10.0.0.1", "340", "True", "2014-11-06 09:06:02",
     "R_3kQx1", "Person", "2014-11-05", "Oui", "Atelier", "Français", "HS-01", "F-1,F-2", "4", "1"),
]  # fmt: skip


def said(report) -> list[tuple[int, str]]:
    return [(remark.row, remark.message.say(Locale.EN)) for remark in report.remarks]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_titles_above_and_sums_below_are_passed_over_and_told(ready_sqlite, importing, kind):
    rows = [*TITLES, HEADERS, ROW, SUMS]
    report = importing(ready_sqlite, "sessions", rows, f"f.{kind}")
    assert (faults(report), report.added, report.rows) == ([], 1, 1)
    assert said(report) == [
        (3, "The headers are in this row; what is above it is ignored"),
        (5, "This row is a total of the others; it is ignored"),
    ]
    assert stored(ready_sqlite, "H-1").attendance == {"12-14": 4, "26-plus": 1}


def test_a_title_without_a_separator_does_not_hide_the_semicolons(ready_sqlite, tmp_path):
    path = write_csv(tmp_path / "t.csv", [HEADERS, ROW], separator=";")
    path.write_text("Séances 2014\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    report = import_file(ready_sqlite, "sessions", path, today=TODAY, author="a test")
    assert (faults(report), report.added) == ([], 1)


def test_headers_that_nobody_knows_are_found_below_a_title_to_be_explained(
    ready_sqlite, importing, tmp_path
):
    strange = tuple(f"{header} (v2)" for header in HEADERS)
    report = importing(ready_sqlite, "sessions", [TITLES[0], strange, ROW])
    assert [seen.header for seen in report.look.columns] == list(strange)
    codes = (
        "reference",
        "date",
        "status",
        "kind",
        "language",
        "venue",
        "12-14",
        "26-plus",
        "total",
    )
    by_hand = ByHand(columns=dict(zip(strange, codes, strict=True)))
    path = write_csv(tmp_path / "f.csv", [TITLES[0], strange, ROW])
    again = import_sessions(ready_sqlite, ImportOrder(path, TODAY, "a test", by_hand=by_hand))
    assert (faults(again), again.added) == ([], 1)


def test_headers_in_two_rows_are_read_as_one(ready_sqlite, importing):
    above = ("Référence", "Date", "Statut", "Type", "Langue", "Lieu", "Participants", "", "Total")
    below = ("", "", "", "", "", "", "12-14", "26+", "")
    report = importing(ready_sqlite, "sessions", [TITLES[0], above, below, ROW], "f.xlsx")
    assert (faults(report), report.added) == ([], 1)
    assert stored(ready_sqlite, "H-1").attendance == {"12-14": 4, "26-plus": 1}


def test_headers_in_both_languages_are_the_same_headers(ready_sqlite, importing):
    english = (
        "Reference",
        "Date",
        "Status",
        "Session kind",
        "Language",
        "Venue",
        "12-14",
        "26+",
        "",
    )
    report = importing(ready_sqlite, "sessions", [english, HEADERS[:-1], ROW[:-1]])
    assert (faults(report), report.added) == ([], 1)


def test_a_file_of_blank_rows_only_says_what_it_lacks(ready_sqlite, importing):
    assert importing(ready_sqlite, "sessions", [("", ""), ("", "")]).fault_count > 5


def test_headers_that_stand_there_again_are_no_other_table(ready_sqlite, importing):
    report = importing(ready_sqlite, "sessions", [HEADERS, ROW, HEADERS])
    assert {fault[0] for fault in faults(report)} == {3}


def test_a_row_with_a_date_is_no_sum_whatever_it_is_called(ready_sqlite, importing):
    row = ("Total", "2014-11-06", "", "Forum", "Français", "HS-01", 4, 1, 5)
    report = importing(ready_sqlite, "sessions", [HEADERS, ROW, row])
    assert faults(report) == [(3, "Statut", "", "The cell is blank")]


def test_the_two_header_rows_of_surveymonkey_are_one(ready_sqlite, importing):
    report = importing(ready_sqlite, "sessions", MONKEY, "f.xlsx")
    assert (faults(report), report.added) == ([], 1)
    session = stored(ready_sqlite, "11223344556")
    assert (session.facilitators, session.attendance) == (("F-1",), {"12-14": 4, "26-plus": 1})


def test_a_first_answer_of_surveymonkey_is_no_row_of_headers(ready_sqlite, importing):
    asked = ["Who facilitated? [F-1]", "Who facilitated? [F-2]"]
    counted = ["How many participants? [12-14]", "How many participants? [26+]"]
    header = (*MONKEY[0][:14], *asked, *counted, MONKEY[0][18])
    report = importing(ready_sqlite, "sessions", [header, MONKEY[2]], "f.xlsx")
    assert (faults(report), report.added) == ([], 1)


def test_limesurvey_goes_in_as_it_is(ready_sqlite, importing):
    report = importing(ready_sqlite, "sessions", LIME)
    assert (faults(report), report.added) == ([], 1)
    assert stored(ready_sqlite, "2014-11-05T14:20:00").facilitators == ("F-1",)


def test_limesurvey_goes_in_with_the_codes_of_its_questions_before_them(ready_sqlite, importing):
    codes = ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "G1Q1", "G1Q2",
             "G1Q3", "G1Q4", "G1Q5", "G1Q6[SQ001]", "G1Q6[SQ002]", "G2Q1[SQ001]")  # fmt: skip
    header = [f"{code}. {title}" for code, title in zip(codes, LIME[0], strict=True)]
    report = importing(ready_sqlite, "sessions", [header, LIME[1]])
    assert (faults(report), report.added) == ([], 1)
    assert stored(ready_sqlite, "2014-11-05T14:20:00").facilitators == ("F-1",)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_three_header_rows_of_qualtrics_are_one(ready_sqlite, importing, kind):
    report = importing(ready_sqlite, "sessions", QUALTRICS, f"f.{kind}")
    assert (faults(report), report.added, report.rows) == ([], 1, 1)
    session = stored(ready_sqlite, "R_3kQx1")
    assert (session.facilitators, session.total) == (("F-1", "F-2"), 5)
    assert session.date.isoformat() == "2014-11-05"


def test_qualtrics_is_read_by_the_names_of_its_questions_where_these_say_more(
    ready_sqlite, importing
):
    names = ("date", "status", "kind", "language", "venue", "facilitators", "12-14", "26-plus")
    asked = [f"Question {number}" for number in range(8)]
    rows = [(*QUALTRICS[0][:8], *names), (*QUALTRICS[1][:8], *asked), *QUALTRICS[2:]]
    report = importing(ready_sqlite, "sessions", rows)
    assert (faults(report), report.added) == ([], 1)


@pytest.mark.parametrize("rows", [MONKEY, LIME, QUALTRICS])
def test_who_answered_is_never_told(ready_sqlite, importing, rows):
    report = importing(ready_sqlite, "sessions", rows, "f.xlsx")
    assert "Person" not in str(report.look) + str(report.remarks) + str(report.examples)
    assert "10.0.0.1" not in str(report.look) + str(report.remarks) + str(report.examples)
