"""The import rules of pyproject.toml hold, and each of them would notice a breach."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from pydoc import locate

import grimp
import pytest

from dashboard.places import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
BREACHES = {
    "Imports run one way: callbacks, layouts, dashboard": ("layouts", "import callbacks"),
    "Nothing imports app": ("layouts", "import app"),
    "Dash stays out of dashboard": ("dashboard/figures", "import dash"),
    "SQL stays where the data are": ("callbacks", "import sqlalchemy"),
    "Flask stays at the edge": ("dashboard/domain", "from flask import request"),
    "Pictures are drawn in one place": ("dashboard/publications/pages", "from PIL import Image"),
    "Figures are plain dicts: nothing imports plotly": (
        "dashboard/figures",
        "import plotly.graph_objects",
    ),
    "Pandas is for files only": ("dashboard/queries", "import pandas"),
    "Programmes are solved for publications only, and the audit needs no solver": (
        "dashboard/queries",
        "import scipy.optimize",
    ),
    "Inside dashboard, each part knows only those below it": (
        "dashboard/domain",
        "import dashboard.tables",
    ),
    "Inside the house of publications, each room knows only those below it": (
        "dashboard/publications/archive",
        "import dashboard.publications.answering",
    ),
    "Audits of ranges know nothing of the search for them": (
        "dashboard/publications/protecting/ranges/auditing",
        "import dashboard.publications.protecting.ranges.proving",
    ),
    "What is published is verified without a solver": (
        "dashboard/publications/protecting/ranges/auditing",
        "import dashboard.publications.protecting.solver",
    ),
    "Shelves of a layer know only progress and what all share": (
        "dashboard/domain/venues",
        "import dashboard.domain.sessions",
    ),
    "No two rooms need each other": (
        "dashboard/exports/slides",
        "import dashboard.exports.formats",
    ),
    "Who reads publications has no way to the sessions": (
        "dashboard/publications/archive",
        "import dashboard.tables",
    ),
    "Public pages have no way to the sessions": (
        "dashboard/publications/pages",
        "import dashboard.tables",
    ),
    "Embedded views have no way to the sessions": (
        "dashboard/web/publications/embeds",
        "import dashboard.queries",
    ),
    "Cards, figures and sentences take results, never the database": (
        "dashboard/cards",
        "import dashboard.queries",
    ),
}


@pytest.fixture(scope="module")
def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the program with one breach of each rule."""
    copy = tmp_path_factory.mktemp("broken")
    for name in ("callbacks", "dashboard", "layouts"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    for number, (folder, line) in enumerate(BREACHES.values()):
        (copy / folder / f"breach_{number}.py").write_text(f"{line}\n", encoding="utf-8")
    return lint(copy)


def lint(folder: Path) -> str:
    done = subprocess.run(
        [LINT, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_every_rule_is_tried(contracts: list[str]):
    assert list(BREACHES) == contracts


@pytest.mark.parametrize("rule", BREACHES)
def test_a_breach_of_a_rule_is_noticed(broken: str, rule: str):
    assert f"{rule} BROKEN" in " ".join(broken.split())


def test_the_program_keeps_every_rule():
    assert "0 broken" in lint(ROOT)


ROOTS = ("callbacks", "layouts", "dashboard")
CLASS = re.compile(r"^ *class (\w+)", re.MULTILINE)
RAISES = re.compile(r"(^( +)Raises:\n(?:\2 {4}.+\n)+)", re.MULTILINE)
RAISED = re.compile(r"^ {8,12}(\w[\w.]*): ", re.MULTILINE)
MOST_ARROWS = 122
MOST_LINES = 298
LONGER = {"tests/attack/live.py", "tests/bench/browser.py", "tests/support/hostile.py"}
"""What could be parted still; nothing may be added."""
TABLES = "dashboard/tables/"


def room_of(module: str) -> str:
    """The package of a layer that a module lies in; what lies beside the layers is one room."""
    parts = module.split(".")
    folder = ROOT / "dashboard" / "/".join(parts[1:2])
    is_layer = parts[0] == "dashboard" and folder.is_dir() and folder != ROOT / TABLES
    return ".".join(parts[:2]) if is_layer else parts[0]


@pytest.fixture(scope="module")
def arrows() -> set[tuple[str, str]]:
    """Which room imports which."""
    graph = grimp.build_graph(*ROOTS, exclude_type_checking_imports=True, cache_dir=None)
    pairs = (
        (room_of(importer), room_of(imported))
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    )
    return {(one, other) for one, other in pairs if one != other}


def test_rooms_know_no_more_of_each_other_than_they_do_today(arrows: set[tuple[str, str]]):
    """Lower the number when there are fewer; there were 140 before publications were one house."""
    assert len(arrows) <= MOST_ARROWS, sorted(arrows)


def test_a_module_is_read_on_a_few_screens():
    """Migrations are written once; a list of cases may be as long as there are cases."""
    modules = (one for root in (*ROOTS, "tests") for one in (ROOT / root).rglob("*.py"))
    read = {one.relative_to(ROOT).as_posix(): one for one in modules if not is_of_cases(one)}
    lines = {name: len(one.read_text(encoding="utf-8").splitlines()) for name, one in read.items()}
    assert {name for name, number in lines.items() if number > MOST_LINES} == LONGER


def is_of_cases(module: Path) -> bool:
    return "versions" in module.parts or module.name.startswith(("test_", "drill_"))


def test_a_class_name_means_one_thing():
    """A row of a table may be called what its value is called: they are the same thing."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(one for root in ROOTS for one in (ROOT / root).rglob("*.py")):
        if "versions" not in path.parts:
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(path.relative_to(ROOT).as_posix())
    twice = {name: places for name, places in found.items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if not row_and_value(places)} == {}


def test_docstrings_name_errors_that_there_are():
    texts = [one.read_text("utf-8") for root in ROOTS for one in (ROOT / root).rglob("*.py")]
    ours = {name for text in texts for name in CLASS.findall(text)}
    sections = (section for text in texts for section, _ in RAISES.findall(text))
    named = {name for section in sections for name in RAISED.findall(section)}
    assert {name for name in named if name not in ours and locate(name) is None} == set()


def row_and_value(places: list[str]) -> bool:
    """Whether these are a row of a table and the value made of it."""
    value, row, *more = sorted(places)
    return value.startswith("dashboard/domain/") and row.startswith(TABLES) and not more


def test_app_wires_but_neither_asks_the_database_nor_draws():
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else names(node))
    }
    assert not imported & {"sqlalchemy", "alembic", "psycopg", "plotly", "pandas"}


def names(node: ast.Import) -> list[str]:
    return [alias.name for alias in node.names]


def test_importing_a_module_does_nothing():
    """In one Python: what a module does at its top it does for whoever imports it first.

    Nor does it load what few requests need: each worker would have its part of that in memory.
    """
    code = (
        "import sys, sqlite3\n"
        "sys.addaudithook(lambda e, a: sys.exit(3) if e in ('sqlite3.connect', 'socket.bind',"
        " 'os.fork') else None)\n"
        "import app, dashboard.web, dashboard.cli.serve\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0
    assert not {b"highspy", b"icalendar", b"lxml", b"openpyxl", b"scipy"} & {*done.stdout.split()}
