"""What must not be told of a block besides its cells: all that can be asked, and small sums.

It is worked out of the counts alone, once for a block, for all searches and their audits, whatever
tables it may tell. Before a draft is published, its audit lists it anew.
"""

from dashboard.publications.protecting.asked import AskableCount, asked
from dashboard.publications.protecting.grid import strata
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.few import small_sums
from dashboard.publications.protecting.ranges.needs.runs import small_runs

Listed = tuple[AskableCount, ...]


def listed(block: BlockCounts) -> Listed:
    """Every such count, in order; whatever the seed is."""
    known = strata([block.counts], block.words.ages)
    most = block.rules.hidden_up_to
    return (
        *asked([block.counts], known, block.words, block.venue_types, most),
        *small_sums(block),
        *small_runs(block),
    )
