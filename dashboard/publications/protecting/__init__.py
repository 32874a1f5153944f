"""Protected tables: what may leave the organization, and the proof that it may.

``ranges`` protects the blocks that publications are made of. ``joint`` checks publications of older
formats, in which all was protected together and a hidden count is an x.

Assumed reader knowledge is listed in ``equations``. It is every open cell, zeros too, of this and
all earlier publications, withdrawn ones included; the numbers of sessions by month, language, venue
type and kind; which age groups were reached; that an x of a count above 0 is at least 1; the
threshold, and this method. What readers can ask for and must not learn is in ``asked``.

An x means "0 or more", and no more than that. A cell of 0 may be hidden to protect others, so an x
alone does not tell that anyone was there. That is a last resort. A reader who takes every x to be
at least 1 gains nothing where that is true: the proofs hold even then (``AuditEvidence.strict``).

Two attackers are not fully defended against. One knows part of the counts already: who was at a
session knows its size. The other runs this method on every possible table, and keeps those with the
same cells hidden. Against the second, a secret seed decides between complements of similar worth.
Older values are kept too, for small changes and to protect others. Both make such a guess weak, not
impossible.

Sources: the audit by linear programmes and witnesses is the attacker problem of Fischetti and
Salazar (Models and algorithms for optimizing cell suppression in tabular data with linear
constraints, JASA 95, 2000).
Ranges instead of exact values, and zeros, are as in Hundepool and others, Statistical Disclosure
Control (2012).
"""

from dashboard.publications.protecting.counts import (
    AxisCodes,
    EarlierCounts,
    MonthTally,
    Rules,
    SessionCounts,
)

__all__ = [
    "AxisCodes",
    "EarlierCounts",
    "MonthTally",
    "Rules",
    "SessionCounts",
]
