import json
import shlex
from datetime import date

import pytest

from dashboard.database import open_engine, reading
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.reference.kinds import ANNOTATIONS, kind_of
from dashboard.importers.importing import SUBJECTS
from dashboard.places import DEMONSTRATION
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary
from tests.support.files import (
    as_rows,
    session,
    strike_out,
    write_csv,
    write_sheets,
    write_xlsx,
)

VENUES = [
    ("code", "venue_type", "area", "label_en", "label_fr"),
    ("HS-01", "high_school", "Vanier", "A", "B"),
]


@pytest.fixture
def venues(tmp_path):
    return write_csv(tmp_path / "venues.csv", VENUES)


@pytest.fixture
def bad(tmp_path):
    rows = as_rows(
        session(venue="HS-1", date="03/04/2015"),
        session(reference="S-2", total="[bold]many[/bold]"),
    )
    return write_csv(tmp_path / "sessions.csv", rows)


def test_an_import_says_what_it_did(impact, venues):
    done = impact("import", "venues", venues)
    assert (done.exit_code, done.stdout) == (0, "venues.csv: 1 added, 0 changed, 0 unchanged\n")
    assert "0 added, 0 changed, 1 unchanged" in impact("import", "venues", venues).stdout


def test_a_refused_file_leaves_with_1_and_every_reason_in_full(impact_sqlite, venues, bad):
    impact_sqlite("import", "venues", venues)
    done = impact_sqlite("import", "sessions", bad)
    assert done.exit_code == 1
    said = " ".join(done.stdout.split())
    assert "sessions.csv: nothing was imported; 3 issues to fix" in said
    assert "“HS-1” is not a known venue → Did you mean “HS-01 – A”?" in said
    assert "[bold]many[/bold]" in done.stdout.replace("\n", "")
    assert "“HS-1” is not a known venue" in done.stdout


def test_a_guessed_encoding_is_told_of_a_refused_file_too(impact_sqlite, venues, tmp_path):
    impact_sqlite("import", "venues", venues)
    rows = [session(note="prévue"), session(reference="S-2", note="prévue", venue="École")]
    path = write_csv(tmp_path / "sessions.csv", as_rows(*rows[:1]), encoding="cp1252")
    assert "read as Windows-1252" in impact_sqlite("import", "sessions", path, "--dry-run").stdout
    write_csv(path, as_rows(*rows), encoding="cp1252")
    assert "read as Windows-1252" in impact_sqlite("import", "sessions", path).stdout
    told = json.loads(impact_sqlite("import", "sessions", path, "--json").stdout)["remarks"]
    assert told[0]["row"] is None


def test_json_has_one_shape_for_scripts(impact, venues, bad):
    assert json.loads(impact("import", "venues", venues, "--json", "--dry-run").stdout) == {
        "status": "done",
        "subject": "venues",
        "file": "venues.csv",
        "dry_run": True,
        "rows": 1,
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "sheets": [],
        "faults": [],
        "fault_count": 0,
        "remarks": [],
        "remark_count": 0,
        "changes": [],
        "change_count": 0,
        "waiting": [],
        "constants": {},
    }
    impact("import", "venues", venues)
    done = impact("import", "sessions", bad, "--json")
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["status"], answer["fault_count"]) == (1, "refused", 3)
    assert answer["faults"][0] == {
        "sheet": None,
        "row": 2,
        "column": "date",
        "value": "03/04/2015",
        "problem": "It is unclear which is the day and which is the month",
        "remedy": "Write it as 2015-03-04 or 2015-04-03, whichever you mean",
    }


def test_what_waits_is_named_with_the_option_that_ignores_it(impact_sqlite, venues, tmp_path):
    impact_sqlite("import", "venues", venues)
    odd = session(Weather="rain", **{"shoe “size”": "4", "$HOME": "x"})
    path = write_csv(tmp_path / "f.csv", as_rows(odd, odd | {"reference": "S-2"}))
    refused = impact_sqlite("import", "sessions", path)
    said = " ".join(refused.stdout.split())
    assert refused.exit_code == 1
    assert "The header “Weather” is not recognized" in said
    assert "Apart from 3 columns, 2 of 2 rows are valid" in said
    options = '--ignore-column "Weather" --ignore-column "shoe “size”" --ignore-column \'$HOME\''
    assert f"To import without what is not matched: {options}" in said
    done = impact_sqlite("import", "sessions", path, *shlex.split(options))
    assert (done.exit_code, "Ignored columns: Weather, shoe “size”, $HOME" in done.stdout) == (0, 1)
    venue = write_csv(tmp_path / "v.csv", [("code", "venue_type", "Odd"), ("X-1", "shelter", "")])
    assert impact_sqlite("import", "venues", venue).exit_code == 1
    assert impact_sqlite("import", "venues", venue, "--ignore-column", "Odd").exit_code == 0


def test_headers_are_matched_with_columns_by_name(impact_sqlite, venues, tmp_path):
    impact_sqlite("import", "venues", venues)
    row = session()
    odd = {"No.": row.pop("reference"), "Genre": row.pop("kind"), "a=b": row.pop("venue")}
    path = write_csv(tmp_path / "f.csv", as_rows(row | odd))
    refused = impact_sqlite("import", "sessions", path)
    said = " ".join(refused.stdout.split())
    assert '--match "No.=reference" --match "Genre=kind"' in said
    assert "“reference” under another header, match it: --match HEADER=reference" in said
    right = ("--match", "No.=référence", "--match", "Genre=session kind", "--match", "a=b=venue")
    done = impact_sqlite("import", "sessions", path, *right)
    assert (done.exit_code, "1 added" in done.stdout) == (0, True)
    again = impact_sqlite("import", "sessions", path, *right, "--match", "Nummer=date", "--json")
    (fault,) = json.loads(again.stdout)["faults"]
    assert (again.exit_code, fault["column"]) == (1, "Nummer")
    assert fault["problem"] == "The file has no header “Nummer”"
    assert fault["remedy"].startswith("It has these: ")
    wrong = impact_sqlite("import", "sessions", path, *right[:4], "--match", "a=b=place", "--json")
    fault = json.loads(wrong.stdout)["faults"][0]
    assert (wrong.exit_code, fault["problem"]) == (1, "“place” is not a known column")
    assert "venue, venue type" in fault["remedy"]
    for odd_option in ("No.", "=date", "No.="):
        answer = impact_sqlite("import", "sessions", path, "--match", odd_option)
        assert answer.exit_code == 2
    twice = impact_sqlite("import", "sessions", path, "--match", "No.=note", "--match", "No.=total")
    assert twice.exit_code == 2


def test_a_file_without_a_status_is_said_to_be_all_delivered(impact_sqlite, venues, tmp_path):
    impact_sqlite("import", "venues", venues)
    row = session()
    del row["status"]
    path = write_csv(tmp_path / "odd.csv", as_rows(row | {"Weather": ""}))
    refused = impact_sqlite("import", "sessions", path, "--lang", "fr")
    assert (refused.exit_code, "--constant status=delivered" in refused.stdout) == (1, True)
    assert '--ignore-column "Weather"' in refused.stdout
    path = write_csv(tmp_path / "f.csv", as_rows(row))
    done = impact_sqlite("import", "sessions", path, "--constant", "statut=tenue")
    assert (done.exit_code, "status: delivered for all rows" in done.stdout) == (0, True)
    again = impact_sqlite("import", "sessions", path, "--constant", "status=delivered", "--json")
    assert json.loads(again.stdout)["constants"] == {"status": "delivered"}
    for wrong in ("status", "status=nobody knows"):
        answer = impact_sqlite("import", "sessions", path, "--constant", wrong)
        assert answer.exit_code == (1 if "=" in wrong else 2)


def test_sheets_are_told_or_named_and_none_is_lost(impact_sqlite, venues, tmp_path):
    impact_sqlite("import", "venues", venues)
    sheets = {
        "January": as_rows(session(reference="J-1"), session(reference="J-2")),
        "Budget": [("Item", "Amount"), ("Room", 120)],
        "Old": as_rows(session(reference="O-1")),
        "February": as_rows(session(reference="F-1")),
    }
    path = write_sheets(tmp_path / "year.xlsx", sheets, ["Old"])
    refused = impact_sqlite("import", "sessions", path)
    said = " ".join(refused.stdout.split())
    assert refused.exit_code == 1
    assert "Hidden sheets are not read: Old" in said
    assert "The sheet “Budget” has different columns from “January”" in said
    assert "Give each sheet to read with --sheet" in said
    named = ("--sheet", "January", "--sheet", "February")
    done = impact_sqlite("import", "sessions", path, *named, "--dry-run")
    said = " ".join(done.stdout.split())
    assert "These sheets are left out: Budget" in said
    assert "Sheet Rows January 2 February 1" in said
    answer = json.loads(impact_sqlite("import", "sessions", path, *named, "--json").stdout)
    assert (answer["added"], answer["sheets"]) == (
        3,
        [
            {"name": "January", "hidden": False, "use": "read", "rows": 2},
            {"name": "Budget", "hidden": False, "use": "left_out", "rows": 0},
            {"name": "Old", "hidden": True, "use": "left_out", "rows": 0},
            {"name": "February", "hidden": False, "use": "read", "rows": 1},
        ],
    )
    french = impact_sqlite("import", "sessions", path, "--sheet", "old", "--lang", "fr")
    assert "Feuilles laissées de côté : January, Budget, February" in french.stdout.replace(
        "\u00a0", " "
    )
    assert "ajouts : 1" in french.stdout.replace("\u00a0", " ")


def test_json_names_a_missing_column_by_its_code_in_either_language(impact_sqlite, tmp_path):
    cells = session()
    del cells["venue"]
    file = write_csv(tmp_path / "sessions.csv", as_rows(cells))
    (fault,) = json.loads(
        impact_sqlite("import", "sessions", file, "--json", "--lang", "fr").stdout
    )["faults"]
    assert fault["column"] == "venue"
    assert fault["problem"].replace("\u00a0", " ") == "La colonne « lieu » manque"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_file_that_is_not_there_is_told_without_a_traceback(impact_sqlite, subject, tmp_path):
    done = impact_sqlite("import", subject, tmp_path / "none.csv")
    assert done.exit_code == 1
    assert "There is no such file" in done.stdout


def test_a_wrong_subject_is_wrong_usage(impact_sqlite, venues):
    assert impact_sqlite("import", "people", venues).exit_code == 2


def test_the_demonstration_goes_in_once(impact, database_url):
    assert impact("demo", "--no-publish").exit_code == 0
    engine = open_engine(database_url)
    with reading(engine) as connection:
        before = state(connection)
    assert before.demonstration
    assert "0 added, 0 changed, 79 unchanged" in impact("demo", "--no-publish").stdout
    with reading(engine) as connection:
        assert state(connection) == before
    engine.dispose()
    assert impact("check").exit_code == 0


def test_the_demonstration_marks_events_once_and_leaves_people_s_own(impact, database_url):
    impact("demo", "--no-publish")
    engine = open_engine(database_url)
    with reading(engine) as connection:
        marked = list(vocabulary(connection).annotations)
    assert [(one.label_en, one.label_fr) for one in marked] == [
        ("New funding", "Nouveau financement"),
        ("School strike", "Grève scolaire"),
    ]
    desk = ReferenceDesk(engine, "Ada", date(2015, 3, 25))
    kind = kind_of(ANNOTATIONS)
    (first,) = (one for one in desk.all(kind) if one.cells["code"] == marked[0].code)
    assert desk.remove(kind, marked[0].code, first.version).done
    impact("demo", "--no-publish")
    with reading(engine) as connection:
        assert list(vocabulary(connection).annotations) == marked[1:]
    engine.dispose()


def test_the_demonstration_stays_out_of_real_data(impact, venues, database_url):
    impact("import", "venues", venues)
    done = impact("demo", "--no-publish")
    assert done.exit_code == 1
    assert "data other than the demonstration’s" in done.stderr
    engine = open_engine(database_url)
    with reading(engine) as connection:
        assert not state(connection).demonstration
    engine.dispose()


def test_the_demonstration_is_read_by_the_importers_as_any_file(impact_sqlite):
    for subject in ("venues", "facilitators", "targets", "sessions"):
        assert impact_sqlite("import", subject, DEMONSTRATION / f"{subject}.csv").exit_code == 0


def test_what_is_odd_in_a_file_goes_in_once_it_is_said_what_it_is(impact_sqlite, venues, tmp_path):
    impact_sqlite("import", "venues", venues)
    rows = [session(reference=n, date=f"2015-03-{n:02}") for n in (1, 2, 3)]
    rows[1]["date"] = "1926-03-02"
    path = strike_out(write_xlsx(tmp_path / "a.xlsx", as_rows(*rows)), 4)
    done = impact_sqlite("import", "sessions", path)
    assert done.exit_code == 1
    said = " ".join(done.stdout.split())
    for option in ("--struck-out leave", "--numbers file", "--right-date 1926-03-02"):
        assert option in said
    right = ("--struck-out", "leave", "--numbers", "file", "--right-date", "1926-03-02")
    assert "2 added" in impact_sqlite("import", "sessions", path, *right).stdout


def test_likely_duplicates_are_imported_left_out_or_refuse_the_file(
    impact_sqlite, venues, tmp_path
):
    impact_sqlite("import", "venues", venues)
    rows = as_rows(*(session(reference=f"S-{n}") for n in range(3)))
    path = write_csv(tmp_path / "f.csv", rows)
    careful = ("import", "sessions", path, "--copies", "refuse")
    for more in ((), ("--dry-run",)):
        refused = impact_sqlite(*careful, *more)
        said = " ".join(refused.stdout.split())
        assert refused.exit_code == 1
        assert "2 sessions are likely duplicates. Rows: 3, 4" in said
        assert "To leave them out: --copies leave To import them too: --copies keep" in said
    french = impact_sqlite(*careful, "--lang", "fr").stdout
    assert "2 séances sont probablement des doublons" in " ".join(french.split())
    assert "1 added" in impact_sqlite("import", "sessions", path, "--copies", "leave").stdout
    assert "2 added" in impact_sqlite("import", "sessions", path).stdout
    again = impact_sqlite(*careful)  # none of them is new any more
    assert (again.exit_code, "3 unchanged" in again.stdout) == (0, True)
