"""`impact export` as scripts call it."""

import json

import pandas as pd
import pytest

from dashboard.exports.files import ABOUT


@pytest.mark.parametrize("what", ["sessions", "figures"])
def test_an_export_tells_scripts_what_it_wrote(impact, tmp_path, what):
    file = tmp_path / "out.csv"
    answer = json.loads(impact("export", what, file, "--json").stdout)
    lines = file.read_text("utf-8-sig").splitlines()
    assert answer == {"status": "done", "file": str(file), "rows": len(lines) - 1}


@pytest.mark.parametrize("what", ["sessions", "figures"])
def test_an_export_states_the_rules_that_people_are_counted_by(impact_sqlite, tmp_path, what):
    impact_sqlite("demo", "--no-publish")
    impact_sqlite("export", what, tmp_path / "a.xlsx")
    impact_sqlite("export", what, tmp_path / "a.csv")
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
    file = tmp_path / "a.csv"
    done = impact_sqlite("export", "figures", file, "--query", "language=xx", "--lang", lang)
    assert (done.exit_code, file.exists()) == (1, False)
    assert said in done.stderr
    assert "ignored" not in done.stderr
    assert "ignorés" not in done.stderr


def test_a_refused_export_tells_scripts_why(impact_sqlite, tmp_path):
    done = impact_sqlite("export", "sessions", tmp_path / "a.txt", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problem"] == "Unknown file type: a.txt"


def test_figures_of_a_facilitator_are_for_coordinators(impact_sqlite, tmp_path):
    impact_sqlite("demo", "--no-publish")
    file = tmp_path / "a.csv"
    asked = ("export", "figures", file, "--query", "facilitator=DEMO-F-01", "--role")
    refused = impact_sqlite(*asked, "committee")
    assert (refused.exit_code, file.exists()) == (1, False)
    assert "only coordinators may filter by it" in " ".join(refused.stderr.split())
    assert impact_sqlite(*asked, "coordinator").exit_code == 0
    assert "facilitator: DEMO-F-01" in file.read_text("utf-8-sig")
