"""Types of the functions that callbacks receive."""

from collections.abc import Callable

from dashboard.queries.answers import Answers

Ask = Callable[[], Answers]
"""Returns the answers for the reader of the request."""

Report = Callable[[Exception], str]
"""Logs an error and returns the reference that the reader may quote."""
