"""Front-end files made by others are listed with their source, and are what they say."""

import csv
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from dashboard.places import ROOT

ASSETS = ROOT / "assets"
LICENCE_TEXTS = "vendor/licences"
MADE = "vendor/bootstrap.reduced.css"


def rows() -> list[dict[str, str]]:
    with (ASSETS / "VENDORED.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_vendored_file_is_listed():
    files = {p.relative_to(ASSETS).as_posix() for p in ASSETS.glob("vendor/**/*") if p.is_file()}
    listed = {row["file"] for row in rows()}
    ours = {name for name in files if name.startswith(LICENCE_TEXTS)} | {MADE}
    assert files - ours == listed


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_a_vendored_file_is_the_one_that_was_listed(row: dict[str, str]):
    assert hashlib.sha256((ASSETS / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert all(row.values())


def test_the_plotly_bundle_is_the_version_that_plotly_for_python_speaks_to():
    bundle = next(row for row in rows() if "plotly" in row["file"])
    assert bundle["version"] == get_plotlyjs_version()
    head = (ASSETS / bundle["file"]).read_text(encoding="utf-8")[:200]
    assert f"v{bundle['version']}" in head


@pytest.mark.parametrize("kind", ["css", "js"])
def test_no_vendored_file_asks_for_a_source_map_that_is_not_there(kind: str):
    for path in Path(ASSETS / "vendor").glob(f"**/*.{kind}"):
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8")


def test_pages_load_the_rules_of_bootstrap_that_they_use_and_no_others():
    reduce = [sys.executable, ROOT / ".ci" / "reduce_css.py", "--check"]
    done = subprocess.run(reduce, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout


def test_the_reduced_rules_have_what_controls_are_made_of():
    made = (ASSETS / MADE).read_text(encoding="utf-8")
    assert all(rule in made for rule in (".form-check-input:checked", ".form-select:focus"))
    assert ".navbar" not in made
