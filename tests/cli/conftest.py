"""The command run as a script runs it, on a database of the test's own."""

from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from dashboard.cli import build

Impact = Callable[..., Result]


@pytest.fixture
def impact(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Impact:
    """Runs ``impact`` with these arguments, on a migrated database of either kind."""
    monkeypatch.setenv("IMPACT_DATABASE_URL", database_url)
    return run(monkeypatch)


@pytest.fixture
def impact_sqlite(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Impact:
    """The same on SQLite only."""
    monkeypatch.setenv("IMPACT_DATABASE_URL", sqlite_url)
    return run(monkeypatch)


@pytest.fixture
def impact_nowhere(monkeypatch: pytest.MonkeyPatch) -> Impact:
    """The same, where the test sets ``IMPACT_DATABASE_URL`` itself."""
    return run(monkeypatch)


def run(monkeypatch: pytest.MonkeyPatch) -> Impact:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    runner, app = CliRunner(), build()
    return lambda *arguments: runner.invoke(
        app, list(map(str, arguments)), catch_exceptions=False, env={"COLUMNS": "80"}
    )
