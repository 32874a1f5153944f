"""Front-end files made by others are listed with their source, and are what they say."""

import csv
import hashlib
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import babel
import polib
import pytest
from fontTools.ttLib import TTFont
from plotly.offline import get_plotlyjs_version

from dashboard.i18n import Locale
from dashboard.places import ROOT

ASSETS = ROOT / "assets"
LICENCE_TEXTS = "vendor/licences"
MADE = "vendor/bootstrap.reduced.css"
FONTS = {
    "pact-sans": "source-sans-3-latin-wght-normal",
    "pact-serif": "source-serif-4-latin-600-normal",
}
"""Those that pages load, and the whole ones that they are cut from."""
OF_BRIEFS = ("pact-sans-400.ttf", "pact-sans-600.ttf", "pact-serif-600.ttf")
SHOWN_BY = {
    ROOT / "dashboard" / "publications" / "pages" / "templates": "*.html",
    ROOT / "dashboard" / "figures": "*.py",
    ROOT / "dashboard" / "sentences": "*.py",
    ROOT / "data": "*.csv",
    ROOT / "layouts": "*.py",
    ASSETS: "*.[cj]s*",
}


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


@pytest.mark.parametrize("script", ["reduce_css.py", "subset_fonts.py"])
def test_what_is_cut_from_a_vendored_file_is_up_to_date(script: str):
    made = [sys.executable, ROOT / ".ci" / script, "--check"]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout


def test_the_reduced_rules_have_what_controls_are_made_of():
    made = (ASSETS / MADE).read_text(encoding="utf-8")
    assert all(rule in made for rule in (".form-check-input:checked", ".form-select:focus"))
    assert ".navbar" not in made


@pytest.mark.parametrize("name", FONTS)
def test_a_font_that_pages_load_has_all_that_both_languages_show(name: str):
    whole = characters(FONTS[name])
    assert shown() & whole <= characters(name)
    left = whole - characters(name)
    assert left <= asked_for(FONTS[name]), "nothing would show these as they were meant"
    assert not shown() & (asked_for(FONTS[name]) - whole), "these would load a font in vain"


def test_digits_of_a_table_stand_below_each_other():
    for name in FONTS:
        font, digits = open_font(name), (ord(digit) for digit in "0123456789")
        widths = {font["hmtx"][font.getBestCmap()[digit]][0] for digit in digits}
        features = {one.FeatureTag for one in font["GSUB"].table.FeatureList.FeatureRecord}
        assert len(widths) == 1 or "tnum" in features


@pytest.mark.parametrize("name", [*(f"{one}.woff2" for one in FONTS), *OF_BRIEFS])
def test_a_font_that_was_changed_keeps_its_licence_and_not_the_reserved_name(name: str):
    font = TTFont(ASSETS / "vendor" / "fonts" / name)
    said = {record.nameID: str(record) for record in font["name"].names}
    assert "Reserved Font Name ‘Source’" in said.pop(0)
    assert "OFL" in said.pop(14)
    assert not [words for words in said.values() if "source" in words.casefold()]


def open_font(name: str) -> TTFont:
    return TTFont(ASSETS / "vendor" / "fonts" / f"{name}.woff2")


def characters(name: str) -> set[int]:
    return set(open_font(name).getBestCmap()) - {0xFEFF}  # a mark at the beginning of files


def asked_for(name: str) -> set[int]:
    """The characters for which the style sheet loads a font."""
    rules = (ASSETS / "shared" / "colours.css").read_text(encoding="utf-8").split("}")
    rule = next(one for one in rules if f"{name}.woff2" in one)
    ranges = re.findall(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", rule)
    spans = (range(int(first, 16), int(last or first, 16) + 1) for first, last in ranges)
    return set(chain.from_iterable(spans))


def shown() -> set[int]:
    """What catalogues, formats, reference data, templates, styles and scripts may show."""
    texts: list[str] = []
    for path in (ROOT / "dashboard" / "i18n").rglob("*.po"):
        for entry in polib.pofile(str(path)):
            texts += entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()
    for locale in Locale:
        cldr = babel.Locale.parse(locale.cldr)
        texts += cldr.number_symbols["latn"].values()
        texts += (name for kind in cldr.months["format"].values() for name in kind.values())
        texts += (name for kind in cldr.days["format"].values() for name in kind.values())
    for folder, kind in SHOWN_BY.items():
        paths = (path for path in folder.rglob(kind) if "vendor" not in path.parts)
        texts += (path.read_text(encoding="utf-8") for path in paths)
    return set(map(ord, "".join(texts)))
