"""What a draft is made of: everything that is read for it, at one moment."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.publications.publication import Publication
from dashboard.domain.publications.rhythm import PublishingRhythm, closing
from dashboard.publications.making import refusals as no
from dashboard.publications.making.approvable import closed
from dashboard.publications.making.chain import Told, entered, told_by_all
from dashboard.publications.making.material import Material, gather
from dashboard.publications.making.narrowing import to_narrow
from dashboard.publications.making.outcomes import PublishingRefusal
from dashboard.publications.protecting.ranges.needs.changes import Entered, months_after
from dashboard.publications.protecting.ranges.needs.few import MOST_OF_A_TABLE
from dashboard.queries.publications.publications import (
    every_record,
    latest_as_of,
    publication_numbered,
)
from dashboard.queries.publications.publishable import latest_day
from dashboard.queries.sessions.findings import finding_counts
from dashboard.queries.shared.state import state


@dataclass(frozen=True, slots=True)
class DraftTerms:
    """What is asked of a draft: data up to ``as_of``, prepared ``today``, for a ``rhythm``.

    ``corrects`` is the number of a publication that it corrects; ``key_digest`` is of the key that
    ranges are drawn with.
    """

    as_of: date
    today: date
    rhythm: PublishingRhythm
    key_digest: str
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class DraftBasis:
    """What a draft is made of.

    ``day``: up to which sessions count. ``earlier``: the material up to the day of what was told,
    of a draft whose new sessions wait. ``told``: by all publications. ``since``: what was entered
    after the last one. ``due``: the fiscal years that are to be narrowed by that day. ``to_mend``:
    the open findings. ``generation``: of which history of the data all this is.
    """

    day: date
    material: Material
    earlier: Material
    told: Told
    since: Entered
    due: list[str]
    corrected: Publication | None
    to_mend: int
    generation: str


def basis(connection: Connection, terms: DraftTerms) -> DraftBasis | PublishingRefusal:
    """Read what a draft is made of, or say why there can be none."""
    if refusal := _unfit(connection, terms):
        return refusal
    told = told_by_all(connection)
    days = [one.data_as_of for one in every_record(connection)]
    day = closing(terms.as_of, max(days, default=None), terms.rhythm)
    material = gather(connection, day)
    if material is None:
        later = latest_day(connection, terms.today) is not None
        return no.nothing_delivered(terms.as_of, later=later)
    if material.axes.most_of_a_table > MOST_OF_A_TABLE:
        return no.too_many_codes(material.axes.most_of_a_table, MOST_OF_A_TABLE)
    if told.lost and not told.counts and not months_after(told.lost_month, material.counts).tallies:
        return no.all_lost(told.lost)
    years = to_narrow(connection, terms.rhythm)
    earlier = gather(connection, told.counts.as_of) if told.counts else None
    return DraftBasis(
        day,
        material,
        earlier or material,
        told,
        entered(connection, told, day),
        [year for year, since in years.items() if day >= since],
        _published(connection, terms.corrects),
        finding_counts(connection, terms.today).open_items,
        state(connection).generation,
    )


def _unfit(connection: Connection, terms: DraftTerms) -> PublishingRefusal | None:
    if refusal := closed(connection, terms.key_digest):
        return refusal
    if terms.as_of > terms.today:
        return no.in_future(terms.as_of)
    last = latest_as_of(connection)
    if last and terms.as_of < last:
        return no.before_the_last(terms.as_of, last)
    if terms.corrects is not None and _published(connection, terms.corrects) is None:
        return no.no_such_publication(terms.corrects)
    return None


def _published(connection: Connection, number: int | None) -> Publication | None:
    found = None if number is None else publication_numbered(connection, number)
    return found.publication if found and found.content else None  # one may be lost
