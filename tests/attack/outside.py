"""All that somebody outside may ask of a server, and how to change everything beneath it.

What leaves is a publication, or a part of one. So no row that is none of a publication's may change
a byte, a header or a status of any of these answers.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import product
from typing import NamedTuple
from urllib.parse import quote, urlencode

from dashboard.publications.archive.tables import ArchiveBase
from tests.attack import embedded
from tests.attack.wire import Exact, Reader

VIEWS = (*embedded.VIEWS, "facilitators")
FORMS = ("", ".html", ".svg", ".csv", ".json")
LANGUAGES = ("en", "fr")
FILES = ("csv", "png", "pdf", "pptx", "xlsx")
BROWSER, PROGRAM = "text/html", "application/json"
TICKET = re.compile(rb'(?<=data-ticket=")[^"]+|(?<="ticket":")[^"]+')
KEPT = {*ArchiveBase.metadata.tables, "alembic_version", "data_state"}
"""Tables that may be read for what leaves: publications and grants, and in which state data are."""
OF_THE_SEARCH = "session_search"
"""Follows ``sessions`` by itself."""

Answers = dict["Asked", Exact]


class Asked(NamedTuple):
    """An address, and what a browser or a program says with it."""

    address: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None


def of_everybody(reader: Reader) -> Iterator[Asked]:
    """Every public address, with the publications that the list names."""
    listed = json.loads(reader.exactly("/publications.json").body)["publications"]
    yield from map(Asked, ("/publications.json", "/embed.js", "/api/v1/openapi.json"))
    yield from map(Asked, ("/en/privacy", "/fr/confidentialite", "/en/progress", "/fr/progres"))
    numbers = [one["number"] for one in listed]
    for number in (*numbers, max(numbers) + 1):
        yield from map(Asked, (f"/en/progress/{number}", f"/fr/progres/{number}"))
        yield from map(Asked, (f"/publications/{number}.json", f"/publications/{number}.csv"))
        for lang, form, accept in product(LANGUAGES, FILES, (BROWSER, PROGRAM)):
            yield Asked(f"/publications/{number}-{lang}.{form}", (("Accept", accept),))


def of_partner(reader: Reader, key: str, queries: Iterable[str]) -> Iterator[Asked]:
    """Every view in every form and language under these queries, the API, and the tickets."""
    for query in queries:
        asked = f"{urlencode({'key': key})}&{query}".rstrip("&")
        bearer = ("Authorization", f"Bearer {key}")
        for lang in LANGUAGES:
            yield Asked(f"/api/v1/progress?{query}", (bearer, ("Accept-Language", lang)))
        for lang, view, form in product(LANGUAGES, VIEWS, FORMS):
            yield Asked(f"/{lang}/embed/{view}{form}?{asked}")
        for view in VIEWS:
            yield Asked(f"/embed/{view}?{asked}", (("Accept-Language", "fr"),))
            there = quote(f"{reader.base}/en/embed/{view}?{asked}", safe="")
            yield Asked(f"/oembed?url={there}")
            yield from _redrawn(reader, f"/en/embed/{view}?{asked}")


def _redrawn(reader: Reader, page: str) -> Iterator[Asked]:
    """What the script of an open page asks, if its reader may choose."""
    found = reader.exactly(page).body.decode()
    of, ticket = (re.search(rf'data-{name}="([^"]+)"', found) for name in ("of", "ticket"))
    if of and ticket:
        said = {"of": of[1], "ticket": ticket[1], "asked": [["language", "fr"]]}
        heads = (("Content-Type", PROGRAM), ("Sec-Fetch-Site", "same-origin"))
        yield Asked("/embed/live", heads, json.dumps(said).encode())


def answers(reader: Reader, asked: Iterable[Asked]) -> Answers:
    """What comes back: in full, and for whoever has it already."""
    found: Answers = {}
    for one in asked:
        answer = reader.exactly(one.address, one.body, **dict(one.headers))
        found[one] = without_ticket(answer)
        if tag := answer.header("etag"):
            again = one._replace(headers=(*one.headers, ("If-None-Match", tag)))
            found[again] = reader.exactly(again.address, **dict(again.headers))
    return found


def without_ticket(answer: Exact) -> Exact:
    """An answer but for the ticket of an open page, which says when it was made."""
    return replace(answer, body=TICKET.sub(b"", answer.body))


def different(before: Mapping[Asked, Exact], after: Mapping[Asked, Exact]) -> list[Asked]:
    """Where an answer is another one."""
    return [asked for asked, answer in before.items() if after.get(asked) != answer]


def change_beneath(url: str) -> None:
    """Make every number another one, and every word that people read, beneath publications.

    What a rule of a table refuses stays as it is: else the file would be taken for damaged.
    """
    with _beneath(url) as (connection, tables):
        for table in tables:
            told = connection.execute(f'PRAGMA table_info("{table}")')
            for name in [name for _, name, *_, key in told if not key]:
                with suppress(sqlite3.IntegrityError):
                    connection.execute(f'UPDATE "{table}" SET "{name}" = {_another(name)}')


def _another(name: str) -> str:
    words = f"""WHEN 'text' THEN "{name}" || ' 7'""" if name.endswith(LANGUAGES) else ""
    return (
        f"""CASE typeof("{name}") WHEN 'integer' THEN "{name}" + 1000 {words} ELSE "{name}" END"""
    )


def delete_beneath(url: str) -> None:
    """Delete every row beneath publications."""
    with _beneath(url) as (connection, tables):
        for table in tables:
            connection.execute(f'DELETE FROM "{table}"')


@contextmanager
def _beneath(url: str) -> Iterator[tuple[sqlite3.Connection, list[str]]]:
    """The tables from which nothing may leave, without the triggers that keep what they hold."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        for name in _named(connection, "trigger"):
            connection.execute(f'DROP TRIGGER "{name}"')
        tables = _named(connection, "table")
        mere = [one for one in tables if one not in KEPT and not one.startswith(OF_THE_SEARCH)]
        yield connection, mere


def _named(connection: sqlite3.Connection, kind: str) -> list[str]:
    """The names of all tables, or of all triggers."""
    asked = "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in connection.execute(asked, (kind,))]
