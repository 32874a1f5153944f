"""Chains of blocks that were proved one after the other, for the tests of ranges."""

from dataclasses import replace

from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.told.frozen import FrozenBlock
from dashboard.publications.protecting.ranges.told.totals import Chain
from tests.publications.protecting.worlds import WORDS
from tests.support.one_search import protect


def extended(chain, counts, rules, words=WORDS, **options):
    """The chain with one block more, of these counts."""
    types = chain.venue_types(counts, words, rules)
    block = BlockCounts(counts, words, types, rules, **options)
    made = protect(block, chain.past(block))
    assert made.evidence.passed, made.evidence.failures
    return chain.with_one(FrozenBlock(block, made.shown, made.witnesses))


def as_if_by(rule, chain):
    """The same blocks, kept as if by the rules of this number."""
    kept = Chain()
    for frozen in chain.blocks:
        kept = kept.with_one(replace(frozen, block=replace(frozen.block, made_by=rule)))
    return kept
