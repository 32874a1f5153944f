"""The program loads with the oldest Python that it says it runs on."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dashboard.places import ROOT

LOAD_ALL = """
import importlib, pkgutil
import app, callbacks, dashboard, layouts

for room in (callbacks, dashboard, layouts):
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if not module.name.startswith("dashboard.migrations."):  # these run within alembic only
            importlib.import_module(module.name)
"""


@pytest.fixture
def oldest(tmp_path: Path) -> Path:
    """That Python, in an environment with what the program needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = f"python{project['requires-python'].removeprefix('>=')}"
    if not works(name):
        pytest.skip(f"there is no {name}")
    venv, python = tmp_path / "environment", tmp_path / "environment/bin/python"
    subprocess.run([name, "-m", "venv", "--without-pip", venv], check=True)
    lock = ("install", "--quiet", "--require-hashes", "--requirement", ROOT / "requirements.lock")
    pip = [sys.executable, "-m", "pip", "--python", python, *lock]
    uv = [Path(sys.executable).with_name("uv"), "pip", *lock, "--no-config", "--python", python]
    places = {"UV_FIND_LINKS": os.environ.get("PIP_FIND_LINKS", "").replace(" ", ",")}
    if subprocess.run(uv, env=os.environ | places, check=False).returncode:  # see .ci/venv
        subprocess.run(pip, check=True)
    return python


def works(name: str) -> bool:
    """Whether there is such a command; some only name a version that is not installed."""
    return (
        bool(shutil.which(name)) and not subprocess.run([name, "--version"], check=False).returncode
    )


def test_every_module_loads_with_the_oldest_python(oldest, monkeypatch):
    """The type checker takes for granted what newer versions alone can evaluate."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    command = [oldest, "-c", LOAD_ALL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
