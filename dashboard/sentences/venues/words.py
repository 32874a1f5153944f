"""Words about venues that several forms share."""

from dashboard.i18n import text

BY_CODE = text("This type of venue is known only by its code: no name, area or address is kept.")
"""Beside the choice of a sensitive type; the name has no field then."""
