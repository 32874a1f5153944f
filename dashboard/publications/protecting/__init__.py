"""Protected tables: what may leave the organization, and the proof that it may.

``publish`` builds the declared tables from exact counts, decides what is hidden, and has the
result audited.

What readers know, and are supposed to use, stands in ``equations``: every open cell, zeros too, of
this and of all earlier publications, withdrawn ones included; the numbers of sessions by month,
language, venue type and kind; which age groups were reached; that an x of a count above 0 is at
least 1; the threshold, and this method. What they may ask for, and must not learn, is in ``asked``.
What x says: no more than "0 or more". A cell of 0 may be hidden to protect others, so an x alone
does not tell that anyone was there. It is used as the last resort, and whoever takes every x to be
at least 1 gains nothing where that is true: the proofs keep to it (``Evidence.strict``).

Not defended: someone who knows part of the counts already (who was at a session knows its size),
and who runs this method on every table that could be and keeps those with the same cells hidden.
Against the second, a secret seed decides between complements of like worth, and an older value is
kept both for small changes and to protect others. That makes such a guess weak, not impossible.

Sources: the audit by linear programmes and witnesses is Fischetti and Salazar's attacker problem
(Models and algorithms for optimizing cell suppression in tabular data with linear constraints,
JASA 95, 2000), the choice cell by cell is Kelly, Golden and Assad's (Cell suppression: disclosure
protection for sensitive tabular data, Networks 22, 1992), coarse before fine as in HiTaS (de Wolf,
2002) for hierarchical tables; all linked tables are protected at once rather than one after the
other, as τ-ARGUS and the hypercube of GHMITER (Repsilber; Giessing) do. Ranges rather than exact
values, and zeros, as in Hundepool and others, Statistical Disclosure Control (2012).
"""

from dashboard.publications.protecting.audit import AuditEvidence, AuditFailure, audit
from dashboard.publications.protecting.counts import (
    AxisCodes,
    EarlierCounts,
    MonthTally,
    Rules,
    SessionCounts,
)
from dashboard.publications.protecting.publishing import ProtectionResult, publish

__all__ = [
    "AuditEvidence",
    "AuditFailure",
    "AxisCodes",
    "EarlierCounts",
    "MonthTally",
    "ProtectionResult",
    "Rules",
    "SessionCounts",
    "audit",
    "publish",
]
