"""What looks like a formula: one definition for exports and imports."""

from dashboard.domain.shared.formulas import guarded, unguarded

__all__ = ["guarded", "unguarded"]
