"""The briefs of publications: made once, kept with their digests, and never changed."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import orjson
from sqlalchemy import Connection, Engine

from dashboard.cards.briefs import Brief
from dashboard.database import reading
from dashboard.domain.publications.files import (
    BriefFormat,
    PublicationFile,
    publication_file,
)
from dashboard.domain.publications.publication import Publication
from dashboard.i18n import Locale, Text, text
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.archive import files
from dashboard.publications.drawings.briefs import publication_brief
from dashboard.queries.publications.publications import every_publication
from dashboard.queries.shared.trail import history
from dashboard.writes.publication_files import FILES, keep
from dashboard.writes.service import changing

Printer = Callable[[BriefFormat, Sequence[Brief], datetime], bytes]
"""Makes the file of a brief; whoever has pages to answer does so in another process."""


_log = logging.getLogger("impact")

Name = tuple[BriefFormat, Locale]
EVERY: tuple[Name, ...] = tuple((form, locale) for form in BriefFormat for locale in Locale)
"""What is kept with each publication."""


class UnprintedError(Exception):
    """A file of a publication cannot be made."""


class InterruptedPrintingError(UnprintedError):
    """It was not made this time: the work ended early, or there was no room for it."""


def printed(
    publication: Publication, printer: Printer, site: str, wanted: Sequence[Name] = EVERY
) -> tuple[PublicationFile, ...]:
    """Its files: each format in each language, or those that are wanted.

    ``site`` is the address of the dashboard, empty where nobody set one.

    Raises:
        InterruptedPrintingError: One of them was not made this time.
        UnprintedError: One of them cannot be made; the log says which.
    """
    opened, now = OpenPublication(publication), datetime.now(UTC)
    made_at = now.isoformat(timespec="seconds")
    return tuple(
        publication_file(
            publication.number,
            locale,
            form,
            made_at,
            _content(printer, (form, locale), publication_brief(opened, locale, site), now),
        )
        for form, locale in wanted
    )


def _content(printer: Printer, name: Name, brief: Brief, now: datetime) -> bytes:
    form, locale = name
    try:
        return printer(form, [brief], now)
    except InterruptedPrintingError:
        _log.warning("the file %s-%s was not made: its work ended early", form, locale)
        raise
    except Exception as error:
        _log.error("the file %s-%s cannot be made: %s", form, locale, type(error).__name__)
        raise UnprintedError from error


def print_missing(engine: Engine, author: str, printer: Printer, site: str) -> tuple[int, ...]:
    """Make the files that publications lack, and return the numbers of those.

    They are of publications from before there were such files. Withdrawn ones get none.
    """
    with reading(engine) as connection:
        waiting = {
            one.record.number: (one.publication, missing)
            for one in every_publication(connection)
            if one.content
            and not one.record.withdrawn_at
            and (missing := _missing(connection, one.record.number))
        }
    for number, (publication, missing) in waiting.items():
        made = printed(publication, printer, site, missing)
        with changing(engine, author) as writer:
            lacking = _missing(writer.connection, number)
            keep(writer, [one for one in made if (one.record.form, one.record.language) in lacking])
    return tuple(waiting)


def file_faults(connection: Connection, number: int) -> tuple[Text, ...]:
    """What is wrong with the files of a publication: their digests, and the audit log."""
    return tuple(
        text("The file {name} of a publication is not the one that was made", name=one.record.key)
        for one in files.of_publication(connection, number)
        if not one.intact or one.record.sha256 not in _logged(connection, one.record.key)
    )


def _missing(connection: Connection, number: int) -> tuple[Name, ...]:
    there = {(one.form, one.language) for one in files.records(connection, number).get(number, ())}
    return tuple(name for name in EVERY if name not in there)


def _logged(connection: Connection, key: str) -> set[str]:
    """The digests that the audit log has for a file."""
    return {
        orjson.loads(entry.after)["sha256"]
        for entry in history(connection, FILES, key)
        if entry.after
    }
