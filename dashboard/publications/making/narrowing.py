"""Which fiscal years are to be narrowed, and which need not be proposed any more."""

from collections.abc import Iterator
from datetime import date

import orjson
from sqlalchemy import Connection

from dashboard.domain.publications.publishing import DraftEvidence, NotNarrowed
from dashboard.domain.publications.rhythm import PublishingRhythm, narrowable
from dashboard.queries.publications.publications import (
    every_evidence,
    every_record,
    publication_numbered,
)


def to_narrow(connection: Connection, rhythm: PublishingRhythm) -> dict[str, date]:
    """The years that are to be narrowed, and of each the day from which data do it by default."""
    days = [one.data_as_of for one in every_record(connection)]
    return narrowable(days, rhythm, frozenset(_settled(connection)))


def _settled(connection: Connection) -> Iterator[str]:
    """The years that a publication narrowed, or tried to, or that are to stay as they are.

    What hindered a year that is over stays: the same blocks have the same proofs again.
    """
    for number, text in every_evidence(connection).items():
        said = DraftEvidence(**orjson.loads(text))
        yield from said.declined
        if said.tighten:
            yield from (
                year for year, why in said.not_narrowed.items() if why != NotNarrowed.NOT_OVER
            )
            found = publication_numbered(connection, number)
            yield from found.publication.tightened if found and found.content else ()
