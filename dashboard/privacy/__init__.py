"""What the committee may not see: small counts, and other counts that would reveal them."""

from dashboard.privacy.crossing import Block
from dashboard.privacy.hiding import VisibleCounts, hide

__all__ = ["Block", "VisibleCounts", "hide"]
