"""The command ``impact``; exit codes: 0 done, 1 refused with reasons, 2 wrong usage.

A module of ``commands`` declares what can be typed, and names the module beside this one that does
the work (``done_by``). It is loaded only then: help and mistakes of usage load nothing else.
"""

import gc
import os
import sys

import typer

from dashboard.cli import commands, garbage
from dashboard.private import make_files_private

THREADS_OF_NUMPY = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
"""Counting whole numbers uses one alone; others would wait busily for work that never comes."""
NO_PLUGINS = {"PYDANTIC_DISABLE_PLUGINS": "1"}
"""Pydantic would look for some in each package that is installed."""


def build(asked: str = "") -> typer.Typer:
    """Build the command with the subcommand that is asked for; without one, with all."""
    return commands.impact(asked)


def main() -> None:
    """The entry point."""
    garbage.while_loading()
    make_files_private()
    for name, value in (THREADS_OF_NUMPY | NO_PLUGINS).items():
        os.environ.setdefault(name, value)
    try:
        build(*sys.argv[1:2])()
    finally:
        gc.freeze()  # or Python would look through all of it twice more as it ends
