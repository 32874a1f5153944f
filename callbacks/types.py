"""What callbacks are given to do their work with."""

from collections.abc import Callable

from dashboard.queries.answers import Answers

Ask = Callable[[], Answers]
"""The answers for whoever asks."""

Report = Callable[[Exception], str]
"""Logs an error and returns the reference that the reader may quote."""
