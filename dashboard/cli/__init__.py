"""The command ``impact``; exit codes: 0 done, 1 refused with reasons, 2 wrong usage.

A module of ``commands`` declares what can be typed. Each of its functions imports the module beside
this one that does the work, and calls it. So help and mistakes of usage load nothing else.
"""

import gc
import os

import typer

from dashboard.cli import commands
from dashboard.private import make_files_private

COLLECT_AFTER = 50_000
"""Objects: Python’s 2,000 look through all that commands load, which stays, again and again."""
THREADS_OF_NUMPY = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
"""Counting whole numbers uses one alone; others would wait busily for work that never comes."""


def build() -> typer.Typer:
    """Build the command with all its subcommands."""
    return commands.impact()


def main() -> None:
    """The entry point."""
    gc.set_threshold(COLLECT_AFTER)
    make_files_private()
    for name in THREADS_OF_NUMPY:
        os.environ.setdefault(name, "1")
    try:
        build()()
    finally:
        gc.disable()  # or Python would look through all of it once more as it ends
