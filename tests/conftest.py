"""What all tests share: databases of their own, and no settings from outside."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine

from dashboard.database import open_engine
from dashboard.web.shared.jobs import jobs
from tests.support import (
    apart,
    chromium,
    compressed,
    databases,
    described,
    examples,
    garbage,
    jobs_ready,
    memory,
    once,
    one_day,
    passwords,
    postgresql,
    program,
    releases,
    routes,
    statements,
    turns,
)

# A busy machine is no fault of the code. Where `CI` is set, Hypothesis tries the same examples
# each time, so that a change is judged by what it changes.
hypothesis.settings.register_profile(
    "ours", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "ours")

_numbers = itertools.count(1)
LONGEST = (
    "deploy/test_install.py",
    "deploy/test_upgrade.py",
    "docs/test_commands.py",
    "importing/test_hostile_files.py",
    "importing/test_killed.py",
    "migrations/test_upgrades.py",
    "protecting/test_corrections.py",
    "attack/test_publications.py",
    "golden/test_golden.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is imported, so that not even a module's top level sees the settings."""
    config.pluginmanager.register(turns)
    garbage.look_for_none()
    for name in [name for name in os.environ if name.startswith("IMPACT_")]:
        del os.environ[name]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what tests start is compiled once
    databases.forbid_the_configured_one()
    memory.keep_temporary_files_in_memory()
    one_day.hold()
    passwords.make_them_cheap()
    described.check_every_answer()
    routes.make_servers_quickly()
    statements.compile_them_once()
    compressed.keep_it()
    program.fork_servers_and_commands()
    apart.fork_readers()
    jobs_ready.fork_jobs()


def pytest_unconfigure() -> None:
    """The processes that were started for all tests end here, and not with warnings."""
    jobs().stop()


def pytest_addoption(parser: pytest.Parser) -> None:
    said = "of variants of a test, those of one turn: 0 or 1"
    parser.addoption(turns.OPTION, type=int, choices=range(turns.TURNS), help=said)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: one that begins last would run while the other processes have no work."""
    items.sort(key=lambda item: _how_long(item.path.as_posix()))


def _how_long(path: str) -> int:
    """Where its file stands among the longest; all others come after them."""
    return next((at for at, end in enumerate(LONGEST) if path.endswith(end)), len(LONGEST))


def pytest_collection_finish() -> None:
    """Here a worker has all that it keeps."""
    from tests.support import previews, proofs  # noqa: PLC0415 - only who runs tests needs them

    previews.draw_them_once()
    proofs.keep_them()
    garbage.look_for_it_in_what_tests_make()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """With fewer examples where each costs much."""
    with examples.fewer_where_dear(pyfuncitem):
        return (yield)


@pytest.fixture(scope="session", name="postgresql")
def _postgresql() -> Iterator[postgresql.Server]:
    """A real PostgreSQL server, this test process's own."""
    with postgresql.running_server() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with reference data; copy it, never open it."""

    def make(folder: Path) -> None:
        databases.make(f"sqlite:///{folder}/impact.db")

    return once.made(tmp_path_factory, "template", make) / "impact.db"


@pytest.fixture(scope="session")
def postgresql_template(postgresql: postgresql.Server) -> str:
    """The name of a migrated PostgreSQL database with reference data, to be copied."""
    postgresql.execute("CREATE DATABASE template_impact")
    databases.make(postgresql.url("template_impact"))
    return "template_impact"


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an SQLite file of this test's own, migrated, with reference data."""
    path = tmp_path / "impact.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql: postgresql.Server, postgresql_template: str) -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own, migrated, with reference data."""
    name = f"test_{next(_numbers)}"
    postgresql.copy(postgresql_template, name)
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """An empty database with reference data, on SQLite."""
    yield from _engine(sqlite_url)


@pytest.fixture
def postgresql_engine(postgresql_url: str) -> Iterator[Engine]:
    """An empty database with reference data, on PostgreSQL."""
    yield from _engine(postgresql_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty database with reference data; the test runs once on each kind."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of such a database, for a test that starts the program itself."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


def _engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the demonstration, as `make run` makes it; copy it, never write it."""

    def make(folder: Path) -> None:
        program.fill_with_demonstration(f"sqlite:///{folder}/impact.db")

    return once.made(tmp_path_factory, "demonstration", make) / "impact.db"


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make release` writes; copy it, for others read it, too."""
    (path,) = once.made(tmp_path_factory, "dist", releases.first).glob("*.tar.gz")
    return path


@pytest.fixture
def demonstration_url(demonstration: Path, tmp_path: Path) -> str:
    """The address of an SQLite file of this test's own, with the demonstration."""
    path = tmp_path / "demonstration.db"
    shutil.copy(demonstration, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def live_server(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[program.Served]:
    """The program on the demonstration, for tests that only read."""
    folder = tmp_path_factory.mktemp("live")
    path = folder / "impact.db"
    shutil.copy(demonstration, path)
    with program.serving(f"sqlite:///{path}", folder) as served:
        yield served


@pytest.fixture
def serve(demonstration_url: str, tmp_path: Path) -> Iterator[Callable[..., program.Served]]:
    """Starts a server of the test's own: ``serve(database_url=…, demo_role="coordinator")``."""
    with ExitStack() as stack:

        def start(
            *options: str, database_url: str = demonstration_url, **settings: str
        ) -> program.Served:
            return stack.enter_context(
                program.serving(database_url, tmp_path, *options, **settings)
            )

        yield start


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Playwright starts the machine's own browser."""
    return {"executable_path": chromium.find(), "args": chromium.arguments()}
