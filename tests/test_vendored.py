"""Front-end files made by others are listed with their source, and are what they say."""

import csv
import hashlib
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from dashboard.places import ROOT

ASSETS = ROOT / "assets"
LICENCE_TEXTS = "vendor/licences"


def rows() -> list[dict[str, str]]:
    with (ASSETS / "VENDORED.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_vendored_file_is_listed():
    files = {p.relative_to(ASSETS).as_posix() for p in ASSETS.glob("vendor/**/*") if p.is_file()}
    listed = {row["file"] for row in rows()}
    assert {name for name in files if not name.startswith(LICENCE_TEXTS)} == listed


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
