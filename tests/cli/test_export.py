"""`impact export` as scripts call it."""

import json

import pytest


@pytest.mark.parametrize("what", ["sessions", "figures"])
def test_an_export_tells_scripts_what_it_wrote(impact, tmp_path, what):
    file = tmp_path / "out.csv"
    answer = json.loads(impact("export", what, file, "--json").stdout)
    lines = file.read_text("utf-8-sig").splitlines()
    assert answer == {"status": "done", "file": str(file), "rows": len(lines) - 1}


def test_an_export_of_the_demonstration_says_so_to_scripts(impact_sqlite, tmp_path):
    impact_sqlite("demo")
    answer = json.loads(impact_sqlite("export", "sessions", tmp_path / "a.csv", "--json").stdout)
    assert answer["demonstration"] is True


def test_a_refused_export_tells_scripts_why(impact_sqlite, tmp_path):
    done = impact_sqlite("export", "sessions", tmp_path / "a.txt", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problem"] == "The kind of file is not known: a.txt"
