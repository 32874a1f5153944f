"""What the committee may not see: small counts, and the ones that would give them away."""

from dashboard.privacy.crossing import Block
from dashboard.privacy.hiding import VisibleCounts, hide

__all__ = ["Block", "VisibleCounts", "hide"]
