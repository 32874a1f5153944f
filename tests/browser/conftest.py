"""One browser that keeps its files, and a demonstration for each module that changes one."""

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Error,
    Page,
    expect,
)
from playwright.sync_api import (
    TimeoutError as InVainError,
)
from sqlalchemy import func, select

from dashboard.database import open_engine, reading
from dashboard.queries.sessions.records import state_of
from dashboard.tables import OutreachSession
from tests.support import answering, awaited, chromium, patience, shown, turns
from tests.support.program import Served, serving

OF_OUR_HOST = "http://127.0.0.1/"  # the process is the same for all its ports
OPEN_ANOTHER = "void window.open('about:blank', '_blank', 'noopener')"
STILL = {"reduced_motion": "reduce"}  # tests of what moves ask for motion
REAL_CLOCK = "setTimeout.toString().includes('native code')"
KEPT_BY_PAGES = "cookies,local_storage,indexeddb,websql,service_workers,cache_storage,file_systems"


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    expect.set_options(timeout=patience.MS)
    awaited.wait_first()
    answering.limit()


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """The browser, each of whose contexts is as patient and asks for no motion."""
    return _patient(browser)


@pytest.fixture(scope="session")
def lean_browser(
    request: pytest.FixtureRequest,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, object],
) -> Iterator[Browser]:
    """A browser for people beside the first one; in a turn it is the lean one, too."""
    if request.config.getoption(turns.OPTION) is None:
        yield request.getfixturevalue("browser")
        return
    lean = browser_type_launch_args | {"executable_path": chromium.find_lean()}
    browser = _patient(browser_type.launch(**lean))  # type: ignore[arg-type]
    yield browser
    browser.close()


def _patient(browser: Browser) -> Browser:
    make = browser.new_context

    def new_context(**options: object) -> BrowserContext:
        made = make(**(STILL | options))  # type: ignore[arg-type]
        made.set_default_timeout(patience.MS)
        return made

    browser.new_context = new_context  # type: ignore[method-assign]
    return browser


@pytest.fixture(scope="session")
def profile(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BrowserContext]:
    """A browser with a cache on disk, as people have one: it fetches and compiles files once."""
    folder = tmp_path_factory.mktemp("profile")
    with _running(browser_type, browser_type_launch_args, folder) as context:
        yield context


@pytest.fixture(scope="session")
def lean_profile(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BrowserContext]:
    """Another one, without windows of its own: an empty test in it computes half as long."""
    folder = tmp_path_factory.mktemp("lean")
    lean = browser_type_launch_args | {"executable_path": chromium.find_lean()}
    with _running(browser_type, lean, folder) as context:
        yield context


@contextmanager
def _running(
    browser_type: BrowserType, options: dict[str, object], folder: Path
) -> Iterator[BrowserContext]:
    """One process draws all its pages, for a new one for each costs as much as half a page.

    A page of our host that loads nothing stays while the browser runs, and with it the process.
    """
    arguments = [*options["args"], "--process-per-site"]  # type: ignore[misc]
    options = options | STILL | {"args": arguments}
    context = browser_type.launch_persistent_context(folder, **options)  # type: ignore[arg-type]
    context.set_default_timeout(patience.MS)
    _let_stay(*context.pages)
    yield context
    context.close()


def _let_stay(page: Page) -> None:
    page.route(OF_OUR_HOST, lambda route: route.fulfill(body=""))
    page.goto(OF_OUR_HOST)


@pytest.fixture
def context(request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """That browser as a new one: of the tests before it has nothing but files of ours.

    In a turn it is the lean one; a module that weighs what is fetched has a ``context`` of its own.
    """
    by_hand = request.config.getoption(turns.OPTION) is None
    whole = by_hand or request.node.get_closest_marker("whole_browser")
    profile: BrowserContext = request.getfixturevalue("profile" if whole else "lean_profile")
    yield profile
    stays = alone(profile)
    profile.set_offline(False)
    profile.unroute_all()
    profile.clear_permissions()
    _forget(profile, stays)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A new page; where one stays, it opens it, which computes for half as long."""
    for stays in context.pages:
        if stays.url == OF_OUR_HOST:
            with context.expect_page() as opened:
                stays.evaluate(OPEN_ANOTHER)
            return opened.value
    return context.new_page()


@pytest.fixture
def said(page: Page) -> list[str]:
    """What the browser's console says, refusals of the content security policy among it."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def timed(lean_browser: Browser) -> Iterator[Page]:
    """A page of a browser of its own, whose clock a test may put forward.

    A clock is put into all pages of a browser, those of later tests too, and never taken out.
    """
    with lean_browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def other(lean_browser: Browser) -> Iterator[Page]:
    """A page of somebody else, whose browser is another one."""
    with lean_browser.new_context(locale="en-CA") as context:
        yield context.new_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With what each open page shows, when a test fails."""
    report = yield
    if report.when == "call" and report.failed:
        report.sections += shown.sections(getattr(item, "funcargs", {}).values())
    return report


def alone(profile: BrowserContext) -> Page:
    """The page that stays, once all others are closed."""
    stays, *others = profile.pages
    for page in others:
        with suppress(Error):  # a test may have closed it
            page.close(run_before_unload=False)
    try:
        has_real_clock = stays.evaluate(REAL_CLOCK)
    except InVainError:  # a script of the test never ends, unless its process does
        stays.close()
        stays = profile.new_page()
        _let_stay(stays)
    else:
        assert has_real_clock, "a test changed the clock of all: it asks for `timed`"
    return stays


def _forget(profile: BrowserContext, stays: Page) -> None:
    """What its pages have stored, of every origin."""
    profile.clear_cookies()
    session = profile.new_cdp_session(stays)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": KEPT_BY_PAGES})
    session.detach()


@pytest.fixture(scope="module")
def database(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a demonstration that the tests of a module share and change."""
    folder = tmp_path_factory.mktemp("database")
    return f"sqlite:///{shutil.copyfile(demonstration, folder / 'impact.db')}"


@pytest.fixture(scope="module")
def served(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """That demonstration, for a coordinator."""
    folder = tmp_path_factory.mktemp("served")
    with serving(database, folder, demo_role="coordinator") as served:
        yield served


@pytest.fixture
def stored(database: str) -> Iterator[Callable[[str], object]]:
    """The session of a reference as the database has it; nothing when it has none."""
    engine = open_engine(database)

    def find(reference: str) -> object:
        with reading(engine) as connection:
            return state_of(connection, reference)

    yield find
    engine.dispose()


@pytest.fixture
def count(database: str) -> Iterator[Callable[[], int]]:
    """How many sessions there are."""
    engine = open_engine(database)

    def ask() -> int:
        with reading(engine) as connection:
            return connection.scalar(select(func.count(OutreachSession.id)))

    yield ask
    engine.dispose()
