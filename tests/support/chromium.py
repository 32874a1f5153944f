"""The machine's own Chromium, for Playwright."""

import os
import shutil
from pathlib import Path

import pytest

MISSING = (
    "The browser tests need Chromium: `sudo apt-get install chromium` on Debian, "
    "`brew install chromium` on macOS."
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = ("Chromium", "Google Chrome")
LEAN = "chromium-headless-shell"
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def find() -> str:
    """The path of the browser."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for name in APPLICATIONS:
        path = Path(f"/Applications/{name}.app/Contents/MacOS/{name}")
        if path.exists():
            return str(path)
    pytest.fail(MISSING, pytrace=False)


def find_lean() -> str:
    """The same browser without windows, tabs and menus of its own; where it is not, the whole one.

    What it draws on a screen is the same. Paper, and what moves while fonts come, is not.
    """
    return shutil.which(LEAN) or find()


def arguments() -> list[str]:
    """No talk with hosts of others; root has no sandbox."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)
