"""Whether a tightened year is proved beside all that was told before it."""

from dataclasses import replace

from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.told.tightened import TightenedYear, outermost
from dashboard.publications.protecting.ranges.told.totals import Chain


def is_tightened_well(chain: Chain, year: TightenedYear) -> bool:
    """Whether a year is proved beside all that the chain tells of its blocks, and of no others."""
    blocks = set(range(len(chain.blocks)))
    if tuple(sorted(set(year.of))) != year.of or len(year.of) < 2 or not blocks >= set(year.of):
        return False
    if {one.of for one in chain.taken}.intersection(year.of):
        return False
    if any(
        set(one.of).intersection(year.of) and not set(one.of) < set(year.of)
        for one in outermost(chain.tightened)
    ):
        return False  # what was tightened is in a sum with others as a whole, or not at all
    system = replace(chain.year(year.of), made_by=year.made_by)
    return system.alike and audit_tightened(system, year.shown, year.witnesses).passed
