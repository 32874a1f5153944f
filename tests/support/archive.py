"""An archive of publications in a database, put there as the program keeps them."""

from datetime import date

from sqlalchemy import Engine, insert, update

from dashboard.database import writing
from dashboard.domain.publications.files import BriefFormat, publication_file
from dashboard.domain.publications.publication import Publication, canonical, digest
from dashboard.i18n import Locale
from dashboard.publications.archive.tables import PublicationRow
from dashboard.writes.publication_files import keep
from dashboard.writes.service import changing

MADE = "2015-04-01T12:00:00+00:00"
REASON = {"reason_en": "A mistake in the ages.", "reason_fr": "Une erreur dans les âges."}


def publish(engine: Engine, *publications: Publication) -> None:
    """Keep publications, as if they had been approved."""
    for found in publications:
        _keep(engine, found, canonical(found).decode())


def keep_without_text(engine: Engine, lost: Publication) -> None:
    """Keep what a restore finds of a publication that was withdrawn: no text."""
    _keep(engine, lost, "")


def _keep(engine: Engine, found: Publication, text: str) -> None:
    with writing(engine) as connection:
        connection.execute(
            insert(PublicationRow).values(
                number=found.number,
                published_at=f"{found.published_on}T12:00:00+00:00",
                published_on=found.published_on,
                data_as_of=found.data_as_of,
                sha256=digest(canonical(found)),
                content=text,
                corrects=found.corrects,
                prepared_by="Ana",
                approved_by="Bo",
            )
        )


def keep_files(engine: Engine, number: int) -> None:
    """Keep files with a publication that only their names are written in."""
    with changing(engine, "Bo") as writer:
        keep(
            writer,
            [
                publication_file(number, locale, form, MADE, f"{number}-{locale}.{form}".encode())
                for locale in Locale
                for form in BriefFormat
            ],
        )


def withdraw(engine: Engine, number: int, day: date = date(2015, 5, 1)) -> None:
    """Take a publication back."""
    with writing(engine) as connection:
        connection.execute(
            update(PublicationRow)
            .where(PublicationRow.number == number)
            .values(withdrawn_at=f"{day}T12:00:00+00:00", withdrawn_by="Root", **REASON)
        )
