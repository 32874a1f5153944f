"""What `make` installs with: uv, or pip where uv cannot."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.places import ROOT

PYTHON = """#!/bin/sh
case "$*" in
*"-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python && cp uv .venv/bin/uv ;;
*"pip"*) echo "$*" >>pip.log ;;
esac
"""
UV = """#!/bin/sh
echo "$UV_FIND_LINKS" >>places.log
[ -e works ] || { echo "error: no solution found" >&2; exit 1; }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a Python and a uv that only note how they were called."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/venv", tmp_path / ".ci")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(name)
    for name, program in (("python", PYTHON), ("uv", UV)):
        (tmp_path / name).write_text(program)
        (tmp_path / name).chmod(0o755)
    return tmp_path


def install(project: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHON": str(project / "python")} | settings
    environment.pop("UV_FIND_LINKS", None)
    command = ["sh", ".ci/venv", "requirements.lock"]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=True
    )


def test_uv_looks_in_every_folder_that_pip_would(project: Path):
    (project / "works").touch()
    assert install(project, PIP_FIND_LINKS="/a /b").stderr == ""
    assert (project / "places.log").read_text() == "/a,/b\n"
    assert (
        "--require-hashes --requirement requirements.lock" not in (project / "pip.log").read_text()
    )


def test_why_uv_could_not_is_said_and_pip_installs_in_a_new_environment(project: Path):
    said = install(project).stderr
    assert "uv: error: no solution found" in said
    assert "pip instead" in said
    assert "--require-hashes --requirement requirements.lock" in (project / "pip.log").read_text()
    assert (project / ".venv/installed/requirements.lock").exists()
