"""What tightened years are called."""

from collections.abc import Iterable
from datetime import date

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.ranges.told.tightened import TightenedYear
from dashboard.publications.protecting.ranges.told.totals import Chain


def names_of(chain: Chain, years: Iterable[TightenedYear]) -> tuple[str, ...]:
    """The fiscal years of their blocks, such as ``2015-16``, in order.

    A year's blocks are named by the year in which they were closed. A sum names the years of the
    blocks that are in no year of their own: the others were named when they were tightened.
    """
    found = set[str]()
    for one in years:
        inner = {at for own in chain.tightened if set(own.of) < set(one.of) for at in own.of}
        for at in set(one.of) - inner:
            block = chain.blocks[at]
            found |= (
                {periods_of(month)[1] for month in block.months}
                if inner
                else {fiscal_year(block.block.counts.as_of)}
            )
    return tuple(sorted(found))


def fiscal_year(day: date) -> str:
    """The fiscal year of a day, such as ``2015-16``."""
    return periods_of(month_of(day))[1]
