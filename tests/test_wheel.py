"""The wheel holds all that the program needs, and puts nothing into anybody else’s way."""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import urllib.request
import venv
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from dashboard.places import ROOT, cache_folder
from tests.support import program

ROOMS = ("callbacks", "dashboard", "layouts")
WHOLE = "assets/vendor/bootstrap.min.css"
"""Of which pages load what they use, from another file."""


@pytest.fixture(scope="module")
def wheel(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one in a release, which pip made."""
    with tarfile.open(release) as archive:
        (name,) = (name for name in archive.getnames() if name.endswith(".whl"))
        made = tmp_path_factory.mktemp("wheel") / Path(name).name
        made.write_bytes(archive.extractfile(name).read())
    return made


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of an environment with the wheel alone; what it depends on is read where ours is."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    pip("install", str(wheel), python=folder / "bin" / "python")
    (packages,) = folder.glob("lib/*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "bin"


def pip(*arguments: str, python: Path = Path(sys.executable)) -> None:
    """Run pip for that Python, and let it fetch nothing."""
    command = [sys.executable, "-m", "pip", "--quiet", "--python", python, *arguments, "--no-deps"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What somebody’s shell says who set nothing of ours, nor where else Python looks first."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IMPACT_")}
    return {**kept, "HOME": str(tmp_path), "XDG_DATA_HOME": "", "XDG_CACHE_HOME": ""}


def test_only_what_is_ours_is_installed(wheel):
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    top = {name.partition("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == {"app.py", *ROOMS}
    tracked = subprocess.run(
        ["git", "ls-files", "assets", "data", "dashboard", "layouts", "callbacks"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    shipped = {
        re.sub("^(assets|data)/", r"dashboard/_shipped/\1/", name)
        for name in tracked
        if not name.startswith("data/.") and name != WHOLE
    }
    assert shipped <= set(names)


def test_all_that_is_imported_is_declared():
    """What comes with something else only may be gone with its next version."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {re.split(r"[\[>=<]", one)[0] for one in settings["project"]["dependencies"]}
    given = packages_distributions()
    needed = {
        module: {name.lower().replace("_", "-") for name in given[module]}
        for path in (ROOT / "app.py", *(p for room in ROOMS for p in (ROOT / room).rglob("*.py")))
        for module in imported(path) - {"app", *ROOMS} - sys.stdlib_module_names
    }
    undeclared = {module for module, names in needed.items() if not names & declared}
    assert undeclared == {"pydantic_core"}  # each pydantic needs exactly one


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_it_does_its_main_job_in_an_empty_environment(bin_folder, home, tmp_path, monkeypatch):
    def impact(*arguments: str) -> None:
        done = subprocess.run(
            [bin_folder / "impact", *arguments],
            env=home,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout

    impact("migrate")
    impact("demo", "--no-publish")
    (database,) = tmp_path.rglob("impact.db")
    assert database.is_relative_to(tmp_path)
    monkeypatch.setattr(program, "IMPACT", bin_folder / "impact")
    monkeypatch.setattr(program, "begin", program.executed)
    kept = str(cache_folder() / "files")  # where other servers have compressed the same files
    with program.serving(f"sqlite:///{database}", tmp_path, cache_dir=kept) as served:
        page = read(f"{served.url}/en/explore")
        linked = re.findall(r'(?:href|src)="(/[^"?]+)([^"]*)"', page)
        for path, query in dict(linked).items():  # of the files of charts, those of one chart
            if "/charts/" not in path or "/charts/youth." in path:
                assert read(served.url + path + query.replace("&amp;", "&")), path
        assert '"participations":1000' in read(f"{served.url}/api/v1/progress")
        assert read(f"{served.url}/embed.js")


def read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        return answer.read().decode(errors="replace")
