"""Days of the week, as codes."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Monday first, as in ISO 8601.

The codes are words, because 1 is Monday to some and Sunday to others.
"""
