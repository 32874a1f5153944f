"""What callbacks are given to do their work with."""

from collections.abc import Callable

from dashboard.queries.answers import Answer

Ask = Callable[[str], Answer]
"""Answers a query string, for the audience that is signed in."""

Report = Callable[[Exception], str]
"""Logs an error and returns the reference that the reader may quote."""
