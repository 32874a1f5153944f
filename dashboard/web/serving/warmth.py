"""Prepare pages, files, imports and what pages read early, so that nobody waits for them."""

from __future__ import annotations

import re
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from dashboard.addresses import EXPLORE, SESSIONS, VENUES, with_query
from dashboard.database import reading
from dashboard.domain.sessions.options import SessionOptions, SessionsTab
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.queries.pace import pace
from dashboard.queries.progress import blocks, planned_rows
from dashboard.queries.progress.array_store import Arrays, handed_on
from dashboard.queries.venues import from_cells, from_months, months
from dashboard.web.access.gate import PAGES
from dashboard.web.access.proxies import WITHIN
from dashboard.web.access.visitors import as_reader
from dashboard.web.serving.large_pages import use_large_pages
from dashboard.web.serving.memory import give_back
from dashboard.web.shared.jobs import jobs
from dashboard.web.shared.logs import report

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from sqlalchemy import Engine

FILE = re.compile(r'(?:src|href)="(/(?:[^"]+/)?(?:assets|_dash-component-suites)/[^"]+)"')
AHEAD_SECONDS: Final = 1.0
"""So long a worker waits for its first pages at most."""
FIRST: Final = EXPLORE, VENUES
"""The pages that every process makes before anybody asks: the largest, and what most need."""
OF_SESSIONS: Final = SessionsTab.LIST, SessionsTab.MEND
"""What it makes of the coordinators' pages as well: these ask the most statements."""


def rehearse(make_server: Callable[[], Flask]) -> Arrays:
    """Make a server and its first pages once, before workers are forked, and throw both away.

    Workers then share what that imports, loads and compiles, and the arrays that are returned. They
    make servers of their own: no connection, lock, thread or kept answer is forked. A failure is
    reported, and workers begin without.
    """
    try:
        server = make_server()
        engine = server.extensions["impact"]
        try:
            _read_for_all(engine)
            _first_pages(server, Role.COORDINATOR, Locale.EN)
            _first_pages(server, Role.COMMITTEE, Locale.FR)  # reads the French catalogue
            _pages_of_sessions(server)
            return handed_on(engine)
        finally:
            engine.dispose()
    except Exception as error:  # noqa: BLE001 - whatever it is, workers may do better
        report(error)
        return {}


def warm_in_background(server: Flask) -> Thread:
    """Prepare in the background, while the server already answers.

    Only the first pages are waited for: each statement is compiled anew for each process, and what
    is shared is copied where it is written to. Whoever came first would wait for that, beside all
    that is read here. A database that does not answer keeps no server from saying so.
    """
    jobs().warm()
    made = Event()
    thread = Thread(target=warm, args=(server, made), daemon=True)
    thread.start()
    made.wait(AHEAD_SECONDS)
    return thread


def warm(server: Flask, made: Event) -> None:
    """Make the first pages, which is told; request every file that they name, as a browser does.

    And read what filters ask for.
    """
    client = server.test_client()
    client.environ_base[WITHIN] = "yes"
    try:
        client.get(EXPLORE[Locale.EN])  # Dash gathers its files at the first request
        pages = _first_pages(server, Role.COMMITTEE, Locale.EN)
    finally:
        made.set()
    _pages_of_sessions(server)
    for file in dict.fromkeys(FILE.findall(pages)):
        client.get(file, headers={"Accept-Encoding": "br"}, buffered=True)
    with reading(server.extensions["impact"]) as connection:
        blocks.read_ahead(connection)
        pace.read_ahead(connection)
        months.read_ahead(connection)
        from_cells.read_ahead(connection)
        from_months.read_ahead(connection)
        planned_rows.read_ahead(connection)
    give_back()
    use_large_pages()


def _read_for_all(engine: Engine) -> None:
    """Read what workers can share, so that none of them reads it beside the first pages."""
    with reading(engine) as connection:
        for one in (from_cells, from_months, planned_rows, months, blocks):
            one.read_ahead(connection)


def _first_pages(server: Flask, role: Role, locale: Locale) -> str:
    """Make the first pages as people of a role see them, so that what they need is kept too."""
    return "".join(_page(server, role, view[locale]) for view in FIRST)


def _pages_of_sessions(server: Flask) -> None:
    for tab in OF_SESSIONS:
        path = with_query(SESSIONS[Locale.EN], SessionOptions(tab).to_query())
        _page(server, Role.COORDINATOR, path)


def _page(server: Flask, role: Role, path: str) -> str:
    with server.test_request_context(path):
        as_reader(Reader("imPACT", role))
        return str(server.view_functions[PAGES](path.lstrip("/")))
