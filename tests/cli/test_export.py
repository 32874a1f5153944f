"""`impact export` as scripts call it."""

import json
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from dashboard.exports.files import ABOUT


def test_an_export_tells_scripts_what_it_wrote(impact, tmp_path):
    file = tmp_path / "out.csv"
    answer = json.loads(impact("export", "sessions", file, "--json").stdout)
    lines = file.read_text("utf-8-sig").splitlines()
    assert answer == {"status": "done", "file": str(file), "rows": len(lines) - 1}


@pytest.mark.parametrize("ending", [".xlsx", ".zip"])
def test_figures_are_written_in_the_chosen_language(impact_sqlite, tmp_path, ending):
    impact_sqlite("demo", "--no-publish")
    file = tmp_path / f"a{ending}"
    done = impact_sqlite("export", "figures", file, "--lang", "fr", "--json")
    answer = json.loads(done.stdout)
    assert answer == {"status": "done", "file": str(file), "tables": 13, "demonstration": True}
    if ending == ".zip":
        with ZipFile(file) as found:
            assert len(found.namelist()) == 2 * 13
            assert "Pour le comité directeur" in found.read("by_language.txt").decode()
    else:
        book = openpyxl.load_workbook(file, read_only=True)
        assert book.sheetnames[0] == "À propos"
        assert len(book.sheetnames) == 1 + 13
        book.close()


def test_figures_without_a_session_are_written_too(impact, tmp_path):
    for name in ("a.xlsx", "a.zip"):
        assert impact("export", "figures", tmp_path / name).exit_code == 0


def test_an_export_states_the_rules_that_people_are_counted_by(impact_sqlite, tmp_path):
    impact_sqlite("demo", "--no-publish")
    impact_sqlite("export", "sessions", tmp_path / "a.xlsx")
    impact_sqlite("export", "sessions", tmp_path / "a.csv")
    sheet = {"sheet_name": ABOUT, "header": None, "index_col": 0, "engine": "openpyxl"}
    about = pd.read_excel(tmp_path / "a.xlsx", **sheet)[1]
    assert about["counting_participations"].startswith("Participation count")
    assert about["counting_distinct_youth"].startswith("First-time range")
    assert "articipation count" in (tmp_path / "a.csv").read_text("utf-8-sig")


def test_an_export_of_the_demonstration_says_so_to_scripts(impact_sqlite, tmp_path):
    impact_sqlite("demo", "--no-publish")
    answer = json.loads(impact_sqlite("export", "sessions", tmp_path / "a.csv", "--json").stdout)
    assert answer["demonstration"] is True


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "not recognized, so nothing was exported: language = “xx” (unknown code)"),
        ("fr", "n’ont pas été reconnus; rien n’a été exporté"),
    ],
)
def test_a_filter_that_is_not_understood_is_refused_and_not_ignored(
    impact_sqlite, tmp_path, lang, said
):
    file = tmp_path / "a.xlsx"
    done = impact_sqlite("export", "figures", file, "--query", "language=xx", "--lang", lang)
    assert (done.exit_code, file.exists()) == (1, False)
    assert said in done.stderr
    assert "ignored" not in done.stderr
    assert "ignorés" not in done.stderr


def test_a_refused_export_tells_scripts_why(impact_sqlite, tmp_path):
    for what in ("sessions", "figures"):
        done = impact_sqlite("export", what, tmp_path / "a.txt", "--json")
        assert done.exit_code == 1
        assert json.loads(done.stdout)["problem"] == "Unknown file type: a.txt"


def test_a_workbook_that_cannot_be_written_is_refused(impact_sqlite, tmp_path):
    done = impact_sqlite("export", "figures", tmp_path / "no" / "a.xlsx", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problem"].startswith("The file cannot be written")


def test_figures_of_a_facilitator_are_for_coordinators(impact_sqlite, tmp_path):
    impact_sqlite("demo", "--no-publish")
    file = tmp_path / "a.zip"
    asked = ("export", "figures", file, "--query", "facilitator=DEMO-F-01", "--role")
    refused = impact_sqlite(*asked, "committee")
    assert (refused.exit_code, file.exists()) == (1, False)
    assert "only coordinators may filter by it" in " ".join(refused.stderr.split())
    assert impact_sqlite(*asked, "coordinator").exit_code == 0
    with ZipFile(file) as found:
        assert "facilitator: DEMO-F-01" in found.read("youth.txt").decode()
