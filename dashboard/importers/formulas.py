"""What looks like a formula: one definition for exports and imports."""

from dashboard.domain.shared.formulas import guarded, guarded_in_csv, unguarded

__all__ = ["guarded", "guarded_in_csv", "unguarded"]
