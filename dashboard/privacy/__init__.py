"""What the committee may not see: small counts, and the ones that would give them away."""

from dashboard.privacy.hiding import Cell, Shown, hide

__all__ = ["Cell", "Shown", "hide"]
