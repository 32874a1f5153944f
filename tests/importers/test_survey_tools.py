"""Session files as survey tools export them, without a mapping."""

from datetime import datetime

import pytest

from dashboard.i18n import Locale
from tests.importers.conftest import TODAY
from tests.importers.test_sessions import faults, stored
from tests.support.files import write_csv
from tests.support.importing import import_file

UUIDS = ("3f2c7f0e-0d7b-4c1f-9a55-6f2f6c1b7a01", "9b1d2a44-55aa-4d1e-8c0b-0a7d9e3f1c02")

KOBO = [
    ("start", "end", "session/session_date", "session/status", "session/session_kind",
     "session/language", "session/venue_code", "facilitators", "facilitators/F-1",
     "facilitators/F-2", "participants/_12_14", "participants/age_15_17",
     "participants/age_not_recorded", "closing/comments", "__version__", "_id", "_uuid",
     "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "_tags",
     "_index"),
    ("2015-03-25T19:02:11.113-04:00", "2015-03-25T19:05:42.001-04:00", "2015-03-25", "delivered",
     "youth_workshop", "fr", "HS-01", "F-1 F-2", "1", "1", "7", "5", "", "bien", "vK3a", "504238",
     UUIDS[0], "2015-03-25T23:05:44", "", "", "submitted_via_web", "a.person", "", "1"),
    ("2015-03-26T19:02:11.113-04:00", "2015-03-26T19:05:42.001-04:00", "2015-03-26", "delivered",
     "discussion", "en", "HS-01", "F-2", "0", "1", "3", "", "2", "", "vK3a", "504239",
     UUIDS[1], "2015-03-26T23:05:44", "", "", "submitted_via_web", "a.person", "", "2"),
]  # fmt: skip
KOBO_LABELS = [
    ("start", "end", "La séance/Date de la séance", "La séance/La séance a-t-elle eu lieu?",
     "La séance/Type de séance", "La séance/Dans quelle langue la séance a-t-elle eu lieu?",
     "La séance/Lieu de la séance", "Qui a animé la séance?/F-1", "Qui a animé la séance?/F-2",
     "<b>Combien</b> de jeunes de 12 ans à 14 ans?", "Nombre de personnes de 26 ans et plus",
     "Nombre total de participants", "Combien participaient pour la première fois?",
     "meta/rootUuid", "_uuid"),
    ("2015-03-25T19:02:11.113-04:00", "2015-03-25T19:05:42.001-04:00", "2015-03-25", "Oui",
     "Tribune", "Français", "HS-01", 1, 0, 7, 2, 10, 4, f"uuid:{UUIDS[0]}", UUIDS[1]),
]  # fmt: skip
CENTRAL = [
    ("SubmissionDate", "session-held_on", "session-status", "session-kind",
     "session-language", "session-venue", "session-facilitators",
     "session-facilitators/F-1", "session-facilitators/F-2", "counts-total_participants",
     "counts-first_time", "counts-age_12_14", "meta-instanceID", "meta-instanceName", "KEY",
     "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
     "ReviewState", "DeviceID", "Edits", "FormVersion"),
    ("2015-03-25T23:05:44.021Z", "2015-03-25", "delivered", "discussion", "bilingual",
     "SH-01", "F-1 F-2", "1", "1", "12", "3", "12", f"uuid:{UUIDS[1]}", "", f"uuid:{UUIDS[0]}",
     "12", "A person", "0", "0", "", "approved", "collect:x", "1", "2"),
]  # fmt: skip
GOOGLE = [
    ("Timestamp", "Email Address", "Date of the session", "Session status",
     "What type of session was it?", "Language of the session", "Where was the session held?",
     "Who facilitated the session?", "How long was the session (in minutes)?",
     "How many 12-14 years old?", "How many 15-17 years old?", "How many youth aged 18 to 21?",
     "How many aged 26 or older?", "Any other comments?"),
    ("3/25/2015 14:03:22", "a.person@example.org", "3/25/2015", "Held", "Information session",
     "English", "HS-01", "F-1, F-2", "90", "10", "1,000", "0", "", "went well, mostly"),
    ("4/4/2015 9:12:02", "a.person@example.org", "3/4/2015", "Held", "Workshop", "French",
     "SH-01", "F-2", "60", "4", "", "", "1", ""),
]  # fmt: skip
GOOGLE_FRENCH = [
    ("Horodateur", "Adresse e-mail", "Date de la séance", "Statut de la séance",
     "Type de séance", "Langue de la séance", "Lieu de la séance", "Qui a animé la séance?",
     "Combien de jeunes? [12-14]", "Combien de jeunes? [15-17]", "Commentaires"),
    ("25/03/2015 14:03:22", "une.personne@example.org", "25/03/2015", "Tenue",
     "Séance d’information", "Français", "HS-01", "F-1, F-2", "10", "1\u00a0000", "très bien"),
]  # fmt: skip
MICROSOFT = [
    ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time",
     "Date of the session", "Type of session\u00a0", "Session status",
     "In what language was the session given?", "Venue / Lieu", "Type of venue", "Facilitator(s)",
     "Total number of participants*", "Number of first-time participants", "Comments"),
    (1, datetime(2015, 3, 25, 14, 3, 22), datetime(2015, 3, 25, 14, 9, 2), "a.person@example.org",  # noqa: DTZ001
     "A Person", "", datetime(2015, 3, 25), "Youth workshop / Atelier pour les jeunes",  # noqa: DTZ001
     "Completed", "Both languages", "HS-01", "École", "F-1;F-2;", 12, 3, ""),
]  # fmt: skip
JOTFORM = [
    ("Submission Date", "Date of Session", "Session Status", "Session Type", "Language", "Venue",
     "Facilitator(s)", "Participants >> 12-14", "Participants >> 15-17", "Submission ID"),
    ("Mar 25, 2015", "Mar 24, 2015", "Held", "Youth Workshop", "English/French", "HS-01",
     "F-1\nF-2", "7", "5", "5012345678901234567"),
]  # fmt: skip
TYPEFORM = [
    ("#", "What was the date of the session?", "Session status", "What type of session was it?",
     "What language was it in?", "Where was the session held?", "How many youth aged 12–14?",
     "Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Network ID",
     "Tags"),
    ("abc123def", "2015-03-24", "Held", "Youth workshop", "English", "HS-01", "7", "completed",
     "2015-03-25 14:03:22", "", "2015-03-25 14:09:22", "net1", ""),
]  # fmt: skip
FILES = {
    "Kobo, names": KOBO,
    "Kobo, labels": KOBO_LABELS,
    "ODK Central": CENTRAL,
    "Google Forms": GOOGLE,
    "Google Forms in French": GOOGLE_FRENCH,
    "Microsoft Forms": MICROSOFT,
    "Jotform": JOTFORM,
    "Typeform": TYPEFORM,
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("rows", FILES.values(), ids=FILES)
def test_an_export_goes_in_as_it_is(ready_sqlite, importing, rows, kind):
    report = importing(ready_sqlite, "sessions", rows, f"f.{kind}")
    assert (faults(report), report.added) == ([], len(rows) - 1)


@pytest.mark.parametrize("rows", FILES.values(), ids=FILES)
def test_an_export_imported_twice_changes_nothing(ready_sqlite, importing, rows):
    importing(ready_sqlite, "sessions", rows, "f.xlsx")
    report = importing(ready_sqlite, "sessions", rows, "f.xlsx")
    assert (report.added, report.changed, report.unchanged) == (0, 0, len(rows) - 1)


def test_kobo_says_what_we_store(ready, importing):
    importing(ready, "sessions", KOBO)
    session = stored(ready, UUIDS[0])
    assert (session.date.isoformat(), session.status, session.kind, session.language) == (
        "2015-03-25", "delivered", "youth_workshop", "fr",
    )  # fmt: skip
    assert (session.venue, session.facilitators) == ("HS-01", ("F-1", "F-2"))
    assert (session.total, session.attendance) == (12, {"12-14": 7, "15-17": 5})
    assert session.note == "bien"


def test_kobo_with_semicolons_and_a_byte_order_mark(ready_sqlite, tmp_path, importing):
    importing(ready_sqlite, "sessions", KOBO)
    path = write_csv(tmp_path / "k.csv", KOBO, separator=";", encoding="utf-8-sig")
    report = import_file(ready_sqlite, "sessions", path, today=TODAY, author="a test")
    assert (report.fault_count, report.unchanged) == (0, 2)


def test_labels_as_headers_say_the_same(ready_sqlite, importing):
    importing(ready_sqlite, "sessions", KOBO_LABELS, "f.xlsx")
    session = stored(ready_sqlite, UUIDS[0])
    assert (session.status, session.kind, session.facilitators) == (
        "delivered", "information_forum", ("F-1",),
    )  # fmt: skip
    assert session.attendance == {"12-14": 7, "26-plus": 2, "unknown": 1}
    assert session.first_time == 4


def test_the_language_a_form_was_answered_in_is_not_the_sessions(ready_sqlite, importing):
    header, row = MICROSOFT
    rows = [(*header[:5], "Language", *header[5:]), (*row[:5], "English (Canada)", *row[5:])]
    assert faults(importing(ready_sqlite, "sessions", rows, "f.xlsx")) == []
    assert stored(ready_sqlite, "2015-03-25T14:03:22").language == "bilingual"


def test_an_answer_edited_in_odk_keeps_its_reference(ready_sqlite, importing):
    importing(ready_sqlite, "sessions", CENTRAL)
    edited = [CENTRAL[0], tuple(f"uuid:{UUIDS[1]}2" if UUIDS[1] in c else c for c in CENTRAL[1])]
    assert importing(ready_sqlite, "sessions", edited).unchanged == 1
    assert stored(ready_sqlite, UUIDS[0]).total == 12


def test_google_forms_say_what_we_store(ready_sqlite, importing):
    report = importing(ready_sqlite, "sessions", GOOGLE)
    session = stored(ready_sqlite, "2015-03-25T14:03:22")
    assert session.attendance == {"12-14": 10, "15-17": 1000}
    assert (session.kind, session.language, session.duration_minutes) == (
        "information_forum", "en", 90,
    )  # fmt: skip
    assert stored(ready_sqlite, "2015-04-04T09:12:02").date.isoformat() == "2015-03-04"
    assert "read with the month first" in dict(said(report))["Date of the session"]


def test_microsoft_forms_say_what_we_store(ready_sqlite, importing):
    importing(ready_sqlite, "sessions", MICROSOFT, "f.xlsx")
    session = stored(ready_sqlite, "2015-03-25T14:03:22")
    assert (session.kind, session.language, session.venue, session.total) == (
        "youth_workshop", "bilingual", "HS-01", 12,
    )  # fmt: skip


PASSED_OVER = (
    "These columns come from Microsoft Forms, not from the form; they are ignored, and nothing in "
    "them is kept"
)


def test_what_the_tool_adds_is_passed_over_with_a_word(ready_sqlite, importing):
    report = importing(ready_sqlite, "sessions", MICROSOFT, "f.xlsx")
    assert said(report)[:2] == [
        ("Start time", "There is no reference; this column identifies the rows instead"),
        ("", f"{PASSED_OVER}: {', '.join(MICROSOFT[0][:1] + MICROSOFT[0][2:6])}"),
    ]
    french = [remark.message.say(Locale.FR) for remark in report.remarks]
    assert "Microsoft Forms" in french[1]
    assert french[1].endswith("\u00a0: ID, Completion time, Email, Name, Last modified time")


@pytest.mark.parametrize("rows", [KOBO, CENTRAL, GOOGLE, MICROSOFT])
def test_who_filled_the_form_in_is_never_told(ready_sqlite, importing, rows):
    header, *answers = rows
    spoilt = [(*row[:-1], "bad\x01") for row in answers]
    broken = [tuple("concert" if cell == "HS-01" else cell for cell in row) for row in spoilt]
    report = importing(ready_sqlite, "sessions", [header, *broken, (*broken[0], "over", "x")])
    assert report.fault_count
    told = repr(report.faults) + repr(report.remarks) + repr(report.changes)
    assert not any(person in told for person in ("a.person", "A person", "A Person"))


def test_a_split_question_alone_says_who_led(ready_sqlite, importing):
    importing(ready_sqlite, "sessions", without(KOBO, "facilitators"))
    assert stored(ready_sqlite, UUIDS[0]).facilitators == ("F-1", "F-2")
    assert stored(ready_sqlite, UUIDS[1]).facilitators == ("F-2",)


def without(rows, *headers):
    kept = [at for at, header in enumerate(rows[0]) if header not in headers]
    return [tuple(row[at] for at in kept) for row in rows]


def renamed(rows, **headers):
    return [tuple(headers.get(header, header) for header in rows[0]), *rows[1:]]


def test_a_reference_that_a_spreadsheet_has_rounded_is_refused(ready_sqlite, importing):
    rows = [JOTFORM[0], (*JOTFORM[1][:-1], 5012345678901230000), (*JOTFORM[1][:-1], 11223344556)]
    report = importing(ready_sqlite, "sessions", rows, "f.xlsx")
    assert [(row, said[:38]) for row, _, _, said in faults(report)] == [
        (2, "The spreadsheet has rounded this numbe")
    ]


def test_a_column_for_each_facilitator_alone_or_beside_a_list_says_who_led(ready_sqlite, importing):
    rows = renamed(
        KOBO, **{"facilitators/F-1": "Facilitator 1", "facilitators/F-2": "Facilitator 2"}
    )
    led = [(*row[:7], *both, *row[10:]) for row, both in zip(
        rows[1:], [("", "F-2", "F-1"), ("F-1", "F-2", "")], strict=True
    )]  # fmt: skip
    assert faults(importing(ready_sqlite, "sessions", [rows[0], *led])) == []
    assert stored(ready_sqlite, UUIDS[0]).facilitators == ("F-1", "F-2")
    assert stored(ready_sqlite, UUIDS[1]).facilitators == ("F-1", "F-2")
    assert (
        importing(ready_sqlite, "sessions", without([rows[0], *led], "facilitators")).changed == 1
    )


def test_an_option_that_is_nobody_is_a_fault_where_it_was_chosen(ready_sqlite, importing):
    rows = renamed(without(KOBO, "facilitators"), **{"facilitators/F-1": "facilitators/F-7"})
    assert faults(importing(ready_sqlite, "sessions", rows)) == [
        (2, "facilitators/F-7", "1", "“F-7” is not a known facilitator")
    ]


def test_a_tick_that_is_none_is_a_fault(ready_sqlite, importing):
    rows = without(KOBO, "facilitators")
    rows = [rows[0], *(tuple("perhaps" if c == "0" else c for c in row) for row in rows[1:])]
    assert faults(importing(ready_sqlite, "sessions", rows)) == [
        (3, "facilitators/F-1", "perhaps", "This is neither yes nor no")
    ]


def test_two_groups_with_the_same_question_are_named_both(ready_sqlite, importing):
    rows = renamed(KOBO, **{"closing/comments": "closing/session_date"})
    assert faults(importing(ready_sqlite, "sessions", rows)) == [
        (1, "closing/session_date", "closing/session_date",
         "“closing/session_date” and “session/session_date” are the same column")
    ]  # fmt: skip


def test_a_group_that_counts_something_else_is_not_taken_for_the_ages(ready_sqlite, importing):
    rows = renamed(KOBO, **{"participants/_12_14": "first_time/_12_14"})
    report = importing(ready_sqlite, "sessions", rows)
    assert [fault[:2] for fault in faults(report)] == [(1, "first_time/_12_14")]


def test_a_type_that_is_not_the_venues_is_a_fault(ready_sqlite, importing):
    rows = [MICROSOFT[0], tuple("Refuge" if c == "École" else c for c in MICROSOFT[1])]
    assert faults(importing(ready_sqlite, "sessions", rows, "f.xlsx")) == [
        (2, "Type of venue", "Refuge", "HS-01 is of another type: high school")
    ]


def said(report):
    return [(r.column, r.message.say(Locale.EN)) for r in report.remarks]
