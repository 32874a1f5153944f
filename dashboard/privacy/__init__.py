"""What the committee may not see: small counts, and other counts that would reveal them."""

from dashboard.privacy.crossed import CrossedCounts
from dashboard.privacy.hiding import VisibleCounts, hide

__all__ = ["CrossedCounts", "VisibleCounts", "hide"]
