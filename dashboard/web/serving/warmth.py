"""Prepare files, imports, projections and kept sessions early, so that nobody waits for them."""

from __future__ import annotations

import re
from threading import Thread
from typing import TYPE_CHECKING

from dashboard.addresses import EXPLORE
from dashboard.database import reading
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.queries.pace import pace
from dashboard.queries.venues import months
from dashboard.web.access.gate import PAGES
from dashboard.web.access.readers import as_reader
from dashboard.web.shared.jobs import jobs

if TYPE_CHECKING:
    from flask import Flask

FILE = re.compile(r'(?:src|href)="(/(?:[^"]+/)?(?:assets|_dash-component-suites)/[^"]+)"')


def warm_in_background(server: Flask) -> Thread:
    """Prepare in the background, while the server already answers."""
    jobs().warm()
    thread = Thread(target=warm, args=(server,), daemon=True)
    thread.start()
    return thread


def warm(server: Flask) -> None:
    """Request every file that a page names, as a browser does, and read what filters ask for."""
    client = server.test_client()
    client.get(EXPLORE[Locale.EN])  # Dash gathers its files at the first request
    for file in FILE.findall(_page(server)):
        client.get(file, headers={"Accept-Encoding": "br"}, buffered=True)
    with reading(server.extensions["impact"]) as connection:
        pace.read_ahead(connection)
        months.read_ahead(connection)


def _page(server: Flask) -> str:
    """Request a page as the committee sees it, so that its answer is cached too."""
    path = EXPLORE[Locale.EN]
    with server.test_request_context(path):
        as_reader(Reader("imPACT", Role.COMMITTEE))
        return str(server.view_functions[PAGES](path.lstrip("/")))
