"""Build a publication from its material and its protected tables; pure functions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dashboard.domain.publications.differences import cells_of
from dashboard.domain.publications.protected import (
    MERGED,
    ProtectedCell,
    ProtectedFigures,
    ProtectedTable,
)
from dashboard.domain.publications.publication import (
    BilingualText,
    CellRevision,
    Publication,
    PublicationWords,
    PublishedVenueType,
    SessionCount,
)
from dashboard.i18n import Locale
from dashboard.i18n.formats import listing
from dashboard.publications.making.core import BuiltFigures
from dashboard.publications.making.material import Material
from dashboard.publications.protecting import SessionCounts
from dashboard.publications.protecting.ranges.naming import came

Merged = dict[str, str]
"""For each venue type, the code under which it is shown."""


def build(
    material: Material,
    found: BuiltFigures,
    *,
    note: BilingualText,
    published_on: date,
    corrected: Publication | None,
) -> Publication:
    """Build the publication; ``corrected`` is the one that it corrects, if any."""
    protected = found.tables
    shown = merged(protected, material.axes.venue_types)
    return Publication(
        number=material.next_number,
        published_on=published_on,
        data_as_of=found.counts.as_of,
        note=note,
        corrects=corrected.number if corrected else None,
        hidden_up_to=protected.hidden_up_to,
        words=replace(material.words, venue_types=venue_types(material.words, shown)),
        target=material.target,
        reached=reached(material, found.counts),
        trained=material.trained,
        trained_people=material.trained_people,
        sessions=sessions(found.counts, shown),
        tables=protected.tables,
        revised=tuple(
            dict.fromkeys(
                (*found.revised, *(revised(corrected, protected.tables) if corrected else ()))
            )
        ),
        demonstration=material.demonstration,
        late=found.late,
        outdated=found.outdated,
        waiting=found.waits,
        tightened=found.tightened,
        returned=found.back,
        lost_until=found.lost,
        format=protected.format,
    )


def merged(protected: ProtectedFigures, codes: Iterable[str]) -> Merged:
    """The code under which the tables show each venue type."""
    shown = {
        cell.codes[table.by.index("venue_type")]
        for table in protected.tables
        if "venue_type" in table.by
        for cell in table.cells
    }
    found = {code: code for code in codes}
    for one in shown:
        found |= dict.fromkeys(one.split(MERGED), one)
    return found


def venue_types(words: PublicationWords, shown: Merged) -> tuple[PublishedVenueType, ...]:
    """The venue types as they are shown; a merged one carries all their names."""
    members: dict[str, list[PublishedVenueType]] = defaultdict(list)
    for one in words.venue_types:
        members[shown[one.code]].append(one)
    return tuple(
        PublishedVenueType(
            code,
            BilingualText(
                *(listing([one.label[locale] for one in ones], locale) for locale in Locale)
            ),
            tuple(one.code for one in ones),
        )
        for code, ones in members.items()
    )


def sessions(counts: SessionCounts, shown: Merged) -> tuple[SessionCount, ...]:
    """Delivered sessions by month and by what they carry."""
    found: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for one in counts.tallies:
        found[one.month, one.language, shown[one.venue_type], one.kind] += one.sessions
    return tuple(SessionCount(*key, sessions=count) for key, count in sorted(found.items()))


def reached(material: Material, counts: SessionCounts) -> tuple[str, ...]:
    """The at-risk age groups with a participation."""
    found = came(counts)
    return tuple(code for code in material.at_risk if code in found)


def revised(corrected: Publication, tables: tuple[ProtectedTable, ...]) -> tuple[CellRevision, ...]:
    """The cells that differ from those in the corrected publication."""
    before = cells_of(corrected.tables)
    return tuple(
        CellRevision(*place)
        for place, cell in cells_of(tables).items()
        if place in before and _told(before[place]) != _told(cell)
    )


def _told(cell: ProtectedCell) -> tuple[int | None, ...]:
    return cell.value, cell.low, cell.high
