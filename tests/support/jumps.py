"""How far what a page shows jumps while somebody reads it, by the browser's own measure."""

from playwright.sync_api import Page


def count(page: Page) -> None:
    """Count from the next load on; what follows a press at once is no jump."""
    page.add_init_script(
        "window.jumps = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => "
        "{ if (!one.hadRecentInput) window.jumps += one.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )


def counted(page: Page) -> float:
    """The sum of all of them, each a share of the screen."""
    shifted: float = page.evaluate("window.jumps")
    return shifted
