"""A publication as one long table: a row a number, for spreadsheets and statistics programs."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from dashboard.domain.publications.protected import AXES, JOINT, YOUTH, CellMark
from dashboard.domain.shared.formulas import guarded_in_csv
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dashboard.domain.publications.protected import ProtectedCell
    from dashboard.domain.publications.publication import NamedTerm, Publication

SEPARATORS = {Locale.EN: ",", Locale.FR: ";"}
"""The characters that Excel, in either language, reads as the end of a cell."""
BYTE_ORDER_MARK = "\ufeff"
HEADINGS = {
    "measure": "mesure",
    "period": "période",
    "language": "langue",
    "language label": "langue, libellé",
    "venue_type": "type de lieu",
    "venue_type label": "type de lieu, libellé",
    "age": "groupe d’âge",
    "age label": "groupe d’âge, libellé",
    "kind": "type de séance",
    "kind label": "type de séance, libellé",
    "value": "valeur",
    "sign": "signe",
    "as_of": "données au",
}
ENDS = {"low": "minimum", "high": "maximum"}
"""Publications that may tell ranges have these columns too."""
REVISED, CARRIED = "r", "c"

Labels = dict[str, dict[str, str]]


def csv_table(publication: Publication, locale: Locale) -> bytes:
    """All numbers as CSV, in UTF-8 with the byte order mark that spreadsheets need.

    Codes stand beside labels in the reader's language. An axis without a code means all of it.
    ``x`` is hidden; its range, if any, has columns of its own. The signs are ``r`` for revised and
    ``c`` for carried from an earlier publication, whose day stands beside it.
    """
    file = StringIO()
    writer = csv.writer(file, delimiter=SEPARATORS[locale], lineterminator="\r\n")
    headings = HEADINGS | (ENDS if has_ranges(publication) else {})
    writer.writerow(f"{english} / {french}" for english, french in headings.items())
    labels = _labels(publication, locale)
    for row in (*_people(publication), *_sessions(publication), *_others(publication)):
        writer.writerow(guarded_in_csv(str(cell)) for cell in _row(row, labels, headings))
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def has_ranges(publication: Publication) -> bool:
    """Whether hidden counts of this publication may be told as ranges."""
    return publication.format > JOINT


Row = dict[str, object]


def _people(publication: Publication) -> Iterator[Row]:
    revised = {(one.period, one.by, one.codes) for one in publication.revised}
    for table in publication.tables:
        for cell in table.cells:
            signed = (table.period, table.by, cell.codes) in revised
            yield {
                "measure": "participations",
                "period": table.period,
                **dict(zip(table.by, cell.codes, strict=True)),
                "value": HIDDEN if cell.value is None else cell.value,
                "low": "" if cell.low is None else cell.low,
                "high": "" if cell.high is None else cell.high,
                "sign": "".join(_signs(cell, revised=signed)),
                "as_of": cell.as_of.isoformat() if cell.as_of else "",
            }


def _signs(cell: ProtectedCell, *, revised: bool) -> Iterator[str]:
    if revised:
        yield REVISED
    if cell.mark is CellMark.CARRIED:
        yield CARRIED


def _sessions(publication: Publication) -> Iterator[Row]:
    for row in publication.sessions:
        yield {
            "measure": "sessions",
            "period": row.month,
            "language": row.language,
            "venue_type": row.venue_type,
            "kind": row.kind,
            "value": row.sessions,
        }


def _others(publication: Publication) -> Iterator[Row]:
    if publication.trained_people is not None:
        yield {"measure": "people trained", "value": publication.trained_people}
    for trained in publication.trained:
        yield {"measure": "people trained", "language": trained.language, "value": trained.people}
    for group in publication.words.age_groups:
        if group.at_risk:
            reached = int(group.code in publication.reached)
            yield {"measure": "at-risk group reached", "age": group.code, "value": reached}
    if publication.target:
        yield {
            "measure": "target",
            "age": YOUTH,
            "value": publication.target.value,
            "as_of": publication.data_as_of.isoformat(),
        }


def _row(row: Mapping[str, object], labels: Labels, headings: Iterable[str]) -> Iterable[object]:
    for name in headings:
        axis, _, label = name.partition(" ")
        yield labels[axis].get(str(row.get(axis, "")), "") if label else row.get(name, "")


def _labels(publication: Publication, locale: Locale) -> Labels:
    words = publication.words
    named: tuple[Iterable[NamedTerm], ...] = (
        words.languages,
        words.venue_types,
        words.age_groups,
        words.kinds,
    )
    found = {
        axis: {one.code: one.label[locale] for one in names}
        for axis, names in zip(AXES, named, strict=True)
    }
    found["age"][YOUTH] = text("youth, all groups").say(locale)
    return found
