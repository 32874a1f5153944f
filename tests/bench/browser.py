"""Measure a filter change as its reader waits for it, beside what plotly.js alone would take.

The clock runs from the pointer's own time stamp to the last change in any figure. The floor is a
bare page that draws the very figures of those answers with ``Plotly.react``, on the same clock.
"""

import json
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import first_load
from tests.support import chromium, program

CLICKS = 30
SETTLED_MS = 500
DRAWN = ".js-plotly-plot .main-svg"

CLOCK = """() => {
  const watch = new MutationObserver(() => { window.last = performance.now(); });
  document.querySelectorAll(".js-plotly-plot").forEach((figure) =>
    watch.observe(figure, { subtree: true, childList: true, attributes: true }));
  document.addEventListener("pointerdown", (event) => { window.first = event.timeStamp; }, true);
}"""
ELAPSED = "window.last - window.first"

FLOOR = """(drawings) => {
  let next = 0;
  const draw = () => {
    const figures = structuredClone(drawings[next++ % drawings.length]);
    Object.entries(figures).forEach(([id, figure]) => Plotly.react(id, figure));
  };
  draw();
  document.getElementById("go").addEventListener("click", draw);
}"""


def measure() -> str:
    """How the page opens, and one line for the repaint."""
    with tempfile.TemporaryDirectory(prefix="impact-bench-") as name, sync_playwright() as driver:
        folder = Path(name)
        url = f"sqlite:///{folder / 'impact.db'}"
        program.fill_with_demonstration(url)
        browser = driver.chromium.launch(executable_path=chromium.find(), args=chromium.arguments())
        with program.serving(url, folder) as served:
            opening = first_load.table(browser, served.url)
            times, drawings = _dashboard(browser, served.url)
            floor = _floor(browser, served.url, drawings)
        browser.close()
    return (
        f"{opening}\n"
        f"filter change to all repainted, median of {CLICKS}: {median(times):.0f} ms; "
        f"plotly.js alone {median(floor):.0f} ms; ratio {median(times) / median(floor):.2f}"
    )


def _dashboard(browser: Browser, url: str) -> tuple[list[float], list[dict[str, Any]]]:
    """Milliseconds a click on a language, and the figures that each brought."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    _open(page, url)
    page.locator(".filter--language summary").click()
    page.evaluate(CLOCK)
    times, drawings = [], []
    for click in range(CLICKS):
        with page.expect_response("**/_dash-update-component*") as answer:
            page.locator("#filter-language input").nth(click % 3).click()
        body = json.loads(answer.value.text())
        drawings.append(body["response"]["view-drawing"]["data"]["figures"])
        page.wait_for_timeout(SETTLED_MS)
        times.append(page.evaluate(ELAPSED))
    page.close()
    return times, drawings


def _floor(browser: Browser, url: str, drawings: list[dict[str, Any]]) -> list[float]:
    """Milliseconds a click that draws the next of the same figures, and does nothing else."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    places = "".join(f'<div id="{name}" style="width:380px"></div>' for name in drawings[0])
    html = f'<!DOCTYPE html><button id="go">go</button>{places}'
    page.route("**/bare", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{url}/bare")
    page.add_script_tag(url=f"{url}/assets/vendor/plotly-basic.min.js")
    page.evaluate(FLOOR, drawings)
    page.evaluate(CLOCK)
    times = []
    for _ in range(CLICKS):
        page.locator("#go").click()
        page.wait_for_timeout(SETTLED_MS)
        times.append(page.evaluate(ELAPSED))
    page.close()
    return times


def _open(page: Page, url: str) -> None:
    page.goto(f"{url}/en/explore")
    page.wait_for_selector(DRAWN)
