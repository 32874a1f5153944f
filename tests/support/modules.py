"""Functions of the modules that a page runs, for what no reader could do at will."""

from typing import Any

from playwright.sync_api import Page


def in_module(page: Page, name: str, act: str) -> Any:
    """What comes of ``act``, a JavaScript function of the module that the page runs."""
    return page.evaluate(f'async () => ({act})(await $imported("{name}"))')
