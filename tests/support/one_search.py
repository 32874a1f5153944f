"""A block protected by one search, without any of the draft that it would be part of."""

from collections.abc import Mapping

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.drafting.protecting import (
    Again,
    ProtectedBlock,
    SearchTerms,
    Seeking,
)
from dashboard.publications.protecting.ranges.proving.closing import close
from dashboard.publications.protecting.solver import Work


def protect(
    block: BlockCounts,
    past: Mapping[Name, Interval],
    again: Again | None = None,
    work: Work | None = None,
    *,
    exact: bool = False,
) -> ProtectedBlock:
    """Ranges for every cell of the block, by one search, and what the audit says of them.

    Raises:
        InexactTotalsError: With ``exact``, where there can be no such thing.
        ValueError: The counts are impossible; see ``checked``.
    """
    seeking = Seeking(block, past)
    cover = seeking.sought(block.rules, again, work, SearchTerms(exact=exact))
    close(cover)
    return seeking.audited(cover)
