"""Days of the week, as codes."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Monday first, as ISO 8601 has them. Words, as our other codes: 1 is Monday to some, Sunday to
others."""
