"""What is kept of a publication's blocks: how much was proved, and the proofs."""

from collections.abc import Iterator, Sequence

from dashboard.domain.publications.protected import CellMark, ProtectedFigures
from dashboard.domain.publications.publishing import DraftEvidence
from dashboard.publications.making.proofs import KeptBlock
from dashboard.publications.protecting.declared import Codes
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting.protecting import ProtectedBlock
from dashboard.publications.protecting.ranges.drafting.revising import BlockRevision
from dashboard.publications.protecting.ranges.drafting.yearly import Narrowing
from dashboard.publications.protecting.ranges.told.frozen import TakenPart
from dashboard.publications.protecting.ranges.told.tightened import TightenedYear

Made = list[tuple[BlockCounts, ProtectedBlock]]
"""New blocks, each with its protection."""


def evidence(  # noqa: PLR0913 - all that a draft consists of
    tables: ProtectedFigures,
    made: Made,
    found: BlockRevision,
    narrow: Narrowing,
    *,
    waits: str,
    is_first: bool,
    seconds: float,
) -> DraftEvidence:
    """What the audit of a draft proved, for those who approve it."""
    marks = [cell.mark for table in tables.tables for cell in table.cells]
    needs = found.needs + narrow.needs + sum(each.evidence.needs for _, each in made)
    witnesses = sum(each.evidence.witnesses for _, each in made)
    sessions = sum(tally.sessions for block, _ in made for tally in block.counts.tallies)
    return DraftEvidence(
        cells=len(marks),
        hidden=marks.count(CellMark.HIDDEN),
        carried=marks.count(CellMark.CARRIED),
        checked=needs,
        proved=needs,
        witnesses=witnesses + sum(len(year.witnesses) for year in narrow.years),
        seconds=seconds,
        ranged=marks.count(CellMark.RANGE),
        waits=waits,
        not_narrowed={year: why.value for year, why in narrow.others.items()},
        added=0 if is_first else sessions,
        cut_short=any(each.cut_short for _, each in made),
    )


def kept_blocks(
    types: Codes, found: BlockRevision, made: Made, years: Sequence[TightenedYear]
) -> Iterator[KeptBlock]:
    """Parts put back, parts taken out, new blocks and narrowed years, in that order."""
    for part in found.back:
        yield KeptBlock(types, {}, (), returns=part)
    yield from map(_taken, found.taken)
    for block, each in made:
        yield KeptBlock(
            types,
            each.shown,
            each.witnesses,
            made_by=block.made_by,
            quarters=block.quarters,
            coarse=block.coarse,
        )
    for year in years:
        yield KeptBlock(
            types, year.shown, tuple(year.witnesses), sums_of=year.of, made_by=year.made_by
        )


def _taken(taken: TakenPart) -> KeptBlock:
    part = taken.part
    return KeptBlock(
        part.block.venue_types,
        part.shown,
        tuple(part.witnesses),
        taken.of,
        part.block.counts.tallies,
        part.arrives,
        part.given,
        made_by=part.made_by,
    )
