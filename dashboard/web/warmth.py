"""The first reader should not wait for files to be compressed."""

from __future__ import annotations

import re
from threading import Thread
from typing import TYPE_CHECKING

from dashboard.addresses import EXPLORE
from dashboard.i18n import Locale

if TYPE_CHECKING:
    from flask import Flask

FILE = re.compile(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')


def warm_in_background(server: Flask) -> Thread:
    """Begin to compress what a page asks for, while the server answers already."""
    thread = Thread(target=warm, args=(server,), daemon=True)
    thread.start()
    return thread


def warm(server: Flask) -> None:
    """Ask for a page and for every file that it names, as a browser does."""
    client = server.test_client()
    page = client.get(EXPLORE[Locale.EN]).text
    for file in FILE.findall(page):
        client.get(file, headers={"Accept-Encoding": "br"}, buffered=True)
