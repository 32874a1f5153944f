"""What is joined for a page is what its files are: rules in order, modules as engines run them."""

import re
import subprocess
from graphlib import TopologicalSorter
from pathlib import Path
from posixpath import dirname, normpath

import pytest
import tinycss2

from dashboard import places, scripts, sheets
from dashboard.places import ASSETS

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LEFT = re.compile(r"\bimport\s*[.(]")
OURS = re.compile(r"\$modules|\$imported|globalThis")
MODULES = [
    one.relative_to(ASSETS).as_posix()
    for one in sorted(ASSETS.rglob("*.js"))
    if one.parent.name != "vendor"
]
EVERY_FORM = {
    "tried/entry.js": """import "./first.js";
import { count, more as another } from "./state.js";
import * as state from "./state.js";
import {
  late,
  told,
} from "../beside/late.js";

console.log("entry", count(), another(1, 2), state.NAME, state.count(), typeof this);
late().then((answer) => console.log(answer, told(), count()));
console.log("entry ends");
""",
    "tried/first.js": """import { count } from "./state.js";
/** @typedef {import("./state.js").count} Count */
console.log("first", count());
""",
    "tried/state.js": """console.log("state begins");
let counted = 0;
export const NAME = "a constant";
export function count() {
  counted += 1;
  return counted;
}
export async function more(...several) {
  return several;
}
""",
    "beside/late.js": """import { count } from "../tried/state.js";

export const told = () => `told ${count()}`;
export const late = () => import("./later.js").then(({ ask }) => ask());
""",
    "beside/later.js": """import { told } from "./late.js";
console.log("later begins");
export function ask() {
  return told();
}
""",
}
"""Small modules. The last one imports, in a circle, the one that imports it later."""


def read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def node(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["node", *arguments], capture_output=True, text=True, check=False)


def test_joined_modules_run_as_an_engine_runs_them(tmp_path: Path, monkeypatch):
    for name, content in EVERY_FORM.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    monkeypatch.setattr(places, "ASSETS", tmp_path)
    monkeypatch.setattr(
        scripts, "ENTRIES", {scripts.LIVE: "tried/entry.js", "page": "tried/entry.js"}
    )
    monkeypatch.setattr(scripts, "FOR_EVERY_VIEW", "tried/first.js")
    alone, after = tmp_path / "alone.js", tmp_path / "after.js"
    joined = scripts.joined.__wrapped__  # none of these is kept
    alone.write_bytes(joined(scripts.LIVE))
    monkeypatch.setitem(scripts.ENTRIES, scripts.SHARED, "tried/first.js")
    shared, page = joined(scripts.SHARED), joined("page")
    after.write_bytes(shared + page)
    meant = node(tmp_path / "tried/entry.js")
    assert meant.stdout.startswith("state begins\nfirst 1\nentry 2 Promise")
    assert [node(one).stdout for one in (alone, after)] == [meant.stdout] * 2
    assert not re.search('"tried/(first|state)', re.sub(r"\$imported.*", "", page.decode()))


@pytest.mark.parametrize("of", scripts.ENTRIES)
def test_no_form_of_import_or_export_is_left_in_a_script(of: str, tmp_path: Path):
    """Exports, and imports that are no calls, may not stand in a function: an engine says so."""
    file = tmp_path / "joined.mjs"
    file.write_bytes(scripts.joined(of))
    checked = node("--check", file)
    assert not checked.returncode, checked.stderr
    assert not LEFT.search(COMMENT.sub("", file.read_text(encoding="utf-8"))), of


def test_modules_import_first_and_never_in_a_circle():
    at_once = {}
    for name in MODULES:
        rest = COMMENT.sub("", read(name))
        assert not OURS.search(rest), name
        at_once[name] = [
            normpath(f"{dirname(name)}/{one['file']}") for one in scripts.IMPORT.finditer(rest)
        ]
        while found := scripts.IMPORT.match(rest := rest.lstrip()):
            rest = rest[found.end() :]
        assert not scripts.IMPORT.search(rest), name
    assert set(TopologicalSorter(at_once).static_order()) == set(MODULES)


@pytest.mark.parametrize("of", sheets.PAGES)
def test_a_joined_sheet_has_the_rules_of_its_sheets_in_order(of: str):
    def rules(content: str) -> list[str]:
        found = tinycss2.parse_stylesheet(content, skip_comments=True, skip_whitespace=True)
        assert not [one for one in found if one.type == "error"]
        return [one.serialize() for one in found]

    names = [name for name, pages in sheets.STYLES if of in pages]
    each = [rule for name in names for rule in rules(read(name))]
    assert rules(sheets.joined(of).decode()) == each
    only_first = ("@charset", "@import", "@layer", "@namespace")
    assert not [rule for rule in each if rule.startswith(only_first)]


def test_a_joined_sheet_finds_what_its_sheets_name():
    for name, _ in sheets.STYLES:
        assert name.count("/") == 1
        for address in re.findall(r'url\("?(?!data:)([^")]+)', COMMENT.sub("", read(name))):
            assert address.startswith("../")
            assert (ASSETS / "pages" / address).resolve().is_file()
