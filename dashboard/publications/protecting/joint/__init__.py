"""The audit of publications of older formats, in which all was protected together.

A hidden count is an x in them. None are made any more, but what was published is still verified.
"""

from dashboard.publications.protecting.joint.audit import AuditEvidence, AuditFailure, audit

__all__ = ["AuditEvidence", "AuditFailure", "audit"]
