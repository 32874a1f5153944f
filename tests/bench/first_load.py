"""What a reader waits for when the page opens: cold, with files kept, and on a slow phone.

Times run from the navigation: when the figures' words stand, when a filter answers, when the last
chart is drawn; with them the largest contentful paint, what moved, and bytes on the wire.
"""

from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.table import Table

LOADS = 5
PHONE = {"width": 360, "height": 780}
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER_PROCESSOR = 4
KINDS: dict[str, dict[str, bool]] = {
    "cold": {},
    "files kept": {"kept": True},
    "a slow phone": {"slow": True},
}
NOTE = (
    f"Medians of {LOADS} loads. A slow phone has 1.6 Mbit/s, 150 ms a way, and a quarter of the "
    "processor’s speed."
)
CHARTS = ".js-plotly-plot .main-svg"
CLOCK = """() => {
  window.marks = { shift: 0 };
  const seen = (name, found) => { if (found && !marks[name]) marks[name] = performance.now(); };
  const look = () => {
    seen("readable", document.querySelector(".gauge")?.textContent);
    seen("working", document.querySelector("body[data-taken]"));
    const drawn = document.querySelectorAll(".js-plotly-plot .main-svg").length;
    if (drawn > (window.drawn ?? 0)) { window.drawn = drawn; marks.charts = performance.now(); }
    requestAnimationFrame(look);
  };
  look();
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
    .observe({ type, buffered: true });
  watch("largest-contentful-paint", (one) => { marks.largest = one.startTime; });
  watch("layout-shift", (one) => { if (!one.hadRecentInput) marks.shift += one.value; });
}"""

BEFORE = """performance.getEntries().filter((one) => one.responseEnd <= marks.working)
  .reduce((sum, one) => sum + (one.transferSize ?? 0), 0)"""


class Load(NamedTuple):
    """One load: milliseconds, a share of the screen, kilobytes."""

    readable: float
    working: float
    charts: float
    largest: float
    shift: float
    before: float
    """Kilobytes until filters work."""
    total: float


def measure(browser: Browser, url: str, path: str = "/en/explore") -> Table:
    """Medians of several loads of each kind."""
    table = Table("First load of Explore (ms)", NOTE)
    for name, how in KINDS.items():
        with table.trying(name, "readable"):
            loads = [load(browser, f"{url}{path}", **how) for _ in range(LOADS)]
            found = Load(*(median(each) for each in zip(*loads, strict=True)))
            table.put(name, "readable", found.readable)
            table.put(name, "filters work", found.working)
            table.put(name, "last chart", found.charts)
            table.put(name, "largest paint", found.largest)
            table.put(name, "layout shift", f"{found.shift:.3f}")
            table.put(name, "kB, until filters work", f"{found.total:.0f}, {found.before:.0f}")
    return table


def load(browser: Browser, address: str, *, kept: bool = False, slow: bool = False) -> Load:
    """Open a page as a browser that was never there, or that was there before."""
    context = browser.new_context(viewport=PHONE if slow else None)
    page = context.new_page()
    if kept:
        _open(page, address)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if slow:
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    sizes = _sizes(session)
    page.add_init_script(f"({CLOCK})()")
    page.goto(address, wait_until="commit")
    page.wait_for_selector(CHARTS, state="attached")
    page.wait_for_load_state("networkidle")
    marks: dict[str, Any] = page.evaluate("marks")
    before = page.evaluate(BEFORE) / 1000
    context.close()
    return Load(
        **{name: marks[name] for name in ("readable", "working", "charts", "largest", "shift")},
        before=before,
        total=sum(sizes) / 1000,
    )


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(CHARTS, state="attached")
    page.wait_for_load_state("networkidle")


def _sizes(session: CDPSession) -> list[float]:
    sizes: list[float] = []
    session.on("Network.dataReceived", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes
