"""`impact template` as people and scripts call it."""

import json

import pytest
from openpyxl import load_workbook


@pytest.mark.parametrize(("lang", "header"), [("en", "Reference *"), ("fr", "Référence *")])
def test_the_template_is_in_the_chosen_language(impact, tmp_path, lang, header):
    file = tmp_path / "t.xlsx"
    done = impact("template", file, "--lang", lang)
    assert done.exit_code == 0
    assert load_workbook(file).worksheets[0]["A1"].value == header


def test_scripts_are_told_where_it_is(impact_sqlite, tmp_path):
    file = tmp_path / "t.xlsx"
    answer = json.loads(impact_sqlite("template", file, "--json").stdout)
    assert answer == {"status": "done", "file": str(file)}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("t.csv", "Unknown file type: t.csv"),
        ("no/such/folder/t.xlsx", "A file or a folder cannot be used"),
    ],
)
def test_a_template_that_cannot_be_written_is_refused(impact_sqlite, tmp_path, name, problem):
    done = impact_sqlite("template", tmp_path / name, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problem"].startswith(problem)
