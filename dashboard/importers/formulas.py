"""Exports and imports agree on what looks like a formula."""

from dashboard.domain.shared.formulas import guarded, unguarded

__all__ = ["guarded", "unguarded"]
