"""Files over the routes: looked at, brought in, and the rows to mend sent back."""

import json
from datetime import date
from http import HTTPStatus
from io import BytesIO
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine, insert, select, update

from dashboard.database import reading, writing
from dashboard.domain.shared.roles import Role
from dashboard.importers.meanwhile import Bookmark
from dashboard.queries.shared.trail import history, tampering
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import (
    ApiToken,
    Facilitator,
    OutreachSession,
    RefusedImport,
    SessionTally,
    Venue,
)
from dashboard.web.shared import jobs, uploads
from dashboard.web.shared.jobs import EndedError
from dashboard.writes.service import changing
from tests.queries.worlds import store
from tests.support.files import as_rows, multipart, session, strike_out, write, write_sheets
from tests.web.conftest import with_token

SOUND = session(reference="S-1")
FAULTY = session(reference="S-2", kind="Séance", date="03/04/2015")


@pytest.fixture
def as_(server, engine: Engine):
    """A program with a token of that role; its name is the role's."""
    with writing(engine) as connection:
        store(connection, [])
        connection.execute(insert(Facilitator), [{"code": "F-1"}, {"code": "F-2"}])

    def as_(role: Role = Role.COORDINATOR) -> FlaskClient:
        return with_token(server, engine, role)

    return as_


@pytest.fixture
def content(tmp_path):
    """The bytes of a session file."""

    def content(*sessions, name: str = "f.csv") -> bytes:
        return write(tmp_path / name, as_rows(*sessions)).read_bytes()

    return content


def send(client: FlaskClient, path: str, file: bytes, *, name: str = "f.csv", **fields):
    said = {
        key: json.dumps(value) if isinstance(value, dict) else str(value)
        for key, value in fields.items()
    }
    body, kind = multipart(file, name, **said)
    return client.post(f"/api/v1/imports{path}", data=body, content_type=kind)


def lines(answer) -> list[dict]:
    assert answer.status_code == HTTPStatus.OK, answer.get_data(as_text=True)
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]


def preview(client: FlaskClient, file: bytes, **fields) -> dict:
    return lines(send(client, "/preview", file, **fields))[-1]["done"]


def bring(client: FlaskClient, file: bytes, seen: dict, **fields) -> dict:
    given = {"sha256": seen["file"]["sha256"], "bookmark": seen["bookmark"]}
    return lines(send(client, "", file, **given | fields))[-1]


def references(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        found = select(OutreachSession.reference).order_by(OutreachSession.reference)
        return list(connection.scalars(found))


def test_a_bookmark_is_made_with_the_key_of_the_server(as_, server, content, engine: Engine):
    """Without it, whoever reads the bookmark could try on it what the log may say."""
    seen = preview(as_(), content(SOUND))["bookmark"]
    with reading(engine) as connection:
        now = Bookmark.of(connection)
    assert seen == now.said(server.secret_key)
    assert seen != now.said("")


def test_a_preview_counts_and_writes_nothing(as_, engine, content):
    client = as_()
    seen = preview(client, content(SOUND, FAULTY, session(reference="S-3", note="=1+1")))
    assert seen["counts"] == {
        "rows": 3,
        "sound": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "faulty": 1,
        "duplicates": 1,
    }
    assert seen["can_import"] is True
    assert {fault["column"] for fault in seen["faults"]} == {"kind", "date"}
    assert set(seen["faults"][0]["reason"]) == {"en", "fr"}
    assert [one["value"] for one in seen["values"]] == ["Séance"]
    assert {one["code"] for one in seen["options"]["kind"]} >= {"discussion"}
    assert references(engine) == []


def test_the_sound_rows_go_in_and_the_others_come_back_to_be_mended(as_, engine, content):
    client, file = as_(), content(SOUND, FAULTY)
    seen = preview(client, file)
    outcome = bring(client, file, seen, only_sound="true")
    assert outcome["done"] == {
        "import": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "left_out": 1,
    }
    assert references(engine) == ["S-1"]
    answer = send(client, "/faulty", file, lang="fr")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet.title == "Lignes à corriger"
    header, row = sheet.iter_rows(values_only=True)
    assert header[-2:] == ("Ce qui ne va pas", "Comment corriger")
    assert row[0] == "S-2"
    assert "03/04/2015" in row
    assert "jour" in row[-2]


def test_what_was_mended_comes_in_as_it_is_dropped(as_, engine, content):
    client, file = as_(), content(SOUND, FAULTY, session(reference="S-9", date="25/03/2015"))
    bring(client, file, preview(client, file), only_sound="true")
    book = load_workbook(BytesIO(send(client, "/faulty", file).data))
    header, row = book.active.iter_rows()
    found = {cell.value: of_row for cell, of_row in zip(header, row, strict=True)}
    assert found["What is wrong"].value.count("\n") == 0
    assert found["date"].value == "2015-04-03"  # the other row told that the day comes first
    assert found["kind"].fill.fgColor.rgb == "FFF2C6C0"
    found["kind"].value = "discussion"
    mended = BytesIO()
    book.save(mended)
    seen = preview(client, mended.getvalue(), name="m.xlsx")
    assert (seen["counts"]["new"], seen["faults"]) == (1, [])
    assert "done" in bring(client, mended.getvalue(), seen, name="m.xlsx")
    assert references(engine) == ["S-1", "S-2", "S-9"]


def odd_file(tmp_path) -> bytes:
    """Numbers from 1, a row that is struck through, a date far from all others, and a fault."""
    rows = [session(reference=n, date=f"2015-03-{n:02}") for n in range(1, 6)]
    rows[1]["date"], rows[3]["kind"] = "1926-03-02", "Séance"
    return strike_out(write(tmp_path / "f.xlsx", as_rows(*rows)), 6).read_bytes()


def test_what_is_odd_is_asked_about_and_goes_in_as_it_was_answered(as_, engine, tmp_path):
    client, file = as_(), odd_file(tmp_path)
    seen = preview(client, file)
    assert (seen["can_import"], seen["odd"]["open"]) == (False, True)
    assert seen["odd"]["struck_out"] == {"rows": "6", "count": 1, "answer": None}
    assert seen["odd"]["numbers"] == {"rows": 4, "example": "f-1", "taken": 0, "answer": None}
    day = {"date": "1926-03-02", "rows": "3", "count": 1, "right": False}
    assert seen["odd"]["dates"] == {"first": "2015-03-01", "last": "2015-03-03", "days": [day]}
    refused = bring(client, file, seen, only_sound=True)["refused"]
    assert len(refused["faults"]) == 4

    said = {"struck_out": "leave", "numbers": "file"}
    seen = preview(client, file, **said)
    assert (seen["can_import"], seen["odd"]["open"]) == (True, False)
    assert seen["counts"] | {"new": 2, "faulty": 2} == seen["counts"]
    mended = load_workbook(
        BytesIO(send(client, "/faulty", file, name="f.xlsx", **said).data)
    ).active
    assert [row[0].value for row in mended.iter_rows(min_row=2)] == ["f-2", "f-4"]

    said["right_dates"] = "1926-03-02"
    seen = preview(client, file, name="f (1).xlsx", **said)
    assert seen["odd"]["dates"]["days"] == [day | {"right": True}]
    assert bring(client, file, seen, only_sound=True, **said)["done"]["new"] == 3
    assert references(engine) == ["f-1", "f-2", "f-3"]


@pytest.mark.parametrize(
    "fields",
    [
        {"struck_out": "perhaps"},
        {"numbers": "1"},
        {"right_dates": "1926-13-01"},
        {"right_dates": "x"},
        {"right_dates": "1926-03-02," * 1000},
    ],
)
def test_answers_that_are_none_are_a_bad_request(as_, content, fields):
    answer = send(as_(), "/preview", content(SOUND), **fields)
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_without_being_told_so_one_fault_keeps_all_out(as_, engine, content):
    client, file = as_(), content(SOUND, FAULTY)
    outcome = bring(client, file, preview(client, file))
    assert {fault["row"] for fault in outcome["refused"]["faults"]} == {3}
    assert references(engine) == []


def test_formulas_in_the_rows_to_mend_stay_text(as_, content):
    client, file = as_(), content(session(note="=1+1", kind="nothing", reference="@x"))
    sheet = load_workbook(BytesIO(send(client, "/faulty", file).data)).active
    values = [cell for cell in sheet[2] if "=1+1" in str(cell.value) or "@x" in str(cell.value)]
    assert [(cell.value, cell.data_type) for cell in values] == [("@x", "s"), ("=1+1", "s")]
    assert all(cell.quotePrefix for cell in values)


def test_columns_and_words_get_a_meaning_by_hand_which_is_remembered(as_, engine, content):
    rows = [session(kind="Séance", place="HS-01", weather="rain") | {"venue": ""}]
    for row in rows:
        del row["venue"]
    client, file = as_(), content(*rows)
    seen = preview(client, file)
    assert seen["can_import"] is False
    columns = {one["header"]: one for one in seen["columns"]}
    assert columns["place"]["sample"] == ["HS-01"]
    mapping = {
        "columns": {"place": "venue", "weather": ""},
        "values": {"kind": {"Séance": "discussion"}},
        "constants": {},
    }
    again = preview(client, file, mapping=mapping)
    assert (again["can_import"], again["counts"]["new"]) == (True, 1)
    assert {one["header"]: one["passed_over"] for one in again["columns"]}["weather"] is True
    assert again["values"] == [
        {"column": "kind", "value": "Séance", "rows": 1, "meant": "discussion"}
        | {"probable": None, "advice": None}
    ]
    said = client.put("/api/v1/mappings/of%20March", json=mapping)
    assert said.status_code == HTTPStatus.OK
    next_time = preview(client, content(*(row | {"reference": "S-7"} for row in rows)))
    assert (next_time["mapping_name"], next_time["mapping"]) == ("of March", mapping)
    assert next_time["can_import"] is True
    outcome = bring(client, file, again, mapping=mapping)  # remembering made nothing stale
    assert outcome["done"]["new"] == 1
    with reading(engine) as connection:
        (entry,) = history(connection, "import_mappings", "of March")
        assert (entry.author, tampering(connection)) == ("coordinator", None)


def test_a_word_to_be_matched_has_the_code_that_it_probably_means(as_, content):
    written = {
        "kind": {"discusion": "discussion", "Atelié": "youth_workshop", "Klatsch": None},
        "language": {"Frnch": "fr", "frnçais": "fr", "Angalis": "en", "Deutsch": None},
    }
    rows = [session(**{column: word}) for column, words in written.items() for word in words]
    found = preview(as_(), content(*rows))["values"]
    assert {(one["column"], one["value"]): one["probable"] for one in found} == {
        (column, word): code for column, words in written.items() for word, code in words.items()
    }


@pytest.mark.parametrize("word", ["reportée", "Remise", "postponed"])
def test_a_postponed_session_is_neither_planned_nor_cancelled_until_somebody_says_so(
    word, as_, content
):
    """“Remise” looks a little like « réalisée », a word for delivered sessions."""
    client, file = as_(), content(session(status=word, total=""))
    seen = preview(client, file)
    (value,) = seen["values"]
    assert (value["value"], value["meant"], value["probable"]) == (word, None, None)
    assert "planned, with its new date, or cancelled" in value["advice"]["en"]
    assert [fault["remedy"] for fault in seen["faults"]] == [value["advice"]]
    assert seen["can_import"] is False
    said = preview(client, file, mapping={"values": {"status": {word: "planned"}}})
    (value,) = said["values"]
    assert (value["meant"], value["advice"], said["can_import"]) == ("planned", None, True)


def test_a_column_of_names_is_shown_without_its_cells_until_it_is_passed_over(as_, content):
    client, file = as_(), content(SOUND | {"First name": "Léa-Marguerite"})
    seen = preview(client, file, mapping={"columns": {"First name": "note"}})
    column = next(one for one in seen["columns"] if one["header"] == "First name")
    assert (column["personal"], column["column"], column["sample"]) == (True, None, [])
    assert (seen["can_import"], seen["waiting"]) == (False, ["First name"])
    assert "Léa" not in json.dumps(seen, ensure_ascii=False)
    passed = preview(client, file, mapping={"columns": {"First name": ""}})
    assert (passed["can_import"], passed["counts"]["new"]) == (True, 1)
    assert "Léa" not in json.dumps(passed, ensure_ascii=False)


def test_what_waits_is_told_with_what_the_other_columns_would_change(as_, engine, content):
    client, file = as_(), content(session(weather="rain"), session(reference="S-2", weather=""))
    seen = preview(client, file)
    assert (seen["waiting"], seen["can_import"]) == (["weather"], False)
    assert (seen["counts"]["new"], seen["counts"]["rows"]) == (2, 2)
    assert "refused" in bring(client, file, seen, only_sound="true")
    assert references(engine) == []
    mapping = {"columns": {"weather": ""}}
    again = preview(client, file, mapping=mapping)
    assert (again["waiting"], again["can_import"]) == ([], True)
    assert [one["message"]["fr"] for one in again["remarks"]][:1] == [
        "Colonnes ignorées\u00a0: weather"
    ]
    assert bring(client, file, again, mapping=mapping)["done"]["new"] == 2


def test_columns_are_named_by_what_they_mean_and_as_the_views_name_them(as_, content):
    seen = preview(as_(), content(session()))
    titles = {one["code"]: one["title"] for one in seen["fields"]}
    assert titles["12-14"] == {"en": "12 to 14", "fr": "12 à 14 ans"}
    assert titles["26-plus"]["en"] == "26 and over"
    assert titles["facilitators"]["fr"] == "animatrices et animateurs"
    assert not {one["title"]["en"] for one in seen["fields"]} & {"12-14", "26-plus"}


def test_venues_to_choose_from_are_named_with_their_codes(as_, content, engine):
    with writing(engine) as connection:
        named = update(Venue).where(Venue.code == "HS-01")
        connection.execute(named.values(label_en="Maple", label_fr="Érable"))
    seen = preview(as_(), content(session(venue="The old school")))
    titles = {one["code"]: one["title"] for one in seen["options"]["venue"]}
    assert titles["HS-01"] == {"en": "HS-01 – Maple", "fr": "HS-01 – Érable"}
    assert titles["HS-02"] == {"en": "HS-02 – High school", "fr": "HS-02 – École secondaire"}


def test_what_is_said_of_all_rows_is_remembered_and_told_with_the_import(as_, engine, content):
    row = session()
    del row["status"]
    client, file = as_(), content(row)
    seen = preview(client, file)
    constant = [one["code"] for one in seen["fields"] if one["constant"]]
    assert constant == [
        *("status", "kind", "language", "venue", "facilitators", "duration_minutes")
    ]
    numbers = [one["code"] for one in seen["fields"] if one["number"]]
    with reading(engine) as connection:
        ages = vocabulary(connection).ages.codes
    assert numbers == ["duration_minutes", "total", "first_time", *ages]
    assert [one["code"] for one in seen["options"]["status"]] == [
        *("delivered", "planned", "cancelled")
    ]
    assert set(seen["options"]) == {"status", "facilitators"}
    mapping = {"constants": {"status": "delivered"}}
    again = preview(client, file, mapping=mapping)
    assert (again["can_import"], again["mapping"]["constants"]) == (True, mapping["constants"])
    assert bring(client, file, again, mapping=mapping)["done"]["new"] == 1
    (one,) = client.get("/api/v1/imports").get_json()["imports"]
    assert one["constants"] == mapping["constants"]
    assert one["said"] == [
        {
            "en": "status: delivered for all rows",
            "fr": "statut\u00a0: tenue pour toutes les lignes",
        }
    ]
    headers = [one["header"] for one in seen["columns"]]
    said = client.put("/api/v1/mappings/held", json=mapping | {"headers": headers})
    assert said.status_code == HTTPStatus.OK
    next_time = preview(client, content(row | {"reference": "S-7"}))
    assert (next_time["mapping_name"], next_time["can_import"]) == ("held", True)
    with reading(engine) as connection:
        (entry,) = history(connection, "import_mappings", "held")
        assert json.loads(entry.after)["constants"] == mapping["constants"]
    wrong = client.put("/api/v1/mappings/x", json={"constants": {"status": "up", "date": "x"}})
    assert [one["value"] for one in wrong.get_json()["faults"]] == ["x", "up"]


def test_a_mapping_is_forgotten(as_, content):
    client = as_()
    client.put("/api/v1/mappings/x", json={"columns": {"weather": ""}})
    assert client.delete("/api/v1/mappings/x").status_code == HTTPStatus.OK
    assert client.delete("/api/v1/mappings/x").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/api/v1/mappings").get_json() == {"mappings": []}
    assert preview(client, content(session(weather="rain")))["mapping_name"] is None


@pytest.mark.parametrize("name", ["survey 2014/15", "a // b", "is it?", "100 %"])
def test_a_mapping_may_have_any_name(as_, name):
    client = as_()
    path = f"/api/v1/mappings/{quote(name, safe='')}"
    kept = client.put(path, json={"columns": {"weather": ""}})
    assert (kept.status_code, kept.json) == (HTTPStatus.OK, {"name": name})
    assert [one["name"] for one in client.get("/api/v1/mappings").json["mappings"]] == [name]
    assert client.delete(path).status_code == HTTPStatus.OK


def test_a_mapping_to_what_there_is_not_is_told(as_):
    answer = as_().put("/api/v1/mappings/x", json={"columns": {"a": "nothing"}})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.get_json()["faults"][0]["value"] == "nothing"


def test_a_second_column_of_the_same_header_can_be_passed_over(as_, tmp_path):
    header, row = as_rows(session())
    file = write(tmp_path / "f.csv", [(*header, "date"), (*row, "x")]).read_bytes()
    client = as_()
    assert preview(client, file)["can_import"] is False
    seen = preview(client, file, mapping={"columns": {"date (2)": ""}})
    assert (seen["can_import"], seen["counts"]["new"]) == (True, 1)


def test_likely_copies_are_told_and_left_out_on_demand(as_, engine, content):
    client = as_()
    known = content(session(reference="K-1", facilitators="F-1"))
    bring(client, known, preview(client, known))
    file = content(
        session(reference="N-1", facilitators="F-1"),
        session(reference="N-2", kind="youth_workshop"),
        session(reference="N-3", kind="youth_workshop"),
        session(reference="N-4", date="2015-03-24"),
        session(reference="N-5", status="cancelled", total=""),
    )
    seen = preview(client, file)
    told = [(one["row"], one["apart"], one["like"]) for one in seen["duplicates"]]
    assert told == [
        (2, None, [{"reference": "K-1", "apart": None}]),
        (4, None, [{"reference": "N-2", "apart": None, "row": 3}]),
    ]
    assert seen["duplicates"][0]["name"] == "2015-03-25, HS-01"
    assert seen["duplicates"][0]["reason"] == {
        "en": "the same kind (discussion), the same facilitator (F-1), the same language and the "
        "same counts",
        "fr": "le même type (discussion), la même personne à l’animation (F-1), la même langue et "
        "les mêmes nombres",
    }
    outcome = bring(client, file, seen, skip_duplicates="true")
    assert (outcome["done"]["new"], outcome["done"]["left_out"]) == (3, 2)
    assert references(engine) == ["K-1", "N-2", "N-4", "N-5"]


@pytest.mark.parametrize(
    ("choice", "left_out"),
    [
        ({"skip_duplicates": "true", "other_rows": "4"}, {"N-1"}),
        ({"skip_duplicates": "false", "other_rows": "4"}, {"N-3"}),
        ({"skip_duplicates": "true", "other_rows": "2,4"}, set()),
        ({"other_rows": "3,4,99"}, {"N-3"}),  # who says that another row is a copy is not believed
    ],
)
def test_likely_copies_are_chosen_row_by_row(as_, engine, content, choice, left_out):
    client = as_()
    known = content(session(reference="K-1", facilitators="F-1"))
    bring(client, known, preview(client, known))
    file = content(
        session(reference="N-1", facilitators="F-1"),
        session(reference="N-2", kind="youth_workshop"),
        session(reference="N-3", kind="youth_workshop"),
    )
    outcome = bring(client, file, preview(client, file), **choice)
    assert outcome["done"]["left_out"] == len(left_out)
    assert {*references(engine)} == {"K-1", "N-1", "N-2", "N-3"} - left_out


@pytest.mark.parametrize("rows", ["x", "-4", "4,", "4;5", "²", "4" * 10, "4," * 6000 + "4"])
def test_rows_that_are_none_are_a_bad_request(as_, content, rows):
    client, file = as_(), content(SOUND)
    seen = preview(client, file)
    fields = {"sha256": seen["file"]["sha256"], "bookmark": seen["bookmark"]}
    answer = send(client, "", file, other_rows=rows, **fields)
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_data_that_changed_since_the_preview_are_looked_at_again(as_, engine, content):
    client, file = as_(), content(SOUND)
    seen = preview(client, file)
    other = content(session(reference="S-5"))
    bring(client, other, preview(client, other))
    assert bring(client, file, seen) == {"stale": True, "changed": "data"}
    assert references(engine) == ["S-5"]


def test_a_file_that_changed_since_the_preview_is_looked_at_again(as_, engine, content):
    client = as_()
    seen = preview(client, content(SOUND))
    outcome = bring(client, content(session(reference="S-6")), seen)
    assert outcome == {"stale": True, "changed": "file"}
    assert references(engine) == []


def test_imports_are_listed_and_one_of_sound_rows_is_undone_as_a_whole(as_, engine, content):
    client, file = as_(), content(SOUND, FAULTY)
    bring(client, file, preview(client, file), only_sound="true")
    (one,) = client.get("/api/v1/imports").get_json()["imports"]
    assert one["imported_at"].endswith("+00:00")
    assert (one["author"], one["file_name"], one["added"]) == ("coordinator", "f.csv", 1)
    assert (one["left_out"], one["undone"], one["can_undo"]) == (1, False, True)
    assert client.post("/api/v1/imports/1/undo").status_code == HTTPStatus.OK
    (one,) = client.get("/api/v1/imports?page=1").get_json()["imports"]
    assert (one["undone"], one["can_undo"]) == (True, False)
    assert references(engine) == []


def listed(client: FlaskClient, **query) -> dict:
    return client.get("/api/v1/imports", query_string=query).get_json()


def test_refused_files_are_listed_apart_and_nothing_of_what_stands_in_them(as_, engine, content):
    client, file = as_(), content(SOUND, FAULTY)
    bring(client, file, preview(client, file), name="week 12.csv")
    send(client, "/preview", b"\xff\xfe\x00", name="Call 613-555-0123.XLSX")
    assert listed(client)["imports"] == []
    unread, faulty = listed(client)["refused"]
    assert (unread["file_name"], unread["format"], unread["fault_count"]) == ("", "xlsx", 1)
    assert unread["reason"]["fr"] == "Impossible de lire le fichier"
    assert (faulty["file_name"], faulty["format"], faulty["author"]) == (
        *("week 12.csv", "csv", "coordinator"),
    )
    assert (faulty["reason"]["en"], faulty["fault_count"]) == ("Some rows have errors", 2)
    assert [one["id"] for one in listed(client, find="WEEK")["refused"]] == [faulty["id"]]
    assert listed(client, page=2)["refused"] == []
    with reading(engine) as connection:
        row = connection.execute(select(RefusedImport).where(RefusedImport.faults == 2)).one()
    kept = {"coordinator", "sessions", "week 12.csv", "csv", "rows"}
    assert {one for one in row if isinstance(one, str)} - {row.at} == kept
    preview(client, file)  # a look at a file that can be mended is no refusal
    bring(client, content(SOUND), preview(client, content(SOUND)))
    assert (len(listed(client)["imports"]), len(listed(client)["refused"])) == (1, 2)


def test_a_process_that_dies_in_an_import_is_noted_and_logged_in_one_line(
    as_, content, monkeypatch, caplog
):
    def dies(*_given):
        raise EndedError

    client, file = as_(), content(SOUND)
    seen = preview(client, file)
    monkeypatch.setattr(jobs.Job, "lines", dies)
    error = bring(client, file, seen)["error"]
    assert error["code"] == "internal_error"
    (one,) = listed(client)["refused"]
    assert one["reason"]["en"] == "The import was interrupted by an error"
    (told,) = (one.getMessage() for one in caplog.records if error["reference"] in one.message)
    assert "a process ended before its work did" in told
    assert "\n" not in told


def test_an_import_is_found_by_its_file_or_by_who_brought_it(as_, content):
    client = as_()
    for name in ("May 10%.csv", "June_1.csv", "June-1.csv"):
        file = content(session(reference=name))
        bring(client, file, preview(client, file), name=name)

    def found(words: str) -> list[str]:
        answer = client.get("/api/v1/imports", query_string={"find": words}).get_json()
        assert answer["pages"] == 1
        return [one["file_name"] for one in answer["imports"]]

    assert found(" june") == ["June-1.csv", "June_1.csv"]
    assert found("e_1") == ["June_1.csv"]
    assert found("%") == ["May 10%.csv"]
    assert len(found("COORD")) == 3
    assert found("nobody") == []


@pytest.mark.parametrize("words", ["x" * 101, "a\0", "a\nb"])
def test_what_is_to_be_found_is_text(as_, words):
    answer = as_().get("/api/v1/imports", query_string={"find": words})
    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "1.0", "١"])
def test_a_page_that_is_none_is_refused(as_, page):
    answer = as_().get(f"/api/v1/imports?page={page}")
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_notes_are_not_repeated(as_, content):
    client = as_()
    file = content(
        session(note="a secret", kind="nothing"), session(reference="S-2", note="whispered")
    )
    assert "secret" not in json.dumps(seen := preview(client, file))
    assert "whispered" not in json.dumps(seen)


@pytest.mark.parametrize("role", [None, Role.COMMITTEE])
@pytest.mark.parametrize("path", ["/preview", "", "/faulty"])
def test_files_are_for_coordinators(as_, server, content, path, role):
    client = as_(role) if role else server.test_client()
    refused = HTTPStatus.FORBIDDEN if role else HTTPStatus.UNAUTHORIZED
    assert send(client, path, content(SOUND)).status_code == refused


@pytest.mark.parametrize(
    "fields",
    [
        {"mapping": "[]"},
        {"mapping": "{"},
        {"mapping": '{"columns": 3}'},
        {"mapping": '{"columns": {}, "more": 1}'},
        {"more": "1"},
        {"sha256": "x", "bookmark": "1"},
    ],
)
def test_what_no_page_would_send_is_refused(as_, content, fields):
    answer = send(as_(), "/preview", content(SOUND), **fields)
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_a_page_that_stayed_open_during_an_upgrade_is_told_to_reload(as_, content):
    client, file = as_(), content(SOUND)
    seen = preview(client, file)
    answer = send(client, "", file, sha256=seen["file"]["sha256"], edition="a-1-b")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    error = answer.json["error"]
    assert error["code"] == "bad_request"
    assert "reload the page and choose the file again" in error["message"]["en"]
    assert "rechargez la page et choisissez de nouveau le fichier" in error["message"]["fr"]
    assert client.get("/api/v1/imports").json["imports"] == []


def test_a_request_without_a_file_or_with_two_is_refused(as_):
    client = as_()
    none = client.post("/api/v1/imports/preview", data={}, content_type="multipart/form-data")
    assert none.status_code == HTTPStatus.BAD_REQUEST
    two = {"file": [(BytesIO(b"a"), "a"), (BytesIO(b"b"), "b")]}
    answer = client.post("/api/v1/imports/preview", data=two)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    answer = client.post("/api/v1/imports/preview", json={})
    assert answer.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def test_a_file_of_megabytes_may_come_but_only_here(as_, content, monkeypatch):
    client = as_()
    large = content(*(session(reference=f"S-{n}", note="x" * 900) for n in range(600)))
    assert preview(client, large)["counts"]["new"] == 600
    assert client.post("/api/v1/sessions", data=large).status_code in (413, 415)
    monkeypatch.setattr(uploads, "LARGEST_FILE", 1_000)
    monkeypatch.setattr(uploads, "BESIDES_THE_FILE", 1_000)
    answer = send(client, "/preview", large)
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.get_json()["error"]["code"] == "too_large"


def test_who_goes_away_ends_the_work_and_nothing_is_written(as_, engine, content):
    """The client closes the answer before the rows are written, in another process."""
    client = as_()
    file = content(*(session(reference=f"S-{n}") for n in range(2_000)))
    seen = preview(client, file)
    body = {
        "file": (BytesIO(file), "f.csv"),
        "sha256": seen["file"]["sha256"],
        "bookmark": seen["bookmark"],
    }
    with changing(engine, "somebody"):  # whose turn it is until the work has ended
        answer = client.post("/api/v1/imports", data=body, buffered=False)
        for line in answer.response:
            if b'"comparing"' in line or b'"writing"' in line:  # it is checked, and waits
                break
        answer.close()
    assert references(engine) == []
    few = content(SOUND)
    assert bring(client, few, preview(client, few))["done"]["new"] == 1
    assert len(references(engine)) == 1


@pytest.mark.parametrize("path", ["", "/preview"])
def test_whose_right_ends_while_the_file_waits_gets_nothing(as_, engine, content, path):
    """It may wait behind other files for minutes."""
    client, file = as_(), content(SOUND)
    seen = preview(client, file)
    given = {"sha256": seen["file"]["sha256"], "bookmark": seen["bookmark"]}
    body = {"file": (BytesIO(file), "f.csv")} | ({} if path else given)
    answer = client.post(f"/api/v1/imports{path}", data=body, buffered=False)
    assert json.loads(next(answer.response))["phase"] == "waiting"  # the work is yet to begin
    with writing(engine) as connection:
        connection.execute(update(ApiToken).values(revoked_on=date(2015, 1, 2)))
    *_, last = map(json.loads, answer.response)
    assert last["error"]["code"] == "forbidden"
    assert references(engine) == []
    assert listed(as_())["refused"] == []  # nothing is wrong with the file


def test_an_error_midway_is_told_with_its_reference(as_, engine, content):
    client, file = as_(), content(SOUND)
    seen = preview(client, file)
    with writing(engine) as connection:
        tallies = SessionTally.__table__.name
        connection.exec_driver_sql(f"ALTER TABLE {tallies} RENAME TO {tallies}_away")
    outcome = bring(client, file, seen)
    assert (outcome["error"]["code"], len(outcome["error"]["reference"])) == ("unavailable", 8)
    assert references(engine) == []
    assert [one["reason"]["en"] for one in listed(client)["refused"]] == [
        "The import was interrupted by an error"
    ]
    assert send(client, "/faulty", b"").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


JANUARY = as_rows(session(reference="J-1"), session(reference="J-2", kind="nothing"))
FEBRUARY = as_rows(session(reference="F-1", date="25/02/2015"), session(reference="F-2", venue="X"))
MARCH = as_rows(session(reference="M-1", date="2015-03-01", note="of March"))
BUDGET = [("Item", "Amount"), ("Room", 120)]
YEAR = {"January": JANUARY, "February": FEBRUARY, "Budget": BUDGET, "March": MARCH}


@pytest.fixture
def year(tmp_path) -> bytes:
    """Two months alike, a third with one column more, and what is no session at all."""
    return write_sheets(tmp_path / "year.xlsx", YEAR).read_bytes()


def test_nothing_goes_in_before_it_is_said_which_sheets_are_meant(as_, engine, year):
    client = as_()
    seen = preview(client, year)
    assert [(one["name"], one["use"], one["rows"]) for one in seen["sheets"]] == [
        ("January", "read", 2),
        ("February", "read", 2),
        ("Budget", "asked", 0),
        ("March", "asked", 0),
    ]
    assert seen["sheets"][2]["headers"] == ["Item", "Amount"]
    assert seen["can_import"] is False
    assert {(one["sheet"], one["row"]) for one in seen["faults"]} == {
        ("January", 3),
        ("February", 3),
    }
    answer = bring(client, year, seen, only_sound="true", sheets_digest=seen["sheets_digest"])
    asked = [one for one in answer["refused"]["faults"] if one["row"] is None]
    assert [one["sheet"] for one in asked] == ["Budget", "March"]
    assert references(engine) == []


def test_what_is_brought_in_are_the_sheets_that_were_looked_at(as_, engine, year):
    client, chosen = as_(), json.dumps(["January", "February", "March"])
    seen = preview(client, year, sheets=chosen)
    assert (seen["can_import"], seen["counts"]["new"]) == (True, 3)
    assert bring(client, year, seen, only_sound="true", sheets=chosen) == {
        "stale": True,
        "changed": "sheets",
    }
    digest = {"sheets_digest": seen["sheets_digest"], "only_sound": "true"}
    other = json.dumps(["January"])
    assert bring(client, year, seen, sheets=other, **digest)["changed"] == "sheets"
    assert references(engine) == []
    assert bring(client, year, seen, sheets=chosen, **digest)["done"]["new"] == 3
    assert references(engine) == ["F-1", "J-1", "M-1"]


def test_naming_what_was_read_by_itself_reads_the_same(as_, engine, tmp_path):
    """As the page does; a sheet that has nothing but other headers is no choice either way."""
    client = as_()
    sheets = {"January": FEBRUARY[:2], "Plan": [("date", "venue", "note")]}
    file = write_sheets(tmp_path / "f.xlsx", sheets).read_bytes()
    seen = preview(client, file)
    assert [one["name"] for one in seen["sheets"]] == ["January"]
    named = json.dumps(["January"])
    answer = bring(client, file, seen, sheets=named, sheets_digest=seen["sheets_digest"])
    assert answer["done"]["new"] == 1


def test_the_rows_to_mend_keep_their_sheets_and_come_in_again(as_, engine, year):
    client, chosen = as_(), json.dumps(["January", "February", "March"])
    book = load_workbook(BytesIO(send(client, "/faulty", year, sheets=chosen).data))
    assert book.sheetnames == ["January", "February"]
    mended = {"January": ("kind", "discussion"), "February": ("venue", "HS-01")}
    for name, (header, value) in mended.items():
        header_row, row = book[name].iter_rows()
        at = [cell.value for cell in header_row].index(header)
        assert row[0].value == {"January": "J-2", "February": "F-2"}[name]
        assert header_row[-2].value == "What is wrong"
        row[at].value = value
    book["February"].insert_cols(1)  # whatever else is done to one of them
    book["February"]["A1"] = "note"
    saved = BytesIO()
    book.save(saved)
    seen = preview(client, saved.getvalue())
    assert (seen["counts"]["new"], seen["faults"], seen["can_import"]) == (2, [], True)
    digest = seen["sheets_digest"]
    assert bring(client, saved.getvalue(), seen, sheets_digest=digest)["done"]["new"] == 2
    assert references(engine) == ["F-2", "J-2"]


def test_sessions_are_named_as_people_call_them_with_the_labels_of_codes(as_, content):
    """A changed session goes by its day and venue before the change; notes are told nowhere."""
    client = as_()
    first = content(session(reference="S-1", note="first"))
    seen = preview(client, first)
    assert seen["new"][0]["kind"] == {"en": "discussion", "fr": "discussion"}
    assert seen["new"][0]["status"] == {"en": "delivered", "fr": "tenue"}
    assert "first_time" not in seen["new"][0]
    bring(client, first, seen)
    later = {"date": "2015-03-26", "language": "fr", "first_time": "2", "note": "second"}
    changes = preview(client, content(session(reference="S-1", **later)))["changes"]
    assert {(one["key"], one["name"]) for one in changes} == {("S-1", "2015-03-25, HS-01")}
    english, french = {"en": "English", "fr": "anglais"}, {"en": "French", "fr": "français"}
    two = {"en": "2", "fr": "2"}
    told = {one["column"]: (one["before"], one["after"]) for one in changes}
    days = tuple({"en": day, "fr": day} for day in ("2015-03-25", "2015-03-26"))
    assert told == {
        "date": days,
        "language": (english, french),
        "first_time": (None, two),
        "note": (None, None),
    }


def test_likely_copies_in_other_sheets_are_chosen_row_by_row(as_, engine, tmp_path):
    client = as_()
    sheets = {
        name: as_rows(session(reference=name, facilitators="F-1")) for name in ("A", "B", "C")
    }
    file = write_sheets(tmp_path / "f.ods", sheets).read_bytes()
    seen = preview(client, file)
    told = [(one["sheet"], one["row"], one["like"]) for one in seen["duplicates"]]
    first = {"reference": "A", "apart": None, "row": 2, "sheet": "A"}
    assert told[0] == ("B", 2, [first])
    assert (told[1][:2], first in told[1][2]) == (("C", 2), True)
    rows = {"other_rows": f"{seen['duplicates'][1]['number']}"}
    answer = bring(client, file, seen, sheets_digest=seen["sheets_digest"], **rows)
    assert answer["done"]["left_out"] == 1
    assert references(engine) == ["A", "B"]


@pytest.mark.parametrize("sheets", ["January", '{"a": 1}', "[1]", '["' + "x" * 700 + '"]'])
def test_sheets_that_are_no_names_are_a_bad_request(as_, content, sheets):
    answer = send(as_(), "/preview", content(SOUND), sheets=sheets)
    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\séances.csv", "séances.csv"),
        ("a\x00\nb.csv", "ab.csv"),
        ("", "file"),
        ("...", "file"),
        ("x" * 300 + ".xlsx", "x" * 114 + "….xlsx"),
    ],
)
def test_a_file_has_its_own_name_and_no_folder(given, shown):
    assert uploads.shown_name(given) == shown
