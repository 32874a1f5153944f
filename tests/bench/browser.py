"""Measure a filter change as its reader waits for it, beside what plotly.js alone would take.

All clicks are made in turn, in one browser: on a language filter, on a button that draws the same
figures with ``Plotly.react`` and nothing else, on one that draws the eight figures of a page whose
gauges were plotly's, and on one whose Dash callback does nothing. The clock runs from the pointer's
own time stamp until the last mutation of the page has been painted.
"""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import plotly
from playwright.sync_api import Browser, CDPSession, Locator, Page, sync_playwright

from tests.bench import empty, first_load
from tests.bench.table import Table, spread
from tests.support import chromium, patience, program

ROUNDS = 20
WARM_UP = 4
CHANGES = 200  # after which the page may keep no more memory than before
QUIET_MS = 400
POLLED_MS = 100  # not at each frame, which would take its share of them
DESK = "desk"
SPEEDS = {DESK: 1, "a quarter of its speed": 4}
KEPT = f"MB of JavaScript, before and after {CHANGES} changes"
TITLE = "In the browser: a filter change on Explore (ms)"
NOTE = (
    "Median / 95th percentile of clicks in alternating pairs in one browser; of tasks and of kB, "
    "the median and the most."
)
ANSWERS = "**/_dash-update-component*"
DRAWN = ".js-plotly-plot .main-svg"
SCREEN = {"width": 1400, "height": 900}
EIGHT = Path(__file__).with_name("eight_figures.json")
WHOLE_PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
"""The one with dials, which the page no longer needs."""

CLOCK = """() => {
  const { port1, port2 } = new MessageChannel();
  const clear = (first) =>
    { window.bench = { first, last: 0, painted: 0, tasks: [], shift: 0 }; };
  clear(0);
  let isAwaited = false;
  port1.onmessage = () => { isAwaited = false; bench.painted = performance.now(); };
  const isMark = (one) => one.attributeName === "class" && one.target.matches("[data-seen]");
  new MutationObserver((records) => {
    if (records.every(isMark)) return; // a highlight that goes by itself after a while
    bench.last = performance.now();
    if (isAwaited) return;
    isAwaited = true;
    requestAnimationFrame(() => port2.postMessage(null));
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  document.addEventListener("pointerdown", (event) => clear(event.timeStamp), true);
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type });
  watch("longtask", (one) => { if (one.startTime >= bench.first) bench.tasks.push(one.duration); });
  watch("layout-shift", (one) => { if (one.startTime >= bench.first) bench.shift += one.value; });
}"""
IS_PAINTED = "() => bench.last > 0 && bench.painted >= bench.last"  # clocks tell tenths of ms
IS_QUIET = f"""() => bench.last > 0 && bench.painted >= bench.last
  && performance.now() - bench.painted > {QUIET_MS}
  && performance.now() - bench.first > {QUIET_MS}"""

FLOOR = """([id, drawings]) => {
  let next = 0;
  const draw = () => {
    const figures = structuredClone(drawings[next++ % drawings.length]);
    Object.entries(figures).forEach(([id, figure]) => Plotly.react(id, figure));
  };
  draw();
  document.getElementById(id).addEventListener("click", draw);
}"""


@dataclass
class Series:
    """What changes of one kind took, each in milliseconds; the longest task and shift of each."""

    times: list[float] = field(default_factory=list)
    tasks: list[float] = field(default_factory=list)
    shifts: list[float] = field(default_factory=list)


@dataclass
class Repaint:
    """Changes of the page, beside the floors; in milliseconds, and bytes a change."""

    change: Series = field(default_factory=Series)
    same: Series = field(default_factory=Series)
    """plotly.js alone, for the figures of this page."""
    eight: Series = field(default_factory=Series)
    """plotly.js alone, for the eight figures that the page had when gauges were plotly's."""
    empty: Series = field(default_factory=Series)
    """A Dash callback that does nothing."""
    server: list[float] = field(default_factory=list)
    """From the request to the first byte of its answer."""
    raw: list[int] = field(default_factory=list)
    compressed: list[int] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How much longer a change takes than plotly.js alone for eight figures."""
        return median(
            ours / floor for ours, floor in zip(self.change.times, self.eight.times, strict=True)
        )


def measure(rounds: int = ROUNDS) -> list[Table]:
    """How the page opens, and how long a change takes, on a desk and with a slow processor."""
    with tempfile.TemporaryDirectory(prefix="impact-bench-") as name, sync_playwright() as driver:
        folder = Path(name)
        url = f"sqlite:///{folder / 'impact.db'}"
        program.fill_with_demonstration(url)
        browser = driver.chromium.launch(executable_path=chromium.find(), args=chromium.arguments())
        with program.serving(url, folder) as served, empty.serving(folder) as nothing:
            opening = first_load.measure(browser, served.url)
            table = Table(TITLE, NOTE)
            for where, slower in SPEEDS.items():
                with table.trying("click to last repaint", where):
                    found = repaint(browser, served.url, nothing.url, rounds, slower=slower)
                    _put(table, where, found)
            with table.trying(KEPT, DESK):
                before, after = memory(browser, served.url)
                table.put(KEPT, DESK, f"{before:.1f} → {after:.1f}")
        browser.close()
    return [opening, table]


def _put(table: Table, where: str, found: Repaint) -> None:
    table.put("click to last repaint", where, spread(found.change.times))
    table.put("plotly.js alone, the eight figures of before", where, spread(found.eight.times))
    table.put("plotly.js alone, the same figures", where, spread(found.same.times))
    table.put("an empty Dash callback", where, spread(found.empty.times))
    table.put("ratio to eight figures, in pairs", where, f"{found.ratio:.2f} ×", reach="1.3 ×")
    table.put("until the answer begins", where, spread(found.server))
    tasks = f"{median(found.change.tasks):.0f}, {max(found.change.tasks):.0f}"
    table.put("longest task (0: none above 50)", where, tasks, reach="50, 200")
    table.put("layout shift", where, f"{max(found.change.shifts):.3f}", reach="0.02")
    table.put("kB a change", where, _most(found.raw))
    table.put("kB a change on the wire", where, _most(found.compressed), reach="6")


def _most(sizes: list[int]) -> str:
    return f"{median(sizes) / 1000:.1f}, {max(sizes) / 1000:.1f}"


def memory(browser: Browser, url: str) -> tuple[float, float]:
    """Megabytes that the page's JavaScript keeps after some changes, and after many more."""
    context = browser.new_context(viewport=SCREEN, bypass_csp=True)  # type: ignore[arg-type]
    context.set_default_timeout(patience.MS)
    page = context.new_page()
    change, _ = _changes(page, url, Repaint())
    session = context.new_cdp_session(page)
    found = [_kept(session)]
    for turn in range(CHANGES):
        with page.expect_response(ANSWERS):
            change(turn).click()
        page.wait_for_function(IS_PAINTED, polling=POLLED_MS)
    found.append(_kept(session))
    context.close()
    return found[0], found[1]


def _kept(session: CDPSession) -> float:
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6


def repaint(browser: Browser, url: str, nothing: str, rounds: int, *, slower: int = 1) -> Repaint:
    """Click on each kind in turn, so many times."""
    found = Repaint()
    context = browser.new_context(viewport=SCREEN, bypass_csp=True)  # type: ignore[arg-type]
    context.set_default_timeout(patience.MS)
    change, drawings = _changes(context.new_page(), url, found)
    clicks = [
        (found.change, change),
        (found.same, _floor(context.new_page(), url, drawings, "plotly-basic")),
        (found.eight, _floor(context.new_page(), url, json.loads(EIGHT.read_text()), "whole")),
        (found.empty, _empty_page(context.new_page(), nothing)),
    ]
    if slower > 1:
        for page in context.pages:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    for turn in range(WARM_UP + rounds):
        if turn == WARM_UP:
            for weighed in (found.raw, found.compressed, found.server):
                weighed.clear()
        for series, click in clicks:
            asks = series is found.change or series is found.empty
            _clicked(click(turn), series if turn >= WARM_UP else Series(), asks=asks)
    context.close()
    return found


Click = Callable[[int], Locator]


def _clicked(button: Locator, series: Series, *, asks: bool) -> None:
    page = button.page
    page.bring_to_front()
    if asks:  # the server, whose answer may take longer than the page is quiet
        with page.expect_response(ANSWERS):
            button.click()
    else:
        button.click()
    page.wait_for_function(IS_QUIET, polling=POLLED_MS)
    seen = page.evaluate("bench")
    series.times.append(seen["painted"] - seen["first"])
    series.tasks.append(max([*seen["tasks"], 0]))
    series.shifts.append(seen["shift"])


def _changes(page: Page, url: str, found: Repaint) -> tuple[Click, list[dict[str, Any]]]:
    """A click on a language, and the page's own figures after some of them."""
    session = page.context.new_cdp_session(page)
    page.goto(f"{url}/en/explore")
    page.wait_for_selector(DRAWN)
    page.wait_for_selector("body[data-taken]")
    page.locator(".filter--language summary").click()
    page.evaluate(CLOCK)

    def box(turn: int) -> Locator:
        return page.locator("#filter-language input").nth(turn % 3)

    drawings = []
    for turn in range(6):  # each box twice, so that the first of the series finds all empty
        _clicked(box(turn), Series(), asks=True)
        drawings.append(page.evaluate(FIGURES))
    _weigh(session, found)
    return box, drawings


FIGURES = """() => Object.fromEntries([...document.querySelectorAll(".js-plotly-plot")]
  .filter((one) => one.checkVisibility())
  .map((one) => [`floor-${one.id}`, JSON.parse(JSON.stringify(
    { data: one.data, layout: one.layout, config: { displayModeBar: false, responsive: true } }))]))
"""


def _weigh(session: CDPSession, found: Repaint) -> None:
    """Note the bytes of each answer to a change, and how long it was waited for."""
    asked: set[str] = set()
    raw: dict[str, int] = {}

    def received(event: dict[str, Any]) -> None:
        if "_dash-update-component" in event["response"]["url"]:
            asked.add(event["requestId"])
            found.server.append(event["response"]["timing"]["receiveHeadersEnd"])

    def data(event: dict[str, Any]) -> None:
        raw[event["requestId"]] = raw.get(event["requestId"], 0) + event["dataLength"]

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in asked:
            found.raw.append(raw[event["requestId"]])
            found.compressed.append(event["encodedDataLength"])

    session.on("Network.responseReceived", received)
    session.on("Network.dataReceived", data)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")


def _floor(page: Page, url: str, drawings: list[dict[str, Any]], library: str) -> Click:
    """A click that draws the next of these figures, and does nothing else."""
    dial = "height:170px"
    places = "".join(
        f'<div id="{name}" style="width:380px;{"" if _has_height(figure) else dial}"></div>'
        for name, figure in drawings[0].items()
    )
    html = (
        '<!DOCTYPE html><button id="go">go</button>'
        f'<div style="display:flex;flex-wrap:wrap">{places}</div>'
    )
    page.route("**/bare", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{url}/bare")
    if library == "whole":
        page.add_script_tag(path=WHOLE_PLOTLY)
    else:
        page.add_script_tag(url=f"{url}/assets/vendor/{library}.min.js")
    page.evaluate(FLOOR, ["go", drawings])
    page.evaluate(CLOCK)
    return lambda _: page.locator("#go")


def _has_height(figure: dict[str, Any]) -> bool:
    return "height" in figure["layout"]


def _empty_page(page: Page, url: str) -> Click:
    page.goto(url)
    page.wait_for_selector("#go")
    page.evaluate(CLOCK)
    return lambda _: page.locator("#go")


if __name__ == "__main__":
    print("\n\n".join("\n".join(table.lines()) for table in measure()))
