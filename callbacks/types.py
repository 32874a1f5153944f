"""What callbacks are given to do their work with."""

from collections.abc import Callable

Report = Callable[[Exception], str]
"""Logs an error and returns the reference that the reader may quote."""
