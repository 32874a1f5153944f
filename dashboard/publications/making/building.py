"""Build a publication from its material and its protected tables; pure functions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from dashboard.domain.publications.differences import cells_of
from dashboard.domain.publications.periods import periods_of
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
from dashboard.domain.shared.periods import month_of, months_between
from dashboard.i18n import Locale
from dashboard.i18n.formats import listing
from dashboard.publications.making.core import BuiltFigures
from dashboard.publications.making.material import Material
from dashboard.publications.protecting import SessionCounts
from dashboard.publications.protecting.ranges.needs.naming import came

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
    protected, as_of = found.tables, found.counts.as_of
    shown = merged(protected, material.axes.venue_types)
    corrections = revised(corrected, protected.tables, as_of) if corrected else ()
    return Publication(
        number=material.next_number,
        published_on=published_on,
        data_as_of=as_of,
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
        revised=tuple(dict.fromkeys((*found.revised, *corrections))),
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


def revised(
    corrected: Publication, tables: Iterable[ProtectedTable], as_of: date
) -> tuple[CellRevision, ...]:
    """The cells of which the corrected publication told something that no longer holds.

    Periods with days after those that it told have grown: another number there revises nothing.
    """
    before, grown = cells_of(corrected.tables), _periods_after(corrected.data_as_of, as_of)
    return tuple(
        CellRevision(*place)
        for place, cell in cells_of(tables).items()
        if place.period not in grown and place in before and not _agree(before[place], cell)
    )


def _periods_after(last: date, as_of: date) -> frozenset[str]:
    """The periods that have days after ``last``, up to ``as_of``."""
    if as_of <= last:
        return frozenset()
    months = months_between(month_of(last + timedelta(days=1)), month_of(as_of))
    return frozenset(period for month in months for period in periods_of(month))


def _agree(before: ProtectedCell, now: ProtectedCell) -> bool:
    """Whether what was told still holds: a hidden cell told nothing, a range may be narrower."""
    if before.shown is None:
        return True
    return now.shown is not None and before.shown.covers(now.shown)
