"""Ranges for what a block hides, each as wide as its proofs need.

A block is what the sessions add that no publication counted before. It is protected once, with
nothing of the blocks before it, and frozen. Blocks share nobody: a total is the sum of ranges, and
proofs of the parts are proofs of the whole.

Sources: Fischetti and Salazar, Partial cell suppression: a new methodology for statistical
disclosure control (Statistics and Computing 13, 2003). Decision 82 tells the method.
"""

from dashboard.publications.protecting.ranges.auditing.audit import audit
from dashboard.publications.protecting.ranges.needs.block import BlockCounts, LessenedError, added
from dashboard.publications.protecting.ranges.needs.knowing import Change

__all__ = [
    "BlockCounts",
    "Change",
    "LessenedError",
    "added",
    "audit",
]
